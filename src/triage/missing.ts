import type { Need } from './cause.ts';
import type { Diagnosis } from './diagnosis.ts';
import type { Evidence, Read, SignIn } from './evidence.ts';
import type { Facts } from './facts.ts';

/** What could not be read, by the names that programs rely on. What was not needed is no gap. */
export function missingFrom(facts: Facts): Diagnosis['missing'] {
  return SOURCES.flatMap(([source, read]) => {
    const answer = read(facts);
    return answer.known || answer.because ? [] : [{ source, reason: answer.reason }];
  });
}

/** Unread, or still being read: either way the diagnosis was made without it. */
export function isUnread(need: Need, facts: Facts): boolean {
  const answer = NEEDS[need](facts);
  return !answer.known && answer.because !== 'not-needed';
}

type Reader = (facts: Facts) => Read<unknown>;
const from =
  (name: keyof Evidence & Need): Reader =>
  ({ evidence }) =>
    evidence[name] as Read<unknown>; // Every name here is a Read of Evidence.

const NEEDS: Readonly<Record<Need, Reader>> = {
  signIns: from('signIns'),
  steps: (facts) => ofRow(facts, ({ steps }) => steps),
  appliedPolicies: (facts) => ofRow(facts, ({ policies }) => policies),
  methods: from('methods'),
  registration: from('registration'),
  audits: from('audits'),
  risk: from('risk'),
  policies: from('policies'),
  methodRules: from('methodRules'),
  securityDefaults: from('securityDefaults'),
  perUserMfa: from('perUserMfa'),
  changes: from('changes'),
  incidents: from('incidents'),
  others: from('others'),
};

const SOURCES: readonly (readonly [string, Reader])[] = [
  ['signIn', NEEDS.signIns],
  ['signIn.authenticationDetails', NEEDS.steps],
  ['signIn.appliedConditionalAccessPolicies', NEEDS.appliedPolicies],
  ['signIn.others', NEEDS.others],
  ['method', NEEDS.methods],
  ['registration', NEEDS.registration],
  ['audit', NEEDS.audits],
  ['audit.changes', NEEDS.changes],
  ['policy', NEEDS.policies],
  ['policy.authenticationMethods', NEEDS.methodRules],
  ['tenant.securityDefaults', NEEDS.securityDefaults],
  ['risk', NEEDS.risk],
  ['health', NEEDS.incidents],
  ['user.roles', ({ evidence }) => evidence.roles],
  ['user.perUserMfa', NEEDS.perUserMfa],
];

/** What a row of the log leaves out: judged on the failure in question, else on whatever there is. */
function ofRow(facts: Facts, read: (row: SignIn) => Read<unknown>): Read<unknown> {
  const rows = facts.last?.rows ?? facts.attempts[0]?.rows ?? [];
  return rows.map(read).find(({ known }) => !known) ?? { known: true, value: null };
}
