import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import type { FactReaders } from '../rollout/ports.ts';
import { startReadiness } from '../rollout/readiness.ts';
import { createReadinessDesk } from '../rollout/readiness-desk.ts';
import type { Services } from '../teams/turn.ts';

interface Parts {
  readonly readinessFacts: (asker: 'background') => FactReaders;
  readonly clock: Clock;
  readonly log: Log;
}

/** What the bot answers about the rollout. */
export function buildRollout({ readinessFacts, clock, log }: Parts): Pick<Services, 'readiness'> {
  const start = () => {
    const run = startReadiness({ readers: readinessFacts('background'), clock });
    // A gate tells its reader that something is broken; what it is belongs here.
    void run.whole.then(({ bugs }) => {
      for (const err of bugs) log.error({ err }, 'A gate could not be judged.');
    });
    return run;
  };
  return { readiness: createReadinessDesk(start) };
}
