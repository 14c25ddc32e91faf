import { type Answer, type Call, holds, key, type Subject } from '../call.ts';
import { answerCollection, answerEntity } from '../collection.ts';
import type { Entity } from '../entity.ts';
import { badRequest, resourceNotFound } from '../errors.ts';
import type { Rules } from '../odata/query.ts';
import type { Group } from '../state.ts';
import { answerUsers } from './users.ts';

export const GROUPS: Rules = {
  type: 'group',
  options: ['$filter', '$select', '$orderby', '$top', '$count', '$search'],
  directory: true,
};

const MEMBERS: Rules = {
  type: 'directoryObject',
  options: ['$filter', '$select', '$orderby', '$top', '$count', '$search'],
  directory: true,
};

export const groups: Subject = {
  'GET /groups': (call) =>
    answerCollection(
      call,
      [...call.company.groupList.values()].map((group) => group.entity),
      GROUPS,
    ),
  'GET /groups/{group-id}': (call) =>
    answerEntity(call, groupOf(call).entity, { ...GROUPS, options: ['$select'] }),
  'GET /groups/{group-id}/members': (call) => answerCollection(call, limited(call, members(call)), MEMBERS),
  'GET /groups/{group-id}/members/graph.user': (call) => answerPeople(call, members(call)),
  'GET /groups/{group-id}/transitiveMembers': (call) =>
    answerCollection(call, limited(call, everyone(call)), MEMBERS),
  'GET /groups/{group-id}/transitiveMembers/graph.user': (call) => answerPeople(call, everyone(call)),
};

/** Naming the kind of member in the path is an advanced query, which wants its header with every page. */
function answerPeople(call: Call, objects: readonly Entity[]): Answer {
  const eventual = String(call.headers.consistencylevel ?? '').toLowerCase() === 'eventual';
  if (!eventual || call.query.get('$count') !== 'true') {
    throw badRequest(
      "An OData cast needs the header 'ConsistencyLevel: eventual' and $count=true.",
      'Request_UnsupportedQuery',
    );
  }
  return answerUsers(call, people(limited(call, objects)));
}

function groupOf(call: Call): Group {
  const group = call.company.groupList.get(key(call).toLowerCase());
  if (group === undefined) throw resourceNotFound(key(call));
  return group;
}

const members = (call: Call) => call.company.membersOf(groupOf(call).id);
const everyone = (call: Call) => call.company.everyoneIn(groupOf(call).id);
const people = (objects: readonly Entity[]) =>
  objects.filter((one) => one['@odata.type'] === '#microsoft.graph.user');

/** An app that may read memberships but not people sees that somebody is there, and not who. */
function limited(call: Call, objects: readonly Entity[]): readonly Entity[] {
  if (holds(call, 'User.Read.All', 'User.ReadBasic.All', 'Directory.Read.All')) return objects;
  return objects.map((one) =>
    one['@odata.type'] === '#microsoft.graph.user' ? { '@odata.type': one['@odata.type'], id: one.id } : one,
  );
}
