import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout } from 'node:timers/promises';
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

const SQLITE_BUSY = 5;
/** Time for whoever took the lock just now to have written its name. */
const NAMING_MS = 250;

/**
 * Takes the folder for this process. The lock is SQLite's own lock of a file, which the kernel drops with
 * the process however it dies: nothing is ever stale, and a process id that is used again means nothing.
 * The file beside it only says who holds the lock; it is never asked whether the lock is held.
 */
export async function lockFolder(folder: string, now: Date, taker: Taker): Promise<FolderLock> {
  const who = join(folder, 'lock.json');
  const lock = takeLock(folder);
  if (lock === null) {
    await setTimeout(NAMING_MS);
    throw new FolderInUse(folder, readHolder(who));
  }
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

/** Null where somebody else has it. */
function takeLock(folder: string): DatabaseSync | null {
  const lock = new DatabaseSync(join(folder, 'lock'));
  try {
    // One step that one of many takers wins; an exclusive transaction has several, on which they can all fail.
    lock.exec('begin immediate');
    return lock;
  } catch (error) {
    lock.close();
    if ((error as { errcode?: number }).errcode === SQLITE_BUSY) return null;
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
