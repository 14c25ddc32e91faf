import { TENANT_ID } from '../../../demo/tenant/company/accounts.ts';
import { stableId } from '../../../demo/tenant/company/stable.ts';
import type { Company } from '../../../demo/tenant/company.ts';
import { idOf } from '../../../demo/tenant/entity.ts';
import type { CasePerson } from './format.ts';

/** Roles that the company has not given to anybody, by Entra's own ids. */
const MORE_ROLES: Readonly<Record<string, string>> = {
  'Directory Readers': '88d8e3e3-8f55-4a1e-953a-9b9898b8876b',
  'Reports Reader': '4a5d8f65-41da-4de4-8968-e035b65339cf',
  'Message Center Reader': '790c1fb9-7f7d-4f88-86a1-ef1f95c05c1b',
  'Guest Inviter': '95e79109-95c0-4d8e-aee3-d01accf2d47b',
  'Global Reader': 'f2ef992c-3afb-46b9-b7cf-a126ee74c451',
  'Application Administrator': '9b895d92-2cd3-44c7-9d02-a6ac2d5ea5c3',
  'Billing Administrator': 'b0f54661-2d74-4c50-afa3-1ec803f12efe',
};

export function giveRoles(company: Company, personId: string, person: CasePerson): void {
  for (const role of person.roles ?? []) assign(company, role, personId);
  if (person.rolesThroughGroup === undefined && person.inRoleAssignableGroup === undefined) return;
  const group = roleAssignableGroup(company, personId);
  for (const role of person.rolesThroughGroup ?? []) assign(company, role, group);
}

function assign(company: Company, role: string, principalId: string): void {
  company.roleAssignments.push({
    id: stableId('role-assignment', role, principalId),
    principalId,
    roleDefinitionId: roleDefinition(company, role),
    directoryScopeId: '/',
    appScopeId: null,
    condition: null,
    principalOrganizationId: TENANT_ID,
  });
}

function roleDefinition(company: Company, role: string): string {
  const found = company.roleDefinitions.find(({ displayName }) => displayName === role);
  if (found !== undefined) return idOf(found);
  const id = MORE_ROLES[role];
  const [pattern] = company.roleDefinitions;
  if (id === undefined || pattern === undefined) throw new Error(`there is no role called '${role}'`);
  company.roleDefinitions.push({
    ...pattern,
    id,
    templateId: id,
    displayName: role,
    description: `Can do what a ${role} does.`,
    isPrivileged: /Administrator$/.test(role),
  });
  return id;
}

/** A group that roles can be given to, with this person in it: Entra lets nobody but privileged colleagues reset them. */
function roleAssignableGroup(company: Company, personId: string): string {
  const [pattern] = company.groupList.values();
  if (pattern === undefined) throw new Error('the company has groups');
  const displayName = `Directory Operations ${personId.slice(0, 4)}`;
  const id = stableId('group', displayName);
  const mailNickname = id.slice(0, 8);
  const entity = { ...pattern.entity, id, displayName, mailNickname, isAssignableToRole: true };
  company.groupList.set(id, { id, entity, members: new Set([personId]) });
  return id;
}
