import type { Clock } from '../clock.ts';
import { TryAgainLater } from '../errors.ts';

/** What waits for one budget class, the most useful first instead of the first come. */
export interface WaitingRoom {
  /** Starts the work when the budget has room for it and nobody waits who is of more use. */
  enter<Value>(rank: number, work: () => Promise<Value>): Promise<Value>;
  readonly size: number;
}

interface Guest {
  readonly rank: number;
  start(): void;
  turnAway(error: Error): void;
}

/** Graph's own windows are seconds long: whoever must wait for longer than this is told so. */
const LONGEST_MS = 60_000;

/** `wait` says how long a request made now would wait for its turn; 0 is not at all. */
export function createWaitingRoom({ wait, clock }: { wait: () => number; clock: Clock }): WaitingRoom {
  const guests: Guest[] = [];
  let asleep = false;
  const pump = (): void => {
    while (!asleep && guests.length > 0) {
      const milliseconds = wait();
      if (milliseconds > LONGEST_MS) {
        const error = new TryAgainLater(Math.ceil(milliseconds / 1000), 'Microsoft Graph');
        for (const guest of guests.splice(0)) guest.turnAway(error);
      } else if (milliseconds > 0) {
        asleep = true;
        clock.sleep(milliseconds).then(wake, wake);
      } else {
        const rank = Math.min(...guests.map((guest) => guest.rank));
        const next = guests.findIndex((guest) => guest.rank === rank);
        for (const guest of guests.splice(next, 1)) guest.start();
      }
    }
  };
  const wake = () => {
    asleep = false;
    pump();
  };
  return {
    enter: (rank, work) =>
      new Promise((resolve, reject) => {
        guests.push({ rank, start: () => work().then(resolve, reject), turnAway: reject });
        pump();
      }),
    get size() {
      return guests.length;
    },
  };
}
