import type { Clock } from '../clock.ts';
import { KnownError } from '../errors.ts';
import type { Person } from '../people/people.ts';
import { answerOf, type Case, type Cases } from './cases.ts';
import type { Collector } from './collect.ts';
import type { Diagnosis } from './diagnosis.ts';
import { escalate, type SecurityGroup, type Told } from './escalate.ts';
import type { Evidence, Question } from './evidence.ts';

/** A verdict, with what it stands on. */
export interface Found {
  readonly caseId: string;
  readonly diagnosis: Diagnosis;
  readonly evidence: Evidence;
  /** False while more is being read. */
  readonly whole: boolean;
  /** Seconds until the rest may be read, where Microsoft's limits make it wait. */
  readonly waitSeconds: number | null;
  /** Null: there is nothing that security must hear, or not yet. */
  readonly told: Told | null;
}

export interface Answering {
  /** As soon as it is worth reading. */
  readonly first: Promise<Found>;
  readonly whole: Promise<Found>;
}

export interface Asked {
  readonly askerId: string;
  readonly person: Person;
  readonly question: Question;
}

export interface Asking {
  /** Every question is a case of its own, also the same one again. */
  ask(asked: Asked): Promise<Answering>;
  /** A question whose person is still to be chosen. */
  keep(askerId: string, question: Question): Promise<string>;
  find(caseId: string): Promise<Case | undefined>;
}

/** Less is over before anybody has read it. */
const WAIT_WORTH_SAYING_MS = 3_000;

export function createAsking(options: {
  collector: Pick<Collector, 'collect' | 'expectedWait'>;
  diagnose: (evidence: Evidence) => Diagnosis;
  cases: Cases;
  security: SecurityGroup;
  clock: Clock;
  newId: () => string;
}): Asking {
  const { collector, diagnose, cases, security, clock, newId } = options;

  const open = async (askerId: string, personId: string | null, question: Question): Promise<string> => {
    const id = newId();
    const { since, until, application } = question;
    const now = clock.now();
    const ended = until.getTime() < now.getTime() - STILL_NOW_MS;
    await cases.open({
      id,
      askerId,
      personId,
      askedAt: now,
      since,
      until: ended ? until : null,
      application,
    });
    return id;
  };

  const alarm = async (
    caseId: string,
    { person, cause, securityEscalation }: Diagnosis,
  ): Promise<Told | null> => {
    if (!securityEscalation) return null;
    try {
      return await escalate(security, { caseId, personId: person.id, cause }, clock.now());
    } catch (error) {
      // The card must come all the same, and say that nobody has been told.
      if (error instanceof KnownError) return { kind: 'nobody' };
      throw error;
    }
  };

  return {
    async ask({ askerId, person, question }) {
      const caseId = await open(askerId, person.id, question);
      const wait = collector.expectedWait();
      const { first, whole } = collector.collect({ person, question });
      const waitSeconds = wait > WAIT_WORTH_SAYING_MS ? Math.ceil(wait / 1_000) : null;
      return owned({
        first: first.then((evidence) => ({
          caseId,
          diagnosis: diagnose(evidence),
          evidence,
          whole: false,
          waitSeconds,
          told: null,
        })),
        whole: whole.then(async (evidence) => {
          const diagnosis = diagnose(evidence);
          await cases.answer(caseId, answerOf(diagnosis), clock.now());
          const told = await alarm(caseId, diagnosis);
          return { caseId, diagnosis, evidence, whole: true, waitSeconds: null, told };
        }),
      });
    },
    keep: (askerId, question) => open(askerId, null, question),
    find: cases.find,
  };
}

/** Whose end was "now" when the question was read. */
const STILL_NOW_MS = 5_000;

/** Whoever takes only one of the two must not be ended by the other. */
function owned(answering: Answering): Answering {
  answering.first.catch(() => undefined);
  answering.whole.catch(() => undefined);
  return answering;
}
