import { existsSync, mkdirSync, realpathSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { Unavailable } from '../errors.ts';
import type { Log } from '../log.ts';
import { DATE, type Driver, type Run } from './driver.ts';
import { lockFolder, type Taker } from './folder-lock.ts';
import { vacuum } from './vacuum.ts';

const VACUUM_EVERY_MS = 10 * 60_000;

/**
 * The folder holds `lock` (and `lock.json`, who holds it) beside `data`, which is PGlite's own. The lock lies
 * inside, so that whoever can see the data, through whatever path or mount, sees the same lock.
 */
export async function openPglite(
  folder: string,
  { log, ...taker }: Taker & { readonly log?: Log },
): Promise<Driver> {
  const place = await usable(folder, async () => {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    return realpathSync(folder);
  });
  const lock = await usable(place, () => lockFolder(place, new Date(), taker));
  try {
    const pglite = await openData(place);
    const driver = driverOn(pglite);
    const vacuuming = setInterval(() => {
      vacuum(driver.run).catch((error: unknown) =>
        log?.warn({ err: error }, 'the database was not vacuumed'),
      );
    }, VACUUM_EVERY_MS).unref();
    return {
      ...driver,
      async close() {
        clearInterval(vacuuming);
        await driver.close();
        lock.release();
      },
    };
  } catch (error) {
    lock.release();
    throw error;
  }
}

/** In memory where no folder is named. */
export function createPglite(dataDir?: string): Promise<PGlite> {
  return PGlite.create({ ...(dataDir && { dataDir }), parsers: { [DATE]: String } });
}

export function driverOn(pglite: PGlite): Driver {
  const inTurn = createTurns();
  let closing: Promise<void> | null = null;
  const whileOpen = async <Result>(work: () => Promise<Result>): Promise<Result> => {
    if (closing !== null) throw new Unavailable('The database is closed.', 'Start the program again.');
    return inTurn(work);
  };
  return {
    kind: 'pglite',
    run: (text, values) =>
      whileOpen(async () => {
        try {
          return await runOn(pglite)(text, values);
        } catch (error) {
          // The text may have brought its own BEGIN. There is one session for all: what it left
          // half done must be gone before anybody else has a turn.
          if (values.length === 0) await pglite.exec('rollback');
          throw error;
        }
      }),
    hold: (work) => whileOpen(() => pglite.transaction((transaction) => work(runOn(transaction)))),
    close: () => {
      closing ??= inTurn(() => pglite.close());
      return closing;
    },
  };
}

function runOn(target: Pick<PGlite, 'query' | 'exec'>): Run {
  return async (text, values) => {
    if (values.length > 0) return (await target.query(text, [...values])).rows;
    return (await target.exec(text)).flatMap(({ rows }) => rows);
  };
}

/** One after the other, in the order of asking; a failure holds nobody up. */
function createTurns() {
  let last: Promise<unknown> = Promise.resolve();
  return <Result>(work: () => Promise<Result>): Promise<Result> => {
    const turn = last.then(work);
    last = turn.catch(() => undefined);
    return turn;
  };
}

async function openData(place: string): Promise<PGlite> {
  const data = join(place, 'data');
  try {
    if (!existsSync(data)) await createData(data);
    // PGlite would take such a folder for an empty one and write a new database over what is left.
    if (!existsSync(join(data, 'PG_VERSION'))) throw new Error('its file PG_VERSION is missing');
    return await createPglite(data);
  } catch (error) {
    throw new Unavailable(
      `The embedded database in ${data} cannot be opened: ${(error as Error).message}`,
      'See that the disk is not full and the folder is readable. If the data is damaged, restore a backup of the folder.',
      { cause: error },
    );
  }
}

/** Built beside and renamed: a first start that is cut off leaves no half database behind. */
async function createData(data: string): Promise<void> {
  const fresh = `${data}.new`;
  rmSync(fresh, { recursive: true, force: true });
  mkdirSync(fresh, { mode: 0o700 });
  await (await createPglite(fresh)).close();
  renameSync(fresh, data);
}

async function usable<Result>(folder: string, attempt: () => Promise<Result>): Promise<Result> {
  try {
    return await attempt();
  } catch (error) {
    if (error instanceof Unavailable) throw error;
    throw new Unavailable(
      `The database folder ${folder} cannot be used: ${(error as Error).message}`,
      'Set DATABASE_URL to pglite:FOLDER with a folder that this user may write.',
      { cause: error },
    );
  }
}
