import assert from 'node:assert/strict';
import en from '../../cards/texts/en.json' with { type: 'json' };
import { GATE_IDS, type GateStatus } from '../../src/rollout/gate.ts';
import { type ReadinessTenant, tenantInOrder, tenantInTrouble } from '../support/readiness-tenants.ts';
import { type Post, startWholeBot, type WholeBot, type WholeBotOptions } from '../support/whole-bot.ts';

const TITLES = new Map(GATE_IDS.map((id) => [en[`gate.${id}.title`], id]));
const WORDS = new Map<string, GateStatus>([
  ['Not ready', 'fail'],
  ['To look at', 'warn'],
  ['Not known', 'unknown'],
]);
const every = (status: GateStatus) => Object.fromEntries(GATE_IDS.map((id) => [id, status]));
/** Who may ask is decided by groups, and nobody may ask without them. */
const LEAST = ['User.Read.All', 'GroupMember.ReadBasic.All', 'Organization.Read.All'];

/** What the card says of each gate: a word before its title, or among those in order. */
function statusesOn({ text }: Post): Readonly<Record<string, GateStatus>> {
  const marked = [...text.matchAll(/"text":"([^"]+) · "[^}]*\},\{"type":"TextRun","text":"([^"]+)"/g)];
  const calm = [...text.matchAll(/"type":"TextBlock","text":"([^"]+)","wrap":true,"weight":"Bolder"/g)];
  const named = [
    ...marked.map(([, word = '', title = '']) => [TITLES.get(title), WORDS.get(word)] as const),
    ...calm.map(([, title = '']) => [TITLES.get(title), 'pass'] as const),
  ];
  return Object.fromEntries(named.filter(([id]) => id !== undefined));
}

describe('the readiness card, with the whole bot', function () {
  this.timeout(60_000);
  let bot: WholeBot;

  const started = async ({ company, ...configured }: ReadinessTenant, options: WholeBotOptions = {}) => {
    bot = await startWholeBot(company, { ...configured, ...options });
    return company.named;
  };
  const complete = () => bot.shown(({ summary }) => !summary.startsWith('Reading your tenant'));

  afterEach(() => bot.stop());

  it('passes every gate of a tenant in order, to administrators alone, and reads again when asked', async () => {
    const tenant = tenantInOrder();
    const { admin, helpdesk } = await started(tenant);
    await bot.say(helpdesk, 'readiness');
    const refused = await bot.shown(() => true);
    assert.deepEqual(statusesOn(refused), {});
    assert.match(refused.text, /administrators/i);
    bot.connector.calls.length = 0;

    await bot.say(admin, 'readiness');
    const card = await complete();
    assert.equal(card.summary, 'Ready to go on. 0 not ready, 0 to look at, 0 not known, 16 in order.');
    assert.deepEqual(statusesOn(card), every('pass'));

    tenant.company.securityDefaults = { ...tenant.company.securityDefaults, isEnabled: true };
    const answer = await bot.press(admin, 'readiness.refresh', { verb: 'readiness.refresh', v: 1 });
    assert.match(answer, /Security defaults are on together with enabled policies/);
  });

  it('fails every gate of a tenant in trouble, each with its page', async () => {
    const { admin } = await started(tenantInTrouble());
    await bot.say(admin, 'readiness');
    const card = await complete();
    assert.equal(card.summary, 'Not ready yet. 16 not ready, 0 to look at, 0 not known, 0 in order.');
    assert.deepEqual(statusesOn(card), every('fail'));
    assert.equal(card.text.match(/"url":"https:\/\/entra\.microsoft\.com\/#view\//g)?.length, 16);
  });

  it('passes nothing that it could not read, and names the permission', async () => {
    const { admin } = await started(tenantInOrder(), { permissions: LEAST });
    await bot.say(admin, 'readiness');
    const card = await complete();
    assert.deepEqual(statusesOn(card), {
      ...every('unknown'),
      'break-glass-two-accounts': 'pass',
    });
    for (const permission of ['Policy.Read.All', 'AuditLog.Read.All', 'RoleManagement.Read.Directory']) {
      assert.match(card.text, new RegExp(`permission ${permission}`));
    }
  });
});
