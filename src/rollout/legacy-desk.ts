import type { Clock } from '../clock.ts';
import type { LegacyReading } from './legacy-auth.ts';

/** Where people ask who still signs in by a legacy protocol. */
export interface LegacyDesk {
  ask(): LegacyQuestion;
}

export interface LegacyQuestion {
  /** Null: it is still being read after that long. Fails as the reading does. */
  soon(boundMs: number): Promise<LegacyReading | null>;
  readonly whole: Promise<LegacyReading>;
}

/** A month changes little in minutes, and reading one takes a large tenant's whole budget. */
const KEPT_FOR_MS = 10 * 60_000;

/** One reading serves everybody who asks while it runs and for a while after. */
export function createLegacyDesk(options: { clock: Clock; read: () => Promise<LegacyReading> }): LegacyDesk {
  const { clock, read } = options;
  let kept: { readonly until: number; readonly whole: Promise<LegacyReading> } | null = null;
  const start = () => {
    const whole = read();
    const mine = { until: Number.POSITIVE_INFINITY, whole };
    kept = mine;
    whole.then(
      () => {
        if (kept === mine) kept = { until: clock.now().getTime() + KEPT_FOR_MS, whole };
      },
      // Whoever waits is told; the next question reads again.
      () => {
        if (kept === mine) kept = null;
      },
    );
    return whole;
  };
  return {
    ask() {
      const whole = kept !== null && clock.now().getTime() < kept.until ? kept.whole : start();
      return {
        whole,
        async soon(boundMs) {
          const enough = new AbortController();
          const late = clock.sleep(boundMs, enough.signal).then(
            () => null,
            () => null,
          );
          try {
            return await Promise.race([whole, late]);
          } finally {
            enough.abort();
          }
        },
      };
    },
  };
}
