import type { Attempt } from '../attempts.ts';
import { type Cause, clamp } from '../cause.ts';
import { meaningOf } from '../codes.ts';
import { type Facts, isGuess, nameOfPerson, refusedWith } from '../facts.ts';
import { attemptRow, attemptRows, nameOf, present } from '../rows.ts';
import { neverRefusedWith } from '../ruled-out.ts';
import { counted } from '../words.ts';

const HOURS = 3 * 3_600_000;
const MALICIOUS = /malicious/i;

export const smartLockout: Cause = {
  id: 'smart-lockout',
  title: 'Smart lockout',
  surest: 'high',
  near: ['malicious-ip-blocked', 'wrong-password', 'account-disabled'],
  judge(facts) {
    const explains = refusedWith(facts, 50053, 120014).filter(
      ({ last }) => !MALICIOUS.test(last.failureReason ?? ''),
    );
    const [newest] = explains;
    if (!newest) return null;
    const wrong = wrongBefore(facts, newest);
    const said = explains.some(({ last }) => /lock/i.test(last.failureReason ?? '') || last.code === 120014);
    const source = wrong.find(({ last }) => last.client !== null) ?? wrong[0];
    const foreign = wrong.length > 0 && wrong.every((attempt) => isGuess(attempt, facts.places));
    return {
      score: clamp(said ? 94 : wrong.length > 2 ? 86 : 66),
      rows: present(...attemptRows(explains, 2), ...wrong.slice(0, 3).map(attemptRow)),
      explains: [...explains, ...wrong],
      summary: `${nameOfPerson(facts)}’s password is locked for some minutes after ${wrong.length > 0 ? counted(wrong.length, 'wrong try', 'wrong tries') : 'too many wrong tries'}${source ? `, ${foreign ? 'from abroad' : `from ${nameOf(source.last)}${source.last.client ? ` (${source.last.client})` : ''}`}` : ''}. MFA is not the trouble.`,
      fixes: ['wait-and-retry', 'reset-password', 'unlock-password'],
      doNot: ['Do not reset MFA: it was never asked for.'],
      ...(foreign ? { nextQuestion: 'Were the tries from abroad theirs? If not, tell security.' } : {}),
    };
  },
  whyNot: (facts) => neverRefusedWith(facts, [50053, 120014], 'The account is not locked.'),
};

function wrongBefore(facts: Facts, locked: Attempt): readonly Attempt[] {
  return facts.attempts.filter(
    ({ outcome, last, at }) =>
      outcome === 'failed' &&
      meaningOf(last.code)?.subject === 'password' &&
      at <= locked.at &&
      locked.at.getTime() - at.getTime() <= HOURS,
  );
}
