import type { Clock } from '../clock.ts';
import { KnownError, TryAgainLater, Unavailable } from '../errors.ts';
import type { LastSignIn } from '../rollout/ports.ts';
import type { Graph } from './client.ts';
import { fieldsOf } from './fields.ts';
import { instant, quoted, readList } from './list.ts';
import { RequestRefused } from './outcomes.ts';
import { readTime } from './time.ts';
import type { Urgency } from './window.ts';

const DAY_MS = 86_400_000;
const LOG_KEEPS_DAYS = 30;
/** A page may be empty and have others behind it. */
const PAGES = 5;

interface Options {
  readonly urgency: Urgency;
  readonly clock: Clock;
}

/**
 * When an account last came in. What Graph keeps with the account reaches back for years, and is missing where
 * the permission or the licence is, and for a day after a sign-in; the log tells of thirty days.
 */
export async function readLastSignIn(graph: Graph, options: Options, personId: string): Promise<LastSignIn> {
  const kept = await readActivity(graph, options, personId).catch(asKnown);
  if (!(kept instanceof KnownError) && isFresh(kept, options.clock.now())) return kept;
  // An outage is no reason to believe less: the question is asked again later.
  if (kept instanceof TryAgainLater) throw kept;
  const at = await readLastSuccess(graph, options, personId).catch(asKnown);
  if (kept instanceof KnownError) {
    // Both need the same licence, and the first says what for.
    if (at instanceof KnownError) throw kept;
    return { at, attemptOnly: false, withinDays: LOG_KEEPS_DAYS, instead: kept };
  }
  return at instanceof Date ? { ...kept, at, attemptOnly: false } : kept;
}

/** What is older may have been followed by one that the log has already, and the account not yet. */
function isFresh({ at, attemptOnly }: LastSignIn, now: Date): boolean {
  return !attemptOnly && at !== null && now.getTime() - at.getTime() < LOG_KEEPS_DAYS * DAY_MS;
}

async function readActivity(graph: Graph, { urgency }: Options, personId: string): Promise<LastSignIn> {
  const query = { $select: 'id,signInActivity' };
  // By object id alone: Graph takes no other name together with this property.
  const answer = await graph.ask('signInActivity', { id: personId }, { urgency, query, mustExist: true });
  const activity = fieldsOf(answer).object('signInActivity');
  const succeeded = activity.time('lastSuccessfulSignInDateTime');
  const tried = activity.time('lastSignInDateTime');
  const source = { withinDays: null, instead: null };
  // Null where it is missing or empty: whether an attempt was a success, the log may tell.
  return succeeded === null
    ? { at: tried, attemptOnly: tried !== null, ...source }
    : { at: succeeded, attemptOnly: false, ...source };
}

async function readLastSuccess(
  graph: Graph,
  { urgency, clock }: Options,
  personId: string,
): Promise<Date | null> {
  const since = new Date(clock.now().getTime() - LOG_KEEPS_DAYS * DAY_MS);
  const filter = `userId eq ${quoted(personId)} and createdDateTime ge ${instant(since)} and status/errorCode eq 0`;
  const options = { urgency, query: { $filter: filter, $top: '1' } };
  const wanted = { row: readAt, most: 1, pages: PAGES };
  const [last] = await readList(graph, { name: 'plainSignIns', params: {}, options }, wanted);
  return last ?? null;
}

const readAt = (row: unknown) => readTime(fieldsOf(row).text('createdDateTime'));

/** What Graph does not take is one source fewer. */
function asKnown(error: unknown): KnownError {
  if (error instanceof KnownError) return error;
  if (!(error instanceof RequestRefused)) throw error;
  return new Unavailable(
    'Microsoft Graph does not tell when this account last signed in.',
    'Try again; if it stays, check that GRAPH_BASE_URL is Graph’s own address for your cloud.',
    { cause: error },
  );
}
