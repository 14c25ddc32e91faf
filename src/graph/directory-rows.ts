import { isObjectId } from '../environment.ts';
import type { DirectoryRow, Standing } from '../people/people.ts';
import type { BulkDirectory } from '../people/ports.ts';
import type { Graph } from './client.ts';
import { readPeopleIn } from './group-members.ts';
import { oneIn } from './list.ts';
import { isRecord } from './outcomes.ts';
import { nonsense } from './shape.ts';
import type { Urgency } from './window.ts';

/** Everything that `readDirectoryRow` reads: with `$select` a page of accounts costs Graph, and us, the least. */
const SELECT =
  'id,userPrincipalName,displayName,mail,userType,accountEnabled,department,usageLocation,country,preferredLanguage';
/** The most that Graph gives in one page. */
const PAGE = '999';
/** The most values that Graph takes in one `in`. */
const STANDINGS_AT_ONCE = 15;

export function createBulkDirectory(graph: Graph, urgency: Urgency): BulkDirectory {
  return {
    everybody() {
      const options = { urgency, query: { $select: SELECT, $top: PAGE }, mustExist: true } as const;
      return graph.pages('everybody', {}, options, readDirectoryRow);
    },
    peopleIn: (groupId) => readPeopleIn(graph, urgency, groupId),
    async standingOf(personIds) {
      const asked = [...new Set(personIds.map((id) => id.toLowerCase()).filter(isObjectId))];
      const chunks = Array.from({ length: Math.ceil(asked.length / STANDINGS_AT_ONCE) }, (_, index) =>
        asked.slice(index * STANDINGS_AT_ONCE, (index + 1) * STANDINGS_AT_ONCE),
      );
      const found = await Promise.all(chunks.map((ids) => readStandings(graph, urgency, ids)));
      const standings = new Map(found.flat());
      return new Map(personIds.map((id) => [id, standings.get(id.toLowerCase()) ?? 'gone']));
    },
  };
}

async function readStandings(
  graph: Graph,
  urgency: Urgency,
  ids: readonly string[],
): Promise<readonly (readonly [string, Standing])[]> {
  const query = { $select: 'id,accountEnabled', $filter: oneIn('id', ids) };
  const answer = await graph.ask('standings', {}, { urgency, query, mustExist: true });
  const rows = isRecord(answer) ? answer.value : undefined;
  if (!Array.isArray(rows)) throw nonsense('a list of accounts without its list');
  return rows.map((row: unknown) => {
    if (!isRecord(row) || typeof row.id !== 'string') throw nonsense('an account without its id');
    // Left out where the permission does not reach: then nobody may be messaged on a guess.
    return [row.id.toLowerCase(), row.accountEnabled === true ? 'enabled' : 'disabled'];
  });
}

/** By hand and not by schema: a million rows go through here in one reading. */
export function readDirectoryRow(row: unknown): DirectoryRow {
  if (!isRecord(row) || typeof row.id !== 'string' || typeof row.userPrincipalName !== 'string') {
    throw nonsense('an account without its id or name');
  }
  const { userPrincipalName } = row;
  return {
    personId: row.id.toLowerCase(),
    userPrincipalName,
    displayName: textIn(row.displayName) ?? userPrincipalName,
    mail: textIn(row.mail),
    // Accounts older than userType have none; they are members.
    kind: typeof row.userType === 'string' && row.userType.toLowerCase() === 'guest' ? 'guest' : 'member',
    enabled: row.accountEnabled === true,
    department: textIn(row.department),
    // The usage location is two letters wherever there is one; the country is whatever somebody has typed.
    country: countryIn(row.usageLocation) ?? countryIn(row.country),
    language: textIn(row.preferredLanguage),
  };
}

function textIn(value: unknown): string | null {
  if (typeof value !== 'string') return null;
  return value.trim() || null;
}

function countryIn(value: unknown): string | null {
  return typeof value === 'string' && /^[A-Za-z]{2}$/.test(value) ? value.toUpperCase() : null;
}
