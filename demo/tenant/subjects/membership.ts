import type { Call, Subject } from '../call.ts';
import { answerCollection, contextOf } from '../collection.ts';
import { idOf } from '../entity.ts';
import { badRequest } from '../errors.ts';
import type { Rules } from '../odata/query.ts';
import { contradictions } from '../validator.ts';
import { accountOf } from './users.ts';

const OBJECTS: Rules = {
  type: 'directoryObject',
  options: ['$filter', '$select', '$orderby', '$top', '$count', '$search'],
  directory: true,
};

/** Which groups and roles hold a person. */
export const membership: Subject = {
  'POST /users/{user-id}/checkMemberGroups': (call) => {
    const account = accountOf(call);
    const asked = groupIds(call);
    const held = new Set(call.company.groupsHolding(account.id).map((group) => group.id));
    return names(
      call,
      asked.filter((id) => held.has(id)),
    );
  },
  'POST /users/{user-id}/getMemberGroups': (call) => {
    const account = accountOf(call);
    demandBody(call);
    const { securityEnabledOnly } = call.body as { securityEnabledOnly?: boolean };
    const held = call.company
      .groupsHolding(account.id)
      .filter((group) => securityEnabledOnly !== true || group.entity.securityEnabled === true);
    return names(
      call,
      held.map((group) => group.id),
    );
  },
  'GET /users/{user-id}/memberOf': (call) => answerCollection(call, direct(call), OBJECTS),
  'GET /users/{user-id}/transitiveMemberOf': (call) =>
    answerCollection(call, [...groupsOf(call), ...rolesOf(call)], OBJECTS),
};

const names = (call: Call, ids: readonly string[]) => ({
  status: 200,
  body: { '@odata.context': `${contextOf(call).replace(/#.*/, '')}#Collection(Edm.String)`, value: ids },
});

function direct(call: Call) {
  const { id } = accountOf(call);
  const groups = [...call.company.groupList.values()].filter((group) => group.members.has(id));
  return [...groups.map((group) => group.entity), ...rolesOf(call)];
}

const groupsOf = (call: Call) => call.company.groupsHolding(accountOf(call).id).map((group) => group.entity);

function rolesOf(call: Call) {
  const { id } = accountOf(call);
  return call.company.directoryRoles().filter((role) => call.company.roleMembers(idOf(role)).includes(id));
}

const MOST_IDS = 20;

function groupIds(call: Call): readonly string[] {
  demandBody(call);
  const { groupIds: ids } = call.body as { groupIds?: readonly string[] };
  if (ids === undefined || ids.length === 0) {
    throw badRequest(`Required property 'groupIds' is missing or empty.`, 'Request_BadRequest');
  }
  if (ids.length > MOST_IDS) {
    throw badRequest(`Too many group ids: ${ids.length}, at most ${MOST_IDS}.`, 'Request_BadRequest');
  }
  const wrong = ids.find((id) => !/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id));
  if (wrong !== undefined) throw badRequest(`Invalid object identifier '${wrong}'.`, 'Request_BadRequest');
  return ids.map((id) => id.toLowerCase());
}

/** An action's body must be what Microsoft's schema of it says, and nothing more. */
function demandBody(call: Call): void {
  const wrong = contradictions(call.version, call.operation.body ?? '', call.body ?? null);
  if (wrong.length > 0) throw badRequest(`Invalid request body: ${wrong.join('; ')}`, 'Request_BadRequest');
}
