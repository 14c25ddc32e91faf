import assert from 'node:assert/strict';
import { setImmediate } from 'node:timers/promises';
import sinon from 'sinon';
import { z } from 'zod';
import { type Clock, systemClock } from '../../src/clock.ts';
import { TryAgainLater, Unavailable, UserError } from '../../src/errors.ts';
import { createQueue, type Queue } from '../../src/jobs/queue.ts';
import { defineJob, type JobContext, type JobTable, type RetryPolicy } from '../../src/jobs/table.ts';
import { eachDatabase, type TestDatabase } from '../support/database.ts';
import { type CapturedLog, captureLog } from '../support/log.ts';

const Note = z.object({ text: z.string() });
type Note = z.infer<typeof Note>;
type Run = (note: Note, context: JobContext) => Promise<void>;

interface StoredJob {
  readonly state: string;
  readonly retries: number;
  /** Seconds from now until it may start. */
  readonly startsIn: number;
}

eachDatabase('the job queue', (open) => {
  let home: TestDatabase;
  let captured: CapturedLog;
  const queues: Queue<JobTable>[] = [];
  beforeEach(async () => {
    home = await open();
    captured = captureLog('info');
  });
  afterEach(async () => {
    for (const queue of queues.splice(0)) await queue.stop(1000);
  });

  async function start<Table extends JobTable>(
    table: Table,
    {
      database = home.database,
      clock = systemClock as Clock,
      pollSeconds = 60,
      onEnd = (_job: string, _outcome: string) => {},
    } = {},
  ): Promise<Queue<Table>> {
    const queue = createQueue({
      database,
      table,
      clock,
      log: captured.log,
      onEnd,
      schema: home.jobsSchema,
      timing: { pollSeconds, heartbeatSeconds: 10, superviseSeconds: 1 },
    });
    queues.push(queue as Queue<JobTable>);
    await queue.start();
    return queue;
  }

  it('tells whoever counts how every run ended', async () => {
    const { promise: ended, resolve } = Promise.withResolvers<string>();
    const queue = await start(
      note(async () => {}),
      { onEnd: (job, outcome) => resolve(`${job} ${outcome}`) },
    );
    await queue.enqueue('note', { text: 'hello' });
    assert.equal(await ended, 'note done');
  });

  const note = (run: Run, options: { retry?: Partial<RetryPolicy>; together?: number } = {}) => ({
    note: defineJob({ schema: Note, run, ...options }),
  });

  const stored = () =>
    home.database.query<StoredJob>(
      `select state::text, retry_count as retries, extract(epoch from start_after - now())::integer as "startsIn"
         from ${home.jobsSchema}.job order by created_on, id`,
    );
  interface Line {
    readonly level: string;
    readonly msg: string;
    readonly problem?: string;
  }
  const lines = () =>
    captured
      .text()
      .split('\n')
      .filter(Boolean)
      // Our own log wrote it: one JSON object a line.
      .map((line) => JSON.parse(line) as Line);
  /** Lets the time pass that a job waits for. */
  const pass = () =>
    home.database.query(`update ${home.jobsSchema}.job set start_after = now() where state = 'retry'`);

  /** Resolves when the job has run so often; gives what it was run with. */
  function recorder(then: Run = async () => undefined) {
    const runs: { text: string; attempt: number }[] = [];
    const waiting: { count: number; go: () => void }[] = [];
    const run: Run = async (payload, context) => {
      runs.push({ text: payload.text, attempt: context.attempt });
      for (const { count, go } of waiting) if (runs.length >= count) go();
      await then(payload, context);
    };
    const ran = (count: number) =>
      new Promise<void>((go) => (runs.length >= count ? go() : waiting.push({ count, go })));
    return { run, runs, ran };
  }

  const ends = async (queue: Queue<JobTable>) =>
    (await settled(queue)).map(({ state, retries }) => ({ state, retries }));

  async function settled(queue: Queue<JobTable>): Promise<StoredJob[]> {
    await queue.stop(5000);
    return stored();
  }

  it('runs a job once with its payload', async () => {
    const { run, runs, ran } = recorder();
    const queue = await start(note(run));
    assert.equal(await queue.enqueue('note', { text: 'hello' }), true);
    await ran(1);
    assert.deepEqual(await ends(queue), [{ state: 'completed', retries: 0 }]);
    assert.deepEqual(runs, [{ text: 'hello', attempt: 1 }]);
  });

  it('goes on to the next job at once, without waiting for its next poll', async () => {
    const { run, runs, ran } = recorder();
    const queue = await start(note(run));
    for (let number = 0; number < 20; number += 1) await queue.enqueue('note', { text: `${number}` });
    await ran(20);
    assert.equal((await settled(queue)).filter(({ state }) => state === 'completed').length, 20);
    assert.equal(new Set(runs.map(({ text }) => text)).size, 20);
  });

  it('runs several of one name beside each other where its row says so', async () => {
    const both = Promise.withResolvers<void>();
    let begun = 0;
    const run: Run = async () => {
      begun += 1;
      if (begun === 2) both.resolve();
      await both.promise;
    };
    const queue = await start({ note: defineJob({ schema: Note, run, workers: 2 }) });
    await queue.enqueue('note', { text: 'one' });
    await queue.enqueue('note', { text: 'two' });
    await both.promise;
    assert.deepEqual(
      (await settled(queue)).map(({ state }) => state),
      ['completed', 'completed'],
    );
  });

  it('leaves nothing of a job whose transaction is rolled back', async () => {
    const { run, runs } = recorder();
    const queue = await start(note(run));
    const rolledBack = home.database.transaction(async (db) => {
      assert.equal(await queue.enqueue('note', { text: 'never' }, { db }), true);
      throw new Error('no');
    });
    await assert.rejects(rolledBack, /no/);
    assert.deepEqual(await settled(queue), []);
    assert.deepEqual(runs, []);
  });

  it('runs a job once when its transaction commits, together with what else that did', async () => {
    const { run, runs, ran } = recorder();
    const queue = await start(note(run), { pollSeconds: 0.5 });
    await home.database.query('create table cause (id integer)');
    await home.database.transaction(async (db) => {
      await db.query('insert into cause values (1)');
      await queue.enqueue('note', { text: 'later' }, { db });
      assert.deepEqual(runs, []);
    });
    await ran(1);
    assert.deepEqual(await home.database.query('select id from cause'), [{ id: 1 }]);
    assert.deepEqual(
      (await settled(queue)).map(({ state }) => state),
      ['completed'],
    );
    assert.equal(runs.length, 1);
  });

  it('does not take what its own job would refuse, nor anything before it is started', async () => {
    const table = note(async () => undefined);
    const queue = await start(table);
    const wrong = { text: 1 } as unknown as Note;
    await assert.rejects(queue.enqueue('note', wrong), z.ZodError);
    const { database } = home;
    const idle = createQueue({
      database,
      table,
      clock: systemClock,
      log: captured.log,
    });
    await assert.rejects(idle.enqueue('note', { text: 'a' }), /started/);
    assert.deepEqual(await settled(queue), []);
  });

  it('gives up a payload that another release wrote and this one cannot read, with a line in the log', async () => {
    const older = await start({
      note: defineJob({ schema: z.object({ id: z.int() }), run: async () => undefined }),
    });
    await older.enqueue('note', { id: 7 }, { startAfter: new Date(Date.now() + 60_000) });
    await older.stop(1000);
    const { run, runs } = recorder();
    const queue = await start(note(run), { pollSeconds: 0.5 });
    await home.database.query(`update ${home.jobsSchema}.job set start_after = now()`);
    await until(async () => (await stored())[0]?.state === 'failed');
    assert.deepEqual(await ends(queue), [{ state: 'failed', retries: 0 }]);
    assert.deepEqual(runs, []);
    const line = lines().find(({ msg }) => msg.includes('cannot be read'));
    assert.equal(line?.level, 'error');
    assert.match(line?.problem ?? '', /text/);
  });

  it('does not run a job again that was refused with a UserError', async () => {
    const { run, ran } = recorder(async () => {
      throw new UserError('too-late', 'The campaign is over.', 'Start another.');
    });
    const queue = await start(note(run));
    await queue.enqueue('note', { text: 'a' });
    await ran(1);
    assert.deepEqual(await ends(queue), [{ state: 'failed', retries: 0 }]);
    assert.deepEqual(
      lines().map(({ level }) => level),
      ['info'],
    );
  });

  it('runs a job again after exactly the seconds that TryAgainLater names', async () => {
    const { run, runs, ran } = recorder(async (_, { attempt }) => {
      if (attempt === 1) throw new TryAgainLater(3600, 'Teams');
    });
    const queue = await start(note(run), { pollSeconds: 0.5 });
    await queue.enqueue('note', { text: 'a' });
    await until(async () => (await stored())[0]?.state === 'retry');
    const [waiting] = await stored();
    assert.ok(waiting && waiting.startsIn > 3590 && waiting.startsIn <= 3600, JSON.stringify(waiting));
    await pass();
    await ran(2);
    assert.deepEqual(
      (await settled(queue)).map(({ state }) => state),
      ['completed'],
    );
    assert.deepEqual(
      runs.map(({ attempt }) => attempt),
      [1, 2],
    );
  });

  it('runs a job again after any other error, after growing pauses, until it gives up', async () => {
    const { run, ran } = recorder(async () => {
      throw new Error('a bug');
    });
    const retry = { limit: 2, delaySeconds: 100, maxDelaySeconds: 10_000 };
    const queue = await start(note(run, { retry }), { pollSeconds: 0.5 });
    await queue.enqueue('note', { text: 'a' });
    const pauses: number[] = [];
    for (const count of [1, 2]) {
      await ran(count);
      await until(async () => (await stored())[0]?.state === 'retry');
      pauses.push((await stored())[0]?.startsIn ?? 0);
      await pass();
    }
    await ran(3);
    assert.deepEqual(
      (await settled(queue)).map(({ state, retries }) => ({ state, retries })),
      [{ state: 'failed', retries: 2 }],
    );
    assert.ok(pauses[0] && pauses[0] >= 95 && pauses[0] <= 200, `${pauses}`);
    assert.ok(pauses[1] && pauses[1] >= 195 && pauses[1] <= 400, `${pauses}`);
    assert.deepEqual(
      lines().map(({ msg }) => /given up/.test(msg)),
      [false, false, true],
    );
  });

  it('gives up a job that is told to come again later once too often', async () => {
    const { run, ran } = recorder(async () => {
      throw new TryAgainLater(3600, 'Teams');
    });
    const queue = await start(note(run, { retry: { limit: 0 } }));
    await queue.enqueue('note', { text: 'a' });
    await ran(1);
    assert.deepEqual(
      (await settled(queue)).map(({ state }) => state),
      ['failed'],
    );
  });

  it('runs several of a kind together where the table says so, each with its own end', async () => {
    const all = gate();
    const { run, ran } = recorder(async ({ text }) => {
      await all.passed;
      if (text === 'b') throw new UserError('no', 'No.', 'No.');
    });
    const table = { ...note(run, { together: 3 }) };
    const queue = await start(table, { pollSeconds: 0.5 });
    await home.database.transaction(async (db) => {
      for (const text of ['a', 'b', 'c']) await queue.enqueue('note', { text }, { db });
    });
    await ran(3);
    all.open();
    assert.deepEqual((await settled(queue)).map(({ state }) => state).sort(), [
      'completed',
      'completed',
      'failed',
    ]);
  });

  it('lets one job a key wait, and any number without a key', async () => {
    const first = gate();
    const { run, runs, ran } = recorder(() => first.passed);
    const queue = await start(note(run));
    const add = (text: string, singletonKey?: string) =>
      queue.enqueue('note', { text }, singletonKey ? { singletonKey } : {});
    await add('running', 'key');
    await ran(1);
    assert.equal(
      await add('waiting', 'key'),
      true,
      'what runs may have begun before the reason for this one',
    );
    assert.equal(await add('double', 'key'), false);
    assert.equal(await add('other key', 'other'), true);
    assert.equal(await add('no key'), true);
    assert.equal(await add('no key'), true);
    first.open();
    await ran(5);
    assert.ok(!runs.some(({ text }) => text === 'double'));
  });

  it('runs what has the higher priority first, and nothing before its time', async () => {
    const first = gate();
    const { run, runs, ran } = recorder(() => first.passed);
    const queue = await start(note(run));
    await queue.enqueue('note', { text: 'first' });
    await ran(1);
    await queue.enqueue(
      'note',
      { text: 'tomorrow' },
      { startAfter: new Date(Date.now() + 86_400_000), priority: 9 },
    );
    await queue.enqueue('note', { text: 'low' });
    await queue.enqueue('note', { text: 'high' }, { priority: 5 });
    first.open();
    await ran(3);
    await settled(queue);
    assert.deepEqual(
      runs.map(({ text }) => text),
      ['first', 'high', 'low'],
    );
  });

  for (const [how, offBy] of [
    ['runs ahead', -300_000],
    ['lags behind', 300_000],
  ] as const) {
    it(`waits as long as it was told where the database's clock ${how}`, async () => {
      const clock = { now: () => new Date(Date.now() + offBy), sleep: systemClock.sleep };
      const queue = await start(
        note(async () => undefined),
        { clock },
      );
      const startAfter = new Date(clock.now().getTime() + 60_000);
      await queue.enqueue('note', { text: 'in a minute' }, { startAfter });
      const [waiting] = await stored();
      assert.ok(waiting && waiting.startsIn > 50 && waiting.startsIn <= 60, JSON.stringify(waiting));
      await queue.enqueue('note', { text: 'late' }, { startAfter: new Date(0) });
      const [, late] = await stored();
      assert.ok(late && late.startsIn <= 0, JSON.stringify(late));
    });
  }

  it('shares the work between two instances and runs nothing twice', async () => {
    const { run, runs, ran } = recorder();
    const table = note(run, { together: 5 });
    const one = await start(table, { pollSeconds: 0.5 });
    const other = await start(table, { database: await home.again(), pollSeconds: 0.5 });
    await Promise.all(
      Array.from({ length: 60 }, (_, number) =>
        (number % 2 ? one : other).enqueue('note', { text: `${number}` }),
      ),
    );
    await ran(60);
    await one.stop(5000);
    assert.ok((await settled(other)).every(({ state }) => state === 'completed'));
    assert.equal(runs.length, 60);
  });

  it('waits for the running job when it is stopped, and claims no other', async () => {
    const first = gate();
    const { run, runs, ran } = recorder(() => first.passed);
    const queue = await start(note(run));
    await queue.enqueue('note', { text: 'a' });
    await queue.enqueue('note', { text: 'b' });
    await ran(1);
    const stopped = sinon.fake();
    const stopping = queue.stop(60_000).then(stopped);
    await home.database.ping();
    assert.equal(stopped.called, false);
    first.open();
    await stopping;
    assert.deepEqual(
      (await stored()).map(({ state }) => state),
      ['completed', 'created'],
    );
    assert.equal(runs.length, 1);
  });

  it('gives a job back that does not end within the bound, and tells it so', async () => {
    let signal: AbortSignal | undefined;
    const { run, ran } = recorder((_, context) => {
      ({ signal } = context);
      return new Promise(() => undefined);
    });
    const clock = { now: () => new Date(), sleep: sinon.fake.resolves(undefined) };
    const queue = await start(note(run), { clock });
    await queue.enqueue('note', { text: 'endless' });
    await ran(1);
    await queue.stop(12_345);
    assert.equal(clock.sleep.firstCall.args[0], 12_345);
    assert.deepEqual(
      (await stored()).map(({ state }) => state),
      ['retry'],
    );
    assert.equal(signal?.aborted, true);
    assert.ok(lines().some(({ level, msg }) => level === 'warn' && /will be run again/.test(msg)));
  });

  it('runs a job again whose process died in the middle of it', async () => {
    const dead = gate();
    const before = recorder(() => dead.passed);
    const victim = await start(note(before.run));
    await victim.enqueue('note', { text: 'survives' });
    await before.ran(1);
    // PostgreSQL's survivors learn it from the missing sign of life, the next start on PGlite at once.
    await home.database.query(`update ${home.jobsSchema}.job set heartbeat_on = now() - interval '1 hour'`);
    const after = recorder();
    const survivor = await start(note(after.run), { database: await home.again(), pollSeconds: 0.5 });
    await until(async () => (await stored())[0]?.state !== 'active');
    await pass();
    await after.ran(1);
    assert.deepEqual(after.runs, [{ text: 'survives', attempt: 2 }]);
    const [state] = await settled(survivor);
    // What the dead one would still report counts for nothing.
    dead.open();
    await victim.stop(5000);
    assert.deepEqual((await stored())[0], state);
    assert.equal(state?.state, 'completed');
  });

  it('gives the jobs of an earlier release the limits of this one', async () => {
    const earlier = await start(note(async () => undefined));
    await earlier.stop(1000);
    const queue = await start(note(async () => undefined, { retry: { limit: 9 } }));
    await queue.enqueue('note', { text: 'a' }, { startAfter: new Date(Date.now() + 60_000) });
    const rows = await home.database.query(`select retry_limit from ${home.jobsSchema}.job`);
    assert.deepEqual(rows, [{ retry_limit: 9 }]);
  });

  it('answers a ping only while jobs are being claimed', async () => {
    const table = note(async () => undefined);
    const queue = await start(table, { pollSeconds: 0.5 });
    await queue.ping();
    await home.database.query(`alter table ${home.jobsSchema}.job_common rename to elsewhere`);
    await until(() =>
      queue.ping().then(
        () => false,
        (error) => error instanceof Unavailable,
      ),
    );
    await home.database.query(`alter table ${home.jobsSchema}.elsewhere rename to job_common`);
    await until(() =>
      queue.ping().then(
        () => true,
        () => false,
      ),
    );
    await queue.stop(1000);
    await assert.rejects(queue.ping(), Unavailable);
  });

  it('fails to start where its tables cannot be made, and leaves nothing running', async () => {
    await home.database.query(
      `create schema ${home.jobsSchema}; create table ${home.jobsSchema}.version (odd text)`,
    );
    await assert.rejects(start(note(async () => undefined)));
  });
});

function gate(): { readonly passed: Promise<void>; open(): void } {
  const { promise, resolve } = Promise.withResolvers<void>();
  return { passed: promise, open: resolve };
}

/** Asks again and again, for what the queue does in its own time. */
async function until(fulfilled: () => Promise<boolean>): Promise<void> {
  const end = performance.now() + 8000;
  while (!(await fulfilled())) {
    assert.ok(performance.now() < end, 'it did not come true in time');
    await setImmediate();
  }
}
