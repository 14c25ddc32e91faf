import type { Account, Group } from '../state.ts';
import { stableId } from './stable.ts';

/** Groups that Muster is configured with, and those nested in them. Ids never change. */
export const GROUP_NAMES = {
  admins: 'Muster Admins',
  helpdesk: 'Muster Helpdesk',
  security: 'Muster Security',
  excluded: 'Muster Excluded Accounts',
  pilot: 'MFA Pilot',
  /** Inside admins. */
  identityTeam: 'Identity Team',
  /** Inside helpdesk. */
  serviceDeskSouth: 'Service Desk South',
  /** Inside security. */
  securityOperations: 'Security Operations',
  /** Inside excluded. */
  meetingRooms: 'Meeting Rooms',
  serviceAccounts: 'Service Accounts',
  /** Inside the pilot. */
  pilotFinance: 'MFA Pilot Finance',
  emergencyAccess: 'Emergency Access Accounts',
  policyExclusions: 'CA Exclusions',
} as const;

export type GroupName = keyof typeof GROUP_NAMES;

export const groupId = (name: string) => stableId('group', name);

export const NAMED_GROUPS = Object.fromEntries(
  Object.entries(GROUP_NAMES).map(([key, displayName]) => [key, { id: groupId(displayName), displayName }]),
  // The keys are those of GROUP_NAMES.
) as Record<GroupName, { readonly id: string; readonly displayName: string }>;

type PersonId = (name: string) => string;

/** Who is in what; `person` turns the key of a named person into an id. */
export function groupList(accounts: readonly Account[], person: PersonId): readonly Group[] {
  const ofKind = (kind: Account['kind']) => accounts.filter((one) => one.kind === kind).map(({ id }) => id);
  const nested = (name: GroupName) => groupId(GROUP_NAMES[name]);
  const members: Record<GroupName, readonly string[]> = {
    admins: [person('adminSecond'), nested('identityTeam')],
    identityTeam: [person('admin')],
    helpdesk: [person('helpdesk'), nested('serviceDeskSouth')],
    serviceDeskSouth: [person('helpdeskSecond')],
    security: [person('securitySecond'), nested('securityOperations')],
    securityOperations: [person('security')],
    excluded: [...ofKind('shared-mailbox'), nested('meetingRooms'), nested('serviceAccounts')],
    meetingRooms: ofKind('room'),
    serviceAccounts: ofKind('service'),
    pilot: [...pilots(accounts), nested('pilotFinance')],
    pilotFinance: inDepartment(accounts, 'Finance').slice(0, 6),
    emergencyAccess: ofKind('break-glass'),
    policyExclusions: [nested('emergencyAccess')],
  };
  const configured = Object.entries(GROUP_NAMES).map(([key, displayName]) =>
    group(displayName, members[key as GroupName]),
  );
  return [...configured, ...departmentGroups(accounts)];
}

const inDepartment = (accounts: readonly Account[], department: string) =>
  accounts.filter(({ user }) => user.department === department).map(({ id }) => id);

const pilots = (accounts: readonly Account[]) =>
  accounts
    .filter(({ kind }) => kind === 'staff')
    .filter((_, index) => index % 8 === 0)
    .map(({ id }) => id);

function departmentGroups(accounts: readonly Account[]): readonly Group[] {
  const departments = [...new Set(accounts.map(({ user }) => user.department))].filter(
    (name) => typeof name === 'string',
  );
  return departments.map((name) => group(`All ${name}`, inDepartment(accounts, name), 'mail'));
}

function group(displayName: string, members: readonly string[], mail?: 'mail'): Group {
  const id = groupId(displayName);
  const nickname = displayName.toLowerCase().replaceAll(/[^a-z]+/g, '-');
  return {
    id,
    members: new Set(members),
    entity: {
      '@odata.type': '#microsoft.graph.group',
      id,
      deletedDateTime: null,
      classification: null,
      createdDateTime: '2023-02-14T08:30:00Z',
      description: mail === undefined ? null : `Everybody in ${displayName.replace(/^All /, '')}`,
      displayName,
      expirationDateTime: null,
      groupTypes: mail === undefined ? [] : ['Unified'],
      isAssignableToRole: mail === undefined ? false : null,
      mail: mail === undefined ? null : `${nickname}@haldenbrook.example`,
      mailEnabled: mail !== undefined,
      mailNickname: nickname,
      membershipRule: null,
      membershipRuleProcessingState: null,
      onPremisesLastSyncDateTime: null,
      onPremisesSyncEnabled: null,
      proxyAddresses: [],
      renewedDateTime: '2023-02-14T08:30:00Z',
      securityEnabled: true,
      securityIdentifier: `S-1-12-1-${Number.parseInt(id.slice(0, 8), 16)}`,
      visibility: mail === undefined ? null : 'Private',
    },
  };
}
