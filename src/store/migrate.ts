import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { UserError } from '../errors.ts';
import type { Db } from './db.ts';

export interface Migration {
  readonly version: number;
  /** `0001-conversations`. */
  readonly name: string;
  readonly sql: string;
  readonly checksum: string;
}

interface Applied {
  readonly version: number;
  readonly name: string;
  readonly checksum: string;
}

/** Any number, as long as every release uses the same: PostgreSQL's advisory locks are told apart by it. */
const LOCK = 20_261_120;

const TABLE = `create table if not exists migrations (
  version integer primary key,
  name text not null,
  checksum text not null,
  applied_at timestamptz not null default now()
)`;

/** Brings the database up to date. Several processes may start at once: one migrates, the others wait for it. */
export async function migrate(
  db: Db,
  migrations?: readonly Migration[],
): Promise<{ applied: string[]; version: number }> {
  const known = migrations ?? (await readMigrations());
  const applied: string[] = [];
  for (const migration of await missing(db, known)) {
    if (await apply(db, migration, known)) applied.push(migration.name);
  }
  return { applied, version: known.at(-1)?.version ?? 0 };
}

/** The names of what `migrate` would apply. */
export async function pendingMigrations(db: Db, migrations?: readonly Migration[]): Promise<string[]> {
  return (await missing(db, migrations ?? (await readMigrations()))).map(({ name }) => name);
}

export async function readMigrations(
  folder: URL = new URL('./migrations/', import.meta.url),
): Promise<Migration[]> {
  const files = (await readdir(folder)).filter((file) => file.endsWith('.sql')).sort();
  return Promise.all(
    files.map(async (file) => toMigration(file, await readFile(new URL(file, folder), 'utf8'))),
  );
}

export function toMigration(file: string, text: string): Migration {
  const [, version] = /^(\d{4})-[a-z0-9-]+\.sql$/.exec(file) ?? [];
  if (version === undefined) throw new Error(`${file} is no migration: they are named 0001-what-it-does.sql`);
  // Git may have written the file with Windows line ends; it is the same migration.
  const sql = text.replaceAll('\r\n', '\n');
  const checksum = createHash('sha256').update(sql).digest('hex');
  return { version: Number(version), name: file.slice(0, -'.sql'.length), sql, checksum };
}

async function missing(db: Db, known: readonly Migration[]): Promise<Migration[]> {
  const [table] = await db.query<{ there: boolean }>(`select to_regclass('migrations') is not null as there`);
  return table?.there ? notApplied(await readApplied(db), known) : [...known];
}

function readApplied(db: Db): Promise<Applied[]> {
  return db.query<Applied>('select version, name, checksum from migrations order by version');
}

function notApplied(applied: readonly Applied[], known: readonly Migration[]): Migration[] {
  for (const { version, name, checksum } of applied) {
    const same = known.find((migration) => migration.version === version);
    if (!same) {
      throw new UserError(
        'database-newer',
        `The database has had migration ${name} of a newer release; this one knows up to ${known.at(-1)?.name}.`,
        'Start the newer release of Muster again, or restore the backup that was made before it first started.',
      );
    }
    if (same.checksum !== checksum) {
      throw new UserError(
        'migration-edited',
        `The migration ${same.name} is not the one that this database was built with (${name}).`,
        'Put the file back as it was released; a change of the database is a new migration with the next number.',
      );
    }
  }
  return known.filter(({ version }) => !applied.some((row) => row.version === version));
}

async function apply(db: Db, migration: Migration, known: readonly Migration[]): Promise<boolean> {
  return db.transaction(async (transaction) => {
    // Rebuilding a large table, or waiting for another process that does, may take its time.
    await transaction.query('set local statement_timeout = 0');
    await transaction.query('select pg_advisory_xact_lock($1)', [LOCK]);
    await transaction.query(TABLE);
    if (!notApplied(await readApplied(transaction), known).includes(migration)) return false;
    // First the row: were the lock ever to fail, its primary key still lets only one process go on.
    await transaction.query('insert into migrations (version, name, checksum) values ($1, $2, $3)', [
      migration.version,
      migration.name,
      migration.checksum,
    ]);
    try {
      await transaction.query(migration.sql);
    } catch (cause) {
      throw new Error(`The migration ${migration.name} failed; nothing of it was kept.`, { cause });
    }
    return true;
  });
}
