import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { systemClock } from '../../src/clock.ts';
import { createBudget, LIMITS } from '../../src/graph/budget.ts';
import { createGraph } from '../../src/graph/client.ts';
import { createRegistrations } from '../../src/graph/registrations.ts';
import type { Limit } from '../../src/graph/window.ts';
import type { RegistrationRow } from '../../src/people/people.ts';
import { reportedState } from '../../src/people/registration.ts';

const PEOPLE = 100_000;
const ROUNDS = 21;
const LEAST_RATIO = 0.8;
const MOST_GROWTH = 100 * 2 ** 20;
const PATH = '/v1.0/reports/authenticationMethods/userRegistrationDetails?$top=999';

type Reader = (origin: string) => Promise<number>;

/** The least that anybody could do: fetch, parse, count. */
const bareLoop: Reader = async (origin) => {
  let registered = 0;
  for (let address: string | undefined = origin + PATH; address !== undefined; ) {
    const response: Response = await fetch(address, { headers: { Authorization: 'Bearer bench' } });
    const page: { value: { isMfaRegistered: boolean }[]; '@odata.nextLink'?: string } = JSON.parse(
      await response.text(),
    );
    for (const row of page.value) if (row.isMfaRegistered) registered += 1;
    address = page['@odata.nextLink'];
  }
  return registered;
};

/** The bare loop keeps to no limit, so neither does ours: the code is measured, not the waiting. */
const UNLIMITED: Limit = { requests: Number.POSITIVE_INFINITY, milliseconds: 0, keptForQuestions: 0 };

function openReport(origin: string): AsyncIterable<readonly RegistrationRow[]> {
  const limits = { ...LIMITS, reports: UNLIMITED };
  const budget = createBudget({ clock: systemClock, limits });
  const graph = createGraph({ baseUrl: origin, token: async () => 'bench', budget, clock: systemClock });
  return createRegistrations(graph, 'background').reportPages();
}

const ours: Reader = async (origin) => {
  let registered = 0;
  for await (const page of openReport(origin)) {
    for (const row of page) if (reportedState(row) !== 'none') registered += 1;
  }
  return registered;
};

export async function bench(): Promise<boolean> {
  const server = fork(new URL('report-server.ts', import.meta.url), [String(PEOPLE)]);
  try {
    const [{ origin }] = (await once(server, 'message')) as [{ origin: string }]; // what it sends when it listens
    return await measure(origin);
  } finally {
    await stop(server);
  }
}

async function measure(origin: string): Promise<boolean> {
  say(
    `${PEOPLE.toLocaleString('en-GB')} people in pages of 999, from another process; Node ${process.version}`,
  );
  say(
    "Graph's limits are lifted for ours: the bare loop keeps to none. Within them such a report takes minutes.",
  );
  // One page loads the HTTP client; all that comes on top of it by the end of the first reading is the report's.
  for await (const page of openReport(origin)) if (page.length > 0) break;
  const before = process.memoryUsage.rss();
  const expected = await ours(origin);
  const growth = process.resourceUsage().maxRSS * 1024 - before;

  const bareTimes: number[] = [];
  const ourTimes: number[] = [];
  await timed(bareLoop, origin, expected);
  for (let round = 0; round < ROUNDS; round += 1) {
    bareTimes.push(await timed(bareLoop, origin, expected));
    ourTimes.push(await timed(ours, origin, expected));
  }
  const ratio = median(bareTimes) / median(ourTimes);
  say(`bare loop     ${rates(bareTimes)}`);
  say(`reportPages() ${rates(ourTimes)}`);
  say(
    `speed         ${ratio.toFixed(2)} of the bare loop, medians of ${ROUNDS} rounds in turn (target ${LEAST_RATIO})`,
  );
  say(
    `memory        ${mebibytes(growth)} MiB more at the peak than before (target less than ${mebibytes(MOST_GROWTH)})`,
  );
  const good = ratio >= LEAST_RATIO && growth < MOST_GROWTH;
  say(good ? 'Both targets are met.' : 'A target is missed.');
  return good;
}

async function timed(read: Reader, origin: string, expected: number): Promise<number> {
  const begun = performance.now();
  const found = await read(origin);
  const milliseconds = performance.now() - begun;
  if (found !== expected) throw new Error(`${found} registered instead of ${expected}`);
  return milliseconds;
}

async function stop(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null) return;
  server.disconnect();
  await once(server, 'exit');
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

function rates(times: readonly number[]): string {
  const rate = (milliseconds: number) => Math.round((PEOPLE / milliseconds) * 1000).toLocaleString('en-GB');
  return `${rate(median(times))} people/s (${rate(Math.max(...times))} to ${rate(Math.min(...times))})`;
}

function mebibytes(bytes: number): string {
  return (bytes / 2 ** 20).toFixed(0);
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

if (import.meta.main) process.exitCode = (await bench()) ? 0 : 1;
