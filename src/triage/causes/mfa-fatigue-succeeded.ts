import type { Attempt } from '../attempts.ts';
import { type Cause, clamp } from '../cause.ts';
import { deniedAs, type Facts, nameOfPerson } from '../facts.ts';
import { attemptRow, attemptRows, present } from '../rows.ts';
import { counted, span } from '../words.ts';

const MINUTE = 60_000;
/** Prompts that follow each other this closely belong to one wave. */
const WAVE = 10 * MINUTE;
const SOME = 6;
const MANY = 10;

export const mfaFatigueSucceeded: Cause = {
  id: 'mfa-fatigue-succeeded',
  title: 'MFA fatigue ending in a success',
  surest: 'high',
  near: ['stolen-password-prompts-declined', 'account-takeover'],
  judge(facts) {
    const wave = findWave(facts);
    if (!wave) return null;
    const { prompts, success } = wave;
    const first = prompts.at(-1) ?? success;
    const known =
      facts.places.familiarity(success.last) === 'usual' && facts.places.knownDevice(success.last);
    return {
      score: clamp((prompts.length > MANY ? 96 : prompts.length >= MANY ? 90 : 80) - (known ? 26 : 0)),
      rows: present(attemptRow(success), ...attemptRows(prompts)),
      explains: prompts,
      summary: `${counted(prompts.length, 'prompt')} to ${nameOfPerson(facts)} within ${span(success.at.getTime() - first.at.getTime())} were refused or ignored, and then one was approved. Somebody who holds the password is probably in.`,
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

function findWave(facts: Facts): { readonly prompts: readonly Attempt[]; readonly success: Attempt } | null {
  const refused = deniedAs(facts, 'declined', 'no-answer', 'duplicate');
  for (const success of facts.successes) {
    const before = refused.filter(
      ({ at, last }) =>
        at <= success.at &&
        success.at.getTime() - at.getTime() <= 2 * WAVE &&
        (last.ip === success.last.ip || (last.country !== null && last.country === success.last.country)),
    );
    const [newest] = before;
    const prompts = newest ? before.filter(({ at }) => newest.at.getTime() - at.getTime() <= WAVE) : [];
    if (prompts.length >= SOME) return { prompts, success };
  }
  return null;
}
