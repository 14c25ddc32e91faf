import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import { Unavailable } from '../errors.ts';

/** Another process works in this folder. PGlite itself would let both in, and both would ruin it. */
export class FolderInUse extends Unavailable {
  readonly holder: Holder | null;

  constructor(folder: string, holder: Holder | null) {
    super(`The database folder ${folder} is in use by ${describe(holder)}.`, advice(holder));
    this.holder = holder;
  }
}

export interface FolderLock {
  release(): void;
}

/** Who asks for the folder, told to whoever asks next. */
export interface Taker {
  readonly pid?: number | undefined;
  /** `muster serve` */
  readonly command?: string | undefined;
}

const Holder = z.object({
  pid: z.int().optional(),
  command: z.string().optional(),
  host: z.string(),
  since: z.string(),
});
type Holder = z.infer<typeof Holder>;

/** SQLite waits this long for the lock: several starters at one instant step aside until one of them has it. */
const PATIENCE_MS = 500;
const SQLITE_BUSY = 5;

/**
 * Takes the folder for this process. The lock is SQLite's own file lock, which the kernel drops with the
 * process however it dies: nothing is ever stale, and a process id that is used again means nothing.
 * The file beside it only says who holds the lock; it is never asked whether the lock is held.
 */
export function lockFolder(folder: string, now: Date, taker: Taker): FolderLock {
  const who = join(folder, 'lock.json');
  const lock = takeLock(folder, who);
  const { pid, command } = taker;
  const holder: Holder = { pid, command, host: hostname(), since: now.toISOString() };
  writeFileSync(`${who}.new`, JSON.stringify(holder), { mode: 0o600 });
  renameSync(`${who}.new`, who);
  let held = true;
  return {
    release() {
      if (!held) return;
      held = false;
      // Before the lock is let go: afterwards the file may be the next holder's.
      rmSync(who, { force: true });
      lock.close();
    },
  };
}

function takeLock(folder: string, who: string): DatabaseSync {
  const lock = new DatabaseSync(join(folder, 'lock'), { timeout: PATIENCE_MS });
  try {
    lock.exec('pragma locking_mode = exclusive; begin exclusive');
    return lock;
  } catch (error) {
    lock.close();
    if ((error as { errcode?: number }).errcode === SQLITE_BUSY) {
      throw new FolderInUse(folder, readHolder(who));
    }
    throw error;
  }
}

/** Null while the holder has not written its name yet. */
function readHolder(who: string): Holder | null {
  try {
    return Holder.parse(JSON.parse(readFileSync(who, 'utf8')));
  } catch {
    // Missing or half of another version: the lock is held all the same, only the name is unknown.
    return null;
  }
}

function describe(holder: Holder | null): string {
  if (holder === null) return 'another process that has just started';
  const { pid, command, host, since } = holder;
  const which = pid === undefined ? 'another process' : `process ${pid}`;
  const place = host === hostname() ? '' : ` on ${host}`;
  const what = command === undefined ? '' : ` (${command})`;
  return `${which}${place}${what} since ${since}`;
}

function advice(holder: Holder | null): string {
  const which = holder?.pid === undefined ? 'that process' : `process ${holder.pid}`;
  return `Stop ${which} and try again, or set DATABASE_URL to another folder; several processes share a PostgreSQL.`;
}
