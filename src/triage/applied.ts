import type { Attempt } from './attempts.ts';
import type { AppliedPolicy, AuditEvent, Evidence, Policy, SignIn } from './evidence.ts';

/** A policy that really stopped an attempt, with its definition where that could be read. */
export interface Stop {
  readonly row: SignIn;
  readonly applied: AppliedPolicy;
  readonly policy: Policy | null;
}

/** Report-only results and policies that did not apply never stop anybody. */
export function stopsOf(attempt: Attempt, evidence: Evidence): readonly Stop[] {
  const { last: row } = attempt;
  if (!row.policies.known) return [];
  return row.policies.value
    .filter(({ result }) => result.toLowerCase() === 'failure')
    .map((applied) => ({ row, applied, policy: definitionOf(applied, evidence) }))
    .filter(({ policy }) => policy?.state !== 'report-only' && policy?.state !== 'disabled');
}

function definitionOf(applied: AppliedPolicy, { policies }: Evidence): Policy | null {
  if (!policies.known) return null;
  const same = (id: string, name: string) =>
    id === applied.id || (applied.id === '' && name === applied.name);
  return policies.value.find(({ id, name }) => same(id, name)) ?? null;
}

/** What a policy looks at or asks for, which is why it stopped somebody. */
export type StopKind =
  | 'registration'
  | 'legacy'
  | 'risk'
  | 'location'
  | 'compliant-device'
  | 'managed-device'
  | 'strength'
  | 'second-step'
  | 'block';

const NAMES: readonly (readonly [RegExp, StopKind])[] = [
  [/regist.*(security|info|mfa|method)|(security|mfa|method).*regist/i, 'registration'],
  [/legacy|basic auth|imap|\bpop3?\b|smtp/i, 'legacy'],
  [/\brisk/i, 'risk'],
  [/countr|location|\bgeo|places?\b|network|travel|region|abroad|\bvpn\b/i, 'location'],
  [/phish|strength|passkey|fido|passwordless/i, 'strength'],
];

const LEGACY_CLIENTS = ['exchangeactivesync', 'other'];

/** What the definition says; the name of the policy where the definition could not be read. */
export function kindOfStop({ applied, policy }: Stop): StopKind {
  const controls = [...applied.grantControls, ...(policy?.controls ?? [])].map((one) => one.toLowerCase());
  const has = (name: RegExp) => controls.some((control) => name.test(control));
  const blocks = has(/block/);
  if (policy ? policy.userActions.some((action) => /registersecurityinfo/i.test(action)) : false)
    return 'registration';
  if (has(/compliant/)) return 'compliant-device';
  if (has(/domainjoined/)) return 'managed-device';
  if (asksForStrength(applied, policy)) return 'strength';
  if (policy) {
    if (
      policy.clientTypes.length > 0 &&
      policy.clientTypes.every((one) => LEGACY_CLIENTS.includes(one.toLowerCase()))
    )
      return 'legacy';
    if (policy.signInRisk.length > 0 || policy.userRisk.length > 0) return 'risk';
    if (blocks && policy.locations.length + policy.excludedLocations.length > 0) return 'location';
  }
  const named = policy ? null : NAMES.find(([pattern]) => pattern.test(applied.name))?.[1];
  if (named && (blocks || named === 'strength' || named === 'risk')) return named;
  return blocks ? 'block' : 'second-step';
}

const BUILT_IN =
  /^(mfa|block|requirecompliantdevice|requiredomainjoineddevice|requireapprovedapp|compliantdevice|domainjoineddevice|approvedapplication|compliantapplication|requirecompliantapp|passwordchange|riskremediation|unknownfuturevalue|none|)$/i;

/** The log names a strength by its display name, where a built-in control would stand. */
function asksForStrength(applied: AppliedPolicy, policy: Policy | null): boolean {
  if (policy) return policy.authenticationStrength !== null;
  return applied.grantControls.some(
    (control) =>
      !BUILT_IN.test(control) && /phish|strength|passwordless|multi-?factor|passkey|fido/i.test(control),
  );
}

const DAY = 86_400_000;

/** Who changed this policy shortly before that moment: the audit log, else the policy's own date. */
export function changeBefore(
  { applied, policy }: Stop,
  moment: Date,
  { evidence, days }: { readonly evidence: Evidence; readonly days: number },
): AuditEvent | Policy | null {
  const inTime = (at: Date) => at <= moment && moment.getTime() - at.getTime() <= days * DAY;
  const events = evidence.changes.known ? evidence.changes.value : [];
  const event = events.find(
    ({ activity, at, targets }) =>
      /(add|update|create|restore).*conditional access policy/i.test(activity) &&
      inTime(at) &&
      targets.some(
        ({ id, name }) => (id !== null && id === applied.id) || (name !== null && name === applied.name),
      ),
  );
  if (event) return event;
  return policy?.changedAt && inTime(policy.changedAt) ? policy : null;
}
