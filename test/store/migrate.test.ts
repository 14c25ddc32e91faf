import assert from 'node:assert/strict';
import { UserError } from '../../src/errors.ts';
import { migrate, pendingMigrations, readMigrations, toMigration } from '../../src/store/migrate.ts';
import { eachDatabase } from '../support/database.ts';

const FIRST = toMigration('0001-first.sql', 'create table first (id integer); insert into first values (1);');
const SECOND = toMigration('0002-second.sql', 'create table second (id integer);');

eachDatabase('migrations', (open) => {
  it('are applied in order, once, and say where the database is now', async () => {
    const { database } = await open();
    assert.deepEqual(await pendingMigrations(database, [FIRST, SECOND]), ['0001-first', '0002-second']);
    assert.deepEqual(await migrate(database, [FIRST]), { applied: ['0001-first'], version: 1 });
    assert.deepEqual(await pendingMigrations(database, [FIRST, SECOND]), ['0002-second']);
    assert.deepEqual(await migrate(database, [FIRST, SECOND]), { applied: ['0002-second'], version: 2 });
    assert.deepEqual(await migrate(database, [FIRST, SECOND]), { applied: [], version: 2 });
    assert.deepEqual(await pendingMigrations(database, [FIRST, SECOND]), []);
    assert.deepEqual(await database.query('select id from first'), [{ id: 1 }]);
  });

  it('are applied by one of several processes that start at once; the others wait for it', async () => {
    const { again } = await open();
    const instances = await Promise.all(Array.from({ length: 5 }, again));
    const outcomes = await Promise.all(instances.map((database) => migrate(database, [FIRST, SECOND])));
    assert.deepEqual(outcomes.flatMap(({ applied }) => applied).sort(), ['0001-first', '0002-second']);
  });

  it('leave nothing behind when one fails, and name it', async () => {
    const { database } = await open();
    const broken = toMigration('0002-broken.sql', 'create table kept (id integer); select 1 / 0;');
    await assert.rejects(migrate(database, [FIRST, broken]), /0002-broken failed/);
    assert.deepEqual(await pendingMigrations(database, [FIRST, SECOND]), ['0002-second']);
    assert.deepEqual(await database.query("select to_regclass('kept') as kept"), [{ kept: null }]);
  });

  it('refuse a database that a newer release has migrated', async () => {
    const { database } = await open();
    await migrate(database, [FIRST, SECOND]);
    const refusal = (error: unknown) =>
      error instanceof UserError && error.code === 'database-newer' && error.message.includes('0002-second');
    await assert.rejects(migrate(database, [FIRST]), refusal);
    await assert.rejects(pendingMigrations(database, [FIRST]), refusal);
  });

  it('refuse to go on when one was edited after it had been applied', async () => {
    const { database } = await open();
    await migrate(database, [FIRST]);
    const edited = toMigration('0001-first.sql', `${FIRST.sql} -- and more`);
    await assert.rejects(
      migrate(database, [edited, SECOND]),
      (error) => error instanceof UserError && error.code === 'migration-edited',
    );
    assert.deepEqual(await pendingMigrations(database, [FIRST, SECOND]), ['0002-second']);
  });

  it('bring an empty database up to date with this release', async () => {
    const { database } = await open();
    const { applied, version } = await migrate(database);
    assert.equal(applied.length, version);
    assert.deepEqual(await pendingMigrations(database), []);
  });
});

describe('the migrations folder', () => {
  it('numbers its files from 1 without a gap', async () => {
    const versions = (await readMigrations()).map(({ version }) => version);
    assert.deepEqual(
      versions,
      versions.map((_, index) => index + 1),
    );
    assert.ok(versions.length > 0);
  });

  it('takes a file that git wrote with Windows line ends for the same migration', () => {
    const unix = toMigration('0001-a.sql', 'select 1;\nselect 2;\n');
    assert.deepEqual(toMigration('0001-a.sql', 'select 1;\r\nselect 2;\r\n'), unix);
  });

  it('refuses a file whose name has no number', () => {
    assert.throws(() => toMigration('first.sql', ''), /0001-what-it-does/);
  });
});
