import type { Stop } from './applied.ts';
import type { Attempt, Denial } from './attempts.ts';
import { codeInWords } from './codes.ts';
import type { EvidenceRow } from './diagnosis.ts';
import type { AuditEvent, Incident, Policy, RegisteredMethod, RiskFacts, SignIn } from './evidence.ts';
import type { Facts } from './facts.ts';
import { DENIAL_WORDS } from './results.ts';
import { ago, capital, counted, cut, quoted, span } from './words.ts';

/** Evidence as sentences. Every row is something that was read, with its time and id where it has one. */

export function attemptRow(attempt: Attempt): EvidenceRow {
  const { last, outcome } = attempt;
  const to = `Sign-in to ${nameOf(last)}${whereFrom(last)}`;
  const text = outcome === 'succeeded' ? `${to} worked${provedBy(attempt)}.` : `${to} ${failedHow(attempt)}.`;
  return { source: 'signIn', at: attempt.at, text, id: last.id };
}

/** One refusal on the way to a success. */
export function denialRow({ kind, detail, row }: Denial): EvidenceRow {
  const on = detail ? ` (${quoted(detail, '')})` : '';
  const text = `Before that, ${DENIAL_WORDS[kind]}${on} (${row.code}).`;
  return { source: 'signIn', at: row.at, text, id: row.id };
}

export function attemptRows(attempts: readonly Attempt[], most = 3): readonly EvidenceRow[] {
  return attempts.slice(0, most).map(attemptRow);
}

export function nameOf({ application, resource }: SignIn): string {
  return quoted(application.name ?? resource.name, 'an application');
}

function whereFrom({ city, country, ip }: SignIn): string {
  const place = [city, country].filter(Boolean).join(', ');
  return place ? ` from ${place}` : ip ? ` from ${ip}` : '';
}

function failedHow({ denial, last, outcome }: Attempt): string {
  if (outcome === 'interrupted') return `was interrupted on its way: ${codeInWords(last.code)}`;
  if (!denial) return `failed: ${codeInWords(last.code)}`;
  const on = denial.detail ? ` (${quoted(denial.detail, '')})` : '';
  return `failed: ${DENIAL_WORDS[denial.kind]}${on} (${last.code})`;
}

function provedBy({ steps, provedTwice }: Attempt): string {
  if (!provedTwice) return '';
  const step = steps.findLast(({ second, kind }) => second && kind !== 'claim')?.step;
  return step?.detail ? `, proved with ${quoted(step.detail, '')}` : ', with a second step';
}

const KIND_NAMES: Readonly<Record<RegisteredMethod['kind'], string>> = {
  authenticator: 'Authenticator',
  passkey: 'passkey',
  'windows-hello': 'Windows Hello',
  'platform-credential': 'platform credential',
  certificate: 'certificate',
  phone: 'phone number',
  'software-code': 'code app',
  'hardware-code': 'code token',
  'temporary-pass': 'temporary access pass',
  'qr-pin': 'QR code',
  external: 'external provider',
  email: 'mail address',
  password: 'password',
  unknown: 'another method',
};

export function methodName({ kind, label }: Pick<RegisteredMethod, 'kind' | 'label'>): string {
  return label ? `${KIND_NAMES[kind]} ${quoted(label, '')}` : KIND_NAMES[kind];
}

export function methodRow(method: RegisteredMethod, asOf: Date): EvidenceRow {
  const parts = [
    method.addedAt && `registered ${ago(method.addedAt, asOf)}`,
    method.lastUsedAt && `last used ${ago(method.lastUsedAt, asOf)}`,
    method.appVersion && `app version ${method.appVersion}`,
    !method.usable && `not usable${method.unusableBecause ? ` (${method.unusableBecause})` : ''}`,
  ].filter(Boolean);
  const text = `${capital(methodName(method))}: ${parts.length > 0 ? parts.join(', ') : 'registered'}.`;
  return { source: 'method', at: method.lastUsedAt ?? method.addedAt, text, id: method.id };
}

/** Nothing is registered: that, too, was read. */
export function noMethodRow(facts: Facts): EvidenceRow | null {
  const { methods, registration } = facts.evidence;
  if (methods.known) return { source: 'method', at: null, text: 'No second step is registered.', id: null };
  if (!registration.known || !registration.value || registration.value.registered) return null;
  const text = 'The registration report says: not registered for MFA.';
  return { source: 'registration', at: registration.value.updatedAt, text, id: null };
}

export function auditRow(event: AuditEvent): EvidenceRow {
  const who = event.byPerson?.userPrincipalName ?? event.byApplication;
  const from = event.byPerson?.ip ? ` from ${event.byPerson.ip}` : '';
  const what = event.reason && event.reason !== event.activity ? `: ${cut(event.reason, 120)}` : '';
  const text = `${event.activity}${what}${who ? `, by ${who}${from}` : from}.`;
  return { source: 'audit', at: event.at, text, id: event.id };
}

export function policyRow({ applied, row }: Stop): EvidenceRow {
  const asks = applied.grantControls.length > 0 ? ` (${applied.grantControls.join(', ')})` : '';
  return {
    source: 'policy',
    at: row.at,
    text: `The policy ${quoted(applied.name, 'without a name')} was enforced and not satisfied${asks}.`,
    id: applied.id || null,
  };
}

export function changeRow(change: AuditEvent | Policy): EvidenceRow {
  if ('activity' in change) {
    const target = change.targets.find(({ name }) => name !== null)?.name ?? null;
    const who = change.byPerson?.userPrincipalName;
    const text = `${change.activity}: ${quoted(target, 'no name given')}${who ? `, by ${who}` : ''}.`;
    return { source: 'audit', at: change.at, text, id: change.id };
  }
  const text = `The policy ${quoted(change.name, 'without a name')} was last changed then.`;
  return { source: 'policy', at: change.changedAt, text, id: change.id };
}

export function incidentRow(incident: Incident): EvidenceRow {
  const text = `Microsoft reports ${incident.id}: ${quoted(incident.title, 'no title')} (${incident.status}).`;
  return { source: 'health', at: incident.startedAt, text, id: incident.id };
}

export function alikeRow({ scope }: Facts): EvidenceRow | null {
  if (scope.alike.length === 0) return null;
  const times = scope.alike.map(({ at }) => at.getTime());
  const [first, last] = [Math.min(...times), Math.max(...times)];
  const within = scope.alike.length > 1 ? ` within ${span(last - first)}` : '';
  const text = `${counted(scope.alike.length, 'other person', 'other people')} failed in the same way${within}.`;
  const [newest] = scope.alike;
  return { source: 'signIn', at: newest?.at ?? null, text, id: newest?.last.id ?? null };
}

export function detectionRow(detection: RiskFacts['detections'][number]): EvidenceRow {
  const from = detection.country ?? detection.ip;
  const text = `Risk detected: ${detection.kind}${detection.level ? `, ${detection.level}` : ''}${from ? `, from ${from}` : ''}.`;
  return { source: 'risk', at: detection.at, text, id: detection.id };
}

export function riskRow(risk: RiskFacts): EvidenceRow {
  const text = `Microsoft judges the account: risk ${risk.level ?? 'of unknown level'}, ${risk.state ?? 'state unknown'}.`;
  return { source: 'risk', at: risk.updatedAt, text, id: null };
}

/** The rows that exist, in the order given. */
export function present(
  ...rows: readonly (EvidenceRow | null | undefined | false)[]
): readonly EvidenceRow[] {
  return rows.filter((row): row is EvidenceRow => Boolean(row));
}
