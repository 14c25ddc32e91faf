import { type Cause, clamp } from '../cause.ts';
import { asksRegistration } from '../codes.ts';
import { auditsNamed, type Facts, hasNothing, nameOfPerson } from '../facts.ts';
import { attemptRows, auditRow, noMethodRow, present } from '../rows.ts';

export const neverRegistered: Cause = {
  id: 'never-registered',
  title: 'Never registered',
  near: ['policy-before-registration', 'registration-blocked-by-policy', 'registration-blocked-by-risk', 'methods-reset-by-admin'],
  judge(facts) {
    const explains = facts.failures.filter(
      ({ last, denial }) => asksRegistration(last.code) || denial?.kind === 'nothing-registered',
    );
    const nothing = hasNothing(facts);
    if (explains.length === 0 || nothing === false || facts.external) return null;
    const cancelled = auditsNamed(facts, /cancell?ed security info/i);
    return {
      score: clamp(nothing === null ? 58 : provedBefore(facts) ? 62 : 90),
      rows: present(...attemptRows(explains), noMethodRow(facts), ...cancelled.slice(0, 1).map(auditRow)),
      explains,
      summary: `${nameOfPerson(facts)} has nothing registered for the second step and must register before signing in.`,
      fixes: ['re-register', 'temporary-access-pass'],
      needs: ['methods', 'audits', 'others'],
    };
  },
  whyNot(facts) {
    if (hasNothing(facts) === false) return 'A second step is registered.';
    return provedBefore(facts) ? 'A second step was done before.' : null;
  },
};

/** Whoever did a second step once had something registered then. */
function provedBefore(facts: Facts): boolean {
  return facts.successes.some(({ provedTwice }) => provedTwice);
}
