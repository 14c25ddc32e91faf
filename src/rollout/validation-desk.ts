import type { Clock } from '../clock.ts';
import type { ValidationRun } from './validate.ts';

/** Where people ask whether the rollout is done. */
export interface ValidationDesk {
  /** One run serves everybody who asks while it reads: it asks Graph for much. */
  check(): ValidationRun;
  /** The run that was shown last, if that was a moment ago, so that a file says what the card said; else a new one. */
  shown(): ValidationRun;
}

const SHOWN_FOR_MS = 15 * 60_000;

export function createValidationDesk(clock: Clock, start: () => ValidationRun): ValidationDesk {
  let last: ValidationRun | null = null;
  let running: ValidationRun | null = null;
  const check = () => {
    if (running !== null) return running;
    const run = start();
    [running, last] = [run, run];
    const done = () => {
      running = null;
    };
    run.whole.then(done, done);
    return run;
  };
  return {
    check,
    shown: () =>
      last !== null && clock.now().getTime() - last.startedAt.getTime() < SHOWN_FOR_MS ? last : check(),
  };
}
