import type { Clock } from '../clock.ts';
import type { SlotSource } from './ports.ts';

export interface Slots {
  /** True: one call may be made now, and is counted. */
  use(): boolean;
  /** Milliseconds until another call may be possible; null while more slots are being fetched. */
  wait(): number | null;
  /** So many calls are waiting: fetches slots for them where they are missing, and says when it has. */
  demand(calls: number, fetched: () => void, failed: (error: unknown) => void): void;
  /** Slots before that time are not used. */
  pause(until: number): void;
}

const SECOND_MS = 1_000;
/**
 * Slots lie a little further apart than the rate asks for, and are counted over a window a little longer than a
 * second: what the way to Teams adds or takes from the time between two calls does not push one more into a second.
 */
const SLACK_MS = 2;
const WINDOW_MS = SECOND_MS + SLACK_MS - 1;
/** One query for this many milliseconds of sending. What a dead process had leased goes to waste. */
const BLOCK_MS = 500;
/**
 * Calls that make up for lost time follow each other at least so much closer than the rate and no more: a burst that
 * meets a hold-up on its way arrives as a burst a second later, beside the calls of that second.
 */
const CLOSEST = 0.6;
/** Slots of the last second that were missed are used up with one call more in each of the next. */
const CATCH_UP = 1;
/** A clock of milliseconds cannot tell single calls apart at high rates: then so many are taken together. */
const TOLD_APART_MS = 10;
/** The best of the last few leases tells the distance between the two clocks: the others were slower on the way. */
const REMEMBERED = 8;

/**
 * One process's part of the tenant's slots. A slot may be used late, when this process was held up, as long as no
 * window of a second holds more of its calls than of its slots, and `CATCH_UP` more while it makes up for lost time:
 * then the sum over all processes stays as close to the rate. Teams' own limit lies a tenth above our default.
 */
export function createSlots(options: {
  readonly clock: Clock;
  readonly perSecond: number;
  readonly source: SlotSource;
}): Slots {
  const { clock, perSecond, source } = options;
  const intervalMs = (SECOND_MS + SLACK_MS) / perSecond;
  const block = Math.max(1, Math.ceil(BLOCK_MS / intervalMs));
  const abreast = Math.max(1, Math.ceil(TOLD_APART_MS / intervalMs));
  const now = () => clock.now().getTime();
  const distances: number[] = [];
  let ahead: number[] = [];
  let passed: number[] = [];
  const used: number[] = [];
  /** Slots that have come and were not used yet; no more than a second's. */
  let unused = 0;
  let fetching = false;
  let pausedUntil = 0;

  const tidy = () => {
    const time = now();
    while (ahead[0] !== undefined && ahead[0] <= time) {
      passed.push(ahead.shift() ?? time);
      unused = Math.min(unused + 1, perSecond);
    }
    while (passed[0] !== undefined && passed[0] <= time - WINDOW_MS) passed.shift();
    while (used[0] !== undefined && used[0] <= time - WINDOW_MS) used.shift();
  };

  const add = (lease: { first: number; now: number }, count: number) => {
    distances.push(now() - lease.now);
    if (distances.length > REMEMBERED) distances.shift();
    const first = lease.first + Math.min(...distances);
    for (let index = 0; index < count; index += 1) {
      const at = first + index * intervalMs;
      if (at >= pausedUntil) ahead.push(at);
    }
  };

  /** Milliseconds until the next call is far enough behind those before it. */
  const tooClose = () => {
    const before = used.at(-abreast);
    return before === undefined ? 0 : before + abreast * intervalMs * CLOSEST - now();
  };

  const hasRoom = () => unused > 0 && used.length < passed.length + CATCH_UP;

  return {
    use() {
      tidy();
      if (!hasRoom() || tooClose() > 0) return false;
      unused -= 1;
      used.push(now());
      return true;
    },
    wait() {
      tidy();
      if (hasRoom()) return Math.max(1, Math.ceil(tooClose()));
      const [next] = ahead;
      const [oldest] = used;
      const time = now();
      // A slot's own time, or that of an old call leaving the window: whichever comes first may make room.
      const candidates = [next, oldest === undefined ? undefined : oldest + WINDOW_MS];
      const times = candidates.filter((one) => one !== undefined);
      if (next === undefined && fetching) return null;
      return times.length === 0 ? null : Math.max(1, Math.ceil(Math.min(...times) - time));
    },
    demand(calls, fetched, failed) {
      tidy();
      const missing = calls - ahead.length;
      if (fetching || missing <= 0 || ahead.length > block / 2) return;
      fetching = true;
      const count = Math.min(block, missing);
      source.lease(count, intervalMs).then(
        (lease) => {
          fetching = false;
          add(lease, count);
          fetched();
        },
        (error: unknown) => {
          fetching = false;
          failed(error);
        },
      );
    },
    pause(until) {
      pausedUntil = Math.max(pausedUntil, until);
      ahead = ahead.filter((at) => at >= pausedUntil);
      passed = [];
      unused = 0;
    },
  };
}
