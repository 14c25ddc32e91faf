import type { Graph } from './client.ts';
import { fieldsOf } from './fields.ts';
import { readList } from './list.ts';
import type { Urgency } from './window.ts';

const PAGE = '100';

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

function readId(row: unknown): string | null {
  return fieldsOf(row).text('id')?.toLowerCase() ?? null;
}
