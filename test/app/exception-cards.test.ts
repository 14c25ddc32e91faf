import assert from 'node:assert/strict';
import { createCompany } from '../../demo/tenant/company.ts';
import { startWholeBot, type WholeBot } from '../support/whole-bot.ts';

describe('exceptions and exemptions, with the whole bot', function () {
  this.timeout(60_000);
  const company = createCompany();
  const { admin, helpdesk, chiefExecutive: chief } = company.named;
  let bot: WholeBot;
  beforeEach(async () => {
    bot = await startWholeBot(company);
  });
  afterEach(() => bot.stop());

  it('finds the tenant’s rooms, shared mailboxes and service accounts, and shows them worst first', async () => {
    await bot.say(admin, 'exceptions');
    await bot.shown(({ summary }) => summary.startsWith('Looking for accounts'));
    const bound = Date.now() + 20_000;
    let answer = '';
    // The accounts are looked through beside this; each press shows how far that is.
    while (!/accounts need a decision/.test(answer) && Date.now() < bound) {
      answer = await bot.press(admin, 'exception.list', { v: 1 });
    }
    assert.match(answer, /6 accounts need a decision/);
    for (const name of ['svc-scanner', 'svc-backup', 'svc-erp-sync']) assert.ok(answer.includes(name), name);
    assert.doesNotMatch(answer, /emergency-/);
    const [, exception] = /"exception":"([0-9a-f-]{36})"/.exec(answer) ?? [];
    const form = await bot.press(admin, 'exception.open', { v: 1, exception });
    assert.match(form, /Managed identity: for programs in Azure/);
    const typed = { decision: 'managed-identity', owner: helpdesk.userPrincipalName, note: 'Moves to Azure' };
    const expires = new Date(Date.now() + 60 * 86_400_000).toISOString().slice(0, 10);
    const seen = { v: 1, exception, seen: 1 };
    const saved = await bot.press(admin, 'exception.decide', { ...seen, ...typed, expires });
    assert.match(saved, /Moves to Azure/);
    assert.match(await bot.press(helpdesk, 'exception.close', seen), /for those who run the rollout/);
    assert.match(await bot.press(admin, 'exception.list', { v: 1 }), /5 accounts need a decision/);
  });

  it('exempts nobody, for helpdesk, administrators and whoever asks for themselves', async () => {
    await bot.say(helpdesk, `exclude ${chief.displayName} from MFA`);
    const whole = await bot.shown(({ text }) => /Microsoft Entra (has seen|saw|says)/.test(text));
    assert.match(whole.summary, new RegExp(`^No exemption for ${chief.displayName}`));
    await bot.say(chief, 'exempt me');
    const own = await bot.shown(({ summary }) => summary.startsWith('No exemption, but'));
    assert.doesNotMatch(own.text, /Microsoft Entra (has seen|saw|says)|other countr/);
    await bot.say(chief, `exempt ${helpdesk.displayName}`);
    await bot.shown(
      ({ summary, to }) =>
        to === `chat-${chief.id}` && /helpdesk/i.test(summary) && !/exemption/.test(summary),
    );
    await bot.say(admin, 'exempt Emergency Access North');
    await bot.shown(({ summary }) => summary.startsWith('Emergency Access North is exempt by design'));
  });
});
