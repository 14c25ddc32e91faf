import { KnownError } from '../errors.ts';
import type { AccessPolicy } from '../rollout/access-policy.ts';
import { examineEnforcement } from '../rollout/enforcement.ts';
import type { Attempt, GroupHeads, Head, LeftOut } from '../rollout/ports.ts';
import type { Graph } from './client.ts';
import { fieldsOf } from './fields.ts';
import type { Urgency } from './window.ts';

/** More names than anybody reads; that there are more is said. */
const HEADS_AT_MOST = 5_000;
const PEOPLE_AT_MOST = 50;
const PAGE = '999';

/** Who is behind the people and groups that the enforcing policy leaves out. */
export async function readLeftOut(
  graph: Graph,
  urgency: Urgency,
  policies: readonly AccessPolicy[],
): Promise<LeftOut> {
  const { enabled, reportOnly, partial } = examineEnforcement(policies);
  const holes = (enabled ?? reportOnly ?? partial)?.holes ?? [];
  const idsOf = (kind: 'people' | 'groups') =>
    holes.flatMap((hole) => (hole.kind === kind && 'names' in hole ? hole.names : []));
  const [people, groups] = await Promise.all([
    attemptEach(idsOf('people').slice(0, PEOPLE_AT_MOST), (id) => readHead(graph, urgency, id)),
    attemptEach(idsOf('groups'), (id) => readGroupHeads(graph, urgency, id)),
  ]);
  return { people, groups };
}

/** Whoever is in the group, through any nesting. A group that is gone holds nobody. */
export async function readGroupHeads(graph: Graph, urgency: Urgency, id: string): Promise<GroupHeads> {
  const options = { urgency, query: { $top: PAGE } };
  const heads: Head[] = [];
  for await (const page of graph.pages('groupHeads', { id }, options, readMember)) {
    for (const head of page) if (head !== null) heads.push(head);
    if (heads.length > HEADS_AT_MOST) return { heads: heads.slice(0, HEADS_AT_MOST), more: true };
  }
  return { heads, more: false };
}

/** Nested groups and devices are members, too. */
function readMember(row: unknown): Head | null {
  const type = fieldsOf(row).text('@odata.type');
  return type === null || type === '#microsoft.graph.user' ? readHeadIn(row) : null;
}

function readHeadIn(row: unknown): Head | null {
  const fields = fieldsOf(row);
  const id = fields.text('id')?.toLowerCase();
  if (id === undefined) return null;
  return { id, name: fields.text('userPrincipalName') ?? fields.text('displayName') ?? id };
}

async function readHead(graph: Graph, urgency: Urgency, id: string): Promise<Head | null> {
  const query = { $select: 'id,displayName,userPrincipalName' };
  const answer = await graph.ask('person', { id }, { urgency, query });
  return answer === undefined ? null : readHeadIn(answer);
}

/** Each for itself: what cannot be read of one is known of the others. */
export async function attemptEach<Value>(
  ids: readonly string[],
  read: (id: string) => Promise<Value>,
): Promise<ReadonlyMap<string, Attempt<Value>>> {
  const attempts = ids.map(async (id): Promise<readonly [string, Attempt<Value>]> => {
    try {
      return [id, { known: true, value: await read(id) }];
    } catch (error) {
      if (!(error instanceof KnownError)) throw error;
      return [id, { known: false, error }];
    }
  });
  return new Map(await Promise.all(attempts));
}
