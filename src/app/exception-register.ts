import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { toExceptionsDueView } from '../cards/exceptions.ts';
import { type Rendered, render } from '../cards/render.ts';
import type { Texts } from '../cards/texts.ts';
import type { Clock } from '../clock.ts';
import type { Config } from '../config.ts';
import { onlyKnown } from '../errors.ts';
import type { EnqueueOptions } from '../jobs/queue.ts';
import { defineJob, type Enqueued } from '../jobs/table.ts';
import type { Directory } from '../people/ports.ts';
import { exceptionsCsv } from '../rollout/exception-csv.ts';
import {
  EXCEPTIONS_PER_PAGE,
  type ExceptionDesk,
  type ExceptionFile,
  type ExceptionPressed,
} from '../rollout/exception-desk.ts';
import { findSigns, type SignReaders } from '../rollout/exception-finding.ts';
import {
  DUE_STAGES,
  type DueStage,
  dayOf,
  type Exception,
  type ExceptionDraft,
  MUSTER,
  problemsOf,
} from '../rollout/exceptions.ts';
import type { Database } from '../store/db.ts';
import {
  claimDue,
  closeException,
  closeOfAccounts,
  countExceptions,
  exceptionById,
  exceptionChanges,
  exceptionReading,
  exceptionsAfter,
  exceptionsByIds,
  exceptionsPage,
  noteReading,
  openBySign,
  proposeByCases,
  proposeBySigns,
  reopenException,
  saveDecision,
  settledAccounts,
} from '../store/exceptions.ts';
import type { Tell } from '../teams/tell.ts';

type Jobs = ReturnType<typeof jobsOf>;
type Enqueue = <Name extends keyof Jobs & string>(
  name: Name,
  payload: Enqueued<Jobs[Name]>,
  options?: EnqueueOptions,
) => Promise<boolean>;

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
const CHANGES_SHOWN = 5;

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
    desk: createDesk(parts),
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

/** For a terminal, which changes nothing. */
export function exceptionReader(database: Database): Pick<ExceptionDesk, 'everything'> {
  return { everything: () => everything(database) };
}

function createDesk(parts: RegisterParts): ExceptionDesk {
  const { database, clock } = parts;
  const fileOf = async (exception: Exception): Promise<ExceptionFile> => ({
    exception,
    changes: await exceptionChanges(database, exception.id, CHANGES_SHOWN),
    asOf: clock.now(),
  });
  /** The entry as it is now, whatever came of the press. */
  const after = async (id: string, saved: boolean): Promise<ExceptionPressed | undefined> => {
    const exception = await exceptionById(database, id);
    return exception && { kind: saved ? 'done' : 'faster', file: await fileOf(exception) };
  };
  return {
    async register(page) {
      const now = clock.now();
      await proposeByCases(database, parts.config.breakGlassIds, { by: MUSTER, at: now });
      const reading = await exceptionReading(database);
      await lookIfOld(parts, reading);
      const from = (page - 1) * EXCEPTIONS_PER_PAGE;
      const today = dayOf(now);
      const counts = await countExceptions(database, today);
      const exceptions = await exceptionsPage(database, today, { from, atMost: EXCEPTIONS_PER_PAGE });
      return { counts, page, exceptions, reading, asOf: now };
    },
    async find(id) {
      const exception = await exceptionById(database, id);
      return exception && fileOf(exception);
    },
    async decide(by, id, seen, draft) {
      const exception = await exceptionById(database, id);
      if (!exception) return undefined;
      if (isEmergency(parts, exception)) {
        await closeOfAccounts(database, [exception.personId], endedAs('emergency', clock));
        return { kind: 'emergency', file: await fileOf((await exceptionById(database, id)) ?? exception) };
      }
      if (exception.version !== seen) return { kind: 'faster', file: await fileOf(exception) };
      const at = clock.now();
      const problems = problemsOf(exception, draft, at);
      if (problems.length > 0) return { kind: 'wrong', file: await fileOf(exception), problems };
      return after(id, await save(parts, { by, at, id, seen }, draft));
    },
    async close(by, id, seen) {
      const closing = { ...(await whoever(parts, by)), at: clock.now(), why: 'usual-way' };
      return after(id, await closeException(database, id, seen, closing));
    },
    async reopen(by, id, seen) {
      const opening = { ...(await whoever(parts, by)), at: clock.now() };
      return after(id, await reopenException(database, id, seen, opening));
    },
    everything: () => everything(database),
  };
}

async function save(
  parts: RegisterParts,
  about: { readonly by: string; readonly at: Date; readonly id: string; readonly seen: number },
  { decision, owner, expiresOn, note }: ExceptionDraft,
): Promise<boolean> {
  if (decision === null || owner === null || typeof owner === 'string') return false;
  const { by, byName } = await whoever(parts, about.by);
  const owned = { ownerId: owner.id, ownerName: owner.name };
  const decided = { decision, ...owned, expiresOn, note: note.trim(), by, byName, at: about.at };
  return saveDecision(parts.database, about.id, about.seen, decided);
}

/** A name for those who read it next year: by then the account may be gone. */
async function whoever({ directory }: RegisterParts, by: string): Promise<{ by: string; byName: string }> {
  const person = await directory.findPerson(by).catch(onlyKnown);
  return { by, byName: person?.displayName ?? by };
}

function isEmergency({ config }: RegisterParts, { personId, name }: Exception): boolean {
  return config.breakGlassIds.includes(personId) || config.breakGlassIds.includes(name.toLowerCase());
}

async function* everything(database: Database): AsyncGenerator<readonly Exception[]> {
  for (let after: Exception | null = null; ; ) {
    const page: readonly Exception[] = await exceptionsAfter(database, after, AT_ONCE);
    if (page.length > 0) yield page;
    after = page.at(-1) ?? null;
    if (page.length < AT_ONCE) return;
  }
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

function endedAs(why: 'gone' | 'emergency', clock: Clock) {
  return { by: MUSTER, byName: null, at: clock.now(), why };
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
