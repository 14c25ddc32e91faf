import { type Cause, clamp } from '../cause.ts';
import { auditsNamed, deniedAs, type Facts, nameOfPerson } from '../facts.ts';
import { attemptRows, auditRow, detectionRow, present } from '../rows.ts';

const FRESH = 14 * 86_400_000;
const CLEARED = /safe|dismissed|remediated/i;

export const fraudReported: Cause = {
  id: 'fraud-reported',
  title: 'Reported fraud in the app',
  surest: 'high',
  near: ['blocked-after-fraud-report', 'declined-by-mistake'],
  judge(facts) {
    const explains = deniedAs(facts, 'fraud');
    const audits = reportAudits(facts);
    const detections = reports(facts);
    const newest = Math.max(...[...explains, ...audits, ...detections].map(({ at }) => at.getTime()));
    if (newest === Number.NEGATIVE_INFINITY) return null;
    const old = facts.asOf.getTime() - newest > FRESH;
    const cleared = detections.length > 0 && detections.every(({ state }) => CLEARED.test(state ?? ''));
    const blocked = deniedAs(facts, 'blocked').length > 0;
    return {
      score: clamp(cleared || old ? 42 : blocked ? 78 : 96),
      rows: present(
        ...attemptRows(explains),
        ...audits.slice(0, 2).map(auditRow),
        ...detections.slice(0, 2).map(detectionRow),
      ),
      explains,
      summary: `${nameOfPerson(facts)} reported a prompt as not theirs. Somebody may hold the password: security must look at it before anything else.`,
      fixes: ['page-security', 'contain-account', 'review-risk'],
      escalates: true,
      nextQuestion: 'Ask on the number in HR’s record: was it meant, or a slip of the finger?',
    };
  },
  whyNot(facts) {
    const read = facts.last?.stepsKnown && facts.audits !== null;
    const said =
      deniedAs(facts, 'fraud').length > 0 || reports(facts).length > 0 || reportAudits(facts).length > 0;
    return read && !said ? 'Nothing was reported as fraud.' : null;
  },
};

function reportAudits(facts: Facts) {
  return auditsNamed(facts, /suspicious activity reported|fraud reported/i);
}

function reports({ evidence }: Facts) {
  const detections = evidence.risk.known ? (evidence.risk.value?.detections ?? []) : [];
  return detections.filter(({ kind }) => /userReportedSuspicious/i.test(kind));
}
