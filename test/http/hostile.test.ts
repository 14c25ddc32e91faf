import assert from 'node:assert/strict';
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { createCompany } from '../../demo/tenant/company.ts';
import { startTenant, type Tenant } from '../../demo/tenant/tenant.ts';
import { type Channel, SERVICE_URL, startChannel, teamsMessage } from '../support/channel.ts';
import { type StandInConnector, startConnector } from '../support/connector.ts';
import { type HostileRequest, hostileRequests } from '../support/hostile.ts';
import { exchange } from '../support/http.ts';

/** `HOSTILE=10000` is the whole run; what every `npm test` does is a sample of it. */
const REQUESTS = Number(process.env.HOSTILE ?? 600);
const AT_ONCE = 25;
const WARM_UP = 300;
const SLICE = 250;
const MEBIBYTE = 1024 * 1024;

interface Memory {
  readonly rss: number;
  readonly heapUsed: number;
  readonly faults: readonly string[];
}

describe(`hostile requests (${REQUESTS} of them)`, () => {
  const company = createCompany();
  let channel: Channel;
  let teams: StandInConnector;
  let tenant: Tenant;
  let folder: string;
  let child: ChildProcess;
  let printed = '';
  let where: { whole: string; edge: string };

  before(async function () {
    this.timeout(30_000);
    [channel, teams, tenant, folder] = await Promise.all([
      startChannel(),
      startConnector(),
      startTenant({ company }),
      mkdtemp(join(tmpdir(), 'muster-hostile-')),
    ]);
    const environment = {
      LOCAL_ONLY: 'true',
      PORT: '0',
      GRAPH_BASE_URL: tenant.url,
      GRAPH_ACCESS_TOKEN: tenant.token,
      DATABASE_URL: `pglite:${join(folder, 'database')}`,
      ADMIN_GROUP_ID: company.groups.admins.id,
    };
    const program = fileURLToPath(new URL('../support/hostile-server.ts', import.meta.url));
    // V8 keeps the young generation that a flood once needed; kept small, what grows is what leaks.
    const execArgv = ['--expose-gc', '--max-semi-space-size=2'];
    child = fork(program, [channel.metadataUrl, JSON.stringify(environment)], { execArgv, silent: true });
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (chunk) => {
        printed += String(chunk);
      });
    }
    [where] = (await once(child, 'message')) as [typeof where];
  });
  after(async () => {
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await Promise.all([gone, channel.close(), teams.close(), tenant.stop()]);
    await rm(folder, { recursive: true });
  });

  const memory = async () => {
    child.send('memory');
    const [answer] = (await once(child, 'message')) as [Memory];
    return answer;
  };

  it('never break the server, and every one gets a proper answer', async function () {
    this.timeout(300_000);
    const senderId = company.named.admin.id;
    const whole = { url: where.whole, serviceUrl: teams.serviceUrl, authorization: '', senderId };
    const authorization = `Bearer ${await channel.token()}`;
    const edge = { url: where.edge, serviceUrl: SERVICE_URL, authorization, senderId };
    await flood(whole, WARM_UP);
    await flood(edge, WARM_UP);
    const measured = [await memory()];
    for (let sent = 0; sent < REQUESTS; sent += 2 * SLICE) {
      await flood(whole, SLICE);
      await flood(edge, SLICE);
      teams.calls.length = 0;
      measured.push(await memory());
    }

    const first = measured[0];
    const last = measured.at(-1);
    assert.ok(first && last);
    assert.equal(child.exitCode, null);
    assert.deepEqual(last.faults, []);
    assert.equal(printed, '');
    const heap = Math.round((last.heapUsed - first.heapUsed) / MEBIBYTE);
    const resident = Math.round((last.rss - first.rss) / MEBIBYTE);
    if (this.test) this.test.title += ` (heap ${heap} MiB, resident ${resident} MiB)`;
    assert.ok(heap < 8, `the heap grew by ${heap} MiB`);
    assert.ok(resident < 64, `resident memory grew by ${resident} MiB`);
  });

  it('leave the server able to serve', async () => {
    const answer = await fetch(`${where.edge}/api/messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${await channel.token()}` },
      body: JSON.stringify(teamsMessage()),
    });
    assert.equal(answer.status, 200);
  });
});

interface Target {
  readonly url: string;
  readonly serviceUrl: string;
  readonly authorization: string;
  readonly senderId: string;
}

async function flood(to: Target, requests: number): Promise<void> {
  const { host, port } = new URL(to.url);
  const crowd = fc.array(hostileRequests({ ...to, host }), { minLength: AT_ONCE, maxLength: AT_ONCE });
  const mayHold = to.authorization !== '';
  await fc.assert(
    fc.asyncProperty(crowd, async (all) => {
      await Promise.all(all.map(async (one) => judge(one, await send(Number(port), one, { mayHold }))));
    }),
    { numRuns: Math.ceil(requests / AT_ONCE), endOnFailure: true },
  );
}

/** Those that break off in the middle hang up, but for a few that hold the line where it is soon cut. */
function send(port: number, request: HostileRequest, { mayHold }: { mayHold: boolean }): Promise<string> {
  const { kind, head, body, sent } = request;
  const brokenOff = kind === 'noise' || sent < body.length;
  const hangUp = brokenOff && !(mayHold && sent % 32 === 31);
  return exchange(port, [Buffer.concat([Buffer.from(head, 'latin1'), body.subarray(0, sent)])], { hangUp });
}

function judge(request: HostileRequest, answer: string): void {
  const { head, body } = request;
  const about = JSON.stringify({ head: head.slice(0, 800), body: body.toString('latin1', 0, 300), answer });
  const final = answer.replace(/^HTTP\/1\.1 100 Continue\r\n\r\n/, '');
  if (final === '') {
    assert.ok(mayStaySilent(request), `no answer: ${about}`);
    return;
  }
  const status = /^HTTP\/1\.1 ([24]\d\d) /.exec(final)?.[1];
  assert.ok(status, about);
  const [lines = '', rest = ''] = final.split('\r\n\r\n');
  const length = Number(/content-length: (\d+)/i.exec(lines)?.[1] ?? 0);
  const text = Buffer.from(rest, 'latin1').subarray(0, length).toString();
  if (text === '') return;
  assert.doesNotThrow(() => JSON.parse(text), about);
  if (status.startsWith('4'))
    assert.ok((JSON.parse(text) as { error?: { code?: string } }).error?.code, about);
  assert.doesNotMatch(text, /node_modules|\.ts:\d|Error:/, about);
}

/** Whoever hangs up, never finishes a head or asks for a tunnel may find the line closed. */
function mayStaySilent({ kind, head, body, sent }: HostileRequest): boolean {
  return kind === 'noise' || head.startsWith('CONNECT') || sent < body.length;
}
