import assert from 'node:assert/strict';
import { isFailure, likelyCause } from '../../src/rollout/failure-cause.ts';
import {
  type EnforcementWatch,
  newsIn,
  nextReport,
  reportOf,
  spanOf,
  type Tally,
  type WatchFacts,
} from '../../src/rollout/watch.ts';
import { CAUSE_IDS } from '../../src/triage/catalogue.ts';
import { codesOfRollout } from '../../src/triage/codes.ts';

const NOW = new Date('2026-12-04T10:00:00Z');
const HOUR = 3_600_000;
const WATCH: EnforcementWatch = {
  id: 'w',
  startedBy: 'ada',
  startedAt: new Date(NOW.getTime() - 5 * HOUR),
  endsAt: new Date(NOW.getTime() + 331 * HOUR),
  groupId: null,
  endedAt: null,
  toldOf: [],
};
const tally = (personId: string, code: number, more: Partial<Tally> = {}): Tally => ({
  personId,
  personName: `Name of ${personId}`,
  code,
  result: null,
  client: 'Browser',
  application: 'Outlook',
  count: 1,
  last: NOW,
  ...more,
});
const facts = (more: Partial<WatchFacts>): WatchFacts => ({
  watch: WATCH,
  now: NOW,
  recent: [],
  burst: [],
  usual: [],
  unregistered: [],
  weekBefore: null,
  cases: 0,
  lag: { readTo: NOW, breadth: 'everything', breadthSince: null },
  ...more,
});
const people = (count: number, code: number, from = 0, more: Partial<Tally> = {}) =>
  Array.from({ length: count }, (_, index) => tally(`p${from + index}`, code, more));

describe('the likely cause of a failure', () => {
  for (const [row, cause] of [
    [
      { code: 500121, result: 'MFA denied; user declined the authentication', client: null },
      'declined-by-mistake',
    ],
    [
      { code: 500121, result: 'MFA denied; user did not respond to mobile app notification', client: null },
      'authenticator-no-notification',
    ],
    [{ code: 50079, result: null, client: 'Browser' }, 'never-registered'],
    [{ code: 50126, result: 'Invalid username or password', client: 'Browser' }, 'wrong-password'],
    [{ code: 53003, result: null, client: 'IMAP4' }, 'legacy-authentication'],
    [{ code: 50126, result: null, client: 'IMAP4' }, 'wrong-password'],
    [{ code: 53000, result: null, client: 'Browser' }, 'device-not-compliant'],
    [{ code: 999999, result: null, client: 'Browser' }, 'unknown'],
  ] as const) {
    it(`is ${cause} for ${row.code}, ${row.client ?? 'no client'}`, () =>
      assert.equal(likelyCause(row), cause));
  }

  it('is one of the catalogue for every code that a rollout can bring about', () => {
    const named = codesOfRollout().filter(
      (code) => likelyCause({ code, result: null, client: null }) !== 'unknown',
    );
    for (const code of named) {
      const cause = likelyCause({ code, result: null, client: null });
      assert.ok((CAUSE_IDS as readonly string[]).includes(cause), cause);
    }
    assert.ok(named.length > codesOfRollout().length * 0.8, `${named.length} of ${codesOfRollout().length}`);
  });

  it('is not asked for of pages on the way', () => {
    for (const code of [0, 50074, 50076, 50140]) assert.ok(!isFailure({ code }), String(code));
    for (const code of [50126, 500121, 50079]) assert.ok(isFailure({ code }), String(code));
  });
});

describe('the report of a watch', () => {
  it('counts people and attempts by cause, most people first', () => {
    const recent = [
      ...people(2, 50126, 0, { count: 3 }),
      ...people(3, 53000, 10),
      ...people(9, 0, 20),
      tally('p0', 50126, { application: 'Teams' }),
    ];
    const { causes, failingPeople } = reportOf(facts({ recent }));
    assert.deepEqual(causes, [
      { cause: 'device-not-compliant', people: 3, attempts: 3 },
      { cause: 'wrong-password', people: 2, attempts: 7 },
    ]);
    assert.equal(failingPeople, 5);
  });

  it('names ten of those who are locked out, and counts all', () => {
    const { lockedOut } = reportOf(facts({ unregistered: [...people(12, 50079), tally('p0', 50072)] }));
    assert.equal(lockedOut.count, 12);
    assert.equal(lockedOut.people.length, 10);
    assert.equal(lockedOut.people[0]?.name, 'Name of p0');
  });

  it('says which application breaks: many fail and hardly anybody gets in', () => {
    const breaking = (recent: Tally[]) => reportOf(facts({ recent })).breaking;
    assert.deepEqual(breaking(people(4, 53000)), [{ application: 'Outlook', people: 4 }]);
    assert.deepEqual(breaking([...people(4, 53000), ...people(1, 0, 9)]), [
      { application: 'Outlook', people: 4 },
    ]);
    assert.deepEqual(breaking([...people(4, 53000), ...people(2, 0, 9)]), []);
    assert.deepEqual(breaking(people(2, 53000)), []);
    // Whoever got in after a failure is not stopped by it.
    assert.deepEqual(breaking([...people(4, 53000), ...people(4, 0)]), []);
  });

  it('sees a burst where far more people than usual fail for one reason', () => {
    const bursts = (more: Partial<WatchFacts>) => reportOf(facts(more)).bursts.map(({ cause }) => cause);
    assert.deepEqual(bursts({ burst: people(5, 53000) }), ['device-not-compliant']);
    assert.deepEqual(bursts({ burst: people(4, 53000) }), []);
    assert.deepEqual(bursts({ burst: people(6, 53000), usual: people(9, 53000) }), []);
    assert.deepEqual(bursts({ burst: people(7, 53000), usual: people(9, 53000) }), ['device-not-compliant']);
    assert.deepEqual(bursts({ burst: people(50, 50126), usual: people(100, 50126) }), []);
  });

  it('compares with the same hours of the week before, or says that it cannot', () => {
    assert.equal(reportOf(facts({})).weekBefore, null);
    assert.equal(reportOf(facts({ weekBefore: [...people(3, 50126), ...people(8, 0, 5)] })).weekBefore, 3);
  });

  it('is about an hour in the first two days, then about a day, never about the time before the start', () => {
    const late = { ...WATCH, startedAt: new Date(NOW.getTime() - 60 * HOUR) };
    const young = { ...WATCH, startedAt: new Date(NOW.getTime() - HOUR / 2) };
    assert.equal(NOW.getTime() - spanOf(WATCH, NOW).from.getTime(), HOUR);
    assert.equal(NOW.getTime() - spanOf(late, NOW).from.getTime(), 24 * HOUR);
    assert.deepEqual(spanOf(young, NOW).from, young.startedAt);
    assert.equal(nextReport(WATCH, NOW).getTime() - NOW.getTime(), HOUR);
    assert.equal(nextReport(late, NOW).getTime() - NOW.getTime(), 24 * HOUR);
  });

  it('has news once for each burst and application, and again for a burst that goes on for hours', () => {
    const at = (hours: number, toldOf: readonly string[] = []) =>
      reportOf(
        facts({
          now: new Date(NOW.getTime() + hours * HOUR),
          watch: { ...WATCH, toldOf },
          recent: people(4, 53000),
          burst: people(5, 50079),
        }),
      );
    const first = newsIn(at(0));
    assert.equal(first.length, 2);
    assert.deepEqual(newsIn(at(1, first)), []);
    assert.equal(newsIn(at(6, first)).length, 1);
  });
});
