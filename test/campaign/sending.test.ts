import assert from 'node:assert/strict';
import type { Campaign, Recipient } from '../../src/campaign/campaign.ts';
import type { Seen } from '../../src/campaign/looking.ts';
import type { RecipientChange } from '../../src/campaign/recipient.ts';
import { createSending, snoozeWave, waveOf } from '../../src/campaign/sending.ts';
import type { Settled } from '../../src/delivery/ports.ts';
import { MissingPermission, TryAgainLater, Unavailable } from '../../src/errors.ts';
import type { Standing } from '../../src/people/people.ts';
import { CAMPAIGN_ID, MONDAY, sampleCampaign, sampleRecipient } from '../support/campaigns.ts';
import { createManualClock } from '../support/clock.ts';

const WAVE = { campaignId: CAMPAIGN_ID, wave: 'reminder' };

function stage(
  more: { campaign?: Partial<Campaign>; recipients?: Partial<Recipient>[]; due?: string[] } = {},
) {
  const clock = createManualClock(MONDAY);
  const recipients = (more.recipients ?? [{}]).map((one, index) =>
    sampleRecipient({ personId: `person-${index}`, ...one }),
  );
  const it = {
    clock,
    campaign: sampleCampaign(more.campaign) as Campaign | undefined,
    recipients,
    left: 1_000,
    accounts: new Map<string, Standing>(),
    excluded: new Map<string, 'break-glass' | 'excluded-group'>(),
    methods: new Map<string, Seen | Error>(),
    read: [] as string[],
    refreshed: 0,
    newsFails: null as Error | null,
    standingAsked: [] as string[],
    moved: [] as RecipientChange[],
    trouble: [] as string[],
    changed: 0,
    greened: 0,
    sending: null as unknown as ReturnType<typeof createSending>,
  };
  it.sending = createSending({
    clock,
    store: {
      campaign: async () => it.campaign,
      recipients: async (_, ids) =>
        it.recipients
          .filter(({ personId }) => ids.includes(personId))
          .map((one) => ({ ...one, lookDue: (more.due ?? []).includes(one.personId) })),
      leftOf: async () => it.left,
      async change(_, ids, decide) {
        const changes = it.recipients
          .filter(({ personId }) => ids.includes(personId))
          .flatMap((one) => decide(one) ?? []);
        it.moved.push(...changes);
        return changes.map(({ personId }) => personId);
      },
      ungreen: async (_, ids) =>
        it.recipients.filter(({ personId, state }) => state === 'registered' && ids.includes(personId))
          .length,
      async pauseFor(_, trouble) {
        const runs = it.campaign?.state === 'running';
        if (it.campaign) it.campaign = { ...it.campaign, state: 'paused', trouble };
        return runs;
      },
    },
    directory: {
      async standingOf(ids) {
        it.standingAsked.push(...ids);
        return new Map(ids.map((id) => [id, it.accounts.get(id) ?? 'enabled']));
      },
    },
    excluded: { of: async () => ({ reasonFor: (id) => it.excluded.get(id) ?? null }) },
    news: {
      async refresh() {
        it.refreshed += 1;
        if (it.newsFails) throw it.newsFails;
      },
    },
    looking: {
      async lookBefore(id) {
        it.read.push(id);
        const seen = it.methods.get(id) ?? 'none';
        if (seen instanceof Error) throw seen;
        return seen;
      },
    },
    letters: {
      draw: async (campaign, wave, language) => ({ text: `${campaign.name} ${wave} ${language}` }),
      valuesFor: ({ displayName }) => ({ name: displayName }),
    },
    jobs: {
      look: async () => undefined,
      async green() {
        it.greened += 1;
      },
      async changed() {
        it.changed += 1;
      },
    },
    async tellTrouble(id) {
      it.trouble.push(id);
    },
  });
  const ids = recipients.map(({ personId }) => personId);
  const verdicts = async (wave = WAVE.wave) => {
    const recheck = await it.sending.recheck({ ...WAVE, wave }, ids);
    return ids.map((id) => {
      const verdict = recheck.verdicts.get(id);
      return verdict?.kind === 'cancelled' ? verdict.detail : verdict?.kind;
    });
  };
  return Object.assign(it, { ids, verdicts });
}

describe('what a campaign says right before each send', () => {
  it('stops for a pause, for trouble and for the end, and asks nobody else then', async () => {
    const standings = [
      [{ state: 'running' }, 'running'],
      [{ state: 'running', trouble: 'BotNotRegistered' }, 'paused'],
      [{ state: 'paused' }, 'paused'],
      [{ state: 'cancelled' }, 'cancelled'],
      [{ state: 'completed' }, 'cancelled'],
    ] as const;
    for (const [campaign, expected] of standings) {
      const one = stage({ campaign });
      assert.equal((await one.sending.recheck(WAVE, one.ids)).standing, expected);
      assert.equal(one.refreshed, expected === 'running' ? 1 : 0);
    }
  });

  it('lets a pause hold that came while it was asking Graph', async () => {
    const one = stage();
    one.left = 1;
    one.methods.set('person-0', 'none');
    const asking = one.sending.recheck(WAVE, one.ids);
    one.campaign = sampleCampaign({ state: 'paused' });
    assert.equal((await asking).standing, 'paused');
  });

  it('pauses and says why where an administrator has to act before Graph answers', async () => {
    const one = stage();
    one.newsFails = new MissingPermission('AuditLog.Read.All', 'the log of registrations');
    assert.equal((await one.sending.recheck(WAVE, one.ids)).standing, 'paused');
    assert.equal(one.campaign?.state, 'paused');
    assert.match(one.campaign?.trouble ?? '', /AuditLog\.Read\.All.*consent/);
    assert.deepEqual(one.trouble, [CAMPAIGN_ID]);
  });

  it('waits for what passes by itself, and tells nobody', async () => {
    for (const error of [new TryAgainLater(30, 'Microsoft Graph'), new Unavailable('No answer.', 'Wait.')]) {
      const one = stage();
      one.newsFails = error;
      await assert.rejects(one.sending.recheck(WAVE, one.ids), error);
      assert.deepEqual([one.campaign?.state, one.trouble], ['running', []]);
    }
  });

  it('goes by where each recipient is now', async () => {
    const later = new Date(MONDAY.getTime() + 1);
    const one = stage({
      recipients: [
        { state: 'waiting' },
        { state: 'told' },
        { state: 'unreachable', reason: 'blocked' },
        { state: 'snoozed', snoozedUntil: later },
        { state: 'snoozed', snoozedUntil: MONDAY },
        { state: 'asked' },
        { state: 'registered' },
        { state: 'left' },
        { state: 'not-registered' },
      ],
    });
    const expected = [
      'send',
      'send',
      'send',
      'snoozed',
      'send',
      'case-open',
      'superseded',
      'left',
      'not-registered',
    ];
    assert.deepEqual(await one.verdicts(), expected);
    assert.deepEqual(
      one.standingAsked.length,
      4,
      'Graph is asked only about whom something would be sent to',
    );
    assert.equal((await one.verdicts('last-call'))[5], 'send', 'before it is too late, open case or not');
  });

  it('sends nothing to accounts that are disabled, gone or excluded, and says which', async () => {
    const one = stage({ recipients: [{}, {}, {}, {}] });
    one.accounts.set('person-0', 'disabled').set('person-1', 'gone');
    one.excluded.set('person-2', 'break-glass').set('person-3', 'excluded-group');
    assert.deepEqual(await one.verdicts(), ['disabled', 'gone', 'break-glass', 'excluded-group']);
  });

  it('reads the own methods of the last few, and only of whom the log names otherwise', async () => {
    const many = stage({ recipients: [{}, {}], due: ['person-1'] });
    many.methods.set('person-1', 'registered');
    assert.deepEqual(await many.verdicts(), ['send', 'superseded']);
    assert.deepEqual(many.read, ['person-1']);
    const few = stage({ recipients: [{}, {}] });
    few.left = 2;
    few.methods.set('person-1', 'passkey');
    assert.deepEqual(await few.verdicts(), ['send', 'superseded']);
    assert.deepEqual(few.read, ['person-0', 'person-1']);
  });

  it('sends to somebody who registered what does not meet the goal', async () => {
    const one = stage({ campaign: { goal: 'no-sms-only' }, due: ['person-0'] });
    one.methods.set('person-0', 'phone-only');
    assert.deepEqual(await one.verdicts(), ['send']);
  });

  it('sends nothing to whom the log names while their methods cannot be read', async () => {
    const one = stage({ recipients: [{}, {}], due: ['person-0'] });
    one.left = 2;
    for (const id of one.ids) one.methods.set(id, new TryAgainLater(30, 'Microsoft Graph'));
    assert.deepEqual(await one.verdicts(), ['superseded', 'send']);
  });

  it('reads no more people for one question than Graph answers within its time', async () => {
    const recipients = Array.from({ length: 30 }, () => ({}));
    const one = stage({ recipients, due: recipients.map((_, index) => `person-${index}`) });
    const verdicts = await one.verdicts();
    assert.equal(one.read.length, 10);
    assert.deepEqual(
      [verdicts.slice(0, 10).every((kind) => kind === 'send'), verdicts[10]],
      [true, 'superseded'],
    );
  });

  it('fills the letter with what is one person’s, and draws one for each language', async () => {
    const one = stage({ recipients: [{ displayName: 'Ada "L"' }] });
    const { verdicts } = await one.sending.recheck(WAVE, one.ids);
    assert.deepEqual(verdicts.get('person-0'), { kind: 'send', values: { name: 'Ada "L"' } });
    const letter = await one.sending.letterFor({ ...WAVE, wave: snoozeWave(2) }, 'de');
    assert.deepEqual(letter, { activity: { text: 'Everybody by December reminder de' } });
    assert.deepEqual(['announcement', 'last-call', 'snoozed-1'].map(waveOf), [
      'announcement',
      'last-call',
      'reminder',
    ]);
  });
});

describe('what becomes of a recipient by a delivery', () => {
  const row = (outcome: Settled['outcome'], detail: string | null = null): Settled => ({
    personId: 'person-0',
    outcome,
    detail,
    conversationId: null,
    activityId: null,
  });
  const becomes = async (recipient: Partial<Recipient>, settled: Settled) => {
    const one = stage({ recipients: [recipient] });
    await one.sending.settled(WAVE, [settled]);
    assert.equal(one.changed, 1);
    const [change] = one.moved;
    return change === undefined ? null : `${change.to}${change.reason ? `: ${change.reason}` : ''}`;
  };

  it('is told, or out of reach with the outcome as the reason', async () => {
    assert.equal(await becomes({ state: 'waiting' }, row('sent')), 'told');
    assert.equal(await becomes({ state: 'waiting' }, row('unknown')), 'told: unknown');
    assert.equal(await becomes({ state: 'unreachable' }, row('sent')), 'told');
    assert.equal(await becomes({ state: 'snoozed', snoozedUntil: MONDAY }, row('sent')), 'told');
    for (const outcome of ['blocked', 'not-installed', 'not-found', 'too-large', 'refused'] as const) {
      assert.equal(await becomes({ state: 'waiting' }, row(outcome, 'whatever')), `unreachable: ${outcome}`);
      assert.equal(await becomes({ state: 'told' }, row(outcome)), null, 'they have a card');
    }
  });

  it('is left alone where the news comes late: they have done something since', async () => {
    const later = new Date(MONDAY.getTime() + 1);
    assert.equal(await becomes({ state: 'snoozed', snoozedUntil: later }, row('sent')), null);
    for (const state of ['told', 'asked', 'registered', 'left'] as const) {
      assert.equal(await becomes({ state }, row('sent')), null);
    }
  });

  it('has left where the account is the reason, and stays where only this wave is over', async () => {
    assert.equal(await becomes({}, row('cancelled', 'disabled')), 'left: disabled');
    assert.equal(await becomes({}, row('cancelled', 'break-glass')), 'left: break-glass');
    assert.equal(await becomes({}, row('cancelled', 'snoozed')), null);
    assert.equal(await becomes({}, row('cancelled')), null);
    assert.equal(await becomes({}, row('superseded')), null);
  });

  it('has a card that turns green even if it arrived after they had registered', async () => {
    const one = stage({ recipients: [{ state: 'registered' }, {}] });
    const sent = { ...row('sent'), activityId: 'activity-1' };
    await one.sending.settled(WAVE, [{ ...sent, personId: 'person-1' }]);
    assert.equal(one.greened, 0);
    await one.sending.settled(WAVE, [sent]);
    assert.equal(one.greened, 1);
  });

  it('pauses by itself when Teams refuses the bot, and tells the administrators once', async () => {
    const one = stage();
    await one.sending.refused(WAVE, '401 BotNotRegistered');
    await one.sending.refused(WAVE, '401 BotNotRegistered');
    assert.equal(one.campaign?.trouble, '401 BotNotRegistered');
    assert.deepEqual(one.trouble, [CAMPAIGN_ID]);
  });
});
