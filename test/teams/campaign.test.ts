import assert from 'node:assert/strict';
import sinon from 'sinon';
import { ALICE, NOW, ORGANISATION, REGISTRATION_URL } from '../../demo/gallery/samples/people.ts';
import type { Campaign } from '../../src/campaign/campaign.ts';
import { WrongDraft } from '../../src/campaign/draft.ts';
import { ACTIONS } from '../../src/teams/actions.ts';
import { COMMANDS } from '../../src/teams/commands.ts';
import { createDispatch, type Reply } from '../../src/teams/dispatch.ts';
import type { Services } from '../../src/teams/turn.ts';
import { type Part, partsOf, partsOfType } from '../cards/parts.ts';
import { createManualClock } from '../support/clock.ts';
import { campaignLine, fakeDesk } from '../support/fake-campaign-desk.ts';
import { ASKER, turnOf } from '../support/turn.ts';

const admin = turnOf({ roles: ['user', 'admin'] });
const group = turnOf({ roles: ['user', 'admin'], conversation: { kind: 'group', id: '19:admins' } });

function setUp(campaign: Partial<Campaign> = {}) {
  const campaigns = fakeDesk(campaign);
  const offer = sinon.fake(async (..._offered: readonly unknown[]) => undefined);
  const tell = sinon.stub().resolves(true);
  const services = {
    campaigns,
    directory: { findPerson: async () => ALICE, organisation: async () => ORGANISATION },
    registrationUrl: REGISTRATION_URL,
    clock: createManualClock(NOW),
    files: { offer },
    tell,
    // What campaigns need; a handler that reaches for more fails.
  } as unknown as Services;
  const dispatch = createDispatch({ commands: COMMANDS, actions: ACTIONS, services });
  const id = campaigns.campaign.id;
  return {
    ...{ campaigns, offer, tell, dispatch },
    say: (text: string) => dispatch.message(text, admin),
    press: (verb: string, data: object = {}, turn = admin) =>
      dispatch.press(`campaign.${verb}`, { v: 1, campaign: id, seen: 3, ...data }, turn),
  };
}

const text = ({ shown, card }: Reply) => JSON.stringify([shown.card, card?.card]);
const CHAT = { conversationId: 'a:1', serviceUrl: 'https://smba.example/', activityId: '17' };

describe('what administrators type about campaigns', () => {
  for (const words of ['campaign', 'Campaigns', 'campaign list', 'CAMPAIGN LIST.']) {
    it(`lists them all when “${words}” is typed`, async () => {
      const { campaigns, say } = setUp();
      campaigns.lines = [campaignLine('Autumn'), campaignLine('Winter')];
      const reply = await say(words);
      assert.equal(reply.ran, 'campaign list');
      assert.match(reply.shown.summary, /^2 campaigns/);
    });
  }

  it('shows a campaign by its name, whatever the letter case', async () => {
    const { say } = setUp({ name: 'Autumn' });
    const reply = await say('campaign autumn');
    assert.match(reply.shown.summary, /^Autumn: 1,204 people to write to/);
    assert.equal(reply.stands, null);
  });

  it('lets the card of a campaign that goes on edit itself, wherever it stands', async () => {
    const { campaigns, say } = setUp({ name: 'Autumn', state: 'running' });
    await (await say('campaign Autumn')).stands?.(CHAT);
    assert.deepEqual(campaigns.done, ['follow a:1 17']);
  });

  it('offers the nearest names for one that none has', async () => {
    const { campaigns, say } = setUp({ name: 'Autumn' });
    campaigns.lines = ['Autumn rollout', 'Passkeys', 'Finance'].map(campaignLine);
    const reply = await say('campaign atumn rolout');
    assert.match(text(reply), /no campaign “atumn rolout”/);
    assert.match(text(reply), /Did you mean this one\?/);
    assert.match(text(reply), /Autumn rollout/);
    assert.doesNotMatch(text(reply), /Passkeys/);
  });

  it('opens the form for a new one, with every default filled in', async () => {
    const reply = await setUp().say('campaign new');
    const values = [...partsOf(reply.shown.card)].filter(({ type }) => String(type).startsWith('Input.'));
    const standing = Object.fromEntries(values.map(({ id, value }) => [id, value]));
    assert.partialDeepStrictEqual(standing, {
      goal: 'any-method',
      startsOn: '2026-11-23',
      windowDays: 14,
      reminderBelow: 90,
      approvalAbove: 500,
      guests: 'false',
    });
    for (const { label, errorMessage } of values) assert.ok(label && errorMessage);
  });

  it('is refused to everybody else, and nothing is read', async () => {
    const { campaigns, dispatch } = setUp();
    campaigns.list = () => assert.fail('read');
    const reply = await dispatch.message('campaign list', turnOf({ roles: ['user', 'helpdesk'] }));
    assert.match(reply.ran, /^refused/);
  });
});

describe('a campaign’s form', () => {
  it('needs a name and a goal, and shows what would happen', async () => {
    const { campaigns, press } = setUp();
    const reply = await press('create', { name: ' Winter  rollout ', goal: 'passkey' });
    assert.deepEqual(campaigns.done, [`create ${ASKER}`]);
    assert.partialDeepStrictEqual(campaigns.saved, [
      { name: 'Winter rollout', goal: 'passkey', calendar: { startsOn: '2026-11-23', windowDays: 14 } },
    ]);
    assert.match(reply.shown.summary, /people to write to/);
  });

  it('comes back with what was typed and every problem at its field', async () => {
    const { campaigns, press } = setUp();
    const typed = { name: 'list', windowDays: '3', countries: 'Germany', contact: 'ext. 1' };
    const { shown } = await press('create', typed);
    assert.deepEqual(campaigns.done, []);
    assert.match(shown.summary, /3 fields need a correction/);
    const fields = partsOfType(shown.card, 'Container').flatMap(({ items }) => {
      const [input, problem] = items as readonly Part[];
      return problem?.color === 'Attention' ? [[input?.id, input?.value, problem.text]] : [];
    });
    assert.deepEqual(fields, [
      ['name', 'list', 'That word is a command. Choose another name.'],
      ['windowDays', 3, 'A whole number from 14 to 180.'],
      ['countries', 'Germany', '“GERMANY” is not a country of two letters, such as DE.'],
    ]);
    assert.match(JSON.stringify(shown.card), /ext\. 1/);
  });

  it('comes back with what only the desk knows to be wrong', async () => {
    const { campaigns, press } = setUp();
    campaigns.refuses = new WrongDraft([{ field: 'name', problem: 'taken' }]);
    assert.match(text(await press('create', { name: 'Autumn' })), /Another campaign has this name/);
  });

  it('changes what was there, as the administrator saw it, and leaves out nothing that a client leaves out', async () => {
    const { campaigns, press } = setUp();
    campaigns.campaign = {
      ...campaigns.campaign,
      audience: { ...campaigns.campaign.audience, departments: ['Sales, EMEA'], countries: ['DE'] },
    };
    await press('change', { name: 'Winter', countries: '' });
    assert.deepEqual(campaigns.done, [`change ${ASKER} 3`]);
    assert.partialDeepStrictEqual(campaigns.saved, [
      { name: 'Winter', goal: 'any-method', audience: { departments: ['Sales, EMEA'], countries: [] } },
    ]);
  });

  it('for a change keeps to the campaign that was seen, even when it comes back', async () => {
    const reply = await setUp().press('change', { name: '' });
    const change = partsOfType(reply.shown.card, 'Action.Execute').find(
      ({ verb }) => verb === 'campaign.change',
    );
    assert.partialDeepStrictEqual(change?.data, { seen: 3 });
  });

  it('cannot be opened for a campaign that is gone', async () => {
    const reply = await setUp().press('edit', { campaign: '99999999-9999-4999-8999-999999999999' });
    assert.match(reply.shown.summary, /does not exist any more/);
    assert.equal(reply.replaces, false);
  });
});

describe('the buttons of a campaign’s card', () => {
  for (const verb of ['start', 'pause', 'resume', 'cancel']) {
    it(`${verb} it as the administrator saw it`, async () => {
      const { campaigns, press } = setUp({ state: 'running' });
      const reply = await press(verb);
      assert.deepEqual(campaigns.done, [`${verb} ${ASKER} 3`]);
      assert.equal(reply.forAll, true);
      assert.ok(reply.stands);
    });
  }

  const others = [
    ['faster', /Somebody else was faster/],
    ['needs-second-admin', /request is noted.*campaign Second step for everybody/],
    ['same-admin', /You asked for this start yourself/],
    ['not-possible', /not possible.*Draft/],
  ] as const;
  for (const [kind, said] of others) {
    it(`say kindly what is true now when the press was: ${kind}`, async () => {
      const { campaigns, press } = setUp({ startAskedBy: kind === 'faster' ? null : ASKER });
      campaigns.answer = kind;
      const reply = await press('start');
      assert.match(reply.shown.summary, said);
      assert.match(JSON.stringify(reply.card?.card), said);
      if (kind !== 'faster') assert.match(JSON.stringify(reply.card?.card), /Alice Weber has asked/);
    });
  }

  it('do nothing to a campaign that is gone', async () => {
    const { campaigns, press } = setUp();
    const reply = await press('start', { campaign: '99999999-9999-4999-8999-999999999999' });
    assert.match(reply.shown.summary, /does not exist any more/);
    assert.deepEqual(campaigns.done, []);
  });

  it('send the preview to whoever presses, in the language chosen, with buttons that do nothing', async () => {
    const { tell, press } = setUp();
    const reply = await press('preview', { language: 'de' }, group);
    assert.match(reply.shown.summary, /I sent the preview to you/);
    const [to, draw] = tell.firstCall.args;
    assert.equal(to, ASKER);
    const { card, summary } = draw();
    assert.match(summary, /^Preview: only you see this card\./);
    assert.match(JSON.stringify(card), /"lang":"de"/);
    const acting = partsOfType(card, 'Action.Execute', 'Action.Submit');
    assert.ok(acting.length > 2);
    for (const { data } of acting) assert.deepEqual(data, { verb: 'campaign.preview-press', v: 1 });
    assert.match((await press('preview-press')).shown.summary, /its buttons do nothing/);
  });

  it('say so where the preview cannot be sent', async () => {
    const { tell, press } = setUp();
    tell.resolves(false);
    assert.match((await press('preview', { language: 'en' })).shown.summary, /can’t write to you in private/);
  });

  it('send again for the reasons that were ticked, and for no other word', async () => {
    const { campaigns, press } = setUp({ state: 'running' });
    const reply = await press('retry-failed', { outcomes: 'blocked,unknown,nonsense' });
    assert.deepEqual(campaigns.done, [`retry ${ASKER} unknown blocked`]);
    assert.match(reply.shown.summary, /sent again: 24/);
    assert.match((await press('retry-failed', { outcomes: '' })).shown.summary, /Choose at least one/);
  });

  it('open the contact list beside the card, and turn its pages in place', async () => {
    const { campaigns, press } = setUp({ state: 'running' });
    campaigns.contacts = 12;
    const first = await press('contact-list');
    assert.equal(first.beside, true);
    assert.match(first.shown.summary, /12 people to call/);
    const second = await press('contact-list', { page: 2 });
    assert.equal(second.beside, false);
    assert.match(text(second), /page 2 of 2/);
  });

  it('export in a private chat alone, with about the size of the file', async () => {
    const { offer, press } = setUp({ state: 'running' });
    assert.match((await press('export', {}, group)).shown.summary, /private chat only/);
    assert.equal(offer.callCount, 0);
    await press('export');
    assert.equal(offer.firstCall.args[1], 1_204);
    const draft = setUp();
    await draft.press('export');
    assert.equal(draft.offer.firstCall.args[1], 5_871);
  });
});
