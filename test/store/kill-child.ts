import { once } from 'node:events';
import { argv, stdin, stdout } from 'node:process';
import { openDatabase } from '../../src/store/db.ts';

// Writes rows 1, 2, 3, … without a gap and says the number of each after it was committed.
const [, , folder = ''] = argv;
await once(stdin, 'data');
const database = await openDatabase({ kind: 'pglite', folder }, { databaseUrl: null });
await database.query('create table if not exists written (id integer primary key, filler text not null)');
const [found] = await database.query<{ count: number; last: number }>(
  'select count(*) as count, coalesce(max(id), 0) as last from written',
);
stdout.write(`found ${found?.count} ${found?.last}\n`);
let id = found?.last ?? 0;
const insert = 'insert into written values ($1, repeat($2, 500))';
for (;;) {
  id += 1;
  await database.query(insert, [id, 'a']);
  stdout.write(`${id}\n`);
  await database.transaction(async (transaction) => {
    id += 1;
    await transaction.query(insert, [id, 'b']);
    id += 1;
    await transaction.query(insert, [id, 'c']);
  });
  stdout.write(`${id}\n`);
}
