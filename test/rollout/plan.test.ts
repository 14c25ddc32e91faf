import assert from 'node:assert/strict';
import fc from 'fast-check';
import { PHASES, type PlanDraft } from '../../src/rollout/phases.ts';
import { mayBeginToday, movesBetween, newPlan, whereIs } from '../../src/rollout/plan.ts';
import { dayAfter, daysBetween, isDay, isFit, scheduleOf } from '../../src/rollout/plan-days.ts';

const USUAL = [6, 7];
const plan = (startsOn: string, different: Partial<PlanDraft> = {}): PlanDraft => ({
  ...newPlan(startsOn, USUAL),
  startsOn,
  ...different,
});
const days = (draft: PlanDraft, different: Partial<Record<(typeof PHASES)[number], number>>): PlanDraft => ({
  ...draft,
  phases: Object.fromEntries(
    PHASES.map((phase) => [
      phase,
      { ...draft.phases[phase], days: different[phase] ?? draft.phases[phase].days },
    ]),
  ) as PlanDraft['phases'],
});
const spans = (draft: PlanDraft) => scheduleOf(draft).map(({ startsOn, endsOn }) => `${startsOn} ${endsOn}`);
const starts = (draft: PlanDraft) => scheduleOf(draft).map(({ startsOn }) => startsOn);

describe('the days of a plan', () => {
  const table: readonly [string, PlanDraft, readonly string[]][] = [
    [
      'two, fourteen, three, one and three days from a Monday on, enforced on a Monday',
      plan('2026-11-23'),
      [
        '2026-11-23 2026-11-24',
        '2026-11-25 2026-12-08',
        '2026-12-09 2026-12-11',
        '2026-12-14 2026-12-14',
        '2026-12-15 2026-12-17',
      ],
    ],
    [
      'a registration that ends on a Thursday: neither pilot nor enforcement begins on a Friday',
      plan('2026-11-25'),
      [
        '2026-11-25 2026-11-26',
        '2026-11-27 2026-12-10',
        '2026-12-14 2026-12-16',
        '2026-12-17 2026-12-17',
        '2026-12-18 2026-12-22',
      ],
    ],
    [
      'over the end of the year, around days off',
      plan('2026-12-14', { daysOff: ['2026-12-24', '2026-12-25', '2026-12-31', '2027-01-01'] }),
      [
        '2026-12-14 2026-12-15',
        '2026-12-16 2026-12-29',
        '2027-01-04 2027-01-06',
        '2027-01-07 2027-01-07',
        '2027-01-08 2027-01-12',
      ],
    ],
    [
      'where Friday and Saturday are the days off: not on a Thursday',
      plan('2026-11-22', { weekend: [5, 6] }),
      [
        '2026-11-22 2026-11-23',
        '2026-11-24 2026-12-07',
        '2026-12-08 2026-12-10',
        '2026-12-13 2026-12-13',
        '2026-12-14 2026-12-16',
      ],
    ],
    [
      'over both changes of clocks as on any other day',
      days(plan('2026-10-19', {}), { register: 170 }),
      [
        '2026-10-19 2026-10-20',
        '2026-10-21 2027-04-08',
        '2027-04-12 2027-04-14',
        '2027-04-15 2027-04-15',
        '2027-04-16 2027-04-20',
      ],
    ],
    [
      'a first day that is no working day: from the next one on',
      plan('2026-11-21'),
      [
        '2026-11-23 2026-11-24',
        '2026-11-25 2026-12-08',
        '2026-12-09 2026-12-11',
        '2026-12-14 2026-12-14',
        '2026-12-15 2026-12-17',
      ],
    ],
    [
      'enforced in steps of three days: a Friday and the weekend count for none',
      days(plan('2026-11-23'), { enforce: 3, pilot: 1 }),
      [
        '2026-11-23 2026-11-24',
        '2026-11-25 2026-12-08',
        '2026-12-09 2026-12-09',
        '2026-12-10 2026-12-15',
        '2026-12-16 2026-12-18',
      ],
    ],
  ];
  for (const [what, draft, expected] of table) {
    it(`are, for ${what}`, () => assert.deepEqual(spans(draft), expected));
  }

  it('never overlap, never begin on a day off, and never enforce before one, whatever was chosen', () => {
    const day = fc.integer({ min: 0, max: 3_000 }).map((count) => dayAfter('2026-01-01', count));
    const settings = fc.record({
      days: fc.integer({ min: 1, max: 60 }),
      waits: fc.integer({ min: 0, max: 20 }),
    });
    const drafts = fc
      .record({
        startsOn: day,
        weekend: fc.constantFrom([6, 7], [5, 6], [7]),
        daysOff: fc.uniqueArray(day, { maxLength: 60 }),
        all: fc.tuple(settings, settings, settings, settings, settings),
      })
      .map(({ all, ...draft }) => ({
        ...draft,
        ...{ campaignId: null, contact: null },
        phases: Object.fromEntries(
          PHASES.map((phase, index) => [phase, { ...all[index], owner: null }]),
        ) as PlanDraft['phases'],
      }));
    fc.assert(
      fc.property(drafts, (draft) => {
        const schedule = scheduleOf(draft);
        schedule.forEach((one, index) => {
          const before = schedule[index - 1];
          assert.ok(isFit(one.phase, one.startsOn, draft) && one.startsOn <= one.endsOn);
          if (before) assert.ok(before.endsOn < one.startsOn);
        });
        const enforced = schedule[3]?.endsOn ?? '';
        assert.ok(isFit('enforce', enforced, draft));
      }),
      { numRuns: 300 },
    );
  });

  it('know which words are days', () => {
    for (const word of ['2026-02-30', '2026-13-01', '24.12.2026', '', '2026-1-1'])
      assert.equal(isDay(word), false);
    assert.ok(isDay('2028-02-29'));
    assert.equal(daysBetween('2026-03-28', '2026-03-30'), 2);
  });
});

describe('a new plan', () => {
  for (const [today, startsOn] of [
    ['2026-11-20', '2026-11-24'],
    ['2026-11-18', '2026-11-20'],
    ['2026-11-21', '2026-11-25'],
  ] as const) {
    it(`of ${today} begins two working days later, on ${startsOn}`, () => {
      assert.equal(newPlan(today, USUAL).startsOn, startsOn);
    });
  }

  it('may begin today on a working day, but not on a Friday afternoon', () => {
    const working = { weekend: USUAL, daysOff: [] };
    const may = (day: string, hour: number) => mayBeginToday(day, hour, working);
    assert.deepEqual(
      [may('2026-11-19', 16), may('2026-11-20', 9), may('2026-11-20', 12), may('2026-11-21', 9)],
      [true, true, false, false],
    );
  });
});

describe('what a change of a plan moves', () => {
  const before = plan('2026-11-23');

  it('is everything after a longer phase, alike together', () => {
    assert.deepEqual(movesBetween(before, days(before, { register: 17 })), [
      // From Friday 11 December on, when no pilot begins.
      { phases: ['pilot'], days: 5 },
      { phases: ['enforce', 'validate'], days: 3 },
    ]);
  });

  it('is everything, where the first day moves by a week', () => {
    assert.deepEqual(movesBetween(before, { ...before, startsOn: '2026-11-30' }), [
      { phases: PHASES, days: 7 },
    ]);
    assert.deepEqual(movesBetween(before, { ...before, startsOn: '2026-11-16' }), [
      { phases: PHASES, days: -7 },
    ]);
  });

  it('is nothing where only an owner changes', () => {
    const owned = { ...before.phases, pilot: { ...before.phases.pilot, owner: 'Ada' } };
    assert.deepEqual(movesBetween(before, { ...before, phases: owned }), []);
  });

  it('keeps the days that a phase waits', () => {
    const waiting = { ...before, phases: { ...before.phases, pilot: { ...before.phases.pilot, waits: 2 } } };
    assert.equal(starts(waiting)[2], '2026-12-14');
    assert.equal(starts({ ...waiting, startsOn: '2026-11-30' })[2], '2026-12-21');
  });
});

describe('where a rollout is', () => {
  const schedule = scheduleOf(plan('2026-11-23'));
  const table = [
    ['2026-11-20', 'before', 'prepare'],
    ['2026-11-23', 'in', 'prepare'],
    ['2026-11-28', 'in', 'register'],
    ['2026-12-12', 'between', 'enforce'],
    ['2026-12-17', 'in', 'validate'],
    ['2026-12-18', 'after', 'validate'],
  ] as const;
  for (const [today, kind, phase] of table) {
    it(`is ${kind} ${phase} on ${today}`, () => {
      const where = whereIs(schedule, today);
      const at = where.kind === 'in' ? where.now : where.kind === 'after' ? where.last : where.next;
      assert.deepEqual([where.kind, at.phase], [kind, phase]);
    });
  }

  it('counts the days of a phase', () => {
    assert.partialDeepStrictEqual(whereIs(schedule, '2026-11-27'), { day: 3, days: 14 });
  });
});
