import { type AccountDraft, account, TENANT_ID } from './company/accounts.ts';
import { ordinarySignIns } from './company/activity.ts';
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
import { stage, TROUBLES } from './troubles/stage.ts';
import type { Trouble } from './troubles/trouble.ts';

export { MUSTER_CATALOGUE_ID } from './company/tenant-facts.ts';

export type Company = CompanyState<NamedRole | EmergencyRole, GroupName>;
type EmergencyRole = 'emergency' | 'emergencySecond';

export interface CompanyOptions {
  /** Which troubles people are in, by cause; all that can stand beside each other unless said otherwise. */
  readonly troubles?: readonly string[];
  /** Another seed, other ordinary people; those with a name stay. */
  readonly seed?: number;
  readonly now?: () => Date;
}

/** Haldenbrook Outdoor: about 250 accounts of an invented maker of tents and rucksacks, half-way through a rollout. */
export function createCompany({
  seed = 20261120,
  now = () => new Date(),
  troubles = TOGETHER,
}: CompanyOptions = {}): Company {
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
  const company = new CompanyState<NamedRole | EmergencyRole, GroupName>(
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
    now,
  );
  company.signIns = [...ordinarySignIns(company, { seed, now: today })];
  for (const cause of troubles) stage(company, troubleCalled(cause), today);
  company.sortLogs();
  // The report that the company starts with was made during the night.
  company.refreshReport(before(today, 7 * HOUR));
  return company;
}

const TOGETHER = TROUBLES.filter(({ alone }) => alone === undefined).map(({ cause }) => cause);

function troubleCalled(cause: string): Trouble {
  const found = TROUBLES.find((trouble) => trouble.cause === cause);
  if (found === undefined) throw new Error(`there is no trouble called '${cause}'`);
  return found;
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
