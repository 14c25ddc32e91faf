import type { AccessPolicy } from './access-policy.ts';
import { familyOf } from './legacy-protocols.ts';
import type { SingleFactorUse } from './week.ts';

/** Why nobody asked for a second step, the surest first. */
export const HOLES = [
  'legacy',
  'not-enforced',
  'person',
  'application',
  'place',
  'device',
  'remembered',
  'unexplained',
] as const;
export type Hole = (typeof HOLES)[number];

interface Rules {
  /** Null: could not be read. */
  readonly policies: readonly AccessPolicy[] | null;
  readonly securityDefaults: boolean | null;
}

/**
 * The hole as far as the log and the policies show it. Who is in which group is not asked for everybody: a person
 * that a policy leaves out by a group stays unexplained.
 */
export function explainHole(use: SingleFactorUse, { policies, securityDefaults }: Rules): Hole {
  if (use.client !== null && familyOf(use.client) !== null) return 'legacy';
  const demanding = (policies ?? []).filter(demandsMfa);
  if (policies !== null && demanding.length === 0 && securityDefaults === false) return 'not-enforced';
  if (some(demanding, ({ people }) => people.excluded.includes(use.personId))) return 'person';
  if (some(demanding, ({ applications }) => appliesNot(applications, use))) return 'application';
  if (use.trustedPlace && some(demanding, ({ locations }) => locations.excluded.length > 0)) return 'place';
  if (use.compliantDevice && some(demanding, takesDevice)) return 'device';
  return use.rememberedDevice ? 'remembered' : 'unexplained';
}

function some(policies: readonly AccessPolicy[], holds: (policy: AccessPolicy) => boolean): boolean {
  return policies.some(holds);
}

function demandsMfa({ state, grant, workloadsOnly }: AccessPolicy): boolean {
  if (state !== 'enabled' || workloadsOnly || grant === null) return false;
  return grant.controls.includes('mfa') || grant.strength?.satisfiesMfa === true;
}

function appliesNot({ excluded }: AccessPolicy['applications'], use: SingleFactorUse): boolean {
  return [use.application.id, use.resourceId].some((id) => id !== null && excluded.includes(id));
}

/** A managed device stands for the second step where either of the two is enough. */
function takesDevice({ grant, deviceFilter }: AccessPolicy): boolean {
  const either = grant?.operator === 'OR' && grant.controls.length > 1;
  return deviceFilter !== null || (either && grant.controls.some((control) => /device/i.test(control)));
}
