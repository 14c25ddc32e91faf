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
const SLACK_MS = 5;
const WINDOW_MS = SECOND_MS + SLACK_MS - 1;
/** One query for this many milliseconds of sending. What a dead process had leased goes to waste. */
const BLOCK_MS = 500;
/** The best of the last few leases tells the distance between the two clocks: the others were slower on the way. */
const REMEMBERED = 8;

/**
 * One process's part of the tenant's slots. A slot may be used late, when this process was held up, as long as no
 * window of a second ever holds more of its calls than of its slots: then the sum over all processes cannot exceed
 * the slots of that second either, and being held up costs nothing of the rate.
 */
export function createSlots(options: {
  readonly clock: Clock;
  readonly perSecond: number;
  readonly source: SlotSource;
}): Slots {
  const { clock, perSecond, source } = options;
  const intervalMs = (SECOND_MS + SLACK_MS) / perSecond;
  const block = Math.max(1, Math.ceil(BLOCK_MS / intervalMs));
  const now = () => clock.now().getTime();
  const distances: number[] = [];
  let ahead: number[] = [];
  let passed: number[] = [];
  const used: number[] = [];
  let fetching = false;
  let pausedUntil = 0;

  const tidy = () => {
    const time = now();
    while (ahead[0] !== undefined && ahead[0] <= time) passed.push(ahead.shift() ?? time);
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

  return {
    use() {
      tidy();
      if (used.length >= passed.length) return false;
      used.push(now());
      return true;
    },
    wait() {
      tidy();
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
    },
  };
}
