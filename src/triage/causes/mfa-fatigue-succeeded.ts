import type { Attempt, Denial } from '../attempts.ts';
import { type Cause, clamp } from '../cause.ts';
import { deniedAs, type Facts, nameOfPerson } from '../facts.ts';
import { attemptRow, attemptRows, present } from '../rows.ts';
import { counted, span } from '../words.ts';

const MINUTE = 60_000;
/** Prompts that follow each other this closely belong to one wave. */
const WAVE = 10 * MINUTE;
const SOME = 6;
const MANY = 10;
const REFUSED: readonly string[] = ['declined', 'no-answer', 'duplicate'];

export const mfaFatigueSucceeded: Cause = {
  id: 'mfa-fatigue-succeeded',
  title: 'MFA fatigue ending in a success',
  surest: 'high',
  near: ['stolen-password-prompts-declined', 'account-takeover'],
  judge(facts) {
    const wave = findWave(facts);
    if (!wave) return null;
    const { prompts, attempts, success } = wave;
    const first = prompts.at(-1)?.at ?? success.at;
    const known =
      facts.places.familiarity(success.last) === 'usual' && facts.places.knownDevice(success.last);
    return {
      score: clamp((prompts.length > MANY ? 96 : prompts.length >= MANY ? 90 : 80) - (known ? 26 : 0)),
      rows: present(attemptRow(success), ...attemptRows(attempts.filter((attempt) => attempt !== success))),
      explains: attempts.filter(({ outcome }) => outcome === 'failed'),
      summary: `${counted(prompts.length, 'prompt')} to ${nameOfPerson(facts)} within ${span(success.at.getTime() - first.getTime())} were refused or ignored, and then one was approved. Somebody who holds the password is probably in.`,
      fixes: ['page-security', 'contain-account'],
      needs: ['steps'],
      escalates: true,
      nextQuestion: 'Ask on the number in HR’s record: did the person start those sign-ins?',
    };
  },
  whyNot(facts) {
    const refused = deniedAs(facts, 'declined', 'no-answer', 'duplicate').length;
    return facts.last?.stepsKnown && !findWave(facts)
      ? `No wave of prompts ended in a success (${refused} in all).`
      : null;
  },
};

interface Wave {
  /** Newest first: one prompt each, though several may belong to one attempt. */
  readonly prompts: readonly Denial[];
  readonly attempts: readonly Attempt[];
  readonly success: Attempt;
}

function findWave(facts: Facts): Wave | null {
  const refused = facts.asked
    .flatMap((attempt) => attempt.denials.map((denial) => ({ attempt, denial })))
    .filter(({ denial }) => REFUSED.includes(denial.kind))
    .toSorted((a, b) => b.denial.at.getTime() - a.denial.at.getTime());
  for (const success of facts.successes) {
    const earlier = refused.filter(
      ({ attempt, denial }) => isBefore(denial.at, success.at) && samePlace(attempt, success),
    );
    const newest = earlier[0]?.denial.at.getTime() ?? 0;
    const wave = earlier.filter(({ denial }) => newest - denial.at.getTime() <= WAVE);
    if (wave.length < SOME) continue;
    const attempts = [...new Set(wave.map(({ attempt }) => attempt))];
    return { prompts: wave.map(({ denial }) => denial), attempts, success };
  }
  return null;
}

function isBefore(at: Date, success: Date): boolean {
  return at <= success && success.getTime() - at.getTime() <= 2 * WAVE;
}

function samePlace({ last: a }: Attempt, { last: b }: Attempt): boolean {
  return a.ip === b.ip || (a.country !== null && a.country === b.country);
}
