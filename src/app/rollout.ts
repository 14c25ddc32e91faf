import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import { readOnce } from '../rollout/exception-finding.ts';
import { MOST_DAYS, readLegacyAuth } from '../rollout/legacy-auth.ts';
import { createLegacyDesk } from '../rollout/legacy-desk.ts';
import type { LegacyLog } from '../rollout/legacy-sign-in.ts';
import type { FactReaders } from '../rollout/ports.ts';
import { startReadiness } from '../rollout/readiness.ts';
import { createReadinessDesk } from '../rollout/readiness-desk.ts';
import type { Services } from '../teams/turn.ts';
import type { GraphFacts } from './graph.ts';

interface Parts {
  readonly readinessFacts: (asker: 'background') => GraphFacts;
  readonly exceptions: {
    settled: FactReaders['decidedExceptions'];
    lookThrough(readers: FactReaders): Promise<void>;
  };
  readonly legacyLog: LegacyLog;
  readonly clock: Clock;
  readonly log: Log;
}

/** What the bot answers about the rollout. */
export function buildRollout({
  readinessFacts,
  exceptions,
  legacyLog,
  clock,
  log,
}: Parts): Pick<Services, 'readiness' | 'legacy'> {
  const start = () => {
    const facts = { ...readinessFacts('background'), decidedExceptions: exceptions.settled };
    const readers = readOnce(facts);
    const run = startReadiness({ readers, clock });
    // A gate tells its reader that something is broken; what it is belongs here.
    void run.whole.then(async ({ bugs }) => {
      for (const err of bugs) log.error({ err }, 'A gate could not be judged.');
      // The register stands on what the gates have read.
      await exceptions
        .lookThrough(readers)
        .catch((err: unknown) =>
          log.error({ err }, 'The register of exceptions could not be brought up to date.'),
        );
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
