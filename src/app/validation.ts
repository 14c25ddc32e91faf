import { type Texts, textsFor } from '../cards/texts.ts';
import { validationPage } from '../cards/validation-page.ts';
import { tellPartInTerminal } from '../cards/validation-words.ts';
import type { ToldValidation } from '../cli/command.ts';
import type { Clock } from '../clock.ts';
import { type KnownError, onlyKnown } from '../errors.ts';
import type { Log } from '../log.ts';
import type { Directory } from '../people/ports.ts';
import type { ExceptionDesk } from '../rollout/exception-desk.ts';
import { kindOf } from '../rollout/exceptions.ts';
import { isFailure, likelyCause } from '../rollout/failure-cause.ts';
import type { KeptLog } from '../rollout/kept-log.ts';
import type { FactReaders } from '../rollout/ports.ts';
import { startValidation } from '../rollout/validate.ts';
import { CLEAN_FOR_MS, type FailureSlot, type ListedException, SHOWN_DAYS } from '../rollout/validation.ts';
import { createValidationDesk } from '../rollout/validation-desk.ts';
import type { ValidationReaders } from '../rollout/validation-ports.ts';
import { lastProofs } from '../store/break-glass.ts';
import type { Database } from '../store/db.ts';
import { lastWatches, oldestSignIn } from '../store/enforcement-watch.ts';
import {
  addUp,
  daysOf,
  failureLooks,
  failureSlots,
  lockedOutSince,
  riskyBetween,
  tellsOfRisk,
} from '../store/kept-log.ts';
import { createSignInBook } from '../store/sign-ins.ts';
import { codesAbout, REGISTER_FIRST } from '../triage/codes.ts';
import type { GraphFacts } from './graph.ts';

const DAY_MS = 86_400_000;
/** What ends a sign-in at the second step, or because there is none. */
const STOPPING = [...codesAbout('second-step', 'second-step-required'), ...REGISTER_FIRST];

interface Parts {
  readonly database: Database;
  readonly clock: Clock;
  readonly log: Log;
  readonly directory: Pick<Directory, 'organisation'>;
  readonly readinessFacts: (asker: 'background') => GraphFacts;
  readonly register: Pick<ExceptionDesk, 'everything'>;
  /** The accounts about which the register holds a decision. */
  readonly settled: FactReaders['decidedExceptions'];
}

type OwnReaders = Omit<ValidationReaders, keyof GraphFacts>;

/** Whether the rollout is done: what gates stand on, and what only our own database knows. */
export function buildValidation({ directory, readinessFacts, clock, log, ...parts }: Parts) {
  const own = ownReaders({ ...parts, clock });
  const validation = createValidationDesk(clock, () => {
    const run = startValidation({ readers: { ...readinessFacts('background'), ...own }, clock });
    // A part tells its reader that something is broken; what it is belongs here.
    void run.whole.then(({ bugs }) => {
      for (const err of bugs) log.error({ err }, 'A part of the validation could not be judged.');
    });
    return run;
  });
  return {
    services: { validation },
    /** The report as the card has just shown it. */
    async *file(texts: Texts) {
      const [organisation, found] = await Promise.all([
        directory.organisation().catch(onlyKnown),
        validation.shown().whole,
      ]);
      yield validationPage({ ...found, organisation: organisation?.displayName ?? null }, texts);
    },
  };
}

/** Of a database that cannot be read. */
export function unreadableReaders(error: KnownError): OwnReaders {
  const fail = () => Promise.reject(error);
  return { decidedExceptions: fail, proofs: fail, keptLog: fail, enforcedAt: fail, register: fail };
}

/** For a terminal: read once, told in English, and the page in any language. */
export async function validatedOnce(
  { graph, clock, own }: Pick<Parts, 'clock'> & { readonly graph: TerminalGraph; readonly own: OwnReaders },
  language: string,
): Promise<ToldValidation> {
  const readers = { ...graph.readinessFacts('interactive'), ...own };
  const [organisation, validation] = await Promise.all([
    graph.directory.organisation().catch(onlyKnown),
    startValidation({ readers, clock }).whole,
  ]);
  const input = { ...validation, organisation: organisation?.displayName ?? null };
  return {
    validation,
    parts: validation.parts.map(tellPartInTerminal),
    page: validationPage(input, textsFor(language)),
  };
}

interface TerminalGraph {
  readonly directory: Parts['directory'];
  readonly readinessFacts: (asker: 'interactive') => GraphFacts;
}

/** What the database alone knows. */
export function ownReaders({
  database,
  clock,
  register,
  settled,
}: Pick<Parts, 'database' | 'clock' | 'register' | 'settled'>): OwnReaders {
  return {
    decidedExceptions: settled,
    proofs: () => lastProofs(database),
    keptLog: () => readKeptLog(database, clock.now()),
    enforcedAt: async () => (await lastWatches(database)).everybodyAt,
    register: () => readRegister(register),
  };
}

async function readKeptLog(database: Database, now: Date): Promise<KeptLog> {
  const [lag, oldest] = await Promise.all([createSignInBook(database).reading(), oldestSignIn(database)]);
  const from = new Date(now.getTime() - SHOWN_DAYS * DAY_MS);
  const slots: FailureSlot[] = [];
  const risky: Awaited<ReturnType<typeof riskyBetween>>[number][] = [];
  for (const day of daysOf({ from: atQuarter(from), to: now })) {
    const looks = (await failureLooks(database, day)).filter(isFailure);
    const known = looks.map((look) => ({ ...look, cause: likelyCause(look) }));
    if (known.length > 0) slots.push(...(await failureSlots(database, known, day)));
    risky.push(...(await riskyBetween(database, STOPPING, day)));
  }
  const cleanFrom = new Date(now.getTime() - CLEAN_FOR_MS);
  return {
    lag,
    oldest,
    slots,
    lockedOut: await lockedOutSince(database, REGISTER_FIRST, cleanFrom),
    risk: { told: await tellsOfRisk(database, from), counts: addUp(risky) },
  };
}

/** So that no quarter of an hour is torn apart between two days. */
function atQuarter(moment: Date): Date {
  const quarter = 15 * 60_000;
  return new Date(Math.floor(moment.getTime() / quarter) * quarter);
}

/** More than these are a register to be read by itself. */
const LISTED_AT_MOST = 2_000;

async function readRegister(register: Parts['register']): Promise<readonly ListedException[]> {
  const listed: ListedException[] = [];
  for await (const page of register.everything()) {
    for (const exception of page) {
      if (exception.closed !== null) continue;
      const { personId, name, decided } = exception;
      listed.push({
        id: personId,
        name,
        kind: kindOf(exception),
        decision: decided?.decision ?? null,
        owner: decided?.ownerName ?? null,
        until: decided?.expiresOn ?? null,
      });
      if (listed.length === LISTED_AT_MOST) return listed;
    }
  }
  return listed;
}
