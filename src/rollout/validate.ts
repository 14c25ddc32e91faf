import type { Clock } from '../clock.ts';
import type { KnownError } from '../errors.ts';
import { asKnown, attempt, soonOf } from './attempts.ts';
import type { Attempt } from './ports.ts';
import {
  type ListedException,
  PART_IDS,
  type Part,
  type Registered,
  SHOWN_DAYS,
  type Validation,
} from './validation.ts';
import { countRegistered } from './validation-parts/registered.ts';
import { PARTS } from './validation-parts/table.ts';
import type {
  AttemptedValidation,
  PartRow,
  ValidationFactName,
  ValidationReaders,
} from './validation-ports.ts';

const DAY_MS = 86_400_000;

export interface ValidationRun {
  readonly startedAt: Date;
  /** What is known after that long at the latest. */
  soon(boundMs: number): Promise<Validation>;
  readonly whole: Promise<Validation>;
}

/** Judges every part beside the others, each as soon as what it stands on is read, and each fact read once. */
export function startValidation(options: {
  readonly readers: ValidationReaders;
  readonly clock: Clock;
  readonly parts?: readonly PartRow[];
}): ValidationRun {
  const { readers, clock, parts = PARTS } = options;
  const startedAt = clock.now();
  const bugs: Error[] = [];
  const results = new Map<string, Part>();
  const known: Partial<Record<ValidationFactName, Attempt<unknown>>> = {};
  const attempts = new Map<ValidationFactName, Promise<Attempt<unknown>>>();
  const read = (name: ValidationFactName) => {
    const running =
      attempts.get(name) ??
      attempt<unknown>(readers[name], bugs).then((result) => {
        known[name] = result;
        return result;
      });
    attempts.set(name, running);
    return running;
  };
  const now = (complete: boolean): Validation => ({
    parts: PART_IDS.flatMap((id) => results.get(id) ?? []),
    // Each under the name of the reader that gave it.
    ...figuresOf(known as AttemptedValidation, startedAt),
    asOf: startedAt,
    complete,
    bugs,
  });
  const judging = parts.map(async (part) => {
    const attempted = await Promise.all(part.reads.map(async (name) => [name, await read(name)] as const));
    results.set(part.id, judge(part, Object.fromEntries(attempted), { at: startedAt, bugs }));
  });
  const whole = Promise.all([...judging, read('register'), read('enforcedAt')]).then(() => now(true));
  return {
    startedAt,
    whole,
    soon: (boundMs) => soonOf(whole, { now: () => now(false), clock, boundMs }),
  };
}

function judge(
  part: PartRow,
  attempted: AttemptedValidation,
  { at, bugs }: { readonly at: Date; readonly bugs: Error[] },
): Part {
  const unread = part.needs.flatMap((name) => {
    const one = attempted[name];
    return one && !one.known ? [one.error] : [];
  });
  if (unread.length > 0) return unknownBecause(part, unread);
  try {
    const finding = part.judge(attempted, at);
    return { id: part.id, ...finding, missing: unique(finding.missing ?? []) };
  } catch (error) {
    return unknownBecause(part, [asKnown(error, bugs)]);
  }
}

function unknownBecause({ id }: PartRow, errors: readonly KnownError[]): Part {
  return { id, state: 'unknown', found: [], items: [], missing: unique(errors) };
}

function unique(errors: readonly KnownError[]): readonly KnownError[] {
  return [...new Map(errors.map((error) => [`${error.code} ${error.hint}`, error])).values()];
}

type Figures = Pick<Validation, 'registered' | 'exceptions' | 'failures' | 'enforcedAt'>;

/** What the charts and the list of exceptions show, as far as it is read. */
function figuresOf(facts: AttemptedValidation, at: Date): Figures {
  const log = facts.keptLog?.known ? facts.keptLog.value : null;
  const from = at.getTime() - SHOWN_DAYS * DAY_MS;
  return {
    registered: registeredIn(facts),
    exceptions: exceptionsIn(facts),
    failures:
      log?.oldest == null
        ? null
        : { since: new Date(Math.max(from, log.oldest.getTime())), slots: log.slots },
    enforcedAt: facts.enforcedAt?.known ? facts.enforcedAt.value : null,
  };
}

function registeredIn(facts: AttemptedValidation): Registered | null {
  const { roster, emergency, plannedExceptions, deviceLicences, registrations, decidedExceptions } = facts;
  if (!roster?.known || !emergency?.known || !plannedExceptions?.known || !registrations?.known) return null;
  if (!deviceLicences || !decidedExceptions) return null;
  const counted = countRegistered(
    {
      roster: roster.value,
      emergency: emergency.value,
      plannedExceptions: plannedExceptions.value,
      registrations: registrations.value,
      deviceLicences,
    },
    decidedExceptions.known ? decidedExceptions.value : new Set(),
  );
  return { people: counted.people, registered: counted.registered };
}

/** Emergency accounts first: they alone may stand outside for ever. */
function exceptionsIn({
  emergency,
  plannedExceptions,
  register,
}: AttemptedValidation): readonly ListedException[] | null {
  if (!emergency?.known || !plannedExceptions?.known || !register?.known) return null;
  const standing = emergency.value.flatMap(({ person }): readonly ListedException[] =>
    person === null
      ? []
      : [{ ...UNDECIDED, id: person.id.toLowerCase(), name: person.userPrincipalName, kind: 'emergency' }],
  );
  const listed = register.value;
  const excluded = plannedExceptions.value.map(
    ({ id, name }): ListedException => ({ ...UNDECIDED, id: id.toLowerCase(), name, kind: 'excluded' }),
  );
  const all = new Map<string, ListedException>();
  // What the register knows about an account says more than that it is left out.
  for (const one of [...standing, ...listed, ...excluded]) if (!all.has(one.id)) all.set(one.id, one);
  return [...all.values()];
}

const UNDECIDED = { decision: null, owner: null, until: null } as const;
