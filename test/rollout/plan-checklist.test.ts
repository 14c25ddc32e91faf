import assert from 'node:assert/strict';
import { gateResult, PLAN_FACTS } from '../../demo/gallery/samples/plan.ts';
import { GATE_IDS, type GateId, type GateStatus } from '../../src/rollout/gate.ts';
import { newPlan } from '../../src/rollout/plan.ts';
import { type ItemState, judgeItems, mayTick, type PlanFacts } from '../../src/rollout/plan-checklist.ts';
import { scheduleOf } from '../../src/rollout/plan-days.ts';
import { ITEMS, type ItemId, itemsNamed } from '../../src/rollout/plan-items.ts';

const SCHEDULE = scheduleOf({ ...newPlan('2026-11-19', [6, 7]), startsOn: '2026-11-23' });
const TICK = { by: 'ada', name: 'Ada', at: PLAN_FACTS.now };
const NOTHING: PlanFacts = {
  ...{ gates: [], gatesComplete: true, campaign: null, pilotWatchedAt: null, everybodyWatchedAt: null },
  ...{ emergencyTestedAt: null, now: new Date('2026-12-15T09:00:00Z') },
};
const stateOf = (id: ItemId, facts: Partial<PlanFacts>, ticked: readonly ItemId[] = []): ItemState => {
  const ticks = Object.fromEntries(ticked.map((item) => [item, TICK]));
  const found = judgeItems({ ticks }, SCHEDULE, { ...NOTHING, ...facts }).find((item) => item.id === id);
  assert.ok(found);
  return found.state;
};
const gates = (different: Partial<Record<GateId, GateStatus>>) => ({
  gates: GATE_IDS.map((id) => gateResult(id, different[id] ?? 'pass')),
});
const campaign = (different: object) => ({
  campaign: PLAN_FACTS.campaign && { ...PLAN_FACTS.campaign, ...different },
});

describe('a plan’s checklist', () => {
  it('stands on every gate, on each once', () => {
    const used = ITEMS.flatMap(({ proof }) => (proof.by === 'gates' ? proof.gates : []));
    assert.deepEqual([...used, 'break-glass-tested'].toSorted(), [...GATE_IDS].toSorted());
  });

  const table: readonly [string, ItemId, Partial<PlanFacts>, ItemState][] = [
    ['all its gates pass', 'emergency-accounts', gates({}), 'proved'],
    ['one of its gates fails', 'emergency-accounts', gates({ 'break-glass-excluded': 'fail' }), 'refuted'],
    [
      'one of its gates warns',
      'emergency-accounts',
      gates({ 'break-glass-global-admin': 'warn' }),
      'doubtful',
    ],
    ['its gate could not be read', 'old-protocols', gates({ 'legacy-auth': 'unknown' }), 'unknown'],
    ['its gate is being read', 'old-protocols', { gatesComplete: false }, 'reading'],
    ['a gate is missing at the end', 'old-protocols', {}, 'unknown'],
    ['nobody can prove it', 'managers-told', gates({}), 'open'],
    ['there is no campaign', 'announced', {}, 'unknown'],
    ['the campaign was announced', 'announced', campaign({ announced: true }), 'proved'],
    ['the campaign waits', 'announced', campaign({ announced: false }), 'unknown'],
    ['coverage is below the goal', 'goal-reached', campaign({ coverage: 0.94 }), 'refuted'],
    ['coverage is at the goal', 'goal-reached', campaign({ coverage: 0.95 }), 'proved'],
    ['nobody is targeted yet', 'goal-reached', campaign({ coverage: null }), 'unknown'],
    [
      'the test is 90 days old',
      'emergency-tested',
      { emergencyTestedAt: new Date('2026-09-16T09:00:00Z') },
      'proved',
    ],
    [
      'the test is older, and the log shows none either',
      'emergency-tested',
      { emergencyTestedAt: new Date('2026-09-16T08:59:00Z'), ...gates({ 'break-glass-tested': 'fail' }) },
      'refuted',
    ],
    [
      'the pilot was watched',
      'pilot-watched',
      { pilotWatchedAt: new Date('2026-12-08T22:00:00Z') },
      'proved',
    ],
    ['another pilot was', 'pilot-watched', { pilotWatchedAt: new Date('2026-12-01T08:00:00Z') }, 'open'],
    [
      'it was tested on the day',
      'emergency-again',
      { emergencyTestedAt: new Date('2026-12-14T08:00:00Z') },
      'proved',
    ],
    [
      'it was tested before',
      'emergency-again',
      { emergencyTestedAt: new Date('2026-12-11T08:00:00Z') },
      'open',
    ],
  ];
  for (const [when, id, facts, state] of table) {
    it(`says of ${id} that it is ${state} where ${when}`, () => assert.equal(stateOf(id, facts), state));
  }

  it('takes a tick for what nothing proves, and none against what the tenant shows', () => {
    assert.equal(stateOf('managers-told', {}, ['managers-told']), 'ticked');
    assert.equal(stateOf('announced', {}, ['announced']), 'ticked');
    assert.equal(stateOf('old-protocols', gates({ 'legacy-auth': 'warn' }), ['old-protocols']), 'ticked');
    assert.equal(stateOf('old-protocols', gates({ 'legacy-auth': 'fail' }), ['old-protocols']), 'refuted');
    assert.equal(stateOf('old-protocols', gates({}), ['old-protocols']), 'proved');
    assert.deepEqual(
      (['proved', 'refuted', 'doubtful', 'unknown', 'open', 'reading', 'ticked'] as const).filter(mayTick),
      ['doubtful', 'unknown', 'open', 'reading', 'ticked'],
    );
  });

  it('knows its own items alone', () => {
    assert.deepEqual(itemsNamed(['announced', '__proto__', '', 'announced', 'signed-off']), [
      'announced',
      'signed-off',
    ]);
  });
});
