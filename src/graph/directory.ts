import * as z from 'zod/mini';
import type { Directory } from '../people/ports.ts';
import type { Graph } from './client.ts';
import { RequestRefused } from './outcomes.ts';
import { isSegment } from './path.ts';
import { PERSON_SELECT, readPerson } from './person.ts';
import { rankPeople, searchFilter } from './search.ts';
import { parseAs } from './shape.ts';
import { readOrganisation } from './tenant.ts';
import type { Urgency } from './window.ts';

/** Graph's own bound for one question. */
const GROUPS_AT_ONCE = 20;
/** Enough to find the best among; who types one letter gets the best of these. */
const SEARCHED = 100;

const Users = z.object({ value: z.array(z.unknown()) });
const GroupIds = z.object({ value: z.array(z.string()) });

/** Finding one account by its name is in account.ts, which keeps more of it for triage. */
export function createDirectory(graph: Graph, urgency: Urgency): Omit<Directory, 'findPerson'> {
  return {
    async searchPeople(words, limit) {
      const asked = words.trim().replace(/\s+/g, ' ');
      if (asked === '' || !asked.isWellFormed()) return [];
      const query = { $select: PERSON_SELECT, $top: String(SEARCHED), $filter: searchFilter(asked) };
      const found = await graph.ask('searchPeople', {}, { urgency, query, mustExist: true });
      const people = parseAs(Users, found).value.map(readPerson);
      return rankPeople(people, asked).slice(0, limit);
    },
    async groupsHolding(personId, groupIds) {
      if (!isSegment(personId)) return new Set();
      const unique = [...new Set(groupIds)];
      const held = await Promise.all(
        chunks(unique, GROUPS_AT_ONCE).map((some) => groupsHolding(graph, urgency, personId, some)),
      );
      return new Set(held.flat());
    },
    organisation: () => readOrganisation(graph, urgency),
  };
}

/** Of at most twenty groups. */
async function groupsHolding(
  graph: Graph,
  urgency: Urgency,
  personId: string,
  groupIds: readonly string[],
): Promise<readonly string[]> {
  const answer = await graph
    .ask('groupsHolding', { id: personId }, { urgency, body: { groupIds } })
    .catch((error: unknown) => {
      if (error instanceof RequestRefused && error.status === 400) return undefined;
      throw error;
    });
  if (answer !== undefined) {
    const held = new Set(parseAs(GroupIds, answer).value.map((id) => id.toLowerCase()));
    // Spelled as they were asked for, so that the caller finds them again.
    return groupIds.filter((id) => held.has(id.toLowerCase()));
  }
  if (groupIds.length === 1) return [];
  // One group that was deleted spoils the whole question: it must not take the roles of the others with it.
  const apart = await Promise.all(groupIds.map((id) => groupsHolding(graph, urgency, personId, [id])));
  return apart.flat();
}

function chunks<Value>(values: readonly Value[], size: number): Value[][] {
  const count = Math.ceil(values.length / size);
  return Array.from({ length: count }, (_, index) => values.slice(index * size, (index + 1) * size));
}
