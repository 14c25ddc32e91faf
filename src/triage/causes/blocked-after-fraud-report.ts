import { type Cause, clamp } from '../cause.ts';
import { auditsNamed, deniedAs, type Facts, nameOfPerson } from '../facts.ts';
import { attemptRows, auditRow, present } from '../rows.ts';

export const blockedAfterFraudReport: Cause = {
  id: 'blocked-after-fraud-report',
  title: 'Blocked in the MFA block list after "Not me"',
  surest: 'high',
  near: ['authenticator-on-old-phone', 'temporary-access-pass-unusable', 'fraud-reported'],
  judge(facts) {
    const reports = fraudAudits(facts);
    const blocked = deniedAs(facts, 'blocked');
    const refused = reports.length > 0 ? deniedAs(facts, 'credential-policy') : [];
    const explains = [...blocked, ...refused];
    const [newest] = explains;
    if (!newest) return null;
    const freed = auditsNamed(facts, /RemoveBlockedUser|unblock/i).some(({ at }) => at > newest.at);
    return {
      score: clamp((reports.length > 0 ? 97 : 86) - (freed ? 45 : 0)),
      rows: present(...attemptRows(explains), ...reports.slice(0, 2).map(auditRow)),
      explains,
      summary: `${nameOfPerson(facts)} is blocked for MFA${reports.length > 0 ? ' since a prompt was reported as fraud' : ''}, with every method, old or new. Only security can lift the block, after asking what happened.`,
      fixes: ['page-security', 'unblock-mfa-user'],
      escalates: !freed,
      doNot: ['Registering again or a temporary pass does not lift the block.'],
      nextQuestion: 'Was the reported prompt theirs?',
    };
  },
  whyNot: (facts) =>
    facts.last?.stepsKnown && deniedAs(facts, 'blocked').length === 0
      ? 'The account is not blocked for MFA.'
      : null,
};

function fraudAudits(facts: Facts) {
  return auditsNamed(facts, /fraud reported|suspicious activity reported|CreateBlockedUser/i);
}
