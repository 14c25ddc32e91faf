import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { execPath, pid } from 'node:process';
import { Unavailable } from '../../src/errors.ts';
import { FolderInUse, lockFolder } from '../../src/store/folder-lock.ts';

const AT = new Date('2026-11-20T09:00:00.000Z');
const CHILD = new URL('./lock-child.ts', import.meta.url).pathname;

describe('the lock of a database folder', () => {
  let folder: string;
  const children: ChildProcess[] = [];
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'muster-lock-'));
  });
  afterEach(() => {
    for (const child of children.splice(0)) child.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  });

  /** A process that tries for the lock when told to, says how it went and holds what it got until it is killed. */
  async function start() {
    const child = spawn(execPath, [CHILD, folder]);
    children.push(child);
    let noise = '';
    child.stderr.on('data', (data: Buffer) => {
      noise += data;
    });
    const hear = async () => String((await once(child.stdout, 'data'))[0]).trim();
    assert.equal(await hear(), 'ready');
    const take = () => {
      child.stdin.write('go\n');
      return hear();
    };
    return { child, take, noise: () => noise };
  }

  it('is taken, given back and taken again', async () => {
    (await lockFolder(folder, AT, {})).release();
    const again = await lockFolder(folder, AT, {});
    again.release();
    again.release();
    assert.equal(existsSync(join(folder, 'lock.json')), false);
  });

  it('tells a second taker who has it, since when, and what to do', async () => {
    const lock = await lockFolder(folder, AT, { pid, command: 'muster serve' });
    try {
      await assert.rejects(lockFolder(folder, AT, { pid, command: 'muster migrate' }), (error) => {
        assert.ok(error instanceof FolderInUse && error instanceof Unavailable);
        assert.equal(
          error.message,
          `The database folder ${folder} is in use by process ${pid} (muster serve) since 2026-11-20T09:00:00.000Z.`,
        );
        assert.match(error.hint, new RegExp(`Stop process ${pid} `));
        assert.equal(error.holder?.host, hostname());
        return true;
      });
    } finally {
      lock.release();
    }
  });

  it('names another process, without a word of noise from Node', async () => {
    const { child, take, noise } = await start();
    assert.equal(await take(), 'locked');
    await assert.rejects(
      lockFolder(folder, AT, {}),
      (error) =>
        error instanceof FolderInUse && error.message.includes(`in use by process ${child.pid} (a test)`),
    );
    assert.equal(noise(), '');
  });

  it('is free the moment its holder is killed, and nothing stale is in the way', async () => {
    const { child, take } = await start();
    await take();
    child.kill('SIGKILL');
    await once(child, 'exit');
    assert.equal(existsSync(join(folder, 'lock.json')), true);
    (await lockFolder(folder, AT, {})).release();
  });

  it('does not care whose process id the dead holder had', async () => {
    // A process with this id lives: it is ours.
    writeFileSync(join(folder, 'lock.json'), JSON.stringify({ pid, host: hostname(), since: '' }));
    (await lockFolder(folder, AT, {})).release();
  });

  it('says where the process is that holds it, where that is another machine', async () => {
    const lock = await lockFolder(folder, AT, { command: 'muster serve' });
    const holder = { command: 'muster serve', host: 'elsewhere', since: AT.toISOString() };
    writeFileSync(join(folder, 'lock.json'), JSON.stringify(holder));
    await assert.rejects(
      lockFolder(folder, AT, {}),
      /in use by another process on elsewhere \(muster serve\) since 2026-11-20T09/,
    );
    lock.release();
  });

  it('is held even if its holder cannot be named', async () => {
    const lock = await lockFolder(folder, AT, {});
    writeFileSync(join(folder, 'lock.json'), '{"half');
    await assert.rejects(lockFolder(folder, AT, {}), /in use by another process that has just started/);
    lock.release();
  });

  it('goes to exactly one of ten processes that start at the same instant', async function () {
    this.timeout(20_000);
    const starters = await Promise.all(Array.from({ length: 10 }, start));
    const answers = await Promise.all(starters.map(({ take }) => take()));
    assert.deepEqual(answers.filter((answer) => answer === 'locked').length, 1, answers.join('\n'));
    assert.deepEqual(answers.filter((answer) => / is in use by /.test(answer)).length, 9, answers.join('\n'));
  });
});
