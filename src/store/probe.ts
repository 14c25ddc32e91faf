import { existsSync } from 'node:fs';
import { KnownError } from '../errors.ts';
import { type DatabaseTarget, openDatabase } from './db.ts';
import { FolderInUse } from './folder-lock.ts';
import { pendingMigrations } from './migrate.ts';

export interface DatabaseProbe {
  readonly name: string;
  readonly status: 'ok' | 'warn' | 'fail';
  readonly found: string;
  readonly fix: string | null;
  readonly error: Error | null;
}

const NAME = 'database';

/** Opens the database as the server would, and looks whether it is up to date. A running server is good news. */
export async function probeDatabase(
  target: DatabaseTarget,
  secrets: { readonly databaseUrl: string | null },
): Promise<DatabaseProbe> {
  if (target.kind === 'pglite' && !existsSync(target.folder)) {
    const found = `the folder ${target.folder} will be made at the first start`;
    return { name: NAME, status: 'ok', found, fix: null, error: null };
  }
  try {
    const database = await openDatabase(target, secrets, { command: 'muster doctor' });
    try {
      const pending = await pendingMigrations(database);
      if (pending.length === 0) {
        return { name: NAME, status: 'ok', found: `${database.kind}, up to date`, fix: null, error: null };
      }
      return {
        name: NAME,
        status: 'warn',
        found: `${database.kind}, to be brought up to date: ${pending.join(', ')}`,
        fix: 'Run muster migrate, or start the server, which does so too.',
        error: null,
      };
    } finally {
      await database.close();
    }
  } catch (error) {
    if (error instanceof FolderInUse) {
      return { name: NAME, status: 'ok', found: error.message, fix: null, error: null };
    }
    if (!(error instanceof KnownError)) throw error;
    return { name: NAME, status: 'fail', found: error.message, fix: error.hint, error };
  }
}
