import { type Cause, clamp } from '../cause.ts';
import { nameOfPerson, refusedWith } from '../facts.ts';
import { attemptRows } from '../rows.ts';
import { neverRefusedWith } from '../ruled-out.ts';

const CODES = [50055, 50144];

export const passwordExpired: Cause = {
  id: 'password-expired',
  title: 'Password expired (cloud or AD)',
  surest: 'high',
  near: ['wrong-password', 'sign-in-hours-restricted'],
  judge(facts) {
    const explains = refusedWith(facts, ...CODES);
    if (explains.length === 0) return null;
    return {
      score: clamp(95),
      rows: attemptRows(explains),
      explains,
      summary: `${nameOfPerson(facts)}’s password has expired. It must be changed; MFA is not the trouble.`,
      fixes: ['reset-password'],
      doNot: ['Do not reset MFA: it was never asked for.'],
    };
  },
  whyNot: (facts) => neverRefusedWith(facts, CODES, 'The password has not expired.'),
};
