import type { Incident } from '../triage/evidence.ts';
import type { Graph } from './client.ts';
import { fieldsOf } from './fields.ts';
import { instant, readList } from './list.ts';
import { RequestRefused } from './outcomes.ts';
import { WITH_NEW_WORDS } from './sign-ins.ts';
import type { Urgency } from './window.ts';

const PAGES = 5;
const SERVICE = /entra|azure active directory|azure ad\b|identity/i;
const WORDS = /sign(ing)?[ -]?in|authenticat|multi-?factor|\bmfa\b/i;

/** Microsoft's own trouble with signing in: what is not over yet, and what began since then. */
export async function readIncidents(
  graph: Graph,
  urgency: Urgency,
  since: Date,
): Promise<readonly Incident[]> {
  const read = (query: Readonly<Record<string, string>>) => {
    const list = {
      name: 'serviceIssues',
      params: {},
      options: { urgency, query, headers: WITH_NEW_WORDS },
    } as const;
    return readList(graph, list, { row: readIncident, most: Number.POSITIVE_INFINITY, pages: PAGES });
  };
  const filter = `isResolved eq false or startDateTime ge ${instant(since)}`;
  const incidents = await read({ $filter: filter }).catch((error: unknown) => {
    // Microsoft promises filters here without saying which.
    if (!(error instanceof RequestRefused)) throw error;
    return read({});
  });
  return incidents
    .filter((one) => !one.resolved || one.startedAt >= since)
    .toSorted((one, other) => other.startedAt.getTime() - one.startedAt.getTime());
}

function readIncident(row: unknown): Incident | null {
  const fields = fieldsOf(row);
  const [id, startedAt] = [fields.text('id'), fields.time('startDateTime')];
  const title = fields.text('title') ?? '';
  const service = fields.text('service') ?? '';
  if (id === null || startedAt === null) return null;
  const told = `${title} ${fields.text('feature') ?? ''} ${fields.text('impactDescription') ?? ''}`;
  if (!SERVICE.test(service) && !WORDS.test(told)) return null;
  return {
    id,
    title,
    service,
    status: fields.text('status') ?? 'unknown',
    startedAt,
    resolved: fields.flag('isResolved') === true,
  };
}
