import type { AuditEvent } from '../triage/evidence.ts';
import { readAudit } from './audit.ts';
import type { AskOptions, Graph } from './client.ts';
import { instant, newestFirst, quoted, readList } from './list.ts';
import { RequestRefused } from './outcomes.ts';
import type { Urgency } from './window.ts';

const PAGE = '500';
const MOST = 1_000;
const PAGES = 4;

/** Beginnings of the names of what may change for many at once; the log is far too long to be read as a whole. */
const CHANGES = [
  'Add conditional access policy',
  'Update conditional access policy',
  'Delete conditional access policy',
  'Add named location',
  'Update named location',
  'Delete named location',
  'Authentication Methods Policy',
  'Authentication Strength Policy',
  'POST Tenant.',
  'Update policy',
  'Disable Security Defaults',
  'Enable Security Defaults',
];
const A_CHANGE =
  /conditional access|named location|authentication (methods?|strength) policy|security defaults|policy|blocked user|bypassed user/i;

export interface AuditLog {
  /** About one person, or about several at once. */
  auditsAbout(personIds: readonly string[], since: Date): Promise<readonly AuditEvent[]>;
  changes(since: Date): Promise<readonly AuditEvent[]>;
}

export function createAuditLog(graph: Graph, urgency: Urgency): AuditLog {
  const read = async (filter: string) => {
    const query = { $filter: filter, $orderby: 'activityDateTime desc', $top: PAGE };
    const options: AskOptions = { urgency, query };
    const list = { name: 'audits', params: {}, options } as const;
    return newestFirst(await readList(graph, list, { row: readAudit, most: MOST, pages: PAGES }));
  };
  return {
    auditsAbout(personIds, since) {
      const about = personIds.map((id) => `t/id eq ${quoted(id)}`).join(' or ');
      return read(`activityDateTime ge ${instant(since)} and targetResources/any(t: ${about})`);
    },
    async changes(since) {
      const sinceThen = `activityDateTime ge ${instant(since)}`;
      const named = CHANGES.map((name) => `startswith(activityDisplayName,${quoted(name)})`);
      const ofPolicies = ["loggedByService eq 'Conditional Access'", ...named].join(' or ');
      const events = await read(`${sinceThen} and (${ofPolicies})`).catch((error: unknown) => {
        // So long a question is not promised to be understood; the latest of everything shows most of it, too.
        if (!(error instanceof RequestRefused)) throw error;
        return read(sinceThen);
      });
      return events.filter((event) => A_CHANGE.test(event.activity));
    },
  };
}

export function isAbout(event: AuditEvent, personId: string): boolean {
  return event.targets.some((target) => target.id?.toLowerCase() === personId.toLowerCase());
}
