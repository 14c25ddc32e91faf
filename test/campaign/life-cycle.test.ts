import assert from 'node:assert/strict';
import { CAMPAIGN_STATES, type Campaign, type CampaignState } from '../../src/campaign/campaign.ts';
import {
  type CampaignEvent,
  decide,
  type EventKind,
  MUSTER,
  TRANSITIONS,
} from '../../src/campaign/life-cycle.ts';
import { sampleCampaign } from '../support/campaigns.ts';

const NOW = new Date('2026-11-20T09:00:00Z');
const FIRST_DAY = new Date('2026-11-22T10:00:00Z');
const [ADA, BEN] = ['ada', 'ben'];

const campaignOf = (more: Partial<Campaign> = {}) =>
  sampleCampaign({ state: 'draft', startedAt: null, version: 7, ...more });
const draftOf = () => {
  const { goal, audience, calendar, approvalAbove, contact } = sampleCampaign();
  return { name: 'Another name', goal, audience, calendar, approvalAbove, contact };
};

const EVENTS: { readonly [Kind in EventKind]: Extract<CampaignEvent, { kind: Kind }> } = {
  change: { kind: 'change', by: ADA, draft: draftOf() },
  start: { kind: 'start', by: ADA, recipients: 10 },
  open: { kind: 'open', by: MUSTER },
  outgrow: { kind: 'outgrow', by: MUSTER, recipients: 501 },
  pause: { kind: 'pause', by: ADA },
  resume: { kind: 'resume', by: ADA },
  complete: { kind: 'complete', by: MUSTER },
  cancel: { kind: 'cancel', by: ADA, why: 'a mistake' },
};
const KINDS = Object.keys(EVENTS) as EventKind[];

/** Written down a second time, so that the table cannot change unnoticed. */
const EXPECTED: Readonly<Record<CampaignState, Partial<Record<EventKind, CampaignState>>>> = {
  draft: { change: 'draft', start: 'scheduled', cancel: 'cancelled' },
  scheduled: { change: 'draft', open: 'running', cancel: 'cancelled' },
  running: { pause: 'paused', outgrow: 'draft', complete: 'completed', cancel: 'cancelled' },
  paused: { resume: 'running', complete: 'completed', cancel: 'cancelled' },
  completed: {},
  cancelled: {},
};

const accepted = (campaign: Campaign, event: CampaignEvent, now = NOW) => {
  const decision = decide(campaign, event, now);
  assert.ok(decision.kind !== 'refused', 'it is refused');
  return decision;
};

describe('the life cycle of a campaign', () => {
  for (const state of CAMPAIGN_STATES) {
    for (const kind of KINDS) {
      const next = EXPECTED[state][kind];
      it(`${next === undefined ? 'refuses' : `becomes ${next} by`} “${kind}” when it is ${state}`, () => {
        const campaign = campaignOf({ state });
        const decision = decide(campaign, EVENTS[kind], kind === 'open' ? FIRST_DAY : NOW);
        if (next === undefined) {
          assert.deepEqual(decision, { kind: 'refused', reason: 'not-possible' });
          return;
        }
        assert.ok(decision.kind === 'done');
        assert.equal(decision.campaign.state, next);
        assert.equal(decision.campaign.version, campaign.version + 1);
        assert.equal(decision.what, kind);
      });
    }
  }

  it('has no way out of its end', () => {
    assert.deepEqual([TRANSITIONS.completed, TRANSITIONS.cancelled], [{}, {}]);
  });

  it('waits for its first day, as early as it begins anywhere', () => {
    const { effects } = accepted(campaignOf(), EVENTS.start);
    assert.deepEqual(effects, [{ kind: 'open-at', at: new Date('2026-11-22T10:00:00Z') }]);
  });

  it('does not open for a day that has been put off since', () => {
    const before = new Date(FIRST_DAY.getTime() - 1);
    const decision = decide(campaignOf({ state: 'scheduled' }), EVENTS.open, before);
    assert.deepEqual(decision, { kind: 'refused', reason: 'not-possible' });
  });

  it('runs at once where its first day has come', () => {
    const { campaign, effects, what } = accepted(
      campaignOf(),
      EVENTS.start,
      new Date('2026-11-23T09:00:00Z'),
    );
    assert.equal(campaign.state, 'running');
    assert.deepEqual(campaign.startedAt, new Date('2026-11-23T09:00:00Z'));
    assert.deepEqual([what, effects], ['start', [{ kind: 'make-recipients' }]]);
  });

  it('moves its whole calendar where it is started late', () => {
    const { campaign } = accepted(campaignOf(), EVENTS.start, new Date('2026-12-01T09:00:00Z'));
    assert.equal(campaign.calendar.startsOn, '2026-12-01');
  });

  it('asks for a second administrator above its limit, and takes the first one for one', () => {
    const many = { kind: 'start', recipients: 501 } as const;
    const asked = accepted(campaignOf(), { ...many, by: 'ADA' });
    assert.equal(asked.kind, 'needs-second-admin');
    assert.deepEqual([asked.campaign.state, asked.campaign.startAskedBy], ['draft', ADA]);
    assert.deepEqual(asked.effects, []);
    assert.deepEqual(decide(asked.campaign, { ...many, by: 'Ada' }, NOW), {
      kind: 'refused',
      reason: 'same-admin',
    });
    const agreed = accepted(asked.campaign, { ...many, by: BEN });
    assert.deepEqual(
      [agreed.campaign.state, agreed.campaign.startAskedBy, agreed.campaign.approvedBy],
      ['scheduled', ADA, BEN],
    );
  });

  it('needs nobody else at exactly its limit', () => {
    assert.equal(accepted(campaignOf(), { kind: 'start', by: ADA, recipients: 500 }).kind, 'done');
  });

  it('loses what was agreed to when a setting is changed', () => {
    const agreed = campaignOf({ state: 'scheduled', startAskedBy: ADA, approvedBy: BEN });
    const { campaign, why } = accepted(agreed, EVENTS.change);
    assert.equal(why, 'name');
    assert.deepEqual([campaign.state, campaign.startAskedBy, campaign.approvedBy], ['draft', null, null]);
    assert.equal(campaign.name, EVENTS.change.draft.name);
  });

  it('waits for somebody other than its starter when its audience has outgrown that one', () => {
    const running = campaignOf({ state: 'running', startAskedBy: ADA, startedAt: NOW });
    const { campaign, why } = accepted(running, EVENTS.outgrow);
    assert.deepEqual([campaign.state, campaign.startAskedBy, campaign.startedAt], ['draft', ADA, null]);
    assert.equal(why, '501 recipients');
    const again = { kind: 'start', by: ADA, recipients: 501 } as const;
    assert.deepEqual(decide(campaign, again, NOW), { kind: 'refused', reason: 'same-admin' });
  });

  it('takes waiting batches up again after a pause, and ends everybody when it is cancelled', () => {
    assert.deepEqual(accepted(campaignOf({ state: 'paused' }), EVENTS.resume).effects, [{ kind: 'take-up' }]);
    const { effects, campaign, why } = accepted(campaignOf({ state: 'running' }), EVENTS.cancel);
    assert.deepEqual([effects, campaign.endedAt, why], [[{ kind: 'end' }], NOW, 'a mistake']);
  });
});
