import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

describe('the installed package', () => {
  it('runs under node_modules, where Node itself strips no types, with nothing but what is packed', async function () {
    this.timeout(30_000);
    const place = await mkdtemp(join(tmpdir(), 'muster-package-'));
    try {
      await run('npm', ['pack', '--silent', '--ignore-scripts', '--pack-destination', place]);
      const home = join(place, 'node_modules', 'muster');
      await mkdir(home, { recursive: true });
      await run('tar', ['-xzf', join(place, 'muster-0.1.0.tgz'), '-C', home, '--strip-components=1']);
      await symlink(resolve('node_modules'), join(home, 'node_modules'));
      const environment = { ...process.env, LOCAL_ONLY: 'true' };
      const program = join(home, 'bin', 'muster.js');
      const help = await run(program, ['help', '--json'], { cwd: place, env: environment });
      assert.ok(JSON.parse(help.stdout).commands.length > 3);
      assert.equal(help.stderr, '');
      // Comes to the bot's libraries and cards, too.
      const refused = run(program, ['registration', '--json'], { cwd: place, env: environment });
      await assert.rejects(refused, (error: { code: number; stdout: string }) => {
        assert.equal(error.code, 5);
        assert.match(error.stdout, /GRAPH_BASE_URL/);
        return true;
      });
    } finally {
      await rm(place, { recursive: true, force: true });
    }
  });
});
