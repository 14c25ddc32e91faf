import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { probeDatabase } from '../../src/store/probe.ts';

describe('the check of the database', () => {
  it('makes no folder: it says that the first start will', async () => {
    const place = await mkdtemp(join(tmpdir(), 'muster-probe-'));
    const folder = join(place, 'muster');
    try {
      const probe = await probeDatabase({ kind: 'pglite', folder }, { databaseUrl: null });
      assert.equal(probe.status, 'ok');
      assert.match(probe.found, /will be made at the first start/);
      assert.equal(existsSync(folder), false);
    } finally {
      await rm(place, { recursive: true });
    }
  });
});
