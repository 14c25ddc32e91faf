import assert from 'node:assert/strict';
import { type AnswersOptions, createAnswers, oneLine } from '../../src/campaign/answers.ts';
import type { Campaign, Recipient } from '../../src/campaign/campaign.ts';
import type { Seen } from '../../src/campaign/looking.ts';
import type { CaseKind } from '../../src/campaign/ports.ts';
import { MOVES } from '../../src/campaign/recipient.ts';
import { Unavailable } from '../../src/errors.ts';
import { CAMPAIGN_ID, MONDAY, sampleCampaign, sampleRecipient } from '../support/campaigns.ts';
import { createManualClock } from '../support/clock.ts';

function stage(more: { campaign?: Partial<Campaign>; recipient?: Partial<Recipient> } = {}) {
  const clock = createManualClock(MONDAY);
  const it = {
    clock,
    campaign: sampleCampaign(more.campaign),
    recipient: sampleRecipient(more.recipient),
    seen: 'none' as Seen | Error,
    helpdesk: true,
    cases: [] as { kind: CaseKind; words: string | null }[],
    pressed: [] as Date[],
    looks: [] as Date[],
    changed: 0,
  };
  const options: AnswersOptions = {
    clock,
    newId: () => 'case-1',
    helpdesk: { canBeReached: async () => it.helpdesk },
    looks: {
      async pressed(_campaign, _person, next) {
        it.pressed.push(next);
      },
    },
    looking: {
      async look() {
        if (it.seen instanceof Error) throw it.seen;
        return it.seen;
      },
    },
    jobs: {
      async look(at) {
        it.looks.push(at);
      },
      green: async () => undefined,
      async changed() {
        it.changed += 1;
      },
    },
    store: {
      campaign: async (id) => (id === it.campaign.id ? it.campaign : undefined),
      recipients: async (_, [id]) =>
        id === it.recipient.personId ? [{ ...it.recipient, lookDue: false }] : [],
      leftOf: async () => 0,
      pauseFor: async () => false,
      ungreen: async () => 0,
      async change(_campaign, _people, decide, at) {
        const change = decide(it.recipient);
        if (change === null || !MOVES[it.recipient.state].includes(change.to)) return [];
        const { to: state, reason, snoozedUntil = null } = change;
        const snoozes = it.recipient.snoozes + (state === 'snoozed' ? 1 : 0);
        it.recipient = { ...it.recipient, state, reason, snoozedUntil, snoozes, changedAt: at };
        return [change.personId];
      },
      openCase: async () => it.cases.at(-1)?.kind ?? null,
      async openNew({ kind, words }) {
        if (it.cases.some((one) => one.kind === kind)) return false;
        it.cases.push({ kind, words });
        return true;
      },
    },
  };
  return Object.assign(it, { desk: createAnswers(options) });
}

const IN_A_MINUTE = new Date(MONDAY.getTime() + 60_000);

describe('“I’ve done it”', () => {
  it('is answered from the person’s own methods, at once', async () => {
    const it = stage();
    it.seen = 'passkey';
    assert.deepEqual(await it.desk.done('ADA', CAMPAIGN_ID), { kind: 'registered', state: 'passkey' });
    assert.deepEqual(it.looks, []);
  });

  it('says honestly what is not seen yet, or cannot be seen, and looks again by itself', async () => {
    const it = stage({ campaign: { goal: 'no-sms-only' } });
    it.seen = 'phone-only';
    assert.deepEqual(await it.desk.done('ada', CAMPAIGN_ID), { kind: 'not-seen-yet', nextLook: IN_A_MINUTE });
    it.seen = new Unavailable('Microsoft Graph does not answer.', 'Later.');
    assert.deepEqual(await it.desk.done('ada', CAMPAIGN_ID), { kind: 'cannot-look', nextLook: IN_A_MINUTE });
    assert.deepEqual([it.pressed.length, it.looks.length], [2, 2]);
  });

  it('asks nobody again about somebody who has registered', async () => {
    const it = stage({ recipient: { state: 'registered', reason: 'registered' } });
    it.seen = new Error('must not be asked');
    assert.deepEqual(await it.desk.done('ada', CAMPAIGN_ID), { kind: 'registered', state: 'registered' });
  });
});

describe('every answer of a recipient', () => {
  it('is only taken from a recipient of a campaign that goes on', async () => {
    const over = { kind: 'over' };
    for (const state of ['draft', 'scheduled', 'completed', 'cancelled'] as const) {
      assert.deepEqual(await stage({ campaign: { state } }).desk.done('ada', CAMPAIGN_ID), over);
    }
    const { desk } = stage();
    assert.deepEqual(await desk.help('mallory', CAMPAIGN_ID, 'x'), over);
    assert.deepEqual(await desk.snooze('ada', '22222222-2222-4222-8222-222222222222', 'tomorrow'), over);
    assert.deepEqual(await stage({ recipient: { state: 'left' } }).desk.noPhone('ada', CAMPAIGN_ID), over);
    assert.equal(await desk.standing('mallory', CAMPAIGN_ID), undefined);
    const paused = stage({ campaign: { state: 'paused' } });
    assert.equal((await paused.desk.noPhone('ada', CAMPAIGN_ID)).kind, 'case-opened');
  });
});

describe('“Remind me later”', () => {
  it('counts three times, and the same press twice once', async () => {
    const it = stage();
    const press = () => it.desk.snooze('ada', CAMPAIGN_ID, 'tomorrow');
    assert.deepEqual(await press(), {
      kind: 'snoozed',
      until: new Date('2026-11-24T08:00:00Z'),
      left: 2,
    });
    assert.equal(((await press()) as { left: number }).left, 2);
    await it.clock.advance(86_400_000);
    assert.equal(((await press()) as { left: number }).left, 1);
    await it.clock.advance(86_400_000);
    assert.equal(((await press()) as { left: number }).left, 0);
    await it.clock.advance(86_400_000);
    assert.deepEqual(await press(), { kind: 'no-snooze-left' });
    assert.deepEqual((await it.desk.standing('ada', CAMPAIGN_ID))?.snoozes, []);
  });

  it('is refused once it would pass the deadline, and not offered then', async () => {
    const it = stage();
    await it.clock.advance(12 * 86_400_000);
    assert.deepEqual(await it.desk.snooze('ada', CAMPAIGN_ID, 'three-days'), { kind: 'past-deadline' });
    assert.deepEqual((await it.desk.standing('ada', CAMPAIGN_ID))?.snoozes, []);
    assert.equal(it.recipient.state, 'told');
  });

  it('works on a card whose arrival has not been saved yet', async () => {
    const it = stage({ recipient: { state: 'waiting' } });
    assert.equal((await it.desk.snooze('ada', CAMPAIGN_ID, 'tomorrow')).kind, 'snoozed');
    assert.equal(it.recipient.state, 'snoozed');
  });
});

describe('a question to the helpdesk', () => {
  it('opens one case of its kind, and says whether anybody hears of it', async () => {
    const it = stage();
    assert.deepEqual(await it.desk.help('ada', CAMPAIGN_ID, ' My phone\nbroke '), {
      kind: 'case-opened',
      caseKind: 'help',
      reachedHelpdesk: true,
    });
    assert.deepEqual(await it.desk.help('ada', CAMPAIGN_ID, 'again'), {
      kind: 'case-open-already',
      caseKind: 'help',
    });
    it.helpdesk = false;
    assert.deepEqual(await it.desk.noPhone('ada', CAMPAIGN_ID), {
      kind: 'case-opened',
      caseKind: 'no-phone',
      reachedHelpdesk: false,
    });
    assert.deepEqual(it.cases, [
      { kind: 'help', words: 'My phone broke' },
      { kind: 'no-phone', words: null },
    ]);
    assert.equal(it.recipient.state, 'asked');
    assert.equal((await it.desk.standing('ada', CAMPAIGN_ID))?.openCase, 'no-phone');
  });

  it('is one line of text, whatever was pasted', () => {
    assert.equal(oneLine('a\u0000b\r\n\u2028c\t  d'), 'a b c d');
    assert.equal(oneLine('pay \u202Egnp.exe\u2066'), 'pay gnp.exe');
    assert.equal(oneLine('\u200B \n'), null);
    assert.equal(oneLine('👩‍💻 می‌خواهم'), '👩‍💻 می‌خواهم');
    const long = oneLine('x'.repeat(5_000));
    assert.equal(long?.length, 301);
    assert.equal([...(oneLine('🙂'.repeat(400)) ?? '')].length, 301);
  });
});
