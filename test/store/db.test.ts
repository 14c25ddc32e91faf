import assert from 'node:assert/strict';
import { env } from 'node:process';
import { BadConfiguration, Unavailable } from '../../src/errors.ts';
import { type Database, openDatabase } from '../../src/store/db.ts';
import { eachDatabase } from '../support/database.ts';

eachDatabase('the database', (open) => {
  async function withTable(): Promise<Database> {
    const { database } = await open();
    await database.query('create table kept (id integer primary key deferrable)');
    return database;
  }
  const ids = async (database: Database) =>
    (await database.query<{ id: number }>('select id from kept order by id')).map(({ id }) => id);

  it('hands over numbers, days, times, JSON and lists alike', async () => {
    const { database } = await open();
    const at = new Date('2026-11-20T09:12:04.123Z');
    const rows = await database.query(
      `select count(*) as count, $1::timestamptz as at, $2::date as day, $3::jsonb as json, $4::text[] as list,
              $5::text as nothing, true as yes, 1.50::numeric as exact`,
      [at, '2026-11-20', JSON.stringify([{ a: 1 }]), ['x', 'y, "z"'], null],
    );
    assert.deepEqual(rows, [
      {
        count: 1,
        at,
        day: '2026-11-20',
        json: [{ a: 1 }],
        list: ['x', 'y, "z"'],
        nothing: null,
        yes: true,
        exact: '1.50',
      },
    ]);
  });

  it('runs several statements without values and gives the rows of all', async () => {
    const { database } = await open();
    assert.deepEqual(await database.query('select 1 as a; select 2 as b'), [{ a: 1 }, { b: 2 }]);
  });

  it('keeps what a transaction did when its work resolves, and its result', async () => {
    const database = await withTable();
    const result = await database.transaction(async (transaction) => {
      await transaction.query('insert into kept values ($1)', [1]);
      return 'done';
    });
    assert.equal(result, 'done');
    assert.deepEqual(await ids(database), [1]);
  });

  it('keeps nothing of a transaction whose work rejects', async () => {
    const database = await withTable();
    const failure = new Error('changed my mind');
    await assert.rejects(
      database.transaction(async (transaction) => {
        await transaction.query('insert into kept values ($1)', [1]);
        throw failure;
      }),
      failure,
    );
    assert.deepEqual(await ids(database), []);
  });

  it('keeps nothing of a transaction that fails only at its commit', async () => {
    const database = await withTable();
    await assert.rejects(
      database.transaction(async (transaction) => {
        await transaction.query('set constraints all deferred');
        await transaction.query('insert into kept values (1), (1)');
      }),
      { code: '23505' },
    );
    assert.deepEqual(await ids(database), []);
  });

  it('says so when a swallowed failure has cost the transaction', async () => {
    const database = await withTable();
    await assert.rejects(
      database.transaction(async (transaction) => {
        await transaction.query('insert into kept values (1)');
        await transaction.query('insert into nowhere values (1)').catch(() => 'swallowed');
      }),
      /transaction/i,
    );
    assert.deepEqual(await ids(database), []);
  });

  it('undoes only the inner part when a transaction inside a transaction fails', async () => {
    const database = await withTable();
    await database.transaction(async (outer) => {
      await outer.query('insert into kept values (1)');
      const inner = outer.transaction(async (transaction) => {
        await transaction.query('insert into kept values (2)');
        await transaction.query('insert into kept values (1)');
        await transaction.query('set constraints all immediate');
      });
      await assert.rejects(inner, { code: '23505' });
      await outer.transaction((transaction) => transaction.query('insert into kept values (3)'));
    });
    assert.deepEqual(await ids(database), [1, 3]);
  });

  it('refuses the outer database inside a transaction, where PGlite would wait for ever', async () => {
    const database = await withTable();
    await database.transaction(async (transaction) => {
      await transaction.query('insert into kept values (1)');
      await assert.rejects(database.query('select 1'), /use the db that it was given/);
      await assert.rejects(
        database.transaction(async () => undefined),
        /use the db that it was given/,
      );
    });
    assert.deepEqual(await ids(database), [1]);
  });

  it('refuses a statement that comes after the end of its transaction', async () => {
    const database = await withTable();
    const late = await database.transaction(async (transaction) => () => transaction.query('select 1'));
    await assert.rejects(late(), /is over/);
  });

  it('keeps transactions apart that run at the same time', async () => {
    const database = await withTable();
    const outcomes = await Promise.allSettled(
      Array.from({ length: 20 }, (_, number) =>
        database.transaction(async (transaction) => {
          await transaction.query('insert into kept values ($1)', [number]);
          await transaction.query('select count(*) from kept');
          if (number % 2 === 1) throw new Error('odd');
        }),
      ),
    );
    assert.equal(outcomes.filter(({ status }) => status === 'fulfilled').length, 10);
    assert.deepEqual(await ids(database), [0, 2, 4, 6, 8, 10, 12, 14, 16, 18]);
  });

  it('is usable again after a text that brought its own BEGIN and failed', async () => {
    const database = await withTable();
    const failing = database.query('begin; insert into kept values (1); select 1 / 0; commit');
    const next = database.query('select 1 as fine');
    await assert.rejects(failing, { code: '22012' });
    assert.deepEqual(await next, [{ fine: 1 }]);
    assert.deepEqual(await ids(database), []);
  });

  it('answers a ping', async () => {
    const { database } = await open();
    await database.ping();
  });
});

describe('a PostgreSQL that cannot be reached', () => {
  const refused = 'postgres://muster:s3cret%21@127.0.0.1:1/muster';

  it('is reported as unavailable with its place and without its password', async () => {
    const error = await openDatabase({ kind: 'postgres' }, { databaseUrl: refused }).catch(
      (reason) => reason,
    );
    assert.ok(error instanceof Unavailable);
    assert.equal(error.message, 'PostgreSQL at 127.0.0.1:1/muster does not answer: ECONNREFUSED.');
    assertSilentAbout(error, 's3cret');
  });

  it('is a configuration problem when the address cannot be read, and is not repeated', async () => {
    const wrong = 'postgres://muster:s3cret#1@127.0.0.1:1/muster';
    const error = await openDatabase({ kind: 'postgres' }, { databaseUrl: wrong }).catch((reason) => reason);
    assert.ok(error instanceof BadConfiguration);
    assertSilentAbout(error, 's3cret');
  });
});

describe('a PostgreSQL that goes away', () => {
  const url = env.TEST_DATABASE_URL;

  async function openReal(context: Mocha.Context): Promise<Database> {
    if (!url) return context.skip();
    return openDatabase({ kind: 'postgres' }, { databaseUrl: url });
  }
  const myself = (rows: readonly unknown[]) => (rows as { pid: number }[])[0]?.pid;

  it('costs the transaction that was open and nothing else', async function () {
    const database = await openReal(this);
    const other = await openReal(this);
    const broken = database.transaction(async (transaction) => {
      const pid = myself(await transaction.query('select pg_backend_pid() as pid'));
      await other.query('select pg_terminate_backend($1, 5000)', [pid]);
      await transaction.query('select 1');
    });
    await assert.rejects(broken, Unavailable);
    await database.ping();
    await Promise.all([database.close(), other.close()]);
  });

  it('is unavailable, and no bug, where a statement takes too long', async function () {
    const database = await openReal(this);
    const slow = database.transaction(async (transaction) => {
      await transaction.query('set local statement_timeout = 20');
      await transaction.query('select pg_sleep(5)');
    });
    await assert.rejects(slow, Unavailable);
    await database.close();
  });

  it('is survived by connections that were idle', async function () {
    const database = await openReal(this);
    const other = await openReal(this);
    const pid = myself(await database.query('select pg_backend_pid() as pid'));
    await other.query('select pg_terminate_backend($1, 5000)', [pid]);
    await database.ping();
    await Promise.all([database.close(), other.close()]);
  });

  it('is unavailable once it is closed, and may be closed twice', async function () {
    const database = await openReal(this);
    await database.close();
    await database.close();
    await assert.rejects(database.query('select 1'), Unavailable);
  });
});

/** Wherever a log or a person could come upon it: message, stack, causes, own properties. */
function assertSilentAbout(error: unknown, secret: string): void {
  for (let at = error; at instanceof Error; at = at.cause) {
    const all = [at.message, at.stack, JSON.stringify({ ...at })].join('\n');
    assert.ok(!all.includes(secret), all);
  }
}
