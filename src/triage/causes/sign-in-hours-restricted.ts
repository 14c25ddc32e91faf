import { type Cause, clamp } from '../cause.ts';
import { nameOfPerson, refusedWith } from '../facts.ts';
import { attemptRows } from '../rows.ts';
import { neverRefusedWith } from '../ruled-out.ts';

export const signInHoursRestricted: Cause = {
  id: 'sign-in-hours-restricted',
  title: 'Outside the permitted hours',
  surest: 'high',
  near: ['account-disabled', 'password-expired'],
  judge(facts) {
    const explains = refusedWith(facts, 80012);
    if (explains.length === 0) return null;
    return {
      score: clamp(97),
      rows: attemptRows(explains),
      explains,
      summary: `${nameOfPerson(facts)}’s account may not sign in at that hour: the local directory sets the permitted hours. MFA is not the trouble.`,
      fixes: ['change-sign-in-hours'],
      doNot: ['Do not reset MFA: it was never asked for.'],
    };
  },
  whyNot: (facts) => neverRefusedWith(facts, [80012], 'The hour was not the reason.'),
};
