import type { Clock } from '../../src/clock.ts';

interface Sleeper {
  readonly at: number;
  wake(): void;
}

export interface ManualClock extends Clock {
  /** Lets that much time pass, waking everybody on the way in order. */
  advance(milliseconds: number): Promise<void>;
  /** Lets time pass until nobody sleeps any more. */
  runOut(): Promise<void>;
  readonly elapsed: number;
}

/** A clock that stands still until it is told to go. */
export function createManualClock(start = new Date('2026-11-20T09:00:00Z')): ManualClock {
  let now = start.getTime();
  const sleepers = new Set<Sleeper>();
  const next = () => [...sleepers].sort((a, b) => a.at - b.at)[0];
  const wakeUntil = async (end: number) => {
    await settle();
    for (let sleeper = next(); sleeper && sleeper.at <= end; sleeper = next()) {
      now = Math.max(now, sleeper.at);
      sleeper.wake();
      await settle();
    }
  };
  return {
    now: () => new Date(now),
    sleep: (milliseconds, signal) =>
      new Promise((resolve, reject) => {
        if (signal?.aborted) return reject(signal.reason);
        const leave = () => {
          sleepers.delete(sleeper);
          signal?.removeEventListener('abort', abort);
        };
        const abort = () => {
          leave();
          reject(signal?.reason);
        };
        const sleeper: Sleeper = {
          at: now + milliseconds,
          wake() {
            leave();
            resolve();
          },
        };
        signal?.addEventListener('abort', abort, { once: true });
        sleepers.add(sleeper);
      }),
    async advance(milliseconds) {
      const end = now + milliseconds;
      await wakeUntil(end);
      now = end;
    },
    runOut: () => wakeUntil(Number.POSITIVE_INFINITY),
    get elapsed() {
      return now - start.getTime();
    },
  };
}

/** A clock on which nobody waits: whoever sleeps has slept, and the time is later. */
export function createHastyClock(
  start = new Date('2026-11-20T09:00:00Z'),
): Clock & { readonly slept: number[] } {
  let now = start.getTime();
  const slept: number[] = [];
  return {
    slept,
    now: () => new Date(now),
    async sleep(milliseconds, signal) {
      signal?.throwIfAborted();
      slept.push(milliseconds);
      now += milliseconds;
    },
  };
}

/** Every promise that can go on has gone on. */
export function settle(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
