import { type Call, key, type Subject } from '../call.ts';
import { answerCollection, answerEntity } from '../collection.ts';
import { type Entity, idOf } from '../entity.ts';
import { resourceNotFound } from '../errors.ts';
import type { Rules } from '../odata/query.ts';

const ASSIGNMENTS: Rules = {
  type: 'unifiedRoleAssignment',
  options: ['$filter', '$select', '$expand'],
  expandable: ['principal', 'roleDefinition'],
};
const DEFINITIONS: Rules = { type: 'unifiedRoleDefinition', options: ['$filter', '$select', '$top'] };
const ROLES: Rules = { type: 'directoryRole', options: ['$filter', '$select'], directory: true };
const MEMBERS: Rules = { type: 'directoryObject', options: ['$select'], directory: true };

/** Who may do what in the directory itself. */
export const roles: Subject = {
  'GET /roleManagement/directory/roleAssignments': (call) =>
    answerCollection(
      call,
      call.company.roleAssignments.map((row) => expanded(call, row)),
      ASSIGNMENTS,
    ),
  'GET /roleManagement/directory/roleAssignments/{unifiedRoleAssignment-id}': (call) =>
    answerEntity(call, expanded(call, find(call, call.company.roleAssignments)), {
      ...ASSIGNMENTS,
      options: ['$select', '$expand'],
    }),
  'GET /roleManagement/directory/roleDefinitions': (call) =>
    answerCollection(call, call.company.roleDefinitions, DEFINITIONS),
  'GET /roleManagement/directory/roleDefinitions/{unifiedRoleDefinition-id}': (call) =>
    answerEntity(call, find(call, call.company.roleDefinitions), { ...DEFINITIONS, options: ['$select'] }),
  'GET /directoryRoles': (call) => answerCollection(call, call.company.directoryRoles(), ROLES),
  'GET /directoryRoles/{directoryRole-id}': (call) =>
    answerEntity(call, find(call, call.company.directoryRoles()), { ...ROLES, options: ['$select'] }),
  'GET /directoryRoles/{directoryRole-id}/members': (call) => {
    const role = find(call, call.company.directoryRoles());
    const principals = call.company.rolePrincipals(idOf(role)).map((id) => call.company.object(id));
    return answerCollection(
      call,
      principals.filter((one) => one !== undefined),
      MEMBERS,
    );
  },
};

function find(call: Call, rows: readonly Entity[]): Entity {
  const row = rows.find((one) => idOf(one).toLowerCase() === key(call).toLowerCase());
  if (row === undefined) throw resourceNotFound(key(call));
  return row;
}

function expanded(call: Call, assignment: Entity): Entity {
  return {
    ...assignment,
    principal: reference(call.company.object(String(assignment.principalId))),
    roleDefinition: call.company.roleDefinitions.find((one) => one.id === assignment.roleDefinitionId),
  };
}

/** An expanded principal says what it is and which one, no more. */
const reference = (object: Entity | undefined) =>
  object === undefined ? null : { '@odata.type': object['@odata.type'], id: object.id };
