import { type Db as BossDb, PgBoss } from 'pg-boss';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import type { Database, Db } from '../store/db.ts';
import type { ClaimedJob } from './run.ts';
import type { Job } from './table.ts';

export interface Timing {
  /** How soon a job is found that another process enqueued, or that a transaction of this one did. */
  readonly pollSeconds: number;
  /** A process that has given no sign of life for so long is dead, and its jobs are run again. */
  readonly heartbeatSeconds: number;
  /** How often dead processes are looked for. */
  readonly superviseSeconds: number;
}

const HOUR_SECONDS = 3600;
const DAY_SECONDS = 24 * HOUR_SECONDS;
/** While the database is away, every queue complains at every poll. */
const SAME_COMPLAINT_MS = 60_000;

/**
 * pg-boss works on the database's own connections: one place holds address, limits and time-outs, the same
 * adapter serves PGlite and PostgreSQL, and a job is enqueued in the very transaction that causes it.
 */
export function createBoss(database: Database, schema: string, timing: Timing): PgBoss {
  return new PgBoss({
    db: adapt(database),
    backend: database.kind,
    schema,
    schedule: false,
    superviseIntervalSeconds: timing.superviseSeconds,
    monitorIntervalSeconds: timing.superviseSeconds,
    maintenanceIntervalSeconds: HOUR_SECONDS,
    // No job depends on another.
    flowIntervalSeconds: HOUR_SECONDS,
    // PGlite has no vacuum of its own to keep an eye on; store/vacuum.ts sees to it.
    monitorVacuum: database.kind === 'postgres',
  });
}

export function adapt(db: Db): BossDb {
  return { executeSql: async (text, values) => ({ rows: await db.query<object>(text, values) }) };
}

/** Creates the queue, or gives the one of an earlier release this release's limits. */
export async function ensureQueue(boss: PgBoss, name: string, job: Job, timing: Timing): Promise<void> {
  const limits = {
    retryLimit: job.retry.limit,
    retryDelay: job.retry.delaySeconds,
    retryBackoff: true,
    retryDelayMax: job.retry.maxDelaySeconds,
    expireInSeconds: job.timeLimitSeconds,
    heartbeatSeconds: timing.heartbeatSeconds,
    deleteAfterSeconds: DAY_SECONDS,
  };
  // `short`: one waiting job for each singleton key.
  await boss.createQueue(name, { policy: 'short', ...limits });
  await boss.updateQueue(name, limits);
  // Makes pg-boss remember the queue. It would otherwise read it at the first enqueue, on a connection of
  // its own: inside a transaction on PGlite, that waits for ever.
  await boss.findJobs(name, { id: crypto.randomUUID() });
}

/** Fails the claim, so that it counts as an attempt, and sets its next start, both or neither. */
export async function postpone(
  boss: PgBoss,
  database: Database,
  claimed: Pick<ClaimedJob, 'id' | 'name' | 'retryCount'>,
  seconds: number,
  reason: string,
) {
  await database.transaction(async (transaction) => {
    const db = adapt(transaction);
    await boss.fail(claimed.name, [claimed], { message: reason }, { db });
    await boss.update(claimed.name, undefined, { id: claimed.id, startAfter: Math.ceil(seconds), db });
  });
}

/**
 * Only one process works on a PGlite folder: whatever is claimed when it starts was claimed by one that has
 * died, and need not wait for its sign of life to be missed, nor for a pause: nothing was wrong with the job.
 */
export async function releaseClaimsOfDeadProcess(
  boss: PgBoss,
  database: Database,
  schema: string,
): Promise<void> {
  const claimed = await database.query<{ id: string; name: string; retryCount: number }>(
    `select id, name, retry_count as "retryCount" from ${schema}.job where state = 'active'`,
  );
  for (const one of claimed) await postpone(boss, database, one, 0, 'the process that ran it died');
}

export function listenTo(boss: PgBoss, clock: Clock, log: Log): void {
  let last = { message: '', at: 0 };
  boss.on('error', (error) => {
    const at = clock.now().getTime();
    if (error.message === last.message && at - last.at < SAME_COMPLAINT_MS) return;
    last = { message: error.message, at };
    log.warn({ err: error }, 'the job queue has a problem; it goes on trying');
  });
  boss.on('warning', ({ message, data }) => log.warn({ data }, message));
}
