import { createGate } from './pool.ts';

/** How many rows may be marked ahead of their turn. */
export interface Ahead {
  enter(): Promise<void>;
  leave(): void;
  /** A marked row has waited so long for its turn. */
  waited(milliseconds: number): void;
}

/** Marked and no turn to wait for: the turn had come before. */
const LATE_MS = 1;
/** So many turns in a row were waited for before one row fewer is marked ahead. */
const EARLY = 20;

/**
 * Who is marked when the process dies becomes unknown, posted or not. So it is one row at a time, as long as marking
 * one takes less than the time between two turns; and one more each time it took longer, up to `most`.
 */
export function createAhead(most: number): Ahead {
  let allowed = Number.isFinite(most) ? 1 : most;
  let early = 0;
  const { enter, leave } = createGate(() => allowed);
  return {
    enter,
    leave,
    waited(milliseconds) {
      early = milliseconds < LATE_MS ? 0 : early + 1;
      if (early === 0) allowed = Math.min(most, allowed + 1);
      else if (early % EARLY === 0 && Number.isFinite(most)) allowed = Math.max(1, allowed - 1);
    },
  };
}
