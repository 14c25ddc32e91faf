import pg from 'pg';
import { BadConfiguration, Unavailable } from '../errors.ts';
import type { Log } from '../log.ts';
import { DATE, type Driver, type Run } from './driver.ts';

/** A query of the bot takes milliseconds; one that takes this long holds locks that others wait for. */
const STATEMENT_TIMEOUT_MS = 30_000;
const CONNECT_TIMEOUT_MS = 10_000;
const INT8 = 20;

export async function openPostgres(url: string, { log }: { readonly log?: Log }): Promise<Driver> {
  const place = describePlace(url);
  const pool = new pg.Pool({
    connectionString: url,
    application_name: 'muster',
    statement_timeout: STATEMENT_TIMEOUT_MS,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    keepAlive: true,
    types: { getTypeParser: typeParser },
  });
  // Unheard, the loss of an idle connection would end the process; the pool opens a new one by itself.
  pool.on('error', (error) => log?.warn({ err: error }, 'an idle database connection was lost'));
  const driver = driverOn(pool, place);
  try {
    await driver.run('select 1', []);
  } catch (error) {
    await driver.close();
    throw error;
  }
  return driver;
}

function driverOn(pool: pg.Pool, place: string): Driver {
  let closing: Promise<void> | undefined;
  return {
    kind: 'postgres',
    run: (text, values) => runOn(pool, place)(text, values),
    async hold(work) {
      const client = await pool.connect().catch((error: unknown) => {
        throw explain(error, place);
      });
      let broken: Error | undefined;
      // The pool does not listen to a connection that is in use: unheard, its loss would end the process.
      const onError = (error: Error) => {
        broken = error;
      };
      client.on('error', onError);
      try {
        return await transact(client, runOn(client, place), work);
      } catch (error) {
        // A connection that cannot even roll back is thrown away, and the server ends its transaction.
        await client.query('rollback').catch(onError);
        throw error;
      } finally {
        client.off('error', onError);
        client.release(broken);
      }
    },
    close: () => {
      closing ??= pool.end();
      return closing;
    },
  };
}

async function transact<Result>(client: pg.PoolClient, run: Run, work: (run: Run) => Promise<Result>) {
  await run('begin', []);
  const result = await work(run);
  const { command } = await client.query('commit');
  // PostgreSQL answers COMMIT with ROLLBACK, and no error, when a statement of the transaction had failed.
  if (command !== 'COMMIT') {
    throw new Error(
      'The transaction was rolled back: one of its statements failed and nobody passed that on.',
    );
  }
  return result;
}

function runOn(target: pg.Pool | pg.PoolClient, place: string): Run {
  return async (text, values) => {
    try {
      const result: pg.QueryResult | pg.QueryResult[] =
        values.length > 0 ? await target.query(text, [...values]) : await target.query(text);
      return [result].flat().flatMap(({ rows }) => rows);
    } catch (error) {
      throw explain(error, place);
    }
  };
}

/** Counts are numbers, as PGlite has them: none of ours comes near 2^53. */
function typeParser(oid: number, format?: 'text' | 'binary') {
  if (oid === INT8) return Number;
  if (oid === DATE) return String;
  return pg.types.getTypeParser(oid, format ?? 'text');
}

/** Lost connections, a statement that took too long, a server that goes down or comes up, too many clients, refused credentials, no such database. */
const UNREACHABLE = /^(08...|57014|57P0[123]|53300|28...|3D000)$/;

function explain(error: unknown, place: string): unknown {
  if (error instanceof pg.DatabaseError) {
    if (!UNREACHABLE.test(error.code ?? '')) return error;
  } else if (error instanceof TypeError || error instanceof RangeError) {
    return error;
  }
  const { code, message } = error as { code?: string; message?: string };
  const reason = error instanceof pg.DatabaseError ? message : (code ?? message);
  return new Unavailable(
    `PostgreSQL at ${place} does not answer: ${reason}.`,
    'See that the server which DATABASE_URL names is up, can be reached from here and takes this user.',
    { cause: error },
  );
}

/** Host, port and database, as the driver itself understands the address; never the password. */
function describePlace(url: string): string {
  try {
    const { host, port, database } = new pg.Client({ connectionString: url });
    return `${host}:${port}/${database}`;
  } catch {
    // The error is left out on purpose: it repeats the address, and the address holds the password.
    throw new BadConfiguration([
      'DATABASE_URL cannot be read as an address. Example: DATABASE_URL=postgres://muster:PASSWORD@localhost:5432/muster (a %, @, / or : in the password is written %25, %40, %2F, %3A)',
    ]);
  }
}
