import type { Clock } from '../clock.ts';
import { KnownError, Unavailable } from '../errors.ts';
import type { RegistrationRow } from '../people/people.ts';
import { reportedState } from '../people/registration.ts';
import {
  type ClaimedReading,
  type ReadingStore,
  type ReportedRow,
  ROSTER,
  type RosterRow,
  type RosterSource,
} from './roster-ports.ts';
import { timeZoneOf } from './time-zones.ts';

/** Older than this, it is read again before anything is started. */
export const FRESH_MS = 3_600_000;
/** While a campaign goes on: new accounts, leavers and what the report tells of everybody. */
export const READ_EVERY_MS = 6 * 3_600_000;
/** Whoever reads shows it so often, whatever Graph lets it wait for, and is dead after missing that some times. */
const SHOW_EVERY_MS = 30_000;
const DEAD_AFTER_MS = 2 * 60_000;
/** A directory that loses half its accounts at once has more likely not answered with all of them. */
const BELIEVED_SHARE = 0.5;

export interface RosterReader {
  /** `busy`: somebody else reads it at the moment. */
  read(name: string, signal: AbortSignal): Promise<'fresh' | 'read' | 'busy'>;
}

export interface RosterOptions {
  readonly source: RosterSource;
  readonly store: ReadingStore;
  /** Where the tenant is at home, or null. */
  readonly tenantCountry: () => Promise<string | null>;
  readonly clock: Clock;
  readonly newId: () => string;
}

/**
 * Reads everybody, or the members of a group, page by page: memory does not grow with the tenant. One process reads;
 * what a dead one leaves is gone on with.
 */
export function createRosterReader(options: RosterOptions): RosterReader {
  const { store, clock, newId } = options;
  return {
    async read(name, signal) {
      const now = clock.now();
      if (isFresh(await store.status(name), now)) return 'fresh';
      const deadSince = new Date(now.getTime() - DEAD_AFTER_MS);
      const claim = await store.claim(name, newId(), { now, deadSince });
      if (claim === null) return 'busy';
      const over = new AbortController();
      const showing = keepShowing(claim, options, over.signal);
      try {
        await (name === ROSTER ? readEverybody(claim, options, signal) : readGroup(claim, options, signal));
        return 'read';
      } catch (error) {
        await store.fail(claim, error instanceof KnownError ? error.message : 'It failed.', clock.now());
        throw error;
      } finally {
        over.abort();
        await showing;
      }
    },
  };
}

async function keepShowing(claim: ClaimedReading, { store, clock }: RosterOptions, over: AbortSignal) {
  try {
    for (;;) {
      await clock.sleep(SHOW_EVERY_MS, over);
      await store.show(claim, clock.now());
    }
  } catch {
    // It is over; or the database is away, which the next page says, too.
  }
}

export function isFresh(status: { readonly completedAt: Date | null } | undefined, now: Date): boolean {
  const completedAt = status?.completedAt ?? null;
  return completedAt !== null && now.getTime() - completedAt.getTime() < FRESH_MS;
}

async function readEverybody(
  claim: ClaimedReading,
  options: RosterOptions,
  signal: AbortSignal,
): Promise<void> {
  const { source, store, clock } = options;
  let people = claim.people;
  if (!claim.peopleRead) {
    people = 0;
    const home = await options.tenantCountry();
    for await (const page of source.everybody()) {
      signal.throwIfAborted();
      const rows = page.map((row): RosterRow => ({ ...row, timeZone: timeZoneOf(row.country, home) }));
      owned(await store.savePeople(claim, rows, clock.now()));
      people += page.length;
    }
    believe(people, claim.completedPeople);
    owned(await store.peopleRead(claim, clock.now()));
  }
  for await (const page of source.reportPages()) {
    signal.throwIfAborted();
    owned(await store.saveReport(claim, page.map(toReported), clock.now()));
  }
  owned(await store.complete(claim, clock.now()));
}

async function readGroup(claim: ClaimedReading, options: RosterOptions, signal: AbortSignal): Promise<void> {
  const { source, store, clock } = options;
  for await (const page of source.peopleIn(claim.name)) {
    signal.throwIfAborted();
    owned(await store.saveMembers(claim, page, clock.now()));
  }
  owned(await store.complete(claim, clock.now()));
}

/** Whoever is not seen counts as gone, and their cards with them: too much to believe of an answer that is cut off. */
function believe(people: number, before: number | null): void {
  if (people > 0 && (before === null || people >= before * BELIEVED_SHARE)) return;
  throw new Unavailable(
    `The directory names ${people} accounts, where it named ${before ?? 0} the last time.`,
    'If that is right, delete the row “roster” of the table readings; else see whether Graph answers in full.',
  );
}

function owned(mine: boolean): void {
  if (!mine) throw new Unavailable('Somebody else has taken over this reading.', 'Nothing has to be done.');
}

function toReported(row: RegistrationRow): ReportedRow {
  const { personId, isAdmin, updatedAt } = row;
  return { personId, isAdmin, updatedAt, registration: reportedState(row) };
}
