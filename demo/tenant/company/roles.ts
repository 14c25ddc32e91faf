import type { Entity } from '../entity.ts';
import type { Account } from '../state.ts';
import { TENANT_ID } from './accounts.ts';
import { stableId } from './stable.ts';

/** Entra's own ids of its built-in roles. */
const ROLES = {
  'Global Administrator': '62e90394-69f5-4237-9190-012177145e10',
  'Privileged Authentication Administrator': '7be44c8a-adaf-4e2a-84d6-ab2649e08a13',
  'Privileged Role Administrator': 'e8611ab8-c189-46e8-94e1-60213ab1f814',
  'Authentication Administrator': 'c4e39bd9-1100-46d3-8c65-fb160da0071f',
  'Conditional Access Administrator': 'b1be1c3e-b65d-4f19-8427-f6fa0d97feb9',
  'Exchange Administrator': '29232cdf-9323-42fd-ade2-1d097af3e4de',
  'Helpdesk Administrator': '729827e3-9c14-49f7-bb1b-9608f156bbb8',
  'Security Administrator': '194ae4cb-b126-40b2-bd5b-6091b380977d',
  'Security Reader': '5d6b6bb7-de71-4623-b4af-96380a352509',
  'Teams Administrator': '69091246-20e8-4a56-aa4d-066075b2a7a8',
  'User Administrator': 'fe930be7-5e62-47db-91af-98c3a49a38b1',
} as const;

export type RoleName = keyof typeof ROLES;

export const roleId = (name: RoleName): string => ROLES[name];

const PRIVILEGED = new Set<string>(
  Object.keys(ROLES).filter((name) => !/^(Teams|Security Reader)/.test(name)),
);

export const roleDefinitions: readonly Entity[] = Object.entries(ROLES).map(([displayName, id]) => ({
  id,
  templateId: id,
  displayName,
  description: `Can do what a ${displayName} does.`,
  isBuiltIn: true,
  isEnabled: true,
  isPrivileged: PRIVILEGED.has(displayName),
  resourceScopes: ['/'],
  rolePermissions: [{ allowedResourceActions: ['microsoft.directory/users/standard/read'], condition: null }],
  version: '1',
}));

/** Who holds what. Emergency accounts hold Global Administrator for good. */
export function roleAssignments(
  accounts: readonly Account[],
  person: (name: string) => string,
): readonly Entity[] {
  const emergency = accounts.filter(({ kind }) => kind === 'break-glass').map(({ id }) => id);
  const held: readonly (readonly [RoleName, readonly string[]])[] = [
    ['Global Administrator', [...emergency, person('adminSecond')]],
    ['Privileged Authentication Administrator', [person('admin')]],
    ['Conditional Access Administrator', [person('admin')]],
    ['Authentication Administrator', [person('helpdesk')]],
    ['Helpdesk Administrator', [person('helpdesk'), person('helpdeskSecond')]],
    ['Exchange Administrator', [person('unregisteredAdmin')]],
    ['Teams Administrator', [person('phoneOnlyAdmin')]],
    ['Security Administrator', [person('security')]],
    ['Security Reader', [person('securitySecond')]],
  ];
  return held.flatMap(([role, principals]) =>
    principals.map((principalId) => roleAssignment(role, principalId)),
  );
}

export const roleAssignment = (role: RoleName, principalId: string): Entity => ({
  id: stableId('role-assignment', role, principalId),
  principalId,
  roleDefinitionId: ROLES[role],
  directoryScopeId: '/',
  appScopeId: null,
  condition: null,
  principalOrganizationId: TENANT_ID,
});
