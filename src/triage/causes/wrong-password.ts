import { type Cause, clamp } from '../cause.ts';
import { isGuess, nameOfPerson, refusedWith } from '../facts.ts';
import { attemptRows } from '../rows.ts';
import { neverRefusedWith } from '../ruled-out.ts';

const CODES = [50126, 50064, 50056, 120000];

export const wrongPassword: Cause = {
  id: 'wrong-password',
  title: 'Wrong password, not MFA',
  surest: 'high',
  near: ['authenticator-on-old-phone', 'smart-lockout', 'password-expired'],
  judge(facts) {
    const all = refusedWith(facts, ...CODES);
    const own = all.filter((attempt) => !isGuess(attempt, facts.places));
    const explains = own.length > 0 ? own : all;
    if (explains.length === 0) return null;
    return {
      // Passwords guessed from abroad are everyday noise and no reason why the person cannot sign in.
      score: clamp(own.length > 0 ? 92 : facts.last && all.includes(facts.last) ? 64 : 40),
      rows: attemptRows(explains),
      explains,
      summary:
        own.length > 0
          ? `${nameOfPerson(facts)}’s password was wrong. It never came to a second step, so MFA is not the trouble.`
          : `Somebody abroad tried wrong passwords for ${nameOfPerson(facts)}. Nothing shows that the person failed.`,
      fixes: ['reset-password'],
      needs: [],
      doNot: ['Do not reset MFA: it was never asked for.'],
    };
  },
  whyNot: (facts) => neverRefusedWith(facts, CODES, 'The password was right.'),
};
