import assert from 'node:assert/strict';
import sinon from 'sinon';
import { ALICE, method, ORGANISATION, REGISTRATION_URL } from '../../demo/gallery/samples/people.ts';
import type { PersonAnswer, PersonDesk, PersonStanding } from '../../src/campaign/ports.ts';
import { MissingPermission, Unavailable } from '../../src/errors.ts';
import type { Method } from '../../src/people/people.ts';
import {
  reminderDone,
  reminderHelp,
  reminderNoPhone,
  reminderSnooze,
  reminderWhyMe,
} from '../../src/teams/reminder-act.ts';
import type { ForAll, Line } from '../../src/teams/rows.ts';
import type { Services } from '../../src/teams/turn.ts';
import { CAMPAIGN_ID, MONDAY, sampleCampaign, sampleRecipient } from '../support/campaigns.ts';
import { createManualClock } from '../support/clock.ts';
import { ASKER, turnOf } from '../support/turn.ts';

const STANDING: PersonStanding = {
  campaign: sampleCampaign({ createdBy: 'rosa' }),
  recipient: sampleRecipient(),
  snoozes: [{ snooze: 'tomorrow', until: MONDAY }],
  openCase: null,
};
const input = { campaign: CAMPAIGN_ID };
const turn = turnOf();

function setUp({
  answer = { kind: 'registered', state: 'registered' },
  standing = STANDING,
  methods = [],
}: {
  readonly answer?: PersonAnswer;
  readonly standing?: PersonStanding | null;
  readonly methods?: readonly Method[] | Error;
} = {}) {
  const press = sinon.fake(async (..._pressed: readonly unknown[]) => answer);
  const recipients: PersonDesk = {
    standing: async () => standing ?? undefined,
    done: press,
    snooze: press,
    noPhone: press,
    help: press,
  };
  const findPerson = sinon.fake(async (id: string) => ({
    ...ALICE,
    displayName: id === 'rosa' ? 'Rosa Lind' : ALICE.displayName,
  }));
  const organisation = sinon.stub().resolves(ORGANISATION);
  const alternativesFor = sinon.stub().resolves(['security-key']);
  const services = {
    recipients,
    directory: { findPerson, organisation },
    registrations: {
      methodsOf: async () => {
        if (methods instanceof Error) throw methods;
        return methods;
      },
    },
    alternatives: { alternativesFor },
    clock: createManualClock(MONDAY),
    registrationUrl: REGISTRATION_URL,
    // What a person's card needs; a handler that reaches for more fails.
  } as unknown as Services;
  return { services, press, organisation, alternativesFor };
}

const said = (answer: ForAll | Line) => {
  assert.ok('forAll' in answer);
  return JSON.stringify(answer.forAll.card);
};

describe('what a recipient presses', () => {
  it('is done for whoever pressed, whatever the button says, and edits the card on every device', async () => {
    const { services, press } = setUp();
    assert.match(said(await reminderDone(input, turn, services)), /You’re all set/);
    assert.deepEqual(press.lastCall.args, [ASKER, CAMPAIGN_ID]);
  });

  it('says honestly that Graph does not show it yet, and when it looks again', async () => {
    const { services } = setUp({
      answer: { kind: 'not-seen-yet', nextLook: new Date('2026-11-23T09:05:00Z') },
    });
    const shown = said(await reminderDone(input, turn, services));
    assert.match(shown, /I don’t see it yet/);
    assert.match(shown, /Mon,? 23 Nov, 09:05/);
  });

  it('puts off to the day that was chosen, and offers what may still be chosen', async () => {
    const { services, press } = setUp({ answer: { kind: 'snoozed', until: MONDAY, left: 1 } });
    const shown = said(await reminderSnooze({ ...input, snooze: 'next-monday' }, turn, services));
    assert.deepEqual(press.lastCall.args, [ASKER, CAMPAIGN_ID, 'next-monday']);
    assert.match(shown, /I’ll remind you on Monday 23 November/);
    assert.match(shown, /"value":"tomorrow"/);
    assert.doesNotMatch(shown, /"value":"three-days"/);
  });

  it('offers the tenant’s way without a smartphone, and does without it where it cannot be read', async () => {
    const answer = { kind: 'case-opened', caseKind: 'no-phone', reachedHelpdesk: true } as const;
    const first = setUp({ answer });
    assert.match(said(await reminderNoPhone(input, turn, first.services)), /A security key/);
    assert.deepEqual(first.alternativesFor.lastCall.args, [ASKER]);
    const second = setUp({ answer });
    second.alternativesFor.rejects(new MissingPermission('Policy.Read.All', 'policies'));
    assert.match(said(await reminderNoPhone(input, turn, second.services)), /finds a way with you/);
  });

  it('reads the tenant’s policy for somebody without a smartphone alone', async () => {
    const { services, alternativesFor } = setUp();
    await reminderDone(input, turn, services);
    assert.equal(alternativesFor.callCount, 0);
  });

  it('takes one line of help, without what only turns it around', async () => {
    const { services, press } = setUp({
      answer: { kind: 'case-opened', caseKind: 'help', reachedHelpdesk: true },
    });
    const shown = said(await reminderHelp({ ...input, words: '  new\n phone\u202e ' }, turn, services));
    assert.deepEqual(press.lastCall.args, [ASKER, CAMPAIGN_ID, 'new phone']);
    assert.match(shown, /The helpdesk has your message/);
  });

  it('asks for the line where there is none, and opens nothing', async () => {
    const { services, press } = setUp();
    const answer = await reminderHelp({ ...input, words: ' \n\u200b ' }, turn, services);
    assert.ok('line' in answer);
    assert.match(answer.line.summary, /write in one line/);
    assert.equal(press.callCount, 0);
  });

  it('explains why: the goal, what Entra shows, who asked, until when', async () => {
    const { services } = setUp({ methods: [] });
    const shown = said(await reminderWhyMe(input, turn, services));
    assert.match(shown, /wants everybody to have a second step/);
    assert.match(shown, /shows no second step for you/);
    assert.match(shown, /Rosa Lind started this/);
    assert.match(shown, /By Sunday 6 December/);
  });

  it('says that it cannot be read, rather than what it does not know', async () => {
    const { services } = setUp({ methods: new Unavailable('Graph does not answer.', 'Try again.') });
    assert.match(said(await reminderWhyMe(input, turn, services)), /can’t be read at the moment/);
  });

  it('turns green instead, where the goal has been met meanwhile', async () => {
    const { services, press } = setUp({ methods: [method('passkey', 'Key', null)] });
    assert.match(said(await reminderWhyMe(input, turn, services)), /You’re all set/);
    assert.equal(press.callCount, 1);
  });

  it('shows nothing of a campaign that is over, or is somebody else’s', async () => {
    const { services } = setUp({ answer: { kind: 'over' }, standing: null });
    for (const answer of [
      await reminderDone(input, turn, services),
      await reminderSnooze({ ...input, snooze: 'tomorrow' }, turn, services),
      await reminderNoPhone(input, turn, services),
      await reminderHelp({ ...input, words: 'help' }, turn, services),
      await reminderWhyMe(input, turn, services),
    ]) {
      assert.match(said(answer), /Nothing to do here/);
      assert.doesNotMatch(said(answer), /Rosa|December|4711/);
    }
  });

  it('does without the organisation’s name where Graph does not tell it, and lets a bug be seen', async () => {
    const { services, organisation } = setUp();
    organisation.rejects(new Unavailable('Graph does not answer.', 'Try again.'));
    assert.match(said(await reminderDone(input, turn, services)), /From your own organisation/);
    organisation.rejects(new TypeError('a bug'));
    await assert.rejects(reminderDone(input, turn, services), TypeError);
  });
});
