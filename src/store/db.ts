import { AsyncLocalStorage } from 'node:async_hooks';
import { Unavailable } from '../errors.ts';
import type { Log } from '../log.ts';
import type { Driver, Run } from './driver.ts';

/** Somewhere to run SQL: the whole database, or one transaction of it. */
export interface Db {
  /**
   * One statement with `$n` values, or several statements without any; resolves to the rows of all of them.
   * Values are strings, numbers, booleans, Dates, null, or arrays of those; JSON is passed as text and cast.
   */
  query<Row>(text: string, values?: readonly unknown[]): Promise<Row[]>;
  /** Commits when the work resolves, rolls back when it rejects. Inside a transaction: a savepoint. */
  transaction<Result>(work: (db: Db) => Promise<Result>): Promise<Result>;
}

export interface Database extends Db {
  readonly kind: Driver['kind'];
  ping(): Promise<void>;
  /** Rejects after the bound where a statement or a connection hangs; what runs is then left to the server. */
  close(boundMs?: number): Promise<void>;
}

export type DatabaseTarget =
  | { readonly kind: 'pglite'; readonly folder: string }
  | { readonly kind: 'postgres' };

export interface OpenOptions {
  readonly log?: Log;
  /** What this process is, for the message that a second one gets about a folder: `muster serve`, 4711. */
  readonly command?: string;
  readonly pid?: number;
}

export async function openDatabase(
  target: DatabaseTarget,
  secrets: { readonly databaseUrl: string | null },
  options: OpenOptions = {},
): Promise<Database> {
  if (target.kind === 'pglite') {
    const { openPglite } = await import('./pglite.ts');
    return databaseOn(await openPglite(target.folder, options));
  }
  if (secrets.databaseUrl === null)
    throw new Error('The configuration names PostgreSQL without its address.');
  const { openPostgres } = await import('./postgres.ts');
  return databaseOn(await openPostgres(secrets.databaseUrl, options));
}

export function databaseOn(driver: Driver): Database {
  const around = new AsyncLocalStorage<{ over: boolean }>();
  // On PGlite such a call would wait for the transaction, and the transaction for it, for ever; on PostgreSQL
  // it would quietly run outside. Both refuse, so that a mistake shows on whichever the developer uses.
  const refuseInsideTransaction = () => {
    const transaction = around.getStore();
    if (transaction && !transaction.over) {
      throw new Error('A transaction is open around this call: use the db that it was given.');
    }
  };
  return {
    kind: driver.kind,
    async query<Row>(text: string, values: readonly unknown[] = []) {
      refuseInsideTransaction();
      // The caller wrote the statement and alone knows what its rows look like.
      return (await driver.run(text, values)) as Row[];
    },
    async transaction(work) {
      refuseInsideTransaction();
      return driver.hold((run) => {
        const transaction = { over: false };
        const guarded: Run = async (text, values) => {
          if (transaction.over) throw new Error('This transaction is over: a statement came after its end.');
          return run(text, values);
        };
        return around.run(transaction, async () => {
          try {
            return await work(transactionOn(guarded, 1));
          } finally {
            transaction.over = true;
          }
        });
      });
    },
    async ping() {
      await driver.run('select 1', []);
    },
    async close(boundMs) {
      if (boundMs === undefined) return driver.close();
      const { promise: late, reject } = Promise.withResolvers<never>();
      const bound = setTimeout(() => reject(notClosed(boundMs)), boundMs);
      try {
        await Promise.race([driver.close(), late]);
      } finally {
        clearTimeout(bound);
      }
    },
  };
}

function notClosed(boundMs: number): Unavailable {
  return new Unavailable(
    `The database did not close within ${boundMs / 1000} seconds.`,
    'Nothing is lost: what was not committed is rolled back. See whether the database answers.',
  );
}

function transactionOn(run: Run, depth: number): Db {
  return {
    async query<Row>(text: string, values: readonly unknown[] = []) {
      // The caller wrote the statement and alone knows what its rows look like.
      return (await run(text, values)) as Row[];
    },
    async transaction(work) {
      const savepoint = `level_${depth}`;
      await run(`savepoint ${savepoint}`, []);
      try {
        const result = await work(transactionOn(run, depth + 1));
        await run(`release savepoint ${savepoint}`, []);
        return result;
      } catch (error) {
        await run(`rollback to savepoint ${savepoint}`, []);
        throw error;
      }
    },
  };
}
