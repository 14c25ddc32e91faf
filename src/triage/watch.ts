import type { Clock } from '../clock.ts';
import { KnownError, TryAgainLater } from '../errors.ts';
import { readAttempts } from './attempts.ts';
import { isInterrupt } from './codes.ts';
import type { SignIn } from './evidence.ts';
import type { PersonReader } from './ports.ts';

/** Somebody wants to know how the next sign-in of somebody else ends. */
export interface Watch {
  readonly id: string;
  readonly caseId: string;
  readonly askerId: string;
  readonly personId: string;
  readonly since: Date;
  readonly until: Date;
}

export interface WatchEnding {
  readonly ended: 'succeeded' | 'failed' | 'nothing';
  readonly at: Date;
  readonly application: string | null;
}

/** Where watches are kept; ending one and telling whoever asked happen together or not at all. */
export interface Watches {
  /** The one that this asker has on this person already, or the new one. */
  start(watch: Watch, firstLook: Date): Promise<{ readonly watch: Watch; readonly isNew: boolean }>;
  openOf(personId: string): Promise<readonly Watch[]>;
  end(watch: Watch, ending: WatchEnding): Promise<void>;
  lookAgain(personId: string, at: Date): Promise<void>;
}

const MINUTE = 60_000;
const WATCHED_MS = 60 * MINUTE;
/** The log lags: what happened within the hour may be written a little after it. */
const LAG_MS = 5 * MINUTE;
/** Somebody who was asked for the second step may be about to answer. */
const UNDECIDED_MS = 3 * MINUTE;
/**
 * Minutes after the start at which the log is looked at, however many watch the person: often at first, because who
 * asks is on the phone with them. The log takes five questions in ten seconds of everybody, so a dozen is all there is.
 */
const LOOKS = [2, 4, 6, 9, 12, 16, 21, 27, 34, 42, 51, 60, 65];

export function newWatch(
  about: Pick<Watch, 'id' | 'caseId' | 'askerId' | 'personId'>,
  now: Date,
): { readonly watch: Watch; readonly firstLook: Date } {
  const watch = { ...about, since: now, until: new Date(now.getTime() + WATCHED_MS) };
  return { watch, firstLook: nextLook(watch, now) ?? now };
}

function nextLook({ since }: Watch, now: Date): Date | null {
  const minutes = LOOKS.find((after) => since.getTime() + after * MINUTE > now.getTime());
  return minutes === undefined ? null : new Date(since.getTime() + minutes * MINUTE);
}

/** One look at the log for everybody who watches this person. Safe to run twice. */
export async function lookAtWatched(
  personId: string,
  ports: { watches: Watches; signIns: Pick<PersonReader, 'signInsOf'>; clock: Clock },
): Promise<void> {
  const { watches, signIns, clock } = ports;
  const open = await watches.openOf(personId);
  if (open.length === 0) return;
  const since = new Date(Math.min(...open.map((watch) => watch.since.getTime())));
  const rows = await signIns.signInsOf(personId, since).catch((error: unknown) => {
    // The queue comes back when told to; whatever else cannot be read now may be readable at the next look.
    if (error instanceof TryAgainLater || !(error instanceof KnownError)) throw error;
    return [];
  });
  const now = clock.now();
  const looks: Date[] = [];
  for (const watch of open) {
    const ending = endingOf(watch, rows, now);
    const next = nextLook(watch, now);
    if (ending !== null) await watches.end(watch, ending);
    else if (next !== null) looks.push(next);
  }
  const soonest = looks.toSorted((one, other) => one.getTime() - other.getTime())[0];
  if (soonest) await watches.lookAgain(personId, soonest);
}

/** Null: it goes on. */
export function endingOf(watch: Watch, rows: readonly SignIn[], now: Date): WatchEnding | null {
  const attempts = readAttempts(rows.filter((row) => row.interactive)).filter(
    ({ at, outcome }) => at > watch.since && outcome !== 'interrupted',
  );
  const decided = attempts.find(
    ({ outcome, last }) =>
      outcome === 'succeeded' || !isInterrupt(last.code) || now.getTime() - last.at.getTime() > UNDECIDED_MS,
  );
  if (decided) {
    const ended = decided.outcome === 'succeeded' ? 'succeeded' : 'failed';
    return { ended, at: decided.at, application: decided.last.application.name };
  }
  const over = watch.until.getTime() + LAG_MS <= now.getTime();
  return over ? { ended: 'nothing', at: now, application: null } : null;
}
