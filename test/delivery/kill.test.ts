import assert from 'node:assert/strict';
import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { env, execPath } from 'node:process';
import type { Readable } from 'node:stream';
import { openDatabase } from '../../src/store/db.ts';
import { deliveryPages } from '../../src/store/delivery-reading.ts';
import { mostInASecond, startTeams, type TeamsConnector } from '../support/teams-connector.ts';

const CHILD = new URL('./kill-child.ts', import.meta.url).pathname;
/** `npm run test:delivery` is the long run: 30 kills, 2,000 people. */
const LONG = env.MUSTER_KILLS !== undefined;
const KILLS = Number(env.MUSTER_KILLS ?? 2);
const PEOPLE = Number(env.MUSTER_PEOPLE ?? 240);
const RATE = 45;
/** Of one batch; two are sent beside each other. */
const IN_FLIGHT = 16;
/** An answer is in flight, too, until it is saved: that long at most, on a machine with other work. */
const SAVED_MS = 50;

/** Marked before its turn comes, so that the database takes nothing from the rate; more on a machine with other work. */
const AHEAD = LONG ? 1 : 9;

type Child = ChildProcessByStdio<null, Readable, Readable>;

describe('a wave whose process is killed', function () {
  this.timeout(60_000 + KILLS * 20_000);
  let folder: string;
  let teams: TeamsConnector;
  const children: Child[] = [];
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'muster-wave-kill-'));
  });
  afterEach(async () => {
    for (const child of children.splice(0)) child.kill('SIGKILL');
    await teams.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const start = (target: string, { people = PEOPLE, rate = 0, schema = '' }) => {
    const args = [CHILD, target, String(people), String(rate), teams.serviceUrl, schema];
    const child = spawn(execPath, args, {
      env: { ...env, IN_FLIGHT: String(IN_FLIGHT) },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    children.push(child);
    let complaint = '';
    child.stderr.on('data', (data: Buffer) => {
      complaint += data;
    });
    const ended = once(child, 'close').then(([code, signal]) => {
      assert.ok(code === 0 || signal === 'SIGKILL', complaint);
    });
    return { child, ended };
  };

  /** Resolves when so many more messages have arrived. */
  const arrived = (more: number) => {
    const { promise, resolve } = Promise.withResolvers<void>();
    let left = more;
    teams.onAccepted = () => {
      left -= 1;
      if (left === 0) resolve();
    };
    return promise;
  };

  /** Kills it, and counts the calls that had reached Teams and whose answers it cannot have saved. */
  const kill = async ({ child, ended }: ReturnType<typeof start>): Promise<number> => {
    const saved = performance.now() - SAVED_MS;
    child.kill('SIGKILL');
    await ended;
    const { times, over } = teams.figures;
    return times.length - over.filter((at) => at < saved).length;
  };

  const check = async (target: Parameters<typeof openDatabase>[0], url: string | null, people: number) => {
    const database = await openDatabase(target, { databaseUrl: url });
    const found = { people: 0, unknown: 0, neverLeft: 0 };
    for await (const page of deliveryPages(database, 'campaign-1')) {
      for (const { personId, state } of page) {
        const messages = teams.accepted.get(`a:${personId}`)?.length ?? 0;
        found.people += 1;
        if (state === 'unknown') found.unknown += 1;
        if (state === 'unknown' && messages === 0) found.neverLeft += 1;
        assert.ok(messages <= 1, `${personId} got ${messages}`);
        assert.ok(state === 'unknown' || (state === 'sent' && messages === 1), `${personId} is ${state}`);
      }
    }
    await database.close();
    assert.equal(found.people, people);
    return found;
  };

  const killAgainAndAgain = async (people: number, rate: number) => {
    const data = join(folder, 'data');
    const most = Math.floor((people / KILLS) * 0.9);
    let inFlight = 0;
    for (let count = 0; count < KILLS; count += 1) {
      const enough = arrived(1 + Math.floor(Math.random() * most));
      const one = start(`pglite:${data}`, { people, rate });
      await Promise.race([enough, one.ended]);
      inFlight += await kill(one);
    }
    await start(`pglite:${data}`, { people, rate }).ended;
    const { unknown, neverLeft } = await check({ kind: 'pglite', folder: data }, null, people);
    say(
      `${KILLS} kills, ${people} people${rate > 0 ? ` at ${rate}/s` : ''}: 0 lost, 0 twice, ${unknown} unknown ` +
        `(${neverLeft} of them had not left yet), ${inFlight} calls in flight`,
    );
    return { unknown, neverLeft, inFlight };
  };

  it(`loses nobody and writes to nobody twice, ${KILLS} times at full speed`, async () => {
    teams = await startTeams({ perSecond: null, delayMs: 5 });
    const { unknown, inFlight } = await killAgainAndAgain(PEOPLE, 0);
    const most = KILLS * IN_FLIGHT * 2;
    assert.ok(unknown <= (LONG ? Math.min(inFlight, most) : most), `${unknown} unknown`);
  });

  it(`leaves no more unknown than calls in flight, ${KILLS} times at ${RATE} a second`, async () => {
    teams = await startTeams({ delayMs: 60 });
    const { unknown, inFlight } = await killAgainAndAgain(LONG ? PEOPLE : 90, RATE);
    assert.ok(unknown <= inFlight + KILLS * AHEAD, `${unknown} unknown, ${inFlight} calls in flight`);
    if (LONG) assert.equal(teams.figures.provoked, 0, 'a 429 was provoked');
  });

  it('is finished by the other instance, and both together keep to the rate', async function () {
    const server = env.TEST_DATABASE_URL;
    if (!server) return this.skip();
    teams = await startTeams({ delayMs: 60 });
    const schema = `test_wave_${process.pid}`;
    const url = new URL(server);
    url.searchParams.set('options', `-c search_path=${schema}`);
    const admin = await openDatabase({ kind: 'postgres' }, { databaseUrl: server });
    await admin.query(`create schema ${schema}`);
    const how = { rate: RATE, schema: `${schema}_jobs` };
    const half = arrived(PEOPLE / 2);
    const first = start(url.href, how);
    await once(first.child.stdout, 'data');
    const second = start(url.href, how);
    await half;
    const inFlight = await kill(first);
    await second.ended;
    const { unknown } = await check({ kind: 'postgres' }, url.href, PEOPLE);
    assert.ok(unknown <= inFlight + AHEAD, `${unknown} unknown, ${inFlight} calls in flight`);
    const { times, provoked } = teams.figures;
    const seconds = ((times.at(-1) ?? 0) - (times[0] ?? 0)) / 1000;
    const rate = (times.length - 1) / seconds;
    say(
      `two instances at ${RATE}/s together, ${PEOPLE} people, one killed half-way: 0 lost, 0 twice, ` +
        `${unknown} unknown, ${inFlight} calls in flight, ${rate.toFixed(2)} a second, ` +
        `at most ${mostInASecond(times)} in any second, ${provoked} 429s`,
    );
    assert.ok(rate <= RATE * 1.01, `${rate} a second`);
    // Beside other work the calls of two processes are held up on their way and arrive together.
    if (LONG) assert.equal(provoked, 0, 'a 429 was provoked');
    await admin.query(`drop schema ${schema} cascade; drop schema if exists ${schema}_jobs cascade`);
    await admin.close();
  });
});

function say(line: string): void {
  if (LONG) process.stdout.write(`      ${line}\n`);
}
