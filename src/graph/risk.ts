import type { RiskFacts } from '../triage/evidence.ts';
import type { Graph } from './client.ts';
import { fieldsOf } from './fields.ts';
import { newestFirst, quoted, readList } from './list.ts';
import { isSegment } from './path.ts';
import { WITH_NEW_WORDS } from './sign-ins.ts';
import type { Urgency } from './window.ts';

type Detection = RiskFacts['detections'][number];
const MOST = 200;

/**
 * What Entra thinks of an account. Either half alone is worth having: an app may hold one permission without the
 * other. Null: nothing risky was ever seen.
 */
export async function readRisk(graph: Graph, urgency: Urgency, personId: string): Promise<RiskFacts | null> {
  if (!isSegment(personId)) return null;
  const [account, detections] = await Promise.allSettled([
    graph.ask('riskyUser', { id: personId }, { urgency, headers: WITH_NEW_WORDS }),
    readDetections(graph, urgency, personId),
  ]);
  if (account.status === 'rejected' && (detections.status === 'rejected' || detections.value.length === 0)) {
    throw account.reason;
  }
  if (detections.status === 'rejected' && account.status === 'fulfilled' && account.value === undefined) {
    throw detections.reason;
  }
  const user = fieldsOf(account.status === 'fulfilled' ? account.value : undefined);
  const seen = detections.status === 'fulfilled' ? detections.value : [];
  const level = user.text('riskLevel');
  if (level === null && seen.length === 0) return null;
  return {
    level,
    state: user.text('riskState'),
    detail: user.text('riskDetail'),
    updatedAt: user.time('riskLastUpdatedDateTime'),
    detections: seen,
  };
}

async function readDetections(
  graph: Graph,
  urgency: Urgency,
  personId: string,
): Promise<readonly Detection[]> {
  const query = { $filter: `userId eq ${quoted(personId)}`, $top: '100' };
  const list = {
    name: 'riskDetections',
    params: {},
    options: { urgency, query, headers: WITH_NEW_WORDS },
  } as const;
  const rows = await readList(graph, list, {
    row: (row) => readDetection(row, personId),
    most: MOST,
    pages: 4,
  });
  return newestFirst(rows);
}

function readDetection(row: unknown, personId: string): Detection | null {
  const fields = fieldsOf(row);
  const [id, kind] = [fields.text('id'), fields.text('riskEventType')];
  const at = fields.time('activityDateTime') ?? fields.time('detectedDateTime');
  if (id === null || kind === null || at === null) return null;
  if (fields.text('userId')?.toLowerCase() !== personId.toLowerCase()) return null;
  return {
    id,
    at,
    kind,
    level: fields.text('riskLevel'),
    state: fields.text('riskState'),
    ip: fields.text('ipAddress'),
    country: fields.object('location').text('countryOrRegion'),
    correlationId: fields.text('correlationId'),
  };
}
