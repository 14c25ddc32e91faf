import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startTenant } from '../../demo/tenant/tenant.ts';
import { createTools } from '../../src/app/tools.ts';
import { runCommandLine } from '../../src/cli/run.ts';
import { loadConfig } from '../../src/config.ts';
import { openDatabase } from '../../src/store/db.ts';
import { migrate } from '../../src/store/migrate.ts';
import { createSignInBook } from '../../src/store/sign-ins.ts';
import { captureLog } from '../support/log.ts';
import { type ReadinessTenant, tenantInOrder, tenantInTrouble } from '../support/readiness-tenants.ts';
import { loggedSignIn } from '../support/sign-in-log.ts';

const clock = { now: () => new Date(), sleep: async () => {} };
const NO_LIMIT = { requests: 1_000, milliseconds: 1, keptForQuestions: 0 };
const NO_LIMITS = {
  directory: NO_LIMIT,
  activity: NO_LIMIT,
  reports: NO_LIMIT,
  protection: NO_LIMIT,
  health: NO_LIMIT,
  teamwork: NO_LIMIT,
};
const DAY = 86_400_000;

describe('muster validate', function () {
  this.timeout(30_000);
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'muster-validate-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  async function run(
    words: string,
    { company, breakGlassIds, excludedGroupId }: ReadinessTenant,
    { kept = false } = {},
  ) {
    const tenant = await startTenant({ validate: true, company });
    const config = loadConfig({
      LOCAL_ONLY: 'true',
      GRAPH_BASE_URL: tenant.url,
      GRAPH_ACCESS_TOKEN: tenant.token,
      DATABASE_URL: `pglite:${join(folder, 'database')}`,
      BREAK_GLASS_IDS: breakGlassIds.join(','),
      ...(excludedGroupId === null ? {} : { EXCLUDED_GROUP_ID: excludedGroupId }),
    });
    const said = { out: '', error: '' };
    try {
      if (kept) {
        const database = await openDatabase(config.database, config.secrets, {
          command: 'test',
          pid: 1,
          ...captureLog(),
        });
        await migrate(database);
        const book = createSignInBook(database);
        const row = loggedSignIn({ id: 'old', at: new Date(Date.now() - 4 * DAY), risk: 'none' });
        await book.save([
          row,
          { ...row, id: 'risky', at: new Date(Date.now() - DAY), code: 500121, risk: 'high' },
        ]);
        await book.note({ readTo: new Date() });
        await database.close();
      }
      const status = await runCommandLine(['validate', ...words.split(' ').filter(Boolean)], {
        out: async (text) => {
          said.out += text;
        },
        say: (text) => {
          said.error += text;
        },
        signal: new AbortController().signal,
        tools: async () => createTools(config, 1, { graphLimits: NO_LIMITS, clock }),
      });
      return { status, ...said };
    } finally {
      await tenant.stop();
    }
  }
  const states = (out: string) => {
    const { parts } = JSON.parse(out) as {
      parts: readonly { readonly id: string; readonly state: string }[];
    };
    return Object.fromEntries(parts.map(({ id, state }) => [id, state]));
  };
  const HOLDS = { registered: 'pass', 'second-step': 'pass', legacy: 'pass', 'break-glass': 'pass' };

  it('says that a rollout is done whose tenant and whose kept log show it', async () => {
    const { status, out, error } = await run('--json', tenantInOrder(), { kept: true });
    assert.deepEqual([status, error], [0, ''], out);
    assert.deepEqual(states(out), { ...HOLDS, 'clean-log': 'pass', risk: 'pass' });
    const { verdict, registered, exceptions } = JSON.parse(out);
    assert.equal(verdict, 'pass');
    assert.equal(registered.people, registered.registered);
    assert.equal(exceptions[0].kind, 'emergency');
  });

  it('takes no log for no good news, and makes no database to look for one', async () => {
    const { status, out } = await run('--json', tenantInOrder());
    assert.equal(status, 0);
    assert.deepEqual(states(out), { ...HOLDS, 'clean-log': 'unknown', risk: 'unknown' });
    assert.equal(JSON.parse(out).verdict, 'unknown');
    assert.match(out, /There is no database yet/);
  });

  it('names what is open in a tenant in trouble', async () => {
    const { status, out } = await run('', tenantInTrouble());
    assert.equal(status, 0);
    assert.match(out, /OPEN {2}Nobody comes in with a password alone\n/);
    assert.match(out, /Not done yet\./);
  });

  it('prints the page in the language that is asked for, and not both forms at once', async () => {
    const { status, out } = await run('--html --language de', tenantInOrder(), { kept: true });
    assert.equal(status, 0);
    assert.match(out, /^<!doctype html>\n<html lang="de/);
    assert.match(out, /Die Einführung ist fertig/);
    assert.equal((await run('--html --json', tenantInOrder())).status, 2);
  });
});
