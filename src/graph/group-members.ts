import { NotFound } from '../errors.ts';
import type { Graph } from './client.ts';
import { fieldsOf } from './fields.ts';
import { readList } from './list.ts';
import { isSegment } from './path.ts';
import type { Urgency } from './window.ts';

const PAGE = '100';
/** The most that Graph gives in one page. */
const LONG_PAGE = '999';
/** Naming the kind of member in the path is an advanced query, which Graph answers only so, and only if it counts. */
const ADVANCED = { ConsistencyLevel: 'eventual' };

/** Object ids of whoever is in the group, through any nesting. Groups and devices are among them. */
export function readMembersOf(
  graph: Graph,
  urgency: Urgency,
  group: { readonly id: string; readonly atMost: number },
): Promise<readonly string[]> {
  const options = { urgency, query: { $select: 'id', $top: PAGE } };
  return readList(
    graph,
    { name: 'groupMembers', params: { id: group.id }, options },
    { row: readId, most: group.atMost },
  );
}

/** The people alone, page by page: a group may hold everybody. */
export async function* readPeopleIn(
  graph: Graph,
  urgency: Urgency,
  groupId: string,
): AsyncGenerator<readonly string[], void, undefined> {
  const absent = new NotFound(
    `The group ${groupId} is not in the directory (any more).`,
    'Check its object id in the Entra admin center under Groups.',
  );
  if (!isSegment(groupId)) throw absent;
  const query = { $select: 'id', $top: LONG_PAGE, $count: 'true' };
  const options = { urgency, query, headers: ADVANCED, mustExist: absent };
  for await (const page of graph.pages('peopleInGroup', { id: groupId }, options, readId)) {
    yield page.filter((id) => id !== null);
  }
}

function readId(row: unknown): string | null {
  return fieldsOf(row).text('id')?.toLowerCase() ?? null;
}
