import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Recipient } from '../../src/delivery/ports.ts';
import { type Database, openDatabase } from '../../src/store/db.ts';
import { BATCH_AT_MOST, planBatch } from '../../src/store/delivery-plan.ts';
import { deliveryCounts } from '../../src/store/delivery-reading.ts';
import { migrate } from '../../src/store/migrate.ts';

const PEOPLE = 1_000_000;
const FEW = 1_000;
const MOST_GROWTH = 150 * 2 ** 20;
/** A progress card reads the counts: it must not matter how many people they stand for. */
const MOST_COUNTING_MS = 20;
const READINGS = 51;
const LANGUAGES = ['en', 'de', 'fr', 'es', 'pt', 'ja', 'ar'];

/** A million recipients planned and counted on the embedded database: what it takes in memory and in time. */
export async function bench(): Promise<boolean> {
  const folder = mkdtempSync(join(tmpdir(), 'muster-recipients-'));
  const database = await openDatabase(
    { kind: 'pglite', folder: join(folder, 'data') },
    { databaseUrl: null },
  );
  try {
    await migrate(database);
    return await ledger(database);
  } finally {
    await database.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function ledger(database: Database): Promise<boolean> {
  say(
    `${number(PEOPLE)} recipients in batches of ${BATCH_AT_MOST}, embedded database; Node ${process.version}`,
  );
  await plan(database, 'few', FEW);
  const few = await counting(database, 'few', FEW);
  globalThis.gc?.();
  const before = process.memoryUsage.rss();
  const begun = performance.now();
  const peak = await plan(database, 'many', PEOPLE);
  const seconds = (performance.now() - begun) / 1000;
  const many = await counting(database, 'many', PEOPLE);
  const growth = Math.max(peak, process.memoryUsage.rss()) - before;
  say(`planned        ${seconds.toFixed(1)} s, ${number(Math.round(PEOPLE / seconds))} a second`);
  say(
    `memory         ${mebibytes(before)} MiB before, ${mebibytes(growth)} MiB more at the peak (target less than ${mebibytes(MOST_GROWTH)})`,
  );
  say(
    `counts read    ${many.toFixed(2)} ms, and ${few.toFixed(2)} ms for ${number(FEW)}; medians of ${READINGS} (target less than ${MOST_COUNTING_MS} ms)`,
  );
  const good = growth < MOST_GROWTH && many < MOST_COUNTING_MS;
  say(good ? 'The targets are met.' : 'A target is missed.');
  return good;
}

/** The most memory that was seen meanwhile. */
async function plan(database: Database, campaignId: string, people: number): Promise<number> {
  const dueAt = new Date('2027-01-04T09:00:00Z');
  let peak = 0;
  for (const recipients of batches(people)) {
    await planBatch(database, { campaignId, wave: 'announce' }, { dueAt, recipients });
    peak = Math.max(peak, process.memoryUsage.rss());
  }
  return peak;
}

function* batches(people: number): Generator<readonly Recipient[]> {
  for (let from = 0; from < people; from += BATCH_AT_MOST) {
    yield Array.from({ length: Math.min(BATCH_AT_MOST, people - from) }, (_, index) => ({
      personId: `3f2a6c1e-0000-4000-8000-${String(from + index).padStart(12, '0')}`,
      language: LANGUAGES[index % LANGUAGES.length] ?? 'en',
    }));
  }
}

/** Milliseconds that it takes to read how a campaign stands, once it is known to be right. */
async function counting(database: Database, campaignId: string, people: number): Promise<number> {
  const times: number[] = [];
  for (let reading = 0; reading < READINGS; reading += 1) {
    const begun = performance.now();
    const counts = await deliveryCounts(database, campaignId);
    times.push(performance.now() - begun);
    const targeted = counts.find(({ state }) => state === 'targeted')?.count;
    if (targeted !== people) throw new Error(`${targeted} counted instead of ${people}`);
  }
  return times.toSorted((a, b) => a - b)[Math.floor(READINGS / 2)] ?? Number.NaN;
}

function number(value: number): string {
  return value.toLocaleString('en-GB');
}

function mebibytes(bytes: number): string {
  return (bytes / 2 ** 20).toFixed(0);
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

if (import.meta.main) process.exitCode = (await bench()) ? 0 : 1;
