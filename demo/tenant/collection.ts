import type { Answer, Call } from './call.ts';
import { prefers } from './call.ts';
import { type Entity, idOf, type Rows } from './entity.ts';
import { matches, valueAt } from './odata/matches.ts';
import { readToken, writeToken } from './odata/page-token.ts';
import { type Query, type Rules, readQuery } from './odata/query.ts';
import { found } from './odata/search.ts';
import { type Projecting, project } from './project.ts';

/** Answers a list: checked, filtered, ordered, paged and cut, in that order. */
export function answerCollection(call: Call, rows: Rows, rules: Rules): Answer {
  const query = queryOf(call, rules);
  const chosen = choose(rows, query, rules);
  const start = firstRow(call, chosen, query);
  const size = query.top ?? pageSize(call, rules);
  const how = projecting(call, query);
  const value: Entity[] = [];
  for (let index = start; index < Math.min(start + size, chosen.length); index += 1) {
    const row = chosen.at(index);
    if (row !== undefined) value.push(project(row, rules.type, how));
  }
  const last = value.at(-1);
  const more = start + size < chosen.length && last !== undefined;
  return {
    status: 200,
    body: {
      '@odata.context': contextOf(call),
      ...(query.count ? { '@odata.count': chosen.length } : {}),
      ...(more ? { '@odata.nextLink': nextLink(call, start + size, idOf(last)) } : {}),
      value,
    },
  };
}

/** Answers one thing with `$select` and `$expand`. */
export function answerEntity(call: Call, entity: Entity, rules: Rules): Answer {
  const query = queryOf(call, { ...rules, directory: false });
  return {
    status: 200,
    body: {
      '@odata.context': `${contextOf(call).replace(/\('[^']*'\)$/, '')}/$entity`,
      ...project(entity, rules.type, projecting(call, query)),
    },
  };
}

export function queryOf(call: Call, rules: Rules): Query {
  const eventual = String(call.headers.consistencylevel ?? '').toLowerCase() === 'eventual';
  return readQuery({ version: call.version, query: call.query, eventual }, rules);
}

/** Rows that the query chooses; the same object when it asks for all of them in their own order. */
export function choose(rows: Rows, query: Query, rules: Rules): Rows {
  const { filter, search } = query;
  if (filter === undefined && search === undefined && query.order.length === 0) return rows;
  const comparing = { caseSensitive: rules.caseSensitive === true };
  const chosen: Entity[] = [];
  for (let index = 0; index < rows.length; index += 1) {
    const row = rows.at(index);
    if (row === undefined) continue;
    if (filter !== undefined && !matches(filter, row, comparing)) continue;
    if (search !== undefined && !found(search, row)) continue;
    chosen.push(row);
  }
  return query.order.length === 0 ? chosen : chosen.sort(byOrder(query));
}

function byOrder(query: Query) {
  return (left: Entity, right: Entity): number => {
    for (const { name, descending } of query.order) {
      const order = inOrder(valueAt(left, [name]), valueAt(right, [name]));
      if (order !== 0) return descending ? -order : order;
    }
    return 0;
  };
}

function inOrder(left: unknown, right: unknown): number {
  const a = String(left ?? '').toLowerCase();
  const b = String(right ?? '').toLowerCase();
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Rows may have been added or removed since the page before: continue after the very row that was sent last. */
function firstRow(call: Call, rows: Rows, query: Query): number {
  const token = call.query.get('$skiptoken');
  if (token === undefined) return query.skip;
  const { offset, after } = readToken(token, questionOf(call));
  const sentLast = (index: number) => {
    const row = rows.at(index);
    return row !== undefined && idOf(row) === after;
  };
  if (offset > 0 && sentLast(offset - 1)) return offset;
  for (let index = 0; index < rows.length; index += 1) if (sentLast(index)) return index + 1;
  return offset;
}

function pageSize(call: Call, rules: Rules): number {
  const wished = /odata\.maxpagesize=(\d+)/.exec(String(call.headers.prefer ?? ''))?.[1];
  const most = rules.maxTop ?? 999;
  return wished === undefined ? (rules.defaultTop ?? 100) : Math.min(Number(wished), most);
}

export function nextLink(call: Call, offset: number, after: string): string {
  const parts = [...call.query]
    .filter(([name]) => name !== '$skiptoken')
    .map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
  const token = writeToken({ offset, after }, questionOf(call));
  const path = `${call.standing.url}/${call.version}${call.path}`;
  return `${path}?${[...parts, `$skiptoken=${token}`].join('&')}`;
}

export function questionOf(call: Call): string {
  const options = [...call.query].filter(([name]) => name !== '$skiptoken').sort();
  return JSON.stringify([call.version, call.path.toLowerCase(), options]);
}

/** `users('ada')/authentication/methods`, as the service names what it answers. */
export function contextOf(call: Call): string {
  const keys = [...call.keys];
  const named = call.operation.path
    .slice(1)
    .replaceAll(/\/\{[^}]*\}/g, () => `('${keys.shift()}')`)
    .replaceAll('graph.', 'microsoft.graph.');
  return `${call.standing.url}/${call.version}/$metadata#${named}`;
}

export const projecting = (call: Call, query?: Query): Projecting => ({
  version: call.version,
  select: query?.select,
  expand: query?.expand,
  lateMembers: prefers(call, 'include-unknown-enum-members'),
});
