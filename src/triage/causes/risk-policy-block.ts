import { kindOfStop, type Stop, stopsOf } from '../applied.ts';
import type { Attempt } from '../attempts.ts';
import { type Cause, clamp } from '../cause.ts';
import { type Facts, isRisky, nameOfPerson } from '../facts.ts';
import { attemptRows, detectionRow, policyRow, present, riskRow } from '../rows.ts';

const CODES = [53011, 50135, 530034];

export const riskPolicyBlock: Cause = {
  id: 'risk-policy-block',
  title: 'User risk policy blocks',
  surest: 'high',
  near: ['device-not-compliant', 'blocked-by-location-policy', 'malicious-ip-blocked'],
  judge(facts) {
    const explains = facts.failures.filter((attempt) => worth(facts, attempt) > 0);
    const [newest] = explains;
    if (!newest) return null;
    const risk = facts.evidence.risk.known ? facts.evidence.risk.value : null;
    return {
      score: clamp(Math.max(...explains.map((attempt) => worth(facts, attempt)))),
      rows: present(
        ...attemptRows(explains),
        ...stops(facts, newest).slice(0, 1).map(policyRow),
        risk && riskRow(risk),
        ...(risk?.detections.slice(0, 2).map(detectionRow) ?? []),
      ),
      explains,
      summary: `${nameOfPerson(facts)} is blocked because Microsoft judges ${newest.last.code === 53011 ? 'the account in its home organisation' : 'the account or the sign-in'} risky. Security must look at the risk; MFA is not broken.`,
      fixes: facts.external ? ['page-security', 'contact-home-tenant'] : ['page-security', 'review-risk'],
      needs: ['appliedPolicies', 'risk'],
      escalates: true,
    };
  },
  whyNot(facts) {
    if (facts.last?.last.code === 53004) return 'Registering was refused, not the sign-in itself.';
    const { risk } = facts.evidence;
    const calm =
      risk.known &&
      (risk.value === null || /none|safe|dismissed|remediated/i.test(risk.value.state ?? 'none'));
    return calm && facts.last && !isRisky(facts.last.last)
      ? 'Neither the account nor the sign-in is judged risky.'
      : null;
  },
};

function worth(facts: Facts, attempt: Attempt): number {
  const { last } = attempt;
  const risky = isRisky(last) || isAccountRisky(facts);
  if (CODES.includes(last.code)) return 94;
  if (last.code === 50131) return risky ? 90 : 66;
  if (last.code !== 53003 && last.code !== 530032) return 0;
  if (stops(facts, attempt).length > 0) return risky ? 96 : 88;
  return risky && !last.policies.known ? 74 : 0;
}

function stops({ evidence }: Facts, attempt: Attempt): readonly Stop[] {
  return stopsOf(attempt, evidence).filter((stop) => kindOfStop(stop) === 'risk');
}

function isAccountRisky({ evidence }: Facts): boolean {
  return evidence.risk.known && /atRisk|confirmedCompromised/i.test(evidence.risk.value?.state ?? '');
}
