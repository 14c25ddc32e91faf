import type { AccessPolicy } from '../access-policy.ts';
import { BLADES, policyBlade } from '../blades.ts';
import { emergencyGate, namesOf, type PresentAccount } from '../emergency.ts';
import type { GateStatus, Item, Said } from '../gate.ts';
import { couldStop, outsideKindOf, type Reach, reachOf } from '../policy-reach.ts';
import type { Attempt, Facts } from '../ports.ts';

export const breakGlassExcluded = emergencyGate({
  id: 'break-glass-excluded',
  link: BLADES.policies,
  needs: ['policies'],
  wants: ['securityDefaults', 'emergencyGroups', 'roleHoldings'],
  judge(accounts, facts) {
    const stopping = facts.policies.filter(couldStop);
    const reaches = stopping.map((policy) => reachedBy(policy, accounts, facts));
    const caught = reaches.filter(({ whose }) => whose.caught.length > 0);
    const unsure = reaches.filter(({ whose }) => whose.caught.length === 0 && whose.unsure.length > 0);
    const defaults = facts.securityDefaults;
    const defaultsOn = defaults.known && defaults.value;
    const statuses: GateStatus[] = [
      caught.length > 0 || defaultsOn ? 'fail' : 'pass',
      unsure.length > 0 || !defaults.known ? 'unknown' : 'pass',
    ];
    return {
      statuses,
      found: [
        ...(caught.length > 0 ? [caughtWords(caught)] : []),
        ...(defaultsOn ? [{ say: 'break-glass-excluded.security-defaults' } as const] : []),
        ...(unsure.length > 0 ? [unsureWords(unsure)] : []),
        ...(caught.length + unsure.length === 0 && !defaultsOn ? [freeWords(stopping)] : []),
      ],
      fix: [
        ...(caught.length > 0 ? [{ say: 'break-glass-excluded.fix.exclude' } as const] : []),
        ...(defaultsOn ? [{ say: 'break-glass-excluded.fix.security-defaults' } as const] : []),
      ],
      items: caught.map(itemOf),
      missing: [
        ...(unsure.length > 0 ? missingAmong(facts) : []),
        ...(defaults.known ? [] : [defaults.error]),
      ],
      ...linkFor(caught, { defaultsOn }),
    };
  },
});

type Memberships = {
  readonly [Name in 'emergencyGroups' | 'roleHoldings']: Attempt<Facts[Name]>;
};

interface Reached {
  readonly policy: AccessPolicy;
  readonly whose: Readonly<Record<Reach, readonly PresentAccount[]>>;
}

function reachedBy(
  policy: AccessPolicy,
  accounts: readonly PresentAccount[],
  memberships: Memberships,
): Reached {
  const reaches = accounts.map((account) => ({
    account,
    reach: reachOf(policy, reachable(account, memberships)),
  }));
  const having = (wanted: Reach) =>
    reaches.filter(({ reach }) => reach === wanted).map(({ account }) => account);
  return { policy, whose: { caught: having('caught'), free: having('free'), unsure: having('unsure') } };
}

/** With every group and every role that holds it, roles through groups included. */
function reachable({ person }: PresentAccount, { emergencyGroups, roleHoldings }: Memberships) {
  const id = person.id.toLowerCase();
  const groups = emergencyGroups.known ? emergencyGroups.value.get(person.id) : undefined;
  const groupIds = groups?.known ? groups.value : null;
  const roles = roleHoldings.known
    ? roleHoldings.value.filter(
        ({ wholeTenant, holderId }) => wholeTenant && (holderId === id || groupIds?.has(holderId) === true),
      )
    : null;
  // A role may come through a group that could not be read.
  const throughUnread =
    groupIds === null && roleHoldings.known && roleHoldings.value.some(({ toGroup }) => toGroup);
  const roleIds = roles === null || throughUnread ? null : new Set(roles.map(({ templateId }) => templateId));
  return { id, outside: outsideKindOf(person), groupIds, roleIds };
}

function caughtWords(caught: readonly Reached[]): Said {
  const people = [...new Set(caught.flatMap(({ whose }) => namesOf(whose.caught)))];
  const policies = caught.map(({ policy }) => policy.name);
  return { say: 'break-glass-excluded.caught', values: { count: caught.length, names: people, policies } };
}

function unsureWords(unsure: readonly Reached[]): Said {
  const policies = unsure.map(({ policy }) => policy.name);
  return { say: 'break-glass-excluded.unsure', values: { count: unsure.length, policies } };
}

function freeWords(stopping: readonly AccessPolicy[]): Said {
  return stopping.length === 0
    ? { say: 'break-glass-excluded.nothing-stops' }
    : { say: 'break-glass-excluded.excluded', values: { count: stopping.length } };
}

function itemOf({ policy, whose }: Reached): Item {
  const say = policy.state === 'enabled' ? 'item.catches' : 'item.reports';
  return {
    kind: 'policy',
    id: policy.id,
    name: policy.name,
    said: { say: `break-glass-excluded.${say}`, values: { names: namesOf(whose.caught) } },
  };
}

/** The very policy, where it is one. */
function linkFor(caught: readonly Reached[], { defaultsOn }: { readonly defaultsOn: boolean }) {
  const [only, ...others] = caught;
  if (only && others.length === 0) return { link: policyBlade(only.policy.id) };
  return caught.length === 0 && defaultsOn ? { link: BLADES.securityDefaults } : {};
}

function missingAmong({ emergencyGroups, roleHoldings }: Memberships) {
  const groups = emergencyGroups.known ? [...emergencyGroups.value.values()] : [emergencyGroups];
  const errors = [...groups, roleHoldings].flatMap((attempt) => (attempt.known ? [] : [attempt.error]));
  return [...new Map(errors.map((error) => [error.message, error])).values()];
}
