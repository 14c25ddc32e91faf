import assert from 'node:assert/strict';
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { type Channel, SERVICE_URL, startChannel, teamsMessage } from '../support/channel.ts';
import { type HostileRequest, hostileRequests } from '../support/hostile.ts';
import { exchange } from '../support/http.ts';

/** `HOSTILE=10000` is the whole run; what every `npm test` does is a sample of it. */
const REQUESTS = Number(process.env.HOSTILE ?? 1_500);
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
  let channel: Channel;
  let child: ChildProcess;
  let printed = '';
  let where: { local: string; guarded: string; serviceUrl: string };

  before(async () => {
    channel = await startChannel();
    const program = fileURLToPath(new URL('../support/hostile-server.ts', import.meta.url));
    // V8 keeps the young generation that a flood once needed; kept small, what grows is what leaks.
    const execArgv = ['--expose-gc', '--max-semi-space-size=2'];
    child = fork(program, [channel.metadataUrl], { execArgv, silent: true });
    child.stdout?.on('data', (chunk) => {
      printed += String(chunk);
    });
    child.stderr?.on('data', (chunk) => {
      printed += String(chunk);
    });
    [where] = (await once(child, 'message')) as [typeof where];
  });
  after(async () => {
    child.kill();
    await channel.close();
  });

  const memory = async () => {
    child.send('memory');
    const [answer] = (await once(child, 'message')) as [Memory];
    return answer;
  };

  it('never break the server, and every one gets a proper answer', async function () {
    this.timeout(300_000);
    const local = target(where.local, where.serviceUrl, '');
    const guarded = target(where.guarded, SERVICE_URL, `Bearer ${await channel.token()}`);
    await flood(local, WARM_UP);
    await flood(guarded, WARM_UP);
    const measured = [await memory()];
    for (let sent = 0; sent < REQUESTS; sent += 2 * SLICE) {
      await flood(local, SLICE);
      await flood(guarded, SLICE);
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
    const answer = await fetch(`${where.guarded}/api/messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${await channel.token()}` },
      body: JSON.stringify(teamsMessage()),
    });
    assert.equal(answer.status, 200);
  });
});

function target(url: string, serviceUrl: string, authorization: string) {
  const { host, port } = new URL(url);
  return { host, port: Number(port), serviceUrl, authorization };
}

async function flood(to: ReturnType<typeof target>, requests: number): Promise<void> {
  const crowd = fc.array(hostileRequests(to), { minLength: AT_ONCE, maxLength: AT_ONCE });
  await fc.assert(
    fc.asyncProperty(crowd, async (all) => {
      await Promise.all(all.map(async (one) => judge(one, await send(to.port, one))));
    }),
    { numRuns: Math.ceil(requests / AT_ONCE), endOnFailure: true },
  );
}

/** Of those that break off in the middle most hang up; the others keep the line and wait to be cut off. */
function send(port: number, { head, body, sent }: HostileRequest): Promise<string> {
  const hangUp = sent < body.length && sent % 32 !== 31;
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
