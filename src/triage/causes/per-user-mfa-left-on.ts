import type { Attempt } from '../attempts.ts';
import { type Cause, clamp } from '../cause.ts';
import { nameOfPerson } from '../facts.ts';
import { whoAsked } from '../registering.ts';
import { attemptRows, present } from '../rows.ts';

const CODES = [50072, 50074, 50076, 50078, 50079];

export const perUserMfaLeftOn: Cause = {
  id: 'per-user-mfa-left-on',
  title: 'Per-user MFA surprises (Enforced) while CA is used',
  surest: 'medium',
  near: ['policy-before-registration', 'legacy-authentication', 'never-registered'],
  judge(facts) {
    const { perUserMfa } = facts.evidence;
    const state = perUserMfa.known ? perUserMfa.value : null;
    const explains = facts.failures.filter((attempt) => isAskedBySetting(attempt, state));
    if (explains.length === 0 || facts.external) return null;
    const said = explains.some((attempt) => whoAsked(attempt) === 'person-setting');
    return {
      score: clamp(state === 'disabled' ? 30 : (said ? 76 : 60) + (state ? 14 : 0)),
      rows: present(
        ...attemptRows(explains),
        state && {
          source: 'user' as const,
          at: null,
          text: `Per-user MFA is ${state}.`,
          id: facts.person.id,
        },
      ),
      explains,
      summary: `An old per-user setting asks ${nameOfPerson(facts)} for MFA, not a policy. Old apps cannot answer it; the setting should give way to Conditional Access.`,
      fixes: ['remove-per-user-mfa', 'modern-client'],
      needs: ['perUserMfa', 'appliedPolicies'],
    };
  },
  whyNot(facts) {
    const { last } = facts;
    if (last && whoAsked(last) === 'policy') return 'A policy asked for the second step.';
    const { perUserMfa } = facts.evidence;
    return perUserMfa.known && perUserMfa.value === 'disabled' ? 'Per-user MFA is off.' : null;
  },
};

function isAskedBySetting(attempt: Attempt, state: string | null): boolean {
  if (!CODES.includes(attempt.last.code)) return false;
  const asker = whoAsked(attempt);
  if (asker === 'person-setting') return true;
  return asker === 'unknown' && (state === 'enabled' || state === 'enforced') && attempt.last.policies.known;
}
