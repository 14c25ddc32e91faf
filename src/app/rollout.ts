import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import { MOST_DAYS, readLegacyAuth } from '../rollout/legacy-auth.ts';
import { createLegacyDesk } from '../rollout/legacy-desk.ts';
import type { LegacyLog } from '../rollout/legacy-sign-in.ts';
import type { FactReaders } from '../rollout/ports.ts';
import { startReadiness } from '../rollout/readiness.ts';
import { createReadinessDesk } from '../rollout/readiness-desk.ts';
import type { Services } from '../teams/turn.ts';

interface Parts {
  readonly readinessFacts: (asker: 'background') => FactReaders;
  readonly legacyLog: LegacyLog;
  readonly clock: Clock;
  readonly log: Log;
}

/** What the bot answers about the rollout. */
export function buildRollout({
  readinessFacts,
  legacyLog,
  clock,
  log,
}: Parts): Pick<Services, 'readiness' | 'legacy'> {
  const start = () => {
    const run = startReadiness({ readers: readinessFacts('background'), clock });
    // A gate tells its reader that something is broken; what it is belongs here.
    void run.whole.then(({ bugs }) => {
      for (const err of bugs) log.error({ err }, 'A gate could not be judged.');
    });
    return run;
  };
  return {
    readiness: createReadinessDesk(start),
    legacy: createLegacyDesk({
      clock,
      read: () => readLegacyAuth(legacyLog, { days: MOST_DAYS, now: clock.now() }),
    }),
  };
}
