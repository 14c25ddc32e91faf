import assert from 'node:assert/strict';
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { env, execPath } from 'node:process';
import { createInterface } from 'node:readline';
import { openDatabase } from '../../src/store/db.ts';

const CHILD = new URL('./kill-child.ts', import.meta.url).pathname;
/** `npm run test:kill` raises it to 50. */
const KILLS = Number(env.MUSTER_KILLS ?? 5);
/** Killed once it has acknowledged up to this many writes, while it works on the next. */
const MOST_WRITES = 60;

describe('the embedded database under kill -9', function () {
  this.timeout(20_000 + KILLS * 5_000);
  let folder: string;
  const children: ChildProcessWithoutNullStreams[] = [];
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'muster-kill-'));
  });
  after(() => {
    for (const child of children) child.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  });

  function prepare(): ChildProcessWithoutNullStreams {
    const child = spawn(execPath, [CHILD, folder]);
    children.push(child);
    return child;
  }

  /** Lets the process write, kills it in the middle of it; what it found at its start and acknowledged last. */
  async function writeUntilKilled(child: ChildProcessWithoutNullStreams) {
    let complaint = '';
    child.stderr.on('data', (data: Buffer) => {
      complaint += data;
    });
    const dead = once(child, 'close');
    const last = 1 + Math.floor(Math.random() * MOST_WRITES);
    let found: { count: number; last: number } | undefined;
    const acknowledged: number[] = [];
    child.stdin.write('go\n');
    for await (const line of createInterface(child.stdout)) {
      const [, count, max] = /^found (\d+) (\d+)$/.exec(line) ?? [];
      if (max !== undefined) found = { count: Number(count), last: Number(max) };
      else acknowledged.push(Number(line));
      if (acknowledged.length === last) child.kill('SIGKILL');
    }
    await dead;
    assert.equal(complaint, '');
    assert.ok(found, 'the database opened');
    return { found, acknowledged: acknowledged.at(-1) ?? 0 };
  }

  it(`opens every time and misses nothing acknowledged, ${KILLS} times on one folder`, async () => {
    let acknowledged = 0;
    let next = prepare();
    for (let kill = 0; kill < KILLS; kill += 1) {
      const child = next;
      // The next one loads its code meanwhile, and waits for its turn.
      next = prepare();
      const outcome = await writeUntilKilled(child);
      assert.ok(
        outcome.found.last >= acknowledged,
        `${outcome.found.last} of ${acknowledged} after kill ${kill}`,
      );
      assert.equal(outcome.found.count, outcome.found.last, 'no row is missing in between');
      acknowledged = outcome.acknowledged;
    }
    next.kill('SIGKILL');
    const database = await openDatabase({ kind: 'pglite', folder }, { databaseUrl: null });
    const rows = await database.query<{ id: number }>('select id from written order by id');
    await database.close();
    assert.ok(rows.length >= acknowledged);
    assert.deepEqual(
      rows.map(({ id }) => id),
      rows.map((_, index) => index + 1),
    );
  });
});
