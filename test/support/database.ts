import { env, pid } from 'node:process';
import { type Database, databaseOn, openDatabase } from '../../src/store/db.ts';
import type { Driver } from '../../src/store/driver.ts';
import { createPglite, driverOn } from '../../src/store/pglite.ts';

export interface TestDatabase {
  readonly database: Database;
  /** Where the tables of this test are. */
  readonly schema: string;
  /** A schema of this test's own for the jobs. */
  readonly jobsSchema: string;
  /** What a second instance of the program would work on; PGlite has only one. */
  again(): Promise<Database>;
}

interface Opened extends TestDatabase {
  readonly opened: Database[];
}

/**
 * Runs the suite on PGlite and, where TEST_DATABASE_URL names one, on a real PostgreSQL. Each `open()` is an
 * empty schema; it is dropped when the test has passed and left to be looked at when it has not.
 */
export function eachDatabase(title: string, suite: (open: () => Promise<TestDatabase>) => void): void {
  describe(`${title} on PGlite`, () => {
    before('start PGlite, once for the whole run', async function () {
      this.timeout(30_000);
      await sharedDriver();
    });
    half(suite, openOnPglite);
  });
  const url = env.TEST_DATABASE_URL;
  describe(`${title} on PostgreSQL`, () => {
    if (url) return half(suite, () => openOnPostgres(url));
    it('is skipped, because TEST_DATABASE_URL names no server', function () {
      this.skip();
    });
  });
}

function half(suite: (open: () => Promise<TestDatabase>) => void, make: () => Promise<Opened>): void {
  const made: Opened[] = [];
  suite(async () => {
    const one = await make();
    made.push(one);
    return one;
  });
  // Registered last, so that the suite's own clean-up still has its database.
  afterEach(async function () {
    const passed = this.currentTest?.state === 'passed';
    for (const { database, schema, jobsSchema, opened } of made.splice(0)) {
      if (passed) {
        await database.query(
          `drop schema if exists ${schema} cascade; drop schema if exists ${jobsSchema} cascade`,
        );
      }
      for (const one of opened) await one.close();
    }
  });
}

let count = 0;

function names(): { schema: string; jobsSchema: string } {
  count += 1;
  const schema = `test_${pid}_${count}`;
  return { schema, jobsSchema: `${schema}_jobs` };
}

let shared: Promise<Driver> | undefined;

// A timer of PGlite's would keep the process alive for ten seconds after the last query.
after('close the shared PGlite', async () => {
  await (await shared)?.close();
});

/** One instance for the whole run: starting it costs more than most suites. */
async function sharedDriver(): Promise<Driver> {
  shared ??= createPglite().then(driverOn);
  return { ...(await shared), close: async () => undefined };
}

async function openOnPglite(): Promise<Opened> {
  const database = databaseOn(await sharedDriver());
  const { schema, jobsSchema } = names();
  await database.query(`create schema ${schema}; set search_path to ${schema}`);
  return { database, schema, jobsSchema, opened: [], again: async () => database };
}

async function openOnPostgres(server: string): Promise<Opened> {
  const { schema, jobsSchema } = names();
  const url = new URL(server);
  url.searchParams.set('options', `-c search_path=${schema}`);
  const opened: Database[] = [];
  const again = async () => {
    const database = await openDatabase({ kind: 'postgres' }, { databaseUrl: url.href });
    opened.push(database);
    return database;
  };
  const database = await again();
  await database.query(`create schema ${schema}`);
  return { database, schema, jobsSchema, opened, again };
}
