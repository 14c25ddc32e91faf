import type { GuardId } from './catalogue.ts';
import type { Finding } from './cause.ts';
import { type Facts, methodsOf } from './facts.ts';

/** Roles that an Authentication Administrator, and so a helpdesk, may act on. Any other makes an account protected. */
const HARMLESS_ROLES = new Set([
  'authentication administrator',
  'directory readers',
  'guest inviter',
  'message center reader',
  'password administrator',
  'reports reader',
  'user experience success manager',
  'usage summary reports reader',
]);

/** What holds for this person whatever the cause. */
export function guardsOf(facts: Facts, finding: Finding | null): readonly GuardId[] {
  const holds: readonly (readonly [GuardId, boolean])[] = [
    ['break-glass-account', facts.evidence.breakGlass],
    ['protected-admin', isProtected(facts)],
    ['default-method-last', removesDefault(facts, finding)],
    ['external-guest', facts.external],
  ];
  return holds.filter(([, does]) => does).map(([id]) => id);
}

/** The report also counts members of groups that may hold roles: where it says admin and no role is seen, it is believed. */
function isProtected({ evidence }: Facts): boolean {
  const roles = evidence.roles.known ? evidence.roles.value : [];
  if (roles.length > 0) return roles.some((role) => !HARMLESS_ROLES.has(role.trim().toLowerCase()));
  return evidence.registration.known && evidence.registration.value?.isAdmin === true;
}

/** The registration that is prompted is the default; Graph refuses to delete it while there are others. */
function removesDefault(facts: Facts, finding: Finding | null): boolean {
  if (!finding?.stale || !finding.fixes.some((id) => /^remove-(stale|own)/.test(id))) return false;
  return methodsOf(facts, 'authenticator', 'phone', 'software-code', 'hardware-code').length > 1;
}
