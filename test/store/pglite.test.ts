import assert from 'node:assert/strict';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Unavailable } from '../../src/errors.ts';
import { openDatabase } from '../../src/store/db.ts';
import { FolderInUse } from '../../src/store/folder-lock.ts';

describe('the embedded database', function () {
  // Its very first start takes seconds.
  this.timeout(30_000);
  let parent: string;
  let folder: string;
  before(() => {
    parent = mkdtempSync(join(tmpdir(), 'muster-pglite-'));
    folder = join(parent, 'made', 'by', 'itself');
  });
  after(() => rmSync(parent, { recursive: true, force: true }));

  const open = (at = folder) => openDatabase({ kind: 'pglite', folder: at }, { databaseUrl: null });
  const modeOf = (path: string) => (statSync(path).mode & 0o777).toString(8);

  it('makes its folder for its own user only', async () => {
    const database = await open();
    await database.query('create table kept (id integer); insert into kept values (1)');
    await database.close();
    assert.equal(modeOf(folder), '700');
    assert.equal(modeOf(join(folder, 'data')), '700');
  });

  it('keeps what was written', async () => {
    const database = await open();
    assert.deepEqual(await database.query('select id from kept'), [{ id: 1 }]);
    await database.close();
  });

  it('refuses a second opener, also one that comes by another path, until it is closed', async () => {
    const database = await open();
    const link = join(parent, 'link');
    symlinkSync(folder, link);
    await assert.rejects(open(), FolderInUse);
    await assert.rejects(open(link), FolderInUse);
    await database.ping();
    await database.close();
    await database.close();
    await (await open(link)).close();
  });

  it('finishes what is running when it is closed, and is unavailable afterwards', async () => {
    const database = await open();
    const running = database.transaction(async (transaction) => {
      await transaction.query('insert into kept values (2)');
      return transaction.query('select count(*) as count from kept');
    });
    await database.close();
    assert.deepEqual(await running, [{ count: 2 }]);
    await assert.rejects(database.query('select 1'), Unavailable);
    await assert.rejects(database.ping(), Unavailable);
  });

  it('starts anew when its very first start was cut off', async () => {
    const cut = join(parent, 'cut');
    mkdirSync(join(cut, 'data.new', 'base'), { recursive: true });
    writeFileSync(join(cut, 'data.new', 'PG_VERSION'), '18\n');
    const database = await open(cut);
    await database.ping();
    await database.close();
    assert.equal(existsSync(join(cut, 'data.new')), false);
  });

  it('says which folder cannot be used, and why', async () => {
    const file = join(parent, 'file');
    writeFileSync(file, '');
    await assert.rejects(open(file), (error) => {
      assert.ok(error instanceof Unavailable);
      assert.match(error.message, /folder .*file cannot be used: EEXIST/);
      return true;
    });
  });

  it('says that its data is damaged, lets go of the folder and writes nothing over it', async () => {
    const damaged = join(parent, 'damaged');
    mkdirSync(join(damaged, 'data'), { recursive: true });
    const attempt = async () => {
      await assert.rejects(open(damaged), (error) => {
        assert.ok(error instanceof Unavailable && !(error instanceof FolderInUse));
        assert.match(error.hint, /backup/);
        return true;
      });
    };
    await attempt();
    await attempt();
    assert.equal(existsSync(join(damaged, 'data', 'PG_VERSION')), false);
  });

  it('says the same when its control file is cut off', async () => {
    truncateSync(join(folder, 'data', 'global', 'pg_control'), 0);
    await assert.rejects(
      open(),
      (error) => error instanceof Unavailable && /cannot be opened/.test(error.message),
    );
  });
});
