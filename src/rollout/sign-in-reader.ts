import type { Clock } from '../clock.ts';
import type { Breadth, LogWindow, LookBack, Reading, SignInBook, SignInSource } from './sign-in-log.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** Microsoft keeps the log for so long, and so do we. */
export const KEPT_DAYS = 30;
/** A first reading begins so far back; what is older tells nothing about today's rollout. */
const FIRST_MS = DAY_MS;
/** How late a row may come: within minutes nearly always, within hours now and then, within a day rarely. */
const LATE: Readonly<Record<LookBack, number>> = {
  always: 10 * MINUTE_MS,
  hourly: 2 * HOUR_MS,
  daily: DAY_MS,
};
/**
 * A piece of the log that is read whole before the next: after a crash so much is read again. Where an hour is a single
 * page, the next piece is longer: a quiet tenant's day need not cost twenty-four requests.
 */
const SLICE_MS = HOUR_MS;
const LONGEST_SLICE_MS = 6 * HOUR_MS;
/** Graph lets some eighteen pages a minute through beside people's questions: so this is a tenth of what it would give. */
const PAGES_AN_HOUR = 120;
const PAGES_AT_LEAST = 6;
/** Whether the tenant has become quieter is tried again after a day. */
const NARROW_FOR_MS = DAY_MS;
/** Graph's filters take so many clauses without complaint. */
const CODES_AT_ONCE = 20;
const ACCOUNTS_AT_ONCE = 15;

export interface ReaderOptions {
  readonly source: SignInSource;
  readonly book: SignInBook;
  readonly clock: Clock;
  /** Results that somebody can act on, for tenants whose log is too large to be read whole. */
  readonly codes: readonly number[];
  /** Accounts of which every sign-in counts: emergency access, for one. */
  readonly accounts: () => Promise<readonly string[]>;
}

/** What one round did; `behind`: there is more to be read at once. */
export interface Round {
  readonly added: number;
  readonly behind: boolean;
}

/**
 * Reads what is new in the log. It may die anywhere and be run again: rows are kept by their id, and the mark up to
 * where the log was read moves only after everything before it is in the book. One round lasts no longer than
 * `forMs` plus one slice, so that nothing else waits for a long backlog.
 */
export async function readSignIns(options: ReaderOptions, forMs: number): Promise<Round> {
  const { book, clock } = options;
  const now = clock.now();
  const reading = await book.reading();
  let added = await readAccounts(options, reading, now);
  const span = spanOf(reading, now);
  let breadth = breadthOf(reading, now);
  let sliceMs = SLICE_MS;
  for (let from = span.from; from < now.getTime(); ) {
    const to = Math.min(from + sliceMs, now.getTime());
    const slice = await readSlice(options, { from: new Date(from), to: new Date(to), breadth });
    added += slice.added;
    const changed = slice.breadth !== breadth || slice.breadth !== reading.breadth;
    breadth = slice.breadth;
    from = to;
    sliceMs = slice.pages <= 1 ? Math.min(2 * sliceMs, LONGEST_SLICE_MS) : SLICE_MS;
    // Looking back for late rows must not take the mark back with it.
    const readTo = new Date(Math.max(to, reading.readTo?.getTime() ?? 0));
    await book.note({
      readTo,
      breadth,
      ...(changed ? { breadthSince: now } : {}),
      resumeFrom: new Date(to),
      resumeBegan: span.began,
      resumeBack: span.back,
    });
    if (to < now.getTime() && clock.now().getTime() - now.getTime() >= forMs) return { added, behind: true };
  }
  await book.note({
    resumeFrom: null,
    resumeBegan: null,
    resumeBack: null,
    ...LOOKED[span.back](span.began),
  });
  return { added, behind: false };
}

/** Since it began and not since it ended: what came in between is behind it. */
const LOOKED: Readonly<Record<LookBack, (began: Date) => Partial<Reading>>> = {
  always: () => ({}),
  hourly: (began) => ({ hourLookedBack: began }),
  daily: (began) => ({ hourLookedBack: began, dayLookedBack: began }),
};

/** First and by themselves: one request, however long the backlog of everything else is. */
async function readAccounts(
  { source, book, accounts }: ReaderOptions,
  { accountsReadTo }: Reading,
  now: Date,
): Promise<number> {
  const ids = await accounts();
  const since = accountsReadTo?.getTime() ?? now.getTime() - FIRST_MS;
  const span = { from: new Date(since - LATE.always), to: now };
  let added = 0;
  for (const personIds of chunks(ids, ACCOUNTS_AT_ONCE)) {
    for await (const page of source.read({ ...span, only: { personIds } })) added += await book.save(page);
  }
  await book.note({ accountsReadTo: now });
  return added;
}

interface Span {
  readonly from: number;
  readonly began: Date;
  readonly back: LookBack;
}

function spanOf(reading: Reading, now: Date): Span {
  const oldest = now.getTime() - KEPT_DAYS * DAY_MS;
  if (reading.resumeFrom !== null)
    return {
      from: Math.max(oldest, reading.resumeFrom.getTime()),
      began: reading.resumeBegan ?? now,
      back: reading.resumeBack ?? 'always',
    };
  if (reading.readTo === null) return { from: now.getTime() - FIRST_MS, began: now, back: 'daily' };
  const due = (last: Date | null, everyMs: number) =>
    last === null || now.getTime() - last.getTime() >= everyMs;
  const back = due(reading.dayLookedBack, DAY_MS)
    ? 'daily'
    : due(reading.hourLookedBack, HOUR_MS)
      ? 'hourly'
      : 'always';
  // Back from the last such look and not from the mark: what was late then has come since.
  const last = { always: reading.readTo, hourly: reading.hourLookedBack, daily: reading.dayLookedBack }[back];
  const from = Math.min(reading.readTo.getTime(), last?.getTime() ?? now.getTime()) - LATE[back];
  return { from: Math.max(oldest, from), began: now, back };
}

function breadthOf({ breadth, breadthSince }: Reading, now: Date): Breadth {
  const over = breadthSince !== null && now.getTime() - breadthSince.getTime() >= NARROW_FOR_MS;
  return breadth === 'narrow' && !over ? 'narrow' : 'everything';
}

interface Slice {
  readonly from: Date;
  readonly to: Date;
  readonly breadth: Breadth;
}

async function readSlice(
  options: ReaderOptions,
  { from, to, breadth }: Slice,
): Promise<{ readonly added: number; readonly breadth: Breadth; readonly pages: number }> {
  const { source, book, codes } = options;
  let added = 0;
  let pages = 0;
  if (breadth === 'everything') {
    const most = Math.max(PAGES_AT_LEAST, (PAGES_AN_HOUR * (to.getTime() - from.getTime())) / HOUR_MS);
    for await (const page of source.read({ from, to, only: 'everything' })) {
      added += await book.save(page);
      pages += 1;
      if (pages > most) break;
    }
    if (pages <= most) return { added, breadth, pages };
  }
  for (const some of chunks(codes, CODES_AT_ONCE)) {
    const window: LogWindow = { from, to, only: { codes: some } };
    for await (const page of source.read(window)) {
      added += await book.save(page);
      pages += 1;
    }
  }
  return { added, breadth: 'narrow', pages };
}

function chunks<Value>(values: readonly Value[], size: number): Value[][] {
  const count = Math.ceil(values.length / size);
  return Array.from({ length: count }, (_, index) => values.slice(index * size, (index + 1) * size));
}
