import { Unavailable } from '../errors.ts';
import { familyOf, LEGACY_PROTOCOLS } from '../rollout/legacy-protocols.ts';
import type { LegacyLog, LegacySignIn } from '../rollout/legacy-sign-in.ts';
import type { AskOptions, Graph } from './client.ts';
import { instant, oneOf } from './list.ts';
import { isRecord, RequestRefused } from './outcomes.ts';
import { readTime } from './time.ts';

/** The most that the log gives in one page. */
const PAGE = '1000';
const SILENT = "signInEventTypes/any(t: t eq 'nonInteractiveUser')";

/** Asks the log for legacy protocols alone: a large tenant makes millions of other sign-ins in a month. */
export function createLegacyLog(graph: Graph, options: Pick<AskOptions, 'urgency' | 'patience'>): LegacyLog {
  const read = (name: 'legacySignIns' | 'silentLegacySignIns', since: Date) =>
    pagesOf(graph, { name, since, options }, LEGACY_PROTOCOLS);
  return {
    interactive: (since) => read('legacySignIns', since),
    nonInteractive: (since) => read('silentLegacySignIns', since),
  };
}

interface Question {
  readonly name: 'legacySignIns' | 'silentLegacySignIns';
  readonly since: Date;
  readonly options: Pick<AskOptions, 'urgency' | 'patience'>;
}

/** So long a question is not promised to be understood: where it is refused, each half is asked by itself. */
async function* pagesOf(
  graph: Graph,
  question: Question,
  protocols: readonly string[],
): AsyncGenerator<readonly LegacySignIn[], void, undefined> {
  const { name, since, options } = question;
  const clauses = [`createdDateTime ge ${instant(since)}`, oneOf('clientAppUsed', protocols)];
  const filter = name === 'silentLegacySignIns' ? [...clauses, SILENT] : clauses;
  const query = { $filter: filter.join(' and '), $top: PAGE };
  const wanted = { protocols: new Set(protocols), interactive: name === 'legacySignIns' };
  const read = (row: unknown) => (isWanted(row, wanted) ? readRow(row) : null);
  let begun = false;
  try {
    for await (const page of graph.pages(name, {}, { ...options, query, mustExist: true }, read)) {
      begun = true;
      yield page.filter((row) => row !== null);
    }
  } catch (error) {
    if (!(error instanceof RequestRefused)) throw error;
    const half = Math.ceil(protocols.length / 2);
    if (begun || half === protocols.length) throw notTaken(error);
    yield* pagesOf(graph, question, protocols.slice(0, half));
    yield* pagesOf(graph, question, protocols.slice(half));
  }
}

function notTaken(cause: RequestRefused): Unavailable {
  return new Unavailable(
    'Microsoft Graph does not take this question about the sign-in log.',
    'Check that GRAPH_BASE_URL is Graph’s own address for your cloud.',
    { cause },
  );
}

interface Wanted {
  readonly protocols: ReadonlySet<string>;
  readonly interactive: boolean;
}

const ALL: ReadonlySet<string> = new Set(LEGACY_PROTOCOLS);

/**
 * Whatever answers, no row is counted under two questions: what people do is one, what programs do another, and a
 * spelling that another half asks for is left to it.
 */
function isWanted(
  row: unknown,
  { protocols, interactive }: Wanted,
): row is Readonly<Record<string, unknown>> {
  if (!isRecord(row) || (interactive && row.isInteractive === false)) return false;
  const protocol = row.clientAppUsed;
  if (typeof protocol !== 'string') return false;
  return protocols.has(protocol) || (!ALL.has(protocol) && familyOf(protocol) !== null);
}

const NOBODY = '00000000-0000-0000-0000-000000000000';

/** By hand and not by fields: a million rows go through here in one reading. Null: nothing to count. */
function readRow(row: Readonly<Record<string, unknown>>): LegacySignIn | null {
  const at = readTime(row.createdDateTime);
  const protocol = row.clientAppUsed;
  if (at === null || typeof protocol !== 'string') return null;
  const code = isRecord(row.status) ? row.status.errorCode : null;
  const userPrincipalName = textIn(row.userPrincipalName);
  const personId = textIn(row.userId).toLowerCase();
  return {
    personId: personId === NOBODY ? '' : personId,
    userPrincipalName,
    displayName: textIn(row.userDisplayName) || userPrincipalName,
    protocol,
    application: textIn(row.appDisplayName),
    device: deviceIn(row),
    ip: textIn(row.ipAddress) || null,
    at,
    code: typeof code === 'number' ? code : null,
  };
}

/** A name where there is one; else the program and its system, or what the program calls itself. */
function deviceIn(row: Readonly<Record<string, unknown>>): string | null {
  const detail = isRecord(row.deviceDetail) ? row.deviceDetail : {};
  const name = textIn(detail.displayName);
  if (name !== '') return name;
  const [browser, system] = [textIn(detail.browser), textIn(detail.operatingSystem)];
  const program = browser === '' || system === '' ? browser + system : `${browser}, ${system}`;
  return program || textIn(row.userAgent) || null;
}

function textIn(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
