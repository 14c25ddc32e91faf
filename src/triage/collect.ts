import type { Clock } from '../clock.ts';
import { NotFound, Unavailable } from '../errors.ts';
import type { Person } from '../people/people.ts';
import { type Common, shareCommon } from './common.ts';
import type { Evidence, Question, Read, RegistrationFacts, SignIn } from './evidence.ts';
import { followUpsFor } from './follow-up.ts';
import type { PersonReader, TenantReader } from './ports.ts';
import { notNeeded, PENDING, type Reading, startReading } from './reading.ts';
import { rolesHeld } from './roles-held.ts';

const DAY_MS = 86_400_000;
/** As far back as the logs go: what somebody used before tells what changed. */
const HISTORY_MS = 30 * DAY_MS;
const SILENT_MS = DAY_MS;
/** After this, what is known is shown, whatever is still on its way. */
const QUICK_MS = 2_000;
/** The log is the slowest to come; what is registered may take a little longer than that, but not as long again. */
const LEAST_GRACE_MS = 50;

export interface Inquiry {
  /** A mention gives the id alone: then nobody waits for a name before the logs are read. */
  readonly person: Person | Pick<Person, 'id'>;
  readonly question: Question;
}

/** The same evidence twice: as soon as it is useful, and when it is complete. */
export interface Collection {
  readonly first: Promise<Evidence>;
  readonly whole: Promise<Evidence>;
}

export interface Collector {
  /** Both fail with `NotFound` when the person is gone, and with `Unavailable` when nothing at all can be read. */
  collect(inquiry: Inquiry): Collection;
  /** Milliseconds that a question asked now would wait for its turn at the logs. */
  expectedWait(): number;
}

/** One for the whole process: everybody who asks within some minutes shares what is the same for all. */
export function createCollector(options: {
  person: PersonReader;
  tenant: TenantReader;
  clock: Clock;
  /** Object ids and user principal names, in small letters. */
  breakGlassIds: readonly string[];
}): Collector {
  const { person, clock, breakGlassIds } = options;
  const common = shareCommon(options.tenant, clock);
  return {
    expectedWait: person.expectedWait,
    collect(inquiry) {
      const readings = startReadings(person, common, { inquiry, now: clock.now() });
      const snapshot = () => evidenceOf(readings, { inquiry, breakGlassIds, now: clock.now() });
      const whole = complete(person, readings, inquiry).then(snapshot);
      const first = soon(readings, clock).then(snapshot);
      // Who takes only one of the two must not be ended by the other.
      first.catch(() => undefined);
      whole.catch(() => undefined);
      return { first, whole };
    },
  };
}

type Readings = ReturnType<typeof startReadings>;

/** What is personal first: when the budget is short, the log of this very person must not wait for the tenant's. */
function startReadings(
  person: PersonReader,
  common: Common,
  { inquiry, now }: { inquiry: Inquiry; now: Date },
) {
  const { id } = inquiry.person;
  const history = new Date(Math.min(now.getTime() - HISTORY_MS, inquiry.question.since.getTime()));
  const later = <Value>(): Reading<Value> => ({
    now: () => PENDING,
    done: Promise.resolve(),
    error: () => null,
  });
  return {
    account: startReading(person.accountOf(id)),
    signIns: startReading(person.signInsOf(id, history)),
    methods: startReading(person.methodsWithUseOf(id).then((methods) => methods ?? [])),
    audits: startReading(person.auditsAbout(id, history)),
    roles: startReading(rolesHeld(person, common.roleGrants, id)),
    risk: startReading(person.riskOf(id)),
    organisation: startReading(common.organisation()),
    edition: startReading(common.edition()),
    others: startReading(common.recentFailures()),
    changes: startReading(common.changes()),
    policies: startReading(common.policies()),
    securityDefaults: startReading(common.securityDefaults()),
    methodRules: startReading(common.methodRules()),
    incidents: startReading(common.incidents()),
    // Decided by what the others bring.
    later: {
      registration: later<RegistrationFacts | null>(),
      perUserMfa: later<'disabled' | 'enabled' | 'enforced'>(),
      silentSignIns: later<readonly SignIn[]>(),
    },
  };
}

/** Who it is, what the log says and what is registered: with these three an answer is worth reading. */
async function soon(readings: Readings, clock: Clock): Promise<void> {
  const begun = clock.now().getTime();
  const enough = new AbortController();
  // Aborted below, when nobody waits for it any more.
  const pause = (milliseconds: number) => clock.sleep(milliseconds, enough.signal).catch(() => undefined);
  const core = async () => {
    await readings.signIns.done;
    const grace = Math.max(LEAST_GRACE_MS, (clock.now().getTime() - begun) / 4);
    await Promise.race([readings.methods.done, pause(grace)]);
  };
  try {
    await Promise.all([readings.account.done, Promise.race([core(), pause(QUICK_MS)])]);
  } finally {
    enough.abort();
  }
}

async function complete(person: PersonReader, readings: Readings, inquiry: Inquiry): Promise<void> {
  const { later, ...first } = readings;
  const decided = Promise.all([first.signIns.done, first.methods.done, first.roles.done]).then(() =>
    startLater(person, readings, inquiry),
  );
  await Promise.all([decided, ...Object.values(first).map((reading) => reading.done)]);
  await Promise.all(Object.values(later).map((reading) => reading.done));
}

function startLater(
  person: PersonReader,
  { later, ...first }: Readings,
  { person: { id }, question }: Inquiry,
): void {
  const { since, until } = question;
  const wanted = followUpsFor({
    signIns: first.signIns.now(),
    methods: first.methods.now(),
    roles: first.roles.now(),
    since,
  });
  later.registration = wanted.registration
    ? startReading(person.registrationOf(id))
    : notNeeded('The registered methods themselves were read.');
  later.perUserMfa = wanted.perUserMfa
    ? startReading(person.perUserMfaOf(id))
    : notNeeded('Nothing in the sign-in log points to it.');
  later.silentSignIns = wanted.silentSignIns
    ? startReading(person.silentSignInsOf(id, new Date(until.getTime() - SILENT_MS)))
    : notNeeded('The sign-ins that the person saw tell more.');
}

/**
 * Who it is about. Somebody who is gone has no trouble; and where nothing could be read, there is nothing to say
 * about anybody.
 */
function whoItIs(readings: Readings, { person: asked }: Inquiry): Person {
  const account = readings.account.now();
  if (account.known && account.value === undefined) {
    throw new NotFound(
      'This account is not in the directory (any more).',
      'If it was created a moment ago, try again in a few minutes.',
    );
  }
  const personal = [readings.account, readings.signIns, readings.methods, readings.audits];
  const errors = personal.flatMap((reading) => reading.error() ?? []);
  const [outage] = errors.filter((error) => error instanceof Unavailable);
  if (outage && errors.length === personal.length && errors.every((error) => error instanceof Unavailable)) {
    throw outage;
  }
  if (account.known && account.value) return account.value.person;
  if ('userPrincipalName' in asked) return asked;
  throw readings.account.error() ?? new TypeError('asked who it is before that was read');
}

function evidenceOf(
  readings: Readings,
  about: { inquiry: Inquiry; breakGlassIds: readonly string[]; now: Date },
): Evidence {
  const { inquiry } = about;
  const account = knownIn(readings.account.now());
  const person = whoItIs(readings, inquiry);
  const names = [person.id, person.userPrincipalName].map((name) => name.toLowerCase());
  return {
    asOf: about.now,
    question: inquiry.question,
    person,
    organisation: knownIn(readings.organisation.now()) ?? null,
    synced: account?.synced ?? null,
    passwordChangedAt: account?.passwordChangedAt ?? null,
    breakGlass: names.some((name) => about.breakGlassIds.includes(name)),
    roles: readings.roles.now(),
    signIns: withSilent(readings.signIns.now(), readings.later.silentSignIns.now()),
    methods: readings.methods.now(),
    registration: readings.later.registration.now(),
    audits: readings.audits.now(),
    risk: readings.risk.now(),
    perUserMfa: readings.later.perUserMfa.now(),
    policies: readings.policies.now(),
    securityDefaults: readings.securityDefaults.now(),
    methodRules: readings.methodRules.now(),
    changes: readings.changes.now(),
    incidents: readings.incidents.now(),
    others: readings.others.now(),
    edition: knownIn(readings.edition.now()) ?? null,
  };
}

function knownIn<Value>(read: Read<Value>): Value | undefined {
  return read.known ? read.value : undefined;
}

function withSilent(seen: Read<readonly SignIn[]>, silent: Read<readonly SignIn[]>): Read<readonly SignIn[]> {
  if (!seen.known || !silent.known || silent.value.length === 0) return seen;
  const ids = new Set(seen.value.map((row) => row.id));
  const all = [...seen.value, ...silent.value.filter((row) => !ids.has(row.id))];
  return { known: true, value: all.toSorted((one, other) => other.at.getTime() - one.at.getTime()) };
}
