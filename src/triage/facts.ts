import type { Method, MethodKind, Person } from '../people/people.ts';
import { secondSteps } from '../people/registration.ts';
import { type Attempt, readAttempts, sameApplication } from './attempts.ts';
import { meaningOf } from './codes.ts';
import type { AuditEvent, Evidence, RegisteredMethod, SignIn } from './evidence.ts';
import { learnPlaces, type Places } from './places.ts';
import { readScope, type ScopeFacts } from './scope.ts';
import { cut } from './words.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** Nobody changes continents and works at both ends within this time. */
const TRAVEL = 6 * HOUR;

/** What follows from the evidence, worked out once for all causes. Lists are newest first. */
export interface Facts {
  readonly evidence: Evidence;
  readonly asOf: Date;
  readonly person: Person;
  /** Every attempt in the log that is this person's; empty where the log could not be read. */
  readonly attempts: readonly Attempt[];
  /** In the question's window, and in its application where it names one. */
  readonly asked: readonly Attempt[];
  readonly failures: readonly Attempt[];
  /** The failure that is asked about. */
  readonly last: Attempt | null;
  readonly successes: readonly Attempt[];
  readonly places: Places;
  readonly methods: readonly RegisteredMethod[] | null;
  readonly audits: readonly AuditEvent[] | null;
  readonly external: boolean;
  readonly scope: ScopeFacts;
}

export function readFacts(evidence: Evidence): Facts {
  const { person } = evidence;
  const own = evidence.signIns.known
    ? evidence.signIns.value.filter((row) => isOf(row.personId, person))
    : [];
  const attempts = readAttempts(own);
  const places = learnPlaces(attempts, evidence);
  const asked = askedFor(attempts, evidence);
  const successes = attempts.filter(({ outcome }) => outcome === 'succeeded');
  const failures = asked.filter(
    (attempt) => attempt.outcome === 'failed' && !isOver(attempt, evidence, { successes, places }),
  );
  const last = failureInQuestion(failures, places);
  return {
    evidence,
    asOf: evidence.asOf,
    person,
    attempts,
    asked,
    failures,
    last,
    successes,
    places,
    methods: evidence.methods.known ? evidence.methods.value : null,
    audits: evidence.audits.known ? evidence.audits.value.filter((event) => isAbout(event, person)) : null,
    external: isExternal(evidence, own),
    scope: readScope(evidence, last),
  };
}

export function nameOfPerson({ person }: Facts): string {
  return cut(person.displayName.trim() || person.userPrincipalName, 60);
}

function isOf(id: string, person: Person): boolean {
  return id.toLowerCase() === person.id.toLowerCase();
}

/** Somebody with a similar name may stand in the same answer; an account as a target decides. */
function isAbout({ targets }: AuditEvent, person: Person): boolean {
  const people = targets.filter(({ kind, id }) => /user/i.test(kind ?? '') && id !== null);
  return people.length === 0 || people.some(({ id }) => id !== null && isOf(id, person));
}

function askedFor(attempts: readonly Attempt[], { question }: Evidence): readonly Attempt[] {
  const inTime = attempts.filter(({ at }) => at >= question.since && at <= question.until);
  // A question without a time is about the latest trouble, even when that was before the holidays.
  const wide = question.until.getTime() - question.since.getTime() > DAY;
  const inWindow = inTime.length === 0 && wide ? attempts.filter(({ at }) => at <= question.until) : inTime;
  if (question.application === null) return inWindow;
  const name = question.application.trim().toLowerCase();
  const named = inWindow.filter(({ rows }) =>
    rows.some(({ application, resource }) =>
      [application.name, resource.name].some((text) => text?.toLowerCase().includes(name)),
    ),
  );
  // Nobody calls applications by Microsoft's names: what fits nothing narrows nothing.
  return named.length > 0 ? named : inWindow;
}

/**
 * Guessed passwords from abroad and old mail programs fail all day long without anybody noticing:
 * they are what is asked about only when nothing else failed.
 */
function failureInQuestion(failures: readonly Attempt[], places: Places): Attempt | null {
  const noticed = failures.filter(
    (attempt) => attempt.last.interactive && !isLegacy(attempt.last) && !isGuess(attempt, places),
  );
  return noticed[0] ?? failures[0] ?? null;
}

/** What failed days ago at a usual place and has worked since is nobody's question any more. */
function isOver(
  attempt: Attempt,
  { question }: Evidence,
  known: Pick<Facts, 'successes' | 'places'>,
): boolean {
  if (question.until.getTime() - attempt.at.getTime() <= DAY) return false;
  const alarming = ['declined', 'fraud', 'blocked'].includes(attempt.denial?.kind ?? '');
  const foreign = known.places.familiarity(attempt.last) === 'new-country' || isRisky(attempt.last);
  return !alarming && !foreign && successAfter(known, attempt) !== null;
}

export function isGuess({ last }: Attempt, places: Places): boolean {
  const subject = meaningOf(last.code)?.subject;
  return (subject === 'password' || subject === 'lockout') && places.familiarity(last) === 'new-country';
}

const MODERN_CLIENTS = /^(browser|mobile apps and desktop clients)$/i;

/** A protocol that cannot show a sign-in page. */
export function isLegacy({ client }: SignIn): boolean {
  return client !== null && client !== '' && !MODERN_CLIENTS.test(client) && !/unknown/i.test(client);
}

/** A guest whose account was made here is external to nobody; what the log does not tell, the kind must. */
function isExternal({ person, organisation }: Evidence, own: readonly SignIn[]): boolean {
  if (/#ext#/i.test(person.userPrincipalName)) return true;
  const homes = own.filter(({ homeTenantId }) => homeTenantId !== null);
  const away = homes.filter(
    ({ homeTenantId, resourceTenantId }) => homeTenantId !== (organisation?.tenantId ?? resourceTenantId),
  );
  if (homes.length === 0) return person.kind === 'guest';
  return (
    away.length > 0 &&
    (person.kind === 'guest' || away.some((row) => /b2b/i.test(row.crossTenantAccess ?? '')))
  );
}

/** Asked for by a RADIUS server: neither the place nor the device in the row are the person's. */
export function isFromNps({ last }: Attempt): boolean {
  return (
    /nps/i.test(last.tokenIssuer ?? '') ||
    /multi-?factor auth client|radius|\bnps\b/i.test(last.application.name ?? '')
  );
}

/** Failed attempts that ended in one of these codes. */
export function refusedWith(facts: Facts, ...codes: readonly number[]): readonly Attempt[] {
  return facts.failures.filter(({ last }) => codes.includes(last.code));
}

/** Failed attempts whose second step was denied in one of these ways. */
export function deniedAs(facts: Facts, ...kinds: readonly string[]): readonly Attempt[] {
  return facts.failures.filter(({ denial }) => denial !== null && kinds.includes(denial.kind));
}

/** Codes of an app that were refused: whoever types them has the app. */
export function appCodesRefused(facts: Facts): readonly Attempt[] {
  return deniedAs(facts, 'wrong-app-code', 'too-many-codes', 'wrong-code').filter(
    ({ denial }) => denial?.kind === 'wrong-app-code' || denial?.step === 'code',
  );
}

export function methodsOf(facts: Facts, ...kinds: readonly MethodKind[]): readonly RegisteredMethod[] {
  return (facts.methods ?? []).filter(({ kind }) => kinds.includes(kind));
}

/** What counts as a second step; null where it could not be read. */
export function secondStepsOf(facts: Facts): readonly Method[] | null {
  return facts.methods === null ? null : secondSteps(facts.methods);
}

/** No second step is registered, as far as anything that was read can say. */
export function hasNothing(facts: Facts): boolean | null {
  const steps = secondStepsOf(facts);
  if (steps !== null) return steps.length === 0;
  const { registration } = facts.evidence;
  return registration.known && registration.value !== null ? !registration.value.registered : null;
}

export function auditsNamed(facts: Facts, name: RegExp): readonly AuditEvent[] {
  return (facts.audits ?? []).filter(
    ({ activity, result }) => name.test(activity) && !/fail/i.test(result ?? ''),
  );
}

/** Done by the person themselves, as far as the log says who. */
export function isOwnDoing({ byPerson }: AuditEvent, person: Person): boolean {
  if (byPerson === null) return false;
  if (byPerson.id !== null) return isOf(byPerson.id, person);
  return byPerson.userPrincipalName?.toLowerCase() === person.userPrincipalName.toLowerCase();
}

/** The success that shows that what failed works now. */
export function successAfter(facts: Pick<Facts, 'successes' | 'places'>, attempt: Attempt): Attempt | null {
  const later = facts.successes.filter(
    (success) => success.at > attempt.at && !isStrange(facts, success) && success.last.interactive,
  );
  const sameWay = later.filter(
    ({ last }) => sameApplication(last, attempt.last) && isLegacy(last) === isLegacy(attempt.last),
  );
  if (sameWay.length > 0) return sameWay.at(-1) ?? null;
  // A second step or a password is the same for every application.
  const subject = meaningOf(attempt.last.code)?.subject ?? '';
  const shared = ['second-step', 'second-step-required', 'password', 'lockout', 'registration'];
  if (!shared.includes(subject)) return null;
  return later.findLast((success) => success.provedTwice) ?? null;
}

/** From a country never used before on a device nobody knows, or judged risky by Microsoft. */
export function isStrange({ places }: Pick<Facts, 'places'>, { last }: Attempt): boolean {
  return (places.familiarity(last) === 'new-country' && !places.knownDevice(last)) || isRisky(last);
}

export function isRisky({ riskLevel, riskState }: SignIn): boolean {
  if (/safe|dismissed|remediated/i.test(riskState ?? '')) return false;
  return /medium|high/i.test(riskLevel ?? '');
}

/** The same person was at work in a usual place when this came from elsewhere. */
export function busyElsewhere(facts: Facts, attempt: Attempt): Attempt | null {
  const country = attempt.last.country;
  if (country === null || facts.places.isHome(country)) return null;
  return (
    facts.attempts.find(
      (other) =>
        other.last.country !== null &&
        other.last.country !== country &&
        facts.places.isHome(other.last.country) &&
        Math.abs(other.at.getTime() - attempt.at.getTime()) <= TRAVEL,
    ) ?? null
  );
}
