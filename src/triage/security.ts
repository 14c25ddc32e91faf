import type { FixId, GuardId } from './catalogue.ts';
import type { EvidenceRow, Fix } from './diagnosis.ts';
import { type Facts, isStrange } from './facts.ts';
import type { About } from './fix-table/proof.ts';
import { fixFor } from './fixes.ts';
import { attemptRow, detectionRow, riskRow } from './rows.ts';

const DAY = 86_400_000;
const FRESH = 7 * DAY;

/**
 * Signs that somebody else uses the account, whatever the cause of the failure. Asking for a reset is also how
 * attackers work: a new phone is not a new phone while foreign sign-ins are fresh in the log.
 */
export function signsOfIntruder(facts: Facts): readonly EvidenceRow[] {
  const fresh = (at: Date) => facts.asOf.getTime() - at.getTime() <= FRESH;
  const strange = facts.successes.filter((success) => fresh(success.at) && isStrange(facts, success));
  const { risk } = facts.evidence;
  if (!risk.known || !risk.value) return strange.slice(0, 3).map(attemptRow);
  const { level, state, detections } = risk.value;
  const open = /atRisk/i.test(state ?? '') && /medium/i.test(level ?? '');
  const detected = detections.filter(
    (one) =>
      fresh(one.at) &&
      /high|medium/i.test(one.level ?? '') &&
      !/safe|dismissed|remediated/i.test(one.state ?? ''),
  );
  return [
    ...strange.slice(0, 3).map(attemptRow),
    ...(isHighRisk(facts) || (open && detected.length > 0) ? [riskRow(risk.value)] : []),
    ...detected.slice(0, 2).map(detectionRow),
  ];
}

/** Microsoft says so itself: nobody but security helps this account. */
export function isHighRisk({ evidence }: Facts): boolean {
  const risk = evidence.risk.known ? evidence.risk.value : null;
  if (/confirmedCompromised/i.test(risk?.state ?? '')) return true;
  return /atRisk/i.test(risk?.state ?? '') && /high/i.test(risk?.level ?? '');
}

export interface Safety {
  readonly guards: readonly GuardId[];
  readonly escalates: boolean;
  /** Many are hit in the same way: nobody is helped by taking something away. */
  readonly common: boolean;
  /** It works again: nothing needs to be taken away or opened. */
  readonly works: boolean;
}

/** Not for guests: their password lives elsewhere. */
const NOT_FOR_GUESTS: readonly FixId[] = ['reset-password', 'unlock-password'];
/** What a person may do even while security looks at the account. */
const ALWAYS_SAFE: readonly FixId[] = ['use-another-network', 'wait-and-retry'];

/** The fixes that may be offered, in order, once everything that forbids some of them is known. */
export function allowedFixes(wanted: readonly FixId[], about: About, safety: Safety): readonly Fix[] {
  if (safety.guards.includes('break-glass-account')) return [fixFor('page-security', about)];
  const external = safety.guards.includes('external-guest');
  const kept = wanted
    .map((id) => fixFor(id, about))
    .filter((fix) => !external || isForGuests(fix))
    .filter((fix) => mayStand(fix, safety));
  const fixes = [
    ...(safety.escalates ? [fixFor('page-security', about)] : []),
    ...kept,
    ...(external && kept.length < wanted.length ? [fixFor('contact-home-tenant', about)] : []),
  ];
  return withProof(
    unique(safety.guards.includes('protected-admin') ? byAdministrator(fixes, about) : fixes),
    about,
  );
}

/** Guests cannot use a pass, and what they registered is theirs and their own organisation's to change. */
function isForGuests(fix: Fix): boolean {
  return !NOT_FOR_GUESTS.includes(fix.id) && (fix.who !== 'helpdesk' || !isDangerous(fix));
}

function mayStand(fix: Fix, { escalates, common, works }: Safety): boolean {
  if (escalates) return fix.who === 'security' || ALWAYS_SAFE.includes(fix.id);
  return !(common || works) || !isDangerous(fix);
}

export function isDangerous(fix: Fix): boolean {
  return fix.destructive || fix.needsIdentityProof;
}

/** The helpdesk may not touch an administrator's methods: the same steps, by somebody who may. */
function byAdministrator(fixes: readonly Fix[], about: About): readonly Fix[] {
  if (!fixes.some((fix) => fix.who === 'helpdesk' && isDangerous(fix))) return fixes;
  return [
    fixFor('privileged-administrator', about),
    ...fixes.map((fix) =>
      fix.who === 'helpdesk' && isDangerous(fix) ? { ...fix, who: 'admin' as const } : fix,
    ),
  ];
}

function withProof(fixes: readonly Fix[], about: About): readonly Fix[] {
  const first = fixes.findIndex((fix) => fix.needsIdentityProof && fix.who !== 'security');
  if (first < 0) return fixes;
  return [...fixes.slice(0, first), fixFor('prove-identity', about), ...fixes.slice(first)];
}

function unique(fixes: readonly Fix[]): readonly Fix[] {
  return [...new Map(fixes.map((fix) => [fix.id, fix])).values()];
}

/** What must not be done, in a sentence each. */
export function forbidden({ guards, escalates, common, works }: Safety): readonly string[] {
  return [
    guards.includes('break-glass-account') &&
      'Do not change anything on this account: it is the organisation’s emergency access.',
    escalates &&
      'Do not reset MFA, remove a method or issue a temporary access pass: the request itself may be part of the attack.',
    common &&
      'Do not reset or re-register anybody: many people are hit in the same way, and their phones are fine.',
    guards.includes('protected-admin') &&
      'The helpdesk must not change the methods of an administrator: that takes a Privileged Authentication Administrator.',
    guards.includes('external-guest') &&
      'Do not issue a temporary access pass: a guest cannot use one, and the methods live in the home organisation.',
    guards.includes('default-method-last') &&
      'Do not delete the default method first: choose another default before.',
    works && !escalates && 'Do not reset anything: it works again.',
  ].filter((sentence) => sentence !== false);
}
