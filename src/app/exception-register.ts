import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { toExceptionsDueView } from '../cards/exceptions.ts';
import { type Rendered, render } from '../cards/render.ts';
import type { Texts } from '../cards/texts.ts';
import type { Clock } from '../clock.ts';
import type { Config } from '../config.ts';
import type { Queue } from '../jobs/queue.ts';
import { defineJob } from '../jobs/table.ts';
import type { Directory } from '../people/ports.ts';
import { exceptionsCsv } from '../rollout/exception-csv.ts';
import { findSigns, type SignReaders } from '../rollout/exception-finding.ts';
import { DUE_STAGES, type DueStage, dayOf, type Exception, MUSTER } from '../rollout/exceptions.ts';
import type { Database } from '../store/db.ts';
import { claimDue, closeOfAccounts, proposeByCases, proposeBySigns } from '../store/exception-changes.ts';
import {
  exceptionReading,
  exceptionsByIds,
  noteReading,
  openBySign,
  settledAccounts,
} from '../store/exceptions.ts';
import type { Tell } from '../teams/tell.ts';
import { createDesk, endedAs, everything } from './exception-desk.ts';

type Jobs = ReturnType<typeof jobsOf>;
type Enqueue = Queue<Jobs>['enqueue'];

export interface RegisterParts {
  readonly config: Pick<Config, 'breakGlassIds'>;
  readonly database: Database;
  readonly clock: Clock;
  readonly directory: Pick<Directory, 'findPerson'>;
  /** What the tenant shows of its accounts, read for work that nobody waits for. */
  readonly readers: () => SignReaders;
  readonly tell: Tell;
  /** In the administrators' channel; false where none was named. */
  readonly tellAdmins: (draw: (texts: Texts) => Rendered) => Promise<boolean>;
  readonly enqueue: Enqueue;
}

const DAY_MS = 86_400_000;
/** Not at once after a start: whoever has just set it up has other things to read first. */
const FIRST_DAILY_MS = 2 * 60 * 60_000;
/** A sign that is a day old is news enough: accounts of machines do not come and go by the hour. */
const LOOK_EVERY_MS = DAY_MS - 60 * 60_000;
const AT_ONCE = 500;
const _CHANGES_SHOWN = 5;

/** The register of accounts that need another way to MFA. */
export function buildRegister(parts: RegisterParts) {
  const { database, clock, enqueue } = parts;
  const jobs = jobsOf({
    look: () => lookThrough(parts, parts.readers()),
    daily: () => daily(parts),
    due: (due) => bringUp(parts, due),
  });
  return {
    jobs,
    desk: createDesk({ ...parts, lookIfOld: (reading) => lookIfOld(parts, reading) }),
    file: () => exceptionsCsv(everything(database), clock.now()),
    /** Accounts that somebody has decided about, for the gate of readiness. */
    settled: () => settledAccounts(database, dayOf(clock.now()), MUSTER),
    /** Takes the signs from what a check of readiness has read anyway. */
    lookThrough: (readers: SignReaders) => lookThrough(parts, readers),
    start: () =>
      enqueue(
        'exceptions-daily',
        {},
        { startAfter: new Date(clock.now().getTime() + FIRST_DAILY_MS), singletonKey: 'daily' },
      ),
  };
}

async function lookIfOld(
  { clock, enqueue }: RegisterParts,
  reading: { readonly lookedAt: Date } | null,
): Promise<void> {
  const age =
    reading === null ? Number.POSITIVE_INFINITY : clock.now().getTime() - reading.lookedAt.getTime();
  if (age > LOOK_EVERY_MS) await enqueue('exceptions-look', {}, { singletonKey: 'look' });
}

async function lookThrough({ database, clock, config }: RegisterParts, readers: SignReaders): Promise<void> {
  const signs = await findSigns(readers);
  const at = clock.now();
  if (signs === null) {
    const before = await exceptionReading(database);
    await noteReading(database, { partly: before?.partly ?? false, lookedAt: at, failed: true });
    return;
  }
  const never = new Set([...signs.emergency, ...config.breakGlassIds]);
  const found = signs.found
    .filter(({ personId, name }) => !never.has(personId) && !never.has(name.toLowerCase()))
    .map((one) => ({ ...one, id: randomUUID() }));
  for (let from = 0; from < found.length; from += AT_ONCE) {
    await proposeBySigns(database, found.slice(from, from + AT_ONCE), { by: MUSTER, at });
  }
  const open = await openBySign(database);
  const gone = open.filter((personId) => !signs.isThere(personId));
  await closeOfAccounts(database, gone, endedAs('gone', clock));
  await closeOfAccounts(database, signs.emergency, endedAs('emergency', clock));
  await noteReading(database, { lookedAt: at, partly: signs.partly, failed: false });
}

interface Due {
  readonly stage: DueStage;
  /** Null: the administrators. */
  readonly ownerId: string | null;
  readonly ids: string[];
}

async function daily(parts: RegisterParts): Promise<void> {
  const { database, clock, enqueue, config } = parts;
  const now = clock.now();
  // First the next time: a day on which it fails must not be the last one.
  const startAfter = new Date(now.getTime() + DAY_MS);
  await enqueue('exceptions-daily', {}, { startAfter, singletonKey: 'daily' });
  await proposeByCases(database, config.breakGlassIds, { by: MUSTER, at: now });
  for (const stage of DUE_STAGES) {
    // Told and noted together: nothing is brought up twice, and nothing is forgotten by a crash between the two.
    for (let more = true; more; ) {
      more = await database.transaction(async (db) => {
        const due = await claimDue(db, stage, dayOf(now));
        const byOwner = new Map<string | null, readonly Exception[]>(
          Map.groupBy(due, ({ decided }) => decided?.ownerId ?? null),
        );
        if (due.length > 0) byOwner.set(null, due);
        for (const [ownerId, theirs] of byOwner) {
          await enqueue('exceptions-due', { stage, ownerId, ids: theirs.map(({ id }) => id) }, { db });
        }
        return due.length > 0;
      });
    }
  }
  await lookIfOld(parts, await exceptionReading(database));
}

async function bringUp(parts: RegisterParts, { stage, ownerId, ids }: Due): Promise<void> {
  const { database, clock, tell, tellAdmins } = parts;
  // Whoever has decided anew meanwhile is not bothered.
  const exceptions = (await exceptionsByIds(database, ids)).filter(
    ({ closed, decided }) => closed === null && decided !== null,
  );
  if (exceptions.length === 0) return;
  const draw = (forAdmins: boolean) => (texts: Texts) =>
    render('exceptions', toExceptionsDueView({ stage, exceptions, forAdmins, asOf: clock.now() }, texts));
  if (ownerId !== null) return void (await tell(ownerId, draw(false)));
  if (await tellAdmins(draw(true))) return;
  // Without a channel of theirs it goes to those who decided.
  for (const by of new Set(exceptions.flatMap(({ decided }) => decided?.by ?? [])))
    await tell(by, draw(true));
}

function jobsOf(run: { look(): Promise<void>; daily(): Promise<void>; due(due: Due): Promise<void> }) {
  const nothing = z.object({});
  return {
    // The whole directory is read: tomorrow is soon enough after a few tries.
    'exceptions-look': defineJob({
      schema: nothing,
      timeLimitSeconds: 3_600,
      retry: { limit: 2, delaySeconds: 60 },
      run: () => run.look(),
    }),
    'exceptions-daily': defineJob({ schema: nothing, run: () => run.daily() }),
    'exceptions-due': defineJob({
      schema: z.object({
        stage: z.enum(DUE_STAGES),
        ownerId: z.string().nullable(),
        ids: z.array(z.guid()),
      }),
      // Said twice is worse than once too few: the register shows it all the same.
      retry: { limit: 0 },
      run: (due) => run.due(due),
    }),
  };
}
