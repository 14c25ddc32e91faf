import { type Cause, clamp } from '../cause.ts';
import { auditsNamed, nameOfPerson, refusedWith } from '../facts.ts';
import { attemptRows, auditRow, present } from '../rows.ts';

export const accountDisabled: Cause = {
  id: 'account-disabled',
  title: 'Account disabled',
  surest: 'high',
  near: ['smart-lockout', 'application-not-assigned', 'sign-in-hours-restricted'],
  judge(facts) {
    const { person } = facts;
    const explains = refusedWith(facts, 50057);
    if (explains.length === 0 && person.enabled) return null;
    const disabled = auditsNamed(facts, /disable account/i);
    return {
      // Where the log cannot be read, this much is known all the same.
      score: clamp(person.enabled ? 78 : explains.length > 0 || !facts.evidence.signIns.known ? 97 : 88),
      rows: present(
        ...attemptRows(explains),
        !person.enabled && {
          source: 'user' as const,
          at: null,
          text: 'The account is disabled.',
          id: person.id,
        },
        ...disabled.slice(0, 1).map(auditRow),
      ),
      explains: person.enabled ? explains : facts.failures,
      summary: person.enabled
        ? `${nameOfPerson(facts)} was refused because the account was disabled; by now it is enabled, or the account in the local directory is what is disabled.`
        : `${nameOfPerson(facts)}’s account is disabled. Whether it should be is for HR or the manager to say.`,
      fixes: ['ask-manager'],
      doNot: ['Do not enable the account without HR’s written word.'],
    };
  },
  whyNot: ({ person }) => (person.enabled ? 'The account is enabled.' : null),
};
