import { KnownError } from '../errors.ts';
import type { Read } from './evidence.ts';

/** Something that is being read: what is known of it now, and when it will be known. */
export interface Reading<Value> {
  /** As it is at this moment. */
  now(): Read<Value>;
  /** Resolves when it is read or cannot be; rejects for a bug alone. */
  readonly done: Promise<void>;
  /** Why it could not be read. */
  error(): KnownError | null;
}

export const PENDING = { known: false, reason: 'It is still being read.', because: 'pending' } as const;

/** What somebody can do something about becomes part of the answer; a bug stays a bug. */
export function startReading<Value>(answer: Promise<Value>): Reading<Value> {
  let state: Read<Value> = PENDING;
  let failure: KnownError | null = null;
  const done = answer.then(
    (value) => {
      state = { known: true, value };
    },
    (error: unknown) => {
      if (!(error instanceof KnownError)) throw error;
      failure = error;
      state = { known: false, reason: error.message };
    },
  );
  // Whoever waits for several readings sees the first bug; the others must not end the process.
  done.catch(() => undefined);
  return { now: () => state, done, error: () => failure };
}

/** Something that nothing read so far makes matter. */
export function notNeeded<Value>(reason: string): Reading<Value> {
  const state = { known: false, reason, because: 'not-needed' } as const;
  return { now: () => state, done: Promise.resolve(), error: () => null };
}
