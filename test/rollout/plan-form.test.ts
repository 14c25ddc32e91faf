import assert from 'node:assert/strict';
import type { PlanDraft } from '../../src/rollout/phases.ts';
import { newPlan } from '../../src/rollout/plan.ts';
import { scheduleOf } from '../../src/rollout/plan-days.ts';
import { readPlanForm, type TypedPlan, typedPlanOf } from '../../src/rollout/plan-form.ts';

const BEFORE: PlanDraft = { ...newPlan('2026-11-19', [6, 7]), startsOn: '2026-11-23' };
const SCHEDULE = scheduleOf(BEFORE);
const stands = typedPlanOf(BEFORE, SCHEDULE);
const about = { before: BEFORE, schedule: SCHEDULE, today: '2026-11-27', todayIsOver: false };
const change = (typed: TypedPlan) => readPlanForm({ ...stands, ...typed }, about);
const create = (typed: TypedPlan, more: object = {}) =>
  readPlanForm(typed, { before: BEFORE, schedule: null, today: '2026-11-20', todayIsOver: false, ...more });
const starts = (draft: PlanDraft) => scheduleOf(draft).map(({ startsOn }) => startsOn.slice(5));

describe('a plan’s form', () => {
  it('sent as it stood changes nothing, though the rollout has begun', () => {
    assert.deepEqual(change({}), { draft: BEFORE, problems: [] });
  });

  it('needs a first day alone, and takes whatever is left out as it was', () => {
    const { draft, problems } = create({ startsOn: '2026-11-24' });
    assert.deepEqual(problems, []);
    assert.deepEqual(draft, { ...BEFORE, startsOn: '2026-11-24' });
  });

  it('moves what follows a date that was moved, and leaves what was before it', () => {
    const { draft, problems } = change({ 'pilot-starts': '2026-12-14' });
    assert.deepEqual(problems, []);
    assert.deepEqual(starts(draft), ['11-23', '11-25', '12-14', '12-17', '12-18']);
    const back = readPlanForm(
      { ...typedPlanOf(draft, scheduleOf(draft)), 'pilot-starts': '2026-12-09' },
      { ...about, before: draft, schedule: scheduleOf(draft) },
    );
    assert.deepEqual(starts(back.draft), starts(BEFORE));
  });

  it('moves dates that were not touched along with a longer phase', () => {
    assert.deepEqual(starts(change({ 'register-days': '21' }).draft), [
      '11-23',
      '11-25',
      '12-16',
      '12-21',
      '12-22',
    ]);
  });

  it('reads owners, contact, days off and campaign as people type them', () => {
    const { draft } = change({
      'pilot-owner': ' Ada \n Admin ',
      contact: '  ',
      daysOff: '2026-12-25; 2026-12-24\n2026-12-24',
      campaign: 'c0000000-0000-4000-8000-000000000001',
    });
    assert.equal(draft.phases.pilot.owner, 'Ada Admin');
    assert.equal(draft.contact, null);
    assert.deepEqual(draft.daysOff, ['2026-12-24', '2026-12-25']);
    assert.equal(draft.campaignId, 'c0000000-0000-4000-8000-000000000001');
    assert.equal(change({ campaign: 'none' }).draft.campaignId, null);
  });

  const wrong: readonly [string, TypedPlan, object][] = [
    ['a word for a first day', { startsOn: 'soon' }, { field: 'startsOn', problem: 'not-a-date' }],
    ['a first day that is over', { startsOn: '2026-11-19' }, { field: 'startsOn', problem: 'past' }],
    ['a slip of the finger', { startsOn: '2126-11-23' }, { field: 'startsOn', problem: 'too-far' }],
    [
      'a Saturday',
      { startsOn: '2026-11-28' },
      { field: 'startsOn', problem: 'no-working-day', day: '2026-11-30' },
    ],
    ['no days at all', { 'pilot-days': '0' }, { field: 'pilot-days', problem: 'out-of-range', most: 60 }],
    ['half a day', { 'enforce-days': '1.5' }, { field: 'enforce-days', problem: 'out-of-range' }],
    [
      'a year of registering',
      { 'register-days': '365' },
      { field: 'register-days', problem: 'out-of-range' },
    ],
    [
      'a novel for an owner',
      { 'pilot-owner': 'x'.repeat(81) },
      { field: 'pilot-owner', problem: 'too-long' },
    ],
    ['a long contact', { contact: 'x'.repeat(121) }, { field: 'contact', problem: 'too-long' }],
    ['days off in words', { daysOff: '2026-12-24, Easter' }, { problem: 'not-dates', found: 'Easter' }],
    [
      'too many days off',
      {
        daysOff: Array.from(
          { length: 61 },
          (_, index) => `2027-0${1 + (index % 9)}-${10 + (index % 19)}`,
        ).join(),
      },
      { problem: 'too-many', most: 60 },
    ],
  ];
  for (const [what, typed, problem] of wrong) {
    it(`says what is wrong with ${what}`, () => {
      assert.partialDeepStrictEqual(create(typed).problems, [problem]);
    });
  }

  const dates: readonly [string, TypedPlan, object][] = [
    ['a word', { 'pilot-starts': 'later' }, { problem: 'not-a-date' }],
    [
      'a day of the phase before',
      { 'pilot-starts': '2026-12-01' },
      { problem: 'too-early', day: '2026-12-09' },
    ],
    ['a Sunday', { 'validate-starts': '2026-12-20' }, { problem: 'no-working-day', day: '2026-12-21' }],
    ['a Friday', { 'enforce-starts': '2026-12-18' }, { problem: 'before-days-off', day: '2026-12-21' }],
    ['a day in years', { 'enforce-starts': '2036-12-18' }, { problem: 'too-far' }],
  ];
  for (const [what, typed, problem] of dates) {
    it(`refuses ${what} as the first day of a phase, and says which day would do`, () => {
      assert.partialDeepStrictEqual(change(typed).problems, [{ field: Object.keys(typed)[0], ...problem }]);
    });
  }

  it('begins nothing today once the afternoon before a weekend has come', () => {
    const typed = { startsOn: '2026-11-20' };
    assert.deepEqual(create(typed).problems, []);
    assert.deepEqual(create(typed, { todayIsOver: true }).problems, [
      { field: 'startsOn', problem: 'afternoon', day: '2026-11-23' },
    ]);
  });
});
