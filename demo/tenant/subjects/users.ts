import { type Answer, type Call, holds, key, type Subject } from '../call.ts';
import { answerCollection, answerEntity, choose, queryOf } from '../collection.ts';
import type { Entity, Rows } from '../entity.ts';
import { badRequest, GraphError, resourceNotFound } from '../errors.ts';
import type { Rules } from '../odata/query.ts';
import type { Account, Crowd } from '../state.ts';
import { licenceMissing, permissionMissing } from '../workload.ts';

export const USERS: Rules = {
  type: 'user',
  options: ['$filter', '$select', '$orderby', '$top', '$count', '$search', '$expand'],
  // The metadata is silent about it; the page of the resource is not.
  extraFilters: { id: ['eq', 'ne', 'not', 'in'] },
  directory: true,
};

export const users: Subject = {
  'GET /users': (call) => {
    demandSelectable(call, { list: true });
    const { crowd } = call.company;
    const rows = crowd === undefined ? visibleUsers(call) : asked(call, crowd);
    return answerCollection(call, rows, pagedUsers(call));
  },
  'GET /users/$count': (call) => {
    if (String(call.headers.consistencylevel).toLowerCase() !== 'eventual') {
      throw badRequest(`$count needs the header 'ConsistencyLevel: eventual'.`, 'Request_UnsupportedQuery');
    }
    const rules: Rules = { ...USERS, options: ['$filter', '$search'] };
    const query = queryOf({ ...call, query: new Map(call.query) }, rules);
    return { status: 200, body: choose(visibleUsers(call), query, rules).length };
  },
  'GET /users/{user-id}': (call) => {
    demandSelectable(call, { list: false });
    const user = visible(call, accountOf(call).user);
    return answerEntity(call, user, { ...USERS, options: ['$select'] });
  },
};

/** By object id or user principal name, as every path below /users takes them. */
export function accountOf(call: Call): Account {
  const account = call.company.find(key(call));
  if (account === undefined) throw resourceNotFound(key(call));
  return account;
}

const visibleUsers = (call: Call) =>
  [...call.company.accounts.values()].map(({ user }) => visible(call, user));

/** Of people too many to be looked through, those whom the filter names are taken out first. */
function asked(call: Call, crowd: Crowd): Rows {
  const filter = call.query.get('$filter');
  if (filter === undefined) return crowd;
  const ids = [...filter.matchAll(/'([0-9a-f-]{36})'/gi)].map(([, id = '']) => id.toLowerCase());
  return ids.map((id) => crowd.find(id)).filter((one) => one !== undefined);
}

const BASIC = new Set([
  'id',
  'displayName',
  'givenName',
  'surname',
  'mail',
  'userPrincipalName',
  '@odata.type',
]);

/** With User.ReadBasic.All alone, everything beyond the basic profile reads as absent. */
function visible(call: Call, user: Entity): Entity {
  if (!isBasicOnly(call)) return user;
  return Object.fromEntries(
    Object.entries(user).map(([name, value]) => [
      name,
      BASIC.has(name) ? value : Array.isArray(value) ? [] : null,
    ]),
  );
}

function isBasicOnly(call: Call): boolean {
  const { least, higher } = call.operation;
  const more = [...least, ...higher].filter((permission) => permission !== 'User.ReadBasic.All');
  return !holds(call, ...more);
}

/** The collection answers 501 for these: they live in SharePoint and can be read one person at a time. */
const ONE_AT_A_TIME = new Set(
  'aboutMe birthday hireDate interests mySite pastProjects preferredName responsibilities schools skills mailboxSettings'.split(
    ' ',
  ),
);

function demandSelectable(call: Call, { list }: { readonly list: boolean }): void {
  const select = (call.query.get('$select') ?? '').split(',').map((name) => name.trim());
  const named = `${select.join(' ')} ${call.query.get('$filter') ?? ''}`;
  const slow = select.find((name) => ONE_AT_A_TIME.has(name));
  if (list && slow !== undefined)
    throw new GraphError(501, 'NotImplemented', `'${slow}' is not available here.`);
  if (isBasicOnly(call) && select.some((name) => name !== '' && !BASIC.has(name))) {
    throw permissionMissing('directory', call.operation.least, call.standing.permissions);
  }
  if (!/\bsignInActivity\b/.test(named)) return;
  if (!holds(call, 'AuditLog.Read.All')) {
    throw permissionMissing('logs', ['AuditLog.Read.All'], call.standing.permissions);
  }
  if (call.standing.licences.size === 0) throw licenceMissing('logs');
}

/** Pages that carry signInActivity are smaller, and its filter stands alone. */
function pagedUsers(call: Call): Rules {
  const filter = call.query.get('$filter') ?? '';
  if (/\bsignInActivity\b/.test(filter) && /\b(and|or)\b/.test(filter)) {
    throw badRequest(
      'Filtering by signInActivity cannot be combined with other filters.',
      'Request_UnsupportedQuery',
    );
  }
  return /\bsignInActivity\b/.test(`${call.query.get('$select')} ${filter}`)
    ? { ...USERS, maxTop: 500 }
    : USERS;
}

/** Answers a list of people where the path has been read already. */
export const answerUsers = (call: Call, people: readonly Entity[]): Answer =>
  answerCollection(
    call,
    people.map((user) => visible(call, user)),
    USERS,
  );
