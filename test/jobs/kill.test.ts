import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execPath } from 'node:process';
import { z } from 'zod';
import { systemClock } from '../../src/clock.ts';
import { createQueue } from '../../src/jobs/queue.ts';
import { defineJob } from '../../src/jobs/table.ts';
import { openDatabase } from '../../src/store/db.ts';
import { captureLog } from '../support/log.ts';

const CHILD = new URL('./kill-child.ts', import.meta.url).pathname;

describe('a job whose process is killed', function () {
  this.timeout(30_000);
  let folder: string;
  let child: ChildProcess | undefined;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'muster-job-kill-'));
  });
  after(() => {
    child?.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  });

  it('is run by the next process, once and without a pause', async () => {
    const victim = spawn(execPath, [CHILD, folder]);
    child = victim;
    assert.equal(String((await once(victim.stdout, 'data'))[0]), 'began 1\n');
    victim.kill('SIGKILL');
    await once(victim, 'close');

    const attempts: number[] = [];
    const done = Promise.withResolvers<void>();
    const endless = defineJob({
      schema: z.object({ id: z.int() }),
      async run(_, { attempt }) {
        attempts.push(attempt);
        done.resolve();
      },
    });
    const database = await openDatabase({ kind: 'pglite', folder }, { databaseUrl: null });
    const queue = createQueue({ database, table: { endless }, clock: systemClock, log: captureLog().log });
    await queue.start();
    await done.promise;
    await queue.stop(5000);
    const jobs = await database.query('select state::text, retry_count from muster_jobs.job');
    await database.close();
    assert.deepEqual(jobs, [{ state: 'completed', retry_count: 1 }]);
    assert.deepEqual(attempts, [2]);
  });
});
