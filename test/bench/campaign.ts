import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildCampaignDesk } from '../../src/app/campaign-desk.ts';
import { type Campaign, DEFAULT_CALENDAR } from '../../src/campaign/campaign.ts';
import { systemClock } from '../../src/clock.ts';
import { TryAgainLater } from '../../src/errors.ts';
import type { DirectoryRow, RegistrationRow } from '../../src/people/people.ts';
import { type Database, type Db, openDatabase } from '../../src/store/db.ts';
import { migrate } from '../../src/store/migrate.ts';

const PEOPLE = Number(process.env.MUSTER_PEOPLE ?? 1_000_000);
const FEW = 1_000;
const PAGE = 999;
const MOST_GROWTH = 150 * 2 ** 20;
const MOST_DRY_RUN_SECONDS = 5;
const MOST_PROGRESS_MS = 50;
const READINGS = 51;
/** Without it V8 lets some hundred megabytes of garbage lie, however many people there are. */
const AS_MUSTER_RUNS = ['--max-semi-space-size=8'];
const WARM_UP_MS = 5_000;
const COUNTRIES = ['US', 'DE', 'FR', 'JP', 'IN', 'BR', 'SA'];
/** Nobody has a passkey, so that all of them are recipients. */
const METHODS = [[], ['mobilePhone'], ['microsoftAuthenticatorPush']];

/** A campaign of a million people, from the reading of the directory to the plan of its first wave. */
export async function bench(): Promise<boolean> {
  const folder = mkdtempSync(join(tmpdir(), 'muster-campaign-'));
  try {
    // Made by another process than the one that is measured: making it takes more memory than having it.
    const database = await open(folder);
    await migrate(database);
    await database.close();
    const child = fork(new URL(import.meta.url), [folder], {
      execArgv: ['--expose-gc', ...AS_MUSTER_RUNS],
    });
    return (await ended(child)) === 0;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function ended(child: ChildProcess): Promise<number> {
  const [code] = (await once(child, 'exit')) as [number]; // what the event carries
  return code;
}

function open(folder: string): Promise<Database> {
  return openDatabase({ kind: 'pglite', folder: join(folder, 'data') }, { databaseUrl: null });
}

async function measure(folder: string): Promise<boolean> {
  const database = await open(folder);
  try {
    return await judge(database);
  } finally {
    await database.close();
  }
}

async function judge(opened: Database): Promise<boolean> {
  say(`${number(PEOPLE)} people, embedded database; Node ${process.version}`);
  const watch = createWatch(opened);
  const bench = createBench(watch.database);
  await warmUp(opened);
  globalThis.gc?.();
  const before = process.memoryUsage.rss();
  const read = await bench.timed(() => bench.work('read-roster', { name: 'roster' }));
  report('roster read', read, watch.longest());
  const small = await bench.create('Few', ['Few']);
  const large = await bench.create('Many', []);
  const foretold = await bench.timed(() => bench.desk.dryRun(large.id));
  report('dry run', foretold, watch.longest());
  say(
    `               ${number(foretold.result.recipients)} recipients, ${foretold.result.byDepartment.length} departments`,
  );
  await bench.start(small);
  watch.longest();
  const made = await bench.timed(() => bench.start(large));
  report('made, planned', made, watch.longest());
  const few = await bench.progress(small.id, FEW);
  const many = await bench.progress(large.id, foretold.result.recipients);
  const growth = watch.peak() - before;
  say(
    `progress read  ${many.toFixed(2)} ms, and ${few.toFixed(2)} ms for ${number(FEW)}; medians of ${READINGS} (target less than ${MOST_PROGRESS_MS} ms)`,
  );
  say(
    `memory         ${mebibytes(before)} MiB before, ${mebibytes(growth)} MiB more at the peak (target less than ${mebibytes(MOST_GROWTH)})`,
  );
  const good = growth < MOST_GROWTH && many < MOST_PROGRESS_MS && foretold.seconds < MOST_DRY_RUN_SECONDS;
  say(good ? 'The targets are met.' : 'A target is missed.');
  return good;
}

/** In its first seconds V8 compiles the database, which takes it some hundred megabytes for a moment. */
async function warmUp(database: Database): Promise<void> {
  const until = performance.now() + WARM_UP_MS;
  while (performance.now() < until) {
    await database.query(`select count(*), max(n::text) from generate_series(1, 20000) n group by n % 7`);
    await new Promise(setImmediate);
  }
}

/** The same database, of which each statement is timed: while one runs, the embedded one answers nobody else. */
function createWatch(database: Database) {
  let longest = 0;
  let peak = 0;
  const timed = (db: Db): Db => ({
    async query<Row>(text: string, values?: readonly unknown[]) {
      const begun = performance.now();
      const rows = await db.query<Row>(text, values);
      longest = Math.max(longest, performance.now() - begun);
      peak = Math.max(peak, process.memoryUsage.rss());
      return rows;
    },
    transaction: (work) => db.transaction((inner) => work(timed(inner))),
  });
  return {
    database: { ...database, ...timed(database) },
    peak: () => peak,
    /** Since it was asked the last time. */
    longest() {
      const found = longest;
      longest = 0;
      return found;
    },
  };
}

function createBench(database: Database) {
  const waiting: { name: string; payload: object }[] = [];
  const built = buildCampaignDesk({
    database,
    clock: systemClock,
    source: { everybody, reportPages, async *peopleIn() {} },
    tenantCountry: async () => 'US',
    rules: {
      entraCampaign: async () => ({
        state: 'off',
        snoozeDays: null,
        method: null,
        everybody: true,
        includedIds: [],
        excludedIds: [],
      }),
    },
    settings: {
      always: { breakGlass: ['breaker@contoso.example'], groupId: null },
      perSecond: 45,
      canInstall: true,
    },
    async enqueue(name, payload) {
      waiting.push({ name, payload });
      return true;
    },
    deliver: async () => undefined,
    changed: async () => undefined,
    registeredLately: async () => undefined,
  });
  const table: Readonly<Record<string, (typeof built.jobs)[keyof typeof built.jobs]>> = built.jobs;
  const work = async (name: string, payload: object) => {
    const prepared = table[name]?.prepare(payload);
    if (prepared === undefined || 'problem' in prepared) throw new Error(`${name}: ${prepared?.problem}`);
    const { signal } = new AbortController();
    // None of these jobs writes a log of its own.
    await prepared.run({ id: '1', attempt: 1, signal, log: undefined as never });
  };
  const runAll = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      if (next.name === 'keep-roster') continue;
      await work(next.name, next.payload).catch((error: unknown) => {
        if (!(error instanceof TryAgainLater)) throw error;
      });
    }
  };
  return {
    desk: built.desk,
    work,
    async timed<Result>(what: () => Promise<Result>) {
      const begun = performance.now();
      const result = await what();
      return { result, seconds: (performance.now() - begun) / 1000 };
    },
    async create(name: string, departments: readonly string[]): Promise<Campaign> {
      const campaign = await built.desk.create('admin', {
        name,
        goal: 'passkey',
        audience: {
          groupIds: [],
          departments,
          countries: [],
          addresses: [],
          guests: false,
          excludedGroupIds: [],
          excludedAddresses: [],
        },
        calendar: { ...DEFAULT_CALENDAR, startsOn: new Date().toISOString().slice(0, 10) },
        approvalAbove: 1_000_000,
        contact: null,
      });
      await runAll();
      return campaign;
    },
    async start({ id, version }: Campaign): Promise<void> {
      const { kind } = await built.desk.start('admin', id, version);
      if (kind !== 'done') throw new Error(`the start is ${kind}`);
      await runAll();
    },
    /** Milliseconds that the figures of a progress card take, once they are known to be right. */
    async progress(id: string, people: number): Promise<number> {
      const times: number[] = [];
      for (let reading = 0; reading < READINGS; reading += 1) {
        const begun = performance.now();
        const { targeted, waves } = await built.desk.progress(id);
        times.push(performance.now() - begun);
        if (targeted !== people || waves[0]?.targeted !== people) {
          throw new Error(`${targeted} targeted, ${waves[0]?.targeted} planned, instead of ${people}`);
        }
      }
      return times.toSorted((a, b) => a - b)[Math.floor(READINGS / 2)] ?? Number.NaN;
    },
  };
}

/** Everybody's id is spread as Entra's are: who comes one after the other lies far apart by key. */
function idOf(person: number): string {
  const mixed = (Math.imul(person, 2_654_435_761) >>> 0).toString(16).padStart(8, '0');
  return `${mixed}-0000-4000-8000-${String(person).padStart(12, '0')}`;
}

function* pages(): Generator<readonly number[]> {
  for (let from = 0; from < PEOPLE; from += PAGE) {
    yield Array.from({ length: Math.min(PAGE, PEOPLE - from) }, (_, index) => from + index);
  }
}

async function* everybody(): AsyncGenerator<readonly DirectoryRow[]> {
  for (const page of pages()) {
    yield page.map((person) => ({
      personId: idOf(person),
      userPrincipalName: `person.${person}@contoso.example`,
      displayName: `Person Number ${person}`,
      mail: `person.${person}@contoso.example`,
      kind: 'member',
      enabled: true,
      department: person < FEW ? 'Few' : `Department ${person % 400}`,
      country: COUNTRIES[person % COUNTRIES.length] ?? null,
      language: 'en-US',
    }));
  }
}

async function* reportPages(): AsyncGenerator<readonly RegistrationRow[]> {
  for (const page of pages()) {
    yield page.map((person) => {
      const methods = METHODS[person % METHODS.length] ?? [];
      return {
        personId: idOf(person),
        userPrincipalName: '',
        displayName: '',
        kind: 'member',
        isAdmin: person % 1_000 === 0,
        mfaRegistered: methods.length > 0,
        mfaCapable: methods.length > 0,
        passwordlessCapable: false,
        methods,
        updatedAt: null,
      };
    });
  }
}

function report(what: string, { seconds }: { readonly seconds: number }, longest: number): void {
  say(`${what.padEnd(14)} ${seconds.toFixed(1)} s, the longest statement ${longest.toFixed(0)} ms`);
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

const [, , folder] = process.argv;
if (import.meta.main && folder !== undefined) process.exitCode = (await measure(folder)) ? 0 : 1;
