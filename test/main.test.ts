import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

describe('the process’s edge', () => {
  it('says in one line that a .env which is a folder cannot be read', async () => {
    const place = await mkdtemp(join(tmpdir(), 'muster-main-'));
    try {
      await mkdir(join(place, '.env'));
      const { status, stderr } = spawnSync(process.execPath, [resolve('src/main.ts'), 'help'], {
        cwd: place,
        encoding: 'utf8',
      });
      assert.equal(status, 2);
      assert.match(stderr, /^The file \.env cannot be read\..*\n$/);
    } finally {
      await rm(place, { recursive: true });
    }
  });
});
