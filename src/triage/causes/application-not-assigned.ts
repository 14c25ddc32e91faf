import { sameApplication } from '../attempts.ts';
import { type Cause, clamp } from '../cause.ts';
import { nameOfPerson, refusedWith } from '../facts.ts';
import { attemptRow, attemptRows, nameOf, present } from '../rows.ts';
import { neverRefusedWith } from '../ruled-out.ts';

export const applicationNotAssigned: Cause = {
  id: 'application-not-assigned',
  title: 'The person is not assigned to the application',
  surest: 'high',
  near: ['account-disabled'],
  judge(facts) {
    const explains = refusedWith(facts, 50105);
    const [newest] = explains;
    if (!newest) return null;
    const elsewhere = facts.successes.find(({ last }) => !sameApplication(last, newest.last));
    return {
      score: clamp(97),
      rows: present(...attemptRows(explains), elsewhere && attemptRow(elsewhere)),
      explains,
      summary: `${nameOfPerson(facts)} is not assigned to ${nameOf(newest.last)}. Its owner must give access; MFA is not the trouble.`,
      fixes: ['assign-application'],
      doNot: ['Do not reset MFA: it was passed or never asked for.'],
    };
  },
  whyNot: (facts) => neverRefusedWith(facts, [50105], 'Nobody said that the application is not assigned.'),
};
