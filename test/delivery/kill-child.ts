import { argv, env, stdout } from 'node:process';
import { openDatabase } from '../../src/store/db.ts';
import { migrate } from '../../src/store/migrate.ts';
import { addChats, fakeCampaigns } from '../support/delivery.ts';
import { createWorker } from '../support/delivery-worker.ts';

// Sends a wave until everybody is final, or until it is killed: then the next one goes on.
const [, , target = '', people = '', perSecond = '', serviceUrl = '', schema = ''] = argv;
const database = await openDatabase(
  target.startsWith('pglite:')
    ? { kind: 'pglite', folder: target.slice('pglite:'.length) }
    : { kind: 'postgres' },
  { databaseUrl: target },
);
await migrate(database);
const worker = createWorker({
  database,
  campaigns: fakeCampaigns(),
  perSecond: Number(perSecond) || null,
  inFlight: Number(env.IN_FLIGHT ?? 16),
  callLastsMs: 3_000,
  heartbeatSeconds: 10,
  ...(schema === '' ? {} : { schema }),
});
const [known] = await database.query('select 1 from conversations limit 1');
if (known === undefined) await addChats(database, Number(people), serviceUrl);
await worker.start();
await worker.plan(Number(people));
stdout.write('ready\n');
const counts = await worker.finished(Number(people));
stdout.write(`${JSON.stringify(counts)}\n`);
await worker.stop();
await database.close();
