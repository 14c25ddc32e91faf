import { type AccountDraft, account, TENANT_ID } from './company/accounts.ts';
import { type GroupName, groupList, NAMED_GROUPS } from './company/groups.ts';
import { methodsPolicy, strengths } from './company/methods-policy.ts';
import { type NamedRole, namedPeople } from './company/named.ts';
import {
  emergencyAccounts,
  GUEST_ACCOUNTS,
  ROOMS,
  SERVICE_ACCOUNTS,
  SHARED_MAILBOXES,
} from './company/non-people.ts';
import { namedLocations, policies, securityDefaults } from './company/policies.ts';
import { roleAssignments, roleDefinitions } from './company/roles.ts';
import { before, HOUR } from './company/stable.ts';
import { ordinaryStaff } from './company/staff.ts';
import { healthOverviews, organisation, skus, teamsApps } from './company/tenant-facts.ts';
import { CompanyState, type NamedPerson } from './state.ts';

export { MUSTER_CATALOGUE_ID } from './company/tenant-facts.ts';

export type Company = CompanyState<NamedRole | EmergencyRole, GroupName>;
type EmergencyRole = 'emergency' | 'emergencySecond';

export interface CompanyOptions {
  /** Another seed, other ordinary people; those with a name stay. */
  readonly seed?: number;
  readonly now?: () => Date;
}

/** Haldenbrook Outdoor: about 250 accounts of an invented maker of tents and rucksacks, half-way through a rollout. */
export function createCompany({ seed = 20261120, now = () => new Date() }: CompanyOptions = {}): Company {
  const today = now();
  const { accounts: people, named } = namedPeople(today);
  const emergency = emergencyAccounts(today).map((draft) => account(draft, today));
  const others: readonly AccountDraft[] = [
    ...SERVICE_ACCOUNTS,
    ...SHARED_MAILBOXES,
    ...ROOMS,
    ...GUEST_ACCOUNTS,
    ...ordinaryStaff(seed, today),
  ];
  const accounts = [...people, ...emergency, ...others.map((draft) => account(draft, today))];
  const everyone = { ...named, ...emergencyRoles(emergency) };
  const person = (name: string) => everyone[name as NamedRole].id;
  return new CompanyState<NamedRole | EmergencyRole, GroupName>(
    {
      tenantId: TENANT_ID,
      organisation,
      skus,
      accounts,
      groupList: groupList(accounts, person),
      named: everyone,
      groups: NAMED_GROUPS,
      roleDefinitions,
      roleAssignments: roleAssignments(accounts, person),
      policies,
      namedLocations,
      securityDefaults,
      methodsPolicy,
      strengths,
      healthOverviews,
      healthIssues: [],
      teamsApps,
    },
    // The report that the company starts with was made during the night.
    firstThen(before(today, 7 * HOUR), now),
  );
}

function firstThen(first: Date, later: () => Date): () => Date {
  let used = false;
  return () => {
    if (used) return later();
    used = true;
    return first;
  };
}

function emergencyRoles(
  accounts: readonly { readonly id: string; readonly user: Readonly<Record<string, unknown>> }[],
) {
  const [first, second] = accounts.map(
    ({ id, user }): NamedPerson => ({
      id,
      userPrincipalName: String(user.userPrincipalName),
      displayName: String(user.displayName),
    }),
  );
  if (first === undefined || second === undefined) throw new Error('there are two emergency accounts');
  return { emergency: first, emergencySecond: second };
}
