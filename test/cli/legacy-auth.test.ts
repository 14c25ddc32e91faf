import assert from 'node:assert/strict';
import { createCompany } from '../../demo/tenant/company.ts';
import { startTenant, type TenantOptions } from '../../demo/tenant/tenant.ts';
import { createTools } from '../../src/app/tools.ts';
import { runCommandLine } from '../../src/cli/run.ts';
import { loadConfig } from '../../src/config.ts';

async function run(words: readonly string[], options: Partial<TenantOptions> = {}) {
  const tenant = await startTenant({ company: createCompany(), ...options });
  try {
    const config = loadConfig({
      LOCAL_ONLY: 'true',
      GRAPH_BASE_URL: tenant.url,
      GRAPH_ACCESS_TOKEN: tenant.token,
    });
    const said = { out: '', error: '' };
    const status = await runCommandLine(['legacy-auth', ...words], {
      out: async (text) => {
        said.out += text;
      },
      say: (text) => {
        said.error += text;
      },
      signal: new AbortController().signal,
      tools: async () => createTools(config, 1),
    });
    return { status, ...said };
  } finally {
    await tenant.stop();
  }
}

describe('muster legacy-auth', () => {
  it('prints one JSON document with who, what, how often and what to do', async () => {
    const { status, out, error } = await run(['--json']);
    assert.deepEqual([status, error], [0, '']);
    const { days, people, totals, missing } = JSON.parse(out);
    assert.equal(days, 30);
    assert.deepEqual(missing, []);
    assert.equal(people[0].displayName, 'Scanner to Mail Service');
    const [use] = people[0].signIns;
    assert.deepEqual(
      [use.protocol, use.successes, use.failures, use.advice.id],
      ['Authenticated SMTP', 6, 0, 'printer-or-scanner'],
    );
    assert.equal(totals.people, people.length);
  });

  it('reads as many days as it is told', async () => {
    const { out } = await run(['--json', '--days', '8']);
    const { people } = JSON.parse(out);
    assert.equal(people[0].signIns[0].successes, 5);
  });

  it('prints a line of CSV for each use, with the columns named first', async () => {
    const { status, out } = await run(['--csv']);
    assert.equal(status, 0);
    const [header, first, ...rest] = out.split('\r\n');
    assert.match(header ?? '', /^id,userPrincipalName,displayName,protocol,/);
    assert.match(
      first ?? '',
      /,Scanner to Mail Service,Authenticated SMTP,Office 365 Exchange Online,,6,0,0,/,
    );
    assert.equal(rest.at(-1), '');
  });

  it('says it in words where nothing else is asked for', async () => {
    const { out } = await run([]);
    assert.match(out, /accounts tried a legacy protocol in the last 30 days; \d+ got in\./);
    assert.match(out, /Scanner to Mail Service \(svc-scanner@/);
    assert.match(out, /printer-or-scanner: A printer, scanner/);
  });

  it('says that nobody did, where nobody did', async () => {
    const company = createCompany();
    company.signIns = [];
    assert.equal(
      (await run([], { company })).out,
      'Nobody signed in by a legacy protocol in the last 30 days.\n',
    );
    const { out } = await run(['--json'], { company });
    assert.deepEqual(JSON.parse(out).people, []);
  });

  it('goes on without beta and says what is missing then', async () => {
    const faults: TenantOptions['faults'] = ({ path }) =>
      path.startsWith('/beta/') ? { kind: 'status', status: 403 } : undefined;
    const { status, out } = await run(['--json'], { faults });
    assert.equal(status, 0);
    assert.equal(JSON.parse(out).missing[0].source, 'signIn.nonInteractive');
    assert.match((await run([], { faults })).error, /^Not in it: Sign-ins that programs make by themselves/);
  });

  it('ends with 3 where the permission or the licence is missing, in one document', async () => {
    const { status, out } = await run(['--json'], { permissions: [] });
    assert.deepEqual([status, JSON.parse(out).error.code], [3, 'missing-permission']);
    assert.equal((await run(['--json'], { licences: [] })).status, 3);
  });

  it('refuses days that the log does not keep, and two formats at once', async () => {
    for (const days of ['0', '31', '7.5', '1e1', 'many', '', '-1']) {
      const { status, out } = await run(['--json', `--days=${days}`]);
      assert.deepEqual([status, JSON.parse(out).error.code], [2, 'usage'], days);
    }
    assert.equal((await run(['--json', '--csv'])).status, 2);
  });
});
