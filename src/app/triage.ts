import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Clock } from '../clock.ts';
import type { Queue } from '../jobs/queue.ts';
import { defineJob } from '../jobs/table.ts';
import type { Directory } from '../people/ports.ts';
import { claimEscalation, createCases, forgetCasesBefore } from '../store/asked.ts';
import { personalConversationOf } from '../store/conversations.ts';
import type { Database } from '../store/db.ts';
import { createWatches, endedWatch, forgetWatchesBefore } from '../store/watches.ts';
import type { Tell } from '../teams/tell.ts';
import { createTeller } from '../teams/triage-tell.ts';
import type { Services } from '../teams/turn.ts';
import { createAsking } from '../triage/asking.ts';
import { CASES_KEPT_DAYS } from '../triage/cases.ts';
import type { Collector } from '../triage/collect.ts';
import { diagnose } from '../triage/diagnose.ts';
import type { SecurityGroup } from '../triage/escalate.ts';
import type { PersonReader } from '../triage/ports.ts';
import { lookAtWatched, newWatch } from '../triage/watch.ts';

const DAY_MS = 86_400_000;
/** Nobody's duty is known; in a larger group the first of these answer for it. */
const SECURITY_READ_AT_MOST = 200;

type Jobs = ReturnType<typeof jobsOf>;
type Enqueue = Queue<Jobs>['enqueue'];

interface Parts {
  readonly database: Database;
  readonly clock: Clock;
  readonly directory: Directory;
  readonly collector: Collector;
  /** Reads for nobody who waits: everybody who asks comes first. */
  readonly patientEvidence: Collector;
  /** Read for watches, which wait for everybody who asks. */
  readonly patientSignIns: Pick<PersonReader, 'signInsOf'>;
  /** Members of the security group; none where no such group is configured. */
  readonly securityMembers: (atMost: number) => Promise<readonly string[]>;
  readonly tell: Tell;
  readonly registrationUrl: string;
  readonly enqueue: Enqueue;
}

/** Everything of triage that needs the database, Teams or the queue. */
export function buildTriage(parts: Parts) {
  const { database, clock, directory, collector, tell, registrationUrl, enqueue } = parts;
  const cases = createCases(database);
  const personalOf = (personId: string) => personalConversationOf(database, personId);
  const teller = createTeller({ directory, tell, registrationUrl });
  const watches = createWatches(database, {
    // One look for everybody who watches the person.
    look: (personId, startAfter, db) =>
      enqueue('watched-sign-in', { personId }, { db, startAfter, singletonKey: personId }),
    tell: (watchId, db) => enqueue('watch-end', { watchId }, { db }),
  });
  const security = securityGroup(parts, personalOf);
  const common = { diagnose, cases, security, clock, newId: randomUUID };
  const asking = createAsking({ ...common, collector });
  const services: Pick<Services, 'asking' | 'steps' | 'watching'> = {
    asking,
    steps: { cases, directory, clock, tell: teller.steps },
    async watching(about) {
      if (!(await personalOf(about.askerId))) return undefined;
      const { watch, firstLook } = newWatch({ id: randomUUID(), ...about }, clock.now());
      return watches.start(watch, firstLook);
    },
  };
  const jobs = jobsOf({
    look: (personId) => lookAtWatched(personId, { watches, signIns: parts.patientSignIns, clock }),
    async watchEnd(watchId) {
      const ended = await endedWatch(database, watchId);
      if (ended) await teller.watchEnd(ended);
    },
    async alert(caseId, personId) {
      const found = await cases.find(caseId);
      if (found) await teller.alert(found, personId);
    },
    async forget() {
      // First the next time: a day on which forgetting fails must not be the last one.
      await forgetTomorrow(enqueue, clock);
      const before = new Date(clock.now().getTime() - CASES_KEPT_DAYS * DAY_MS);
      while ((await forgetCasesBefore(database, before)) > 0);
      await forgetWatchesBefore(database, before);
    },
  });
  return {
    services,
    jobs,
    patientAsking: createAsking({ ...common, collector: parts.patientEvidence }),
    securityReachable: security.reachable,
    start: () => enqueue('forget-asked', {}, { singletonKey: 'daily' }),
  };
}

function securityGroup(
  { database, securityMembers, enqueue }: Parts,
  personalOf: (personId: string) => Promise<object | undefined>,
): SecurityGroup {
  return {
    async reachable(atMost) {
      const reachable: string[] = [];
      for (const personId of await securityMembers(SECURITY_READ_AT_MOST)) {
        if (reachable.length === atMost) break;
        if (await personalOf(personId)) reachable.push(personId);
      }
      return reachable;
    },
    tellOnce: ({ caseId, personId, cause }, people, at) =>
      database.transaction(async (db) => {
        if (!(await claimEscalation(db, { personId, cause }, at))) return false;
        for (const told of people) await enqueue('security-alert', { caseId, personId: told }, { db });
        return true;
      }),
  };
}

function forgetTomorrow(enqueue: Enqueue, clock: Clock): Promise<boolean> {
  const startAfter = new Date(clock.now().getTime() + DAY_MS);
  return enqueue('forget-asked', {}, { startAfter, singletonKey: 'daily' });
}

function jobsOf(run: {
  look(personId: string): Promise<void>;
  watchEnd(watchId: string): Promise<void>;
  alert(caseId: string, personId: string): Promise<void>;
  forget(): Promise<void>;
}) {
  return {
    'watched-sign-in': defineJob({
      schema: z.object({ personId: z.string() }),
      run: ({ personId }) => run.look(personId),
    }),
    'watch-end': defineJob({
      schema: z.object({ watchId: z.guid() }),
      run: ({ watchId }) => run.watchEnd(watchId),
    }),
    // Told twice is better than not at all.
    'security-alert': defineJob({
      schema: z.object({ caseId: z.guid(), personId: z.string() }),
      run: ({ caseId, personId }) => run.alert(caseId, personId),
    }),
    'forget-asked': defineJob({ schema: z.object({}), run: () => run.forget() }),
  };
}
