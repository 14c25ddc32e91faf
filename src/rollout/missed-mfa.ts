import type { AccessPolicy } from './access-policy.ts';
import { familyOf } from './legacy-protocols.ts';
import { isForEverybody } from './policy-reach.ts';
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
  /** Members of the groups that the enforcing policy leaves out, as far as they were read. */
  readonly leftOutIds: ReadonlySet<string>;
}

/** The hole as far as the log and the policies show it. */
export function explainHole(use: SingleFactorUse, { policies, securityDefaults, leftOutIds }: Rules): Hole {
  if (use.client !== null && familyOf(use.client) !== null) return 'legacy';
  const demanding = (policies ?? []).filter(demandsMfa);
  const forEverybody = demanding.filter(isForEverybody);
  if (policies !== null && forEverybody.length === 0 && securityDefaults === false) return 'not-enforced';
  if (leftOutIds.has(use.personId)) return 'person';
  if (some(forEverybody, ({ people }) => people.excluded.includes(use.personId))) return 'person';
  if (forEverybody.length > 0 && forEverybody.every((policy) => !isAbout(policy, use))) return 'application';
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

/** Families of applications, such as Office365, are taken to hold it: which ones they hold is not told. */
function isAbout({ applications: { included, excluded } }: AccessPolicy, use: SingleFactorUse): boolean {
  const names = (list: readonly string[]) =>
    [use.application.id, use.resourceId].some((id) => id !== null && list.includes(id));
  if (names(excluded)) return false;
  return included.includes('All') || included.includes('Office365') || names(included);
}

/** A managed device stands for the second step where either of the two is enough. */
function takesDevice({ grant, deviceFilter }: AccessPolicy): boolean {
  const either = grant?.operator === 'OR' && grant.controls.length > 1;
  return deviceFilter !== null || (either && grant.controls.some((control) => /device/i.test(control)));
}
