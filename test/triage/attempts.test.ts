import assert from 'node:assert/strict';
import { readAttempts } from '../../src/triage/attempts.ts';
import type { SignIn } from '../../src/triage/evidence.ts';
import {
  BUCHAREST,
  HOME,
  held,
  hoursAgo,
  known,
  MINUTE,
  NO_ANSWER,
  PASSWORD,
  PAYROLL,
  passed,
  push,
  signIn,
  unread,
} from '../support/triage.ts';

const outcomes = (rows: readonly SignIn[]) => readAttempts(rows).map(({ outcome }) => outcome);
const together = (hours: number, code: number, more: Partial<SignIn> = {}) =>
  signIn(hours, code, { correlationId: 'one', ...more });

describe('attempts', () => {
  const cases: readonly [string, readonly SignIn[], readonly string[]][] = [
    ['an interrupt that a success follows', [together(1.01, 50074), together(1, 0)], ['succeeded']],
    ['an interrupt that nothing follows', [together(1, 50074)], ['failed']],
    ['a page that everybody sees now and then', [together(1, 50058)], ['interrupted']],
    ['a failure behind its interrupt', [together(1.01, 50074), together(1, 500121)], ['failed']],
    ['a second try that worked', [together(1.01, 500121), together(1, 0)], ['succeeded']],
    ['a success and, much later, an interrupt', [together(2, 0), together(1, 50076)], ['failed']],
  ];
  for (const [what, rows, expected] of cases) {
    it(`end as ${expected.join()} with ${what}, in whatever order the rows come`, () => {
      assert.deepEqual(outcomes(rows), expected);
      assert.deepEqual(outcomes(rows.toReversed()), expected);
    });
  }

  it('let what answers come after what asks when both bear the same second', () => {
    const rows = [together(1, 0), together(1, 500121), together(1, 50074)];
    assert.deepEqual(outcomes(rows), ['succeeded']);
    assert.deepEqual(outcomes(rows.slice(1)), ['failed']);
    assert.equal(readAttempts(rows.slice(1))[0]?.last.code, 500121);
  });

  it('are not turned round by an interrupt that was written late', () => {
    const late = [together(1, 0), together(1 - MINUTE, 50076)];
    assert.deepEqual(outcomes(late), ['succeeded']);
    const failed = [together(1, 53003), together(1 - MINUTE, 50074)];
    assert.equal(readAttempts(failed)[0]?.last.code, 53003);
  });

  it('go on under another correlation when the browser was reloaded', () => {
    assert.deepEqual(outcomes([signIn(1, 50074), signIn(0.95, 0)]), ['succeeded', 'interrupted']);
    assert.deepEqual(outcomes([signIn(1, 50074), signIn(0.95, 0, { application: PAYROLL })]), [
      'succeeded',
      'failed',
    ]);
    assert.deepEqual(outcomes([signIn(1, 50074, { place: BUCHAREST }), signIn(0.95, 0)]), [
      'succeeded',
      'failed',
    ]);
    assert.deepEqual(outcomes([signIn(1, 500121), signIn(0.95, 0)]), ['succeeded', 'failed']);
  });

  it('without a correlation hold what one person did in one place within minutes', () => {
    const row = (hours: number, code: number, more: Partial<SignIn> = {}) =>
      signIn(hours, code, { correlationId: null, ...more });
    assert.deepEqual(outcomes([row(1, 50074), row(1 - 2 * MINUTE, 500121)]), ['failed']);
    assert.equal(readAttempts([row(1, 500121), row(0.5, 500121)]).length, 2);
    assert.equal(readAttempts([row(1, 500121), row(1, 500121, { ...HOME })]).length, 2);
    assert.equal(readAttempts([row(1, 500121), row(1, 500121, { personId: 'another' })]).length, 2);
  });

  it('of two people are two, even under one correlation', () => {
    assert.equal(readAttempts([together(1, 500121), together(1, 0, { personId: 'another' })]).length, 2);
  });

  it('stand newest first', () => {
    const [first, second] = readAttempts([signIn(2, 0), signIn(1, 0)]);
    assert.ok(first && second && first.at > second.at);
  });

  it('say why the second step was not passed', () => {
    const [attempt] = readAttempts(held(1, push('iPhone 11', NO_ANSWER)));
    assert.deepEqual(
      [attempt?.denial?.kind, attempt?.denial?.step, attempt?.denial?.detail],
      ['no-answer', 'push', 'iPhone 11'],
    );
  });

  it('take the reason from beside the code where steps cannot be read', () => {
    const details = 'MFA denied; user is blocked';
    const [attempt] = readAttempts([signIn(1, 500121, { steps: unread(), additionalDetails: details })]);
    assert.equal(attempt?.denial?.kind, 'blocked');
    assert.equal(attempt?.stepsKnown, false);
  });

  it('remember each refusal on the way once, even when rows repeat the steps before them', () => {
    const at = (hours: number, result: string) => ({ ...push('a', result), at: hoursAgo(hours) });
    const first = [PASSWORD, at(1.2, NO_ANSWER)];
    const rows = [
      together(1.1, 500121, { steps: known(first) }),
      together(1, 0, { steps: known([...first, at(1.05, 'user declined the authentication'), push('a')]) }),
    ];
    const [attempt] = readAttempts(rows);
    assert.equal(attempt?.denial, null);
    assert.deepEqual(
      attempt?.denials.map(({ kind }) => kind),
      ['no-answer', 'declined'],
    );
  });

  it('know a second step that was done from one that was taken over', () => {
    const claim = {
      ...push(null),
      method: 'Previously satisfied',
      result: 'MFA requirement satisfied by claim in the token',
    };
    assert.equal(readAttempts(passed(1, push('a')))[0]?.provedTwice, true);
    assert.equal(readAttempts(passed(1, claim))[0]?.provedTwice, false);
    assert.equal(readAttempts([signIn(1, 0, { steps: known([PASSWORD]) })])[0]?.provedTwice, false);
  });
});
