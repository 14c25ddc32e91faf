import type { JobResult, PgBoss } from 'pg-boss';
import type { Clock } from '../clock.ts';
import { Unavailable } from '../errors.ts';
import type { Log } from '../log.ts';
import type { Database, Db } from '../store/db.ts';
import {
  adapt,
  createBoss,
  ensureQueue,
  listenTo,
  postpone,
  releaseClaimsOfDeadProcess,
  type Timing,
} from './boss.ts';
import { type ClaimedJob, type Outcome, runJob } from './run.ts';
import type { Enqueued, Job, JobTable } from './table.ts';

export interface EnqueueOptions {
  /** The transaction that the job belongs to: it exists if and when that commits. */
  readonly db?: Db;
  readonly startAfter?: Date;
  /** While a job of this name and key waits, another is not added. */
  readonly singletonKey?: string;
  /** Higher goes first; 0 where it is left out. */
  readonly priority?: number;
}

export interface Queue<Table extends JobTable> {
  start(): Promise<void>;
  /** Claims nothing more and lets what runs finish; what does not within the bound is run again later. */
  stop(boundMs: number): Promise<void>;
  /** False where a job with this singleton key was waiting already. */
  enqueue<Name extends keyof Table & string>(
    name: Name,
    payload: Enqueued<Table[Name]>,
    options?: EnqueueOptions,
  ): Promise<boolean>;
  /** Rejects unless the database answers and jobs are being claimed. */
  ping(): Promise<void>;
}

export interface QueueOptions<Table extends JobTable> {
  readonly database: Database;
  readonly table: Table;
  readonly clock: Clock;
  readonly log: Log;
  /** For metrics: every run of a job and how it ended. */
  readonly onEnd?: (job: string, outcome: Outcome['kind']) => void;
  /** Where pg-boss keeps its tables. */
  readonly schema?: string;
  readonly timing?: Timing;
}

const TIMING: Timing = { pollSeconds: 1, heartbeatSeconds: 30, superviseSeconds: 15 };

export function createQueue<Table extends JobTable>(options: QueueOptions<Table>): Queue<Table> {
  const { database, table, clock, log, schema = 'muster_jobs', timing = TIMING } = options;
  const boss = createBoss(database, schema, timing);
  listenTo(boss, clock, log);
  const names = Object.keys(table);
  const workers = new Map<string, string[]>();
  let state: 'new' | 'running' | 'stopped' = 'new';

  // Without this a job waits for its worker's next poll.
  const wake = (name: string) => {
    for (const worker of workers.get(name) ?? []) boss.notifyWorker(worker);
  };

  async function runAndReport(name: string, job: Job, claimed: ClaimedJob): Promise<JobResult> {
    const outcome = await runJob(job, claimed, log);
    options.onEnd?.(name, outcome.kind);
    return report(boss, database, claimed, outcome, log);
  }

  async function work(name: string, job: Job): Promise<void> {
    const how = {
      batchSize: job.together,
      pollingIntervalSeconds: timing.pollSeconds,
      perJobResults: true,
    } as const;
    const started: string[] = [];
    workers.set(name, started);
    // pg-boss can start several itself, but then wakes only the first of them.
    while (started.length < job.workers) {
      const worker = await boss.work(name, how, async (claimed: ClaimedJob[]) => {
        // Where there was one job there may be more.
        wake(name);
        return Promise.all(claimed.map((one) => runAndReport(name, job, one)));
      });
      started.push(worker);
    }
  }

  return {
    async start() {
      try {
        await boss.start();
        if (database.kind === 'pglite') await releaseClaimsOfDeadProcess(boss, database, schema);
        for (const [name, job] of Object.entries(table)) await ensureQueue(boss, name, job, timing);
      } catch (error) {
        await boss.stop({ graceful: false, close: false });
        throw error;
      }
      state = 'running';
      for (const [name, job] of Object.entries(table)) await work(name, job);
    },
    async stop(boundMs) {
      if (state !== 'running') return;
      state = 'stopped';
      await letFinish(Promise.all(names.map((name) => boss.offWork(name))), boundMs, clock);
      const unfinished = boss.getWipData().filter(({ count }) => count > 0);
      for (const { name, count } of unfinished) {
        log.warn({ job: name, count }, 'stopped before these jobs had ended; they will be run again');
      }
      await boss.stop({ graceful: false, close: false });
    },
    async enqueue(name, payload, { db, startAfter, singletonKey, priority } = {}) {
      if (state === 'new') throw new Error('The queue takes jobs only once it has been started.');
      // Thrown here, the error names whoever enqueues what its own job would refuse.
      table[name]?.schema.parse(payload);
      const id = await boss.send(name, payload, {
        // The queue holds one waiting job for each key, so one that may wait beside others gets its own.
        singletonKey: singletonKey ?? crypto.randomUUID(),
        ...(startAfter && { startAfter: secondsUntil(startAfter, clock) }),
        ...(priority !== undefined && { priority }),
        ...(db && { db: adapt(db) }),
      });
      if (!db) wake(name);
      return id !== null;
    },
    async ping() {
      if (state !== 'running') throw notClaiming('The job queue is not running');
      await database.ping();
      const stuck = boss
        .getWipData()
        .filter((worker) => (worker.lastErrorOn ?? 0) > (worker.lastFetchedOn ?? 0));
      if (stuck.length > 0)
        throw notClaiming(`No jobs are claimed of ${stuck.map(({ name }) => name).join(', ')}`);
    },
  };
}

/**
 * The database starts jobs by its own clock. Told the moment by ours, it would start them early where it runs ahead,
 * and a job that puts itself off until its time would run again and again without a pause.
 */
function secondsUntil(moment: Date, clock: Clock): number {
  return Math.max(0, moment.getTime() - clock.now().getTime()) / 1000;
}

async function letFinish(finished: Promise<unknown>, boundMs: number, clock: Clock): Promise<void> {
  const soon = new AbortController();
  const bound = clock.sleep(boundMs, soon.signal).catch(() => 'everything had finished before the bound');
  await Promise.race([finished, bound]);
  soon.abort();
}

async function report(
  boss: PgBoss,
  database: Database,
  claimed: ClaimedJob,
  outcome: Outcome,
  log: Log,
): Promise<JobResult> {
  const { id } = claimed;
  if (outcome.kind === 'done') return { id, status: 'completed' };
  const output = { message: outcome.reason };
  // pg-boss's word for failing at once, whatever retries are left.
  if (outcome.kind === 'refused') return { id, status: 'deadletter', output };
  if (outcome.kind === 'failed') return { id, status: 'failed', output };
  try {
    await postpone(boss, database, claimed, outcome.seconds, outcome.reason);
  } catch (error) {
    log.warn(
      { err: error, jobId: id },
      'a job could not be postponed; it is run again after the usual pause',
    );
  }
  // Postponed, the claim is gone and this report finds nothing to fail.
  return { id, status: 'failed', output };
}

function notClaiming(what: string): Unavailable {
  return new Unavailable(`${what}.`, 'It starts by itself once the database answers; if not, read the log.');
}
