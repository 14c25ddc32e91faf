import type { Clock } from '../clock.ts';
import { type Coverage, createCoverageCounter } from './coverage.ts';
import type { Registrations } from './ports.ts';

export interface CoverageReading {
  readonly coverage: Coverage;
  /** False while the report is still being read: the figures grow. */
  readonly complete: boolean;
  readonly asOf: Date;
}

export interface CoverageReader {
  /** What is known after a short wait. One reading serves everybody who asks meanwhile. */
  read(): Promise<CoverageReading>;
}

/** The report itself lags by hours, so a reading of some minutes ago is as good as a new one. */
const KEPT_FOR_MS = 10 * 60_000;
/** A large tenant's report takes minutes within Graph's limits; nobody waits for a card longer than this. */
const WAITED_MS = 4_000;

export function createCoverageReader(options: {
  registrations: Pick<Registrations, 'reportPages'>;
  clock: Clock;
}): CoverageReader {
  const { registrations, clock } = options;
  let kept: CoverageReading | null = null;
  let running: { soFar: () => Coverage; done: Promise<CoverageReading> } | null = null;

  const start = () => {
    const counter = createCoverageCounter();
    const read = async (): Promise<CoverageReading> => {
      for await (const page of registrations.reportPages()) for (const row of page) counter.add(row);
      return { coverage: counter.total(), complete: true, asOf: clock.now() };
    };
    const done = read().finally(() => {
      running = null;
    });
    done.then(
      (reading) => {
        kept = reading;
      },
      () => {
        // Whoever waits is told; the next question reads again.
      },
    );
    running = { soFar: counter.total, done };
    return running;
  };

  return {
    async read() {
      if (kept && clock.now().getTime() - kept.asOf.getTime() < KEPT_FOR_MS) return kept;
      const { soFar, done } = running ?? start();
      const waiting = new AbortController();
      const waited = clock.sleep(WAITED_MS, waiting.signal).then(
        () => ({ coverage: soFar(), complete: false, asOf: clock.now() }),
        () => done,
      );
      try {
        return await Promise.race([done, waited]);
      } finally {
        waiting.abort();
      }
    },
  };
}
