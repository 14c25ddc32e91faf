import type { RegistrationRow } from '../people/people.ts';
import type { Registrations } from '../people/ports.ts';
import type { Graph } from './client.ts';
import { readMethods } from './methods.ts';
import { isRecord } from './outcomes.ts';
import { isSegment } from './path.ts';
import { nonsense } from './shape.ts';
import { readTime } from './time.ts';
import type { Urgency } from './window.ts';

/** The most that Graph gives in one page. */
const PAGE = '999';

export function createRegistrations(graph: Graph, urgency: Urgency): Registrations {
  return {
    async methodsOf(personId) {
      if (!isSegment(personId)) return undefined;
      const answer = await graph.ask('methods', { id: personId }, { urgency });
      return answer === undefined ? undefined : readMethods(answer);
    },
    // Without $select: it is not documented for this report.
    reportPages() {
      // No accounts at all must not be told of a report that is not there.
      const options = { urgency, query: { $top: PAGE }, mustExist: true } as const;
      return graph.pages('registrationReport', {}, options, readRegistrationRow);
    },
  };
}

/** By hand and not by schema: a hundred thousand rows go through here in one reading. */
export function readRegistrationRow(row: unknown): RegistrationRow {
  if (!isRecord(row) || typeof row.id !== 'string' || typeof row.isMfaRegistered !== 'boolean') {
    throw nonsense('a row of the registration report without id or isMfaRegistered');
  }
  const userPrincipalName = typeof row.userPrincipalName === 'string' ? row.userPrincipalName : '';
  return {
    personId: row.id,
    userPrincipalName,
    displayName: typeof row.userDisplayName === 'string' ? row.userDisplayName : userPrincipalName,
    kind: row.userType === 'guest' ? 'guest' : 'member',
    isAdmin: row.isAdmin === true,
    mfaRegistered: row.isMfaRegistered,
    mfaCapable: row.isMfaCapable === true,
    passwordlessCapable: row.isPasswordlessCapable === true,
    methods: textsIn(row.methodsRegistered),
    updatedAt: readTime(row.lastUpdatedDateTime),
  };
}

function textsIn(value: unknown): readonly string[] {
  if (!Array.isArray(value)) return [];
  // Almost always all of them are, and then nothing needs to be copied.
  return value.every(isText) ? value : value.filter(isText);
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}
