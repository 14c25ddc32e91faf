import type { Attempt } from '../attempts.ts';
import { type Cause, clamp } from '../cause.ts';
import type { AuditEvent } from '../evidence.ts';
import { type Facts, nameOfPerson } from '../facts.ts';
import { forbiddenMethods, nothingAllowed } from '../method-rules.ts';
import { askedToRegister } from '../registering.ts';
import { alikeRow, attemptRows, changeRow, methodName, methodRow, present } from '../rows.ts';
import { listed } from '../words.ts';

const BEFORE = 14 * 86_400_000;

export const methodDisabledByPolicy: Cause = {
  id: 'method-disabled-by-policy',
  title: 'Method turned off in the Authentication methods policy',
  surest: 'high',
  near: ['authenticator-on-old-phone', 'telecom-method-retired', 'policy-before-registration'],
  judge(facts) {
    const explains = facts.failures.filter((attempt) => isRefused(attempt, facts));
    const oldest = explains.at(-1);
    if (!oldest || !nothingAllowed(facts)) return null;
    const forbidden = forbiddenMethods(facts) ?? [];
    const change = changeOfRules(facts, oldest.at);
    const { registration } = facts.evidence;
    const report = registration.known && registration.value ? registration.value : null;
    const methods = forbidden.length > 0 ? listed(forbidden.map(methodName)) : 'what is registered';
    return {
      score: clamp(
        76 +
          (forbidden.length > 0 && report && !report.capable ? 8 : 0) +
          (change ? 10 : 0) +
          (facts.scope.alike.length > 0 ? 3 : 0),
      ),
      rows: present(
        ...attemptRows(explains, 2),
        ...forbidden.map((method) => methodRow(method, facts.asOf)),
        report && {
          source: 'registration' as const,
          at: report.updatedAt,
          text: 'The registration report says: registered, but with nothing that the policies allow.',
          id: null,
        },
        change && changeRow(change),
        alikeRow(facts),
      ),
      explains,
      summary: `${nameOfPerson(facts)} has ${methods} registered, which the policy for sign-in methods no longer allows. The method must be allowed again or another one registered.`,
      fixes: ['enable-method-in-policy', 're-register', 'temporary-access-pass'],
      needs: ['methods', 'methodRules', 'changes'],
      common: facts.scope.common,
    };
  },
  whyNot(facts) {
    const forbidden = forbiddenMethods(facts);
    return forbidden?.length === 0 && (facts.methods?.length ?? 0) > 0
      ? 'Every registered method is allowed.'
      : null;
  },
};

function isRefused(attempt: Attempt, facts: Facts): boolean {
  if (askedToRegister(facts).includes(attempt) || attempt.denial?.kind === 'credential-policy') return true;
  return attempt.last.code === 130501 || (attempt.last.code === 500121 && attempt.denial === null);
}

function changeOfRules({ evidence }: Facts, moment: Date): AuditEvent | undefined {
  if (!evidence.changes.known) return undefined;
  return evidence.changes.value.find(
    ({ activity, at }) =>
      /authentication methods policy/i.test(activity) &&
      at <= moment &&
      moment.getTime() - at.getTime() <= BEFORE,
  );
}
