import { type Cause, clamp } from '../cause.ts';
import { auditsNamed, type Facts, hasNothing, isOwnDoing, nameOfPerson } from '../facts.ts';
import { askedToRegister, provedBefore } from '../registering.ts';
import { attemptRows, auditRow, noMethodRow, present } from '../rows.ts';

export const methodsResetByAdmin: Cause = {
  id: 'methods-reset-by-admin',
  title: 'Methods deleted by an admin, user not told',
  surest: 'high',
  near: ['account-takeover', 'never-registered'],
  judge(facts) {
    const explains = askedToRegister(facts);
    const [newest] = explains;
    const resets = resetsByOthers(facts).filter(({ at }) => newest && at <= newest.at);
    const [reset] = resets;
    if (!newest || !reset || hasNothing(facts) === false) return null;
    const again = auditsNamed(facts, /^user registered security info/i).some(
      ({ at }) => at > reset.at && at < newest.at,
    );
    return {
      score: clamp(90 + (provedBefore(facts) ? 5 : 0) - (reset.byPerson === null ? 8 : 0) - (again ? 50 : 0)),
      rows: present(...resets.slice(0, 2).map(auditRow), ...attemptRows(explains, 2), noMethodRow(facts)),
      explains: explains.filter(({ at }) => at >= reset.at),
      summary: `${reset.byPerson?.userPrincipalName ?? 'An administrator'} removed ${nameOfPerson(facts)}’s registration, so a new one must be made before signing in.`,
      fixes: ['re-register', 'temporary-access-pass'],
      needs: ['audits', 'methods'],
    };
  },
  whyNot: (facts) => (facts.audits && resetsByOthers(facts).length === 0 ? 'Nobody removed a method.' : null),
};

function resetsByOthers(facts: Facts) {
  return auditsNamed(
    facts,
    /admin(istrator)? (deleted|removed) security info|require re-?regist|delete.*strong auth/i,
  ).filter((event) => !isOwnDoing(event, facts.person));
}
