import { argv, stdout } from 'node:process';
import { z } from 'zod';
import { systemClock } from '../../src/clock.ts';
import { createQueue } from '../../src/jobs/queue.ts';
import { defineJob } from '../../src/jobs/table.ts';
import { openDatabase } from '../../src/store/db.ts';
import { captureLog } from '../support/log.ts';

// Begins a job and never ends it.
const [, , folder = ''] = argv;
const endless = defineJob({
  schema: z.object({ id: z.int() }),
  async run({ id }) {
    stdout.write(`began ${id}\n`);
    await new Promise(() => undefined);
  },
});
const database = await openDatabase({ kind: 'pglite', folder }, { databaseUrl: null });
const queue = createQueue({ database, table: { endless }, clock: systemClock, log: captureLog().log });
await queue.start();
await queue.enqueue('endless', { id: 1 });
