import type { ReadinessRun } from './readiness.ts';

/** Where people ask whether the tenant is ready. */
export interface ReadinessDesk {
  /** One run serves everybody who asks while it reads: it asks Graph for much. */
  check(): ReadinessRun;
}

export function createReadinessDesk(start: () => ReadinessRun): ReadinessDesk {
  let running: ReadinessRun | null = null;
  return {
    check() {
      if (running !== null) return running;
      const run = start();
      running = run;
      const done = () => {
        running = null;
      };
      run.whole.then(done, done);
      return run;
    },
  };
}
