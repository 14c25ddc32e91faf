import { changeBefore, type Stop, stopsOf } from './applied.ts';
import { type Attempt, readAttempts } from './attempts.ts';
import { asksRegistration, meaningOf } from './codes.ts';
import type { Scope } from './diagnosis.ts';
import type { AuditEvent, Evidence, Incident, Policy } from './evidence.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** A failure is common when others fail this close to it. */
const TOGETHER = 45 * MINUTE;
/** So much more often than during the rest of the log counts as sudden. */
const SUDDEN = 3;
/** Policies are met when people come to work, not all within an hour. */
const POLICY_TOGETHER = 12 * HOUR;
const POLICY_CHANGED_DAYS = 3;
/** Other people's failures are read for the last day: about older ones nothing is known. */
const OTHERS_FOR = 24 * HOUR;

/** How many others it takes, by what failed: some of it happens every day, some never does. */
const ENOUGH: Readonly<Record<Family, number>> = {
  prompt: 6,
  service: 3,
  telephone: 4,
  // During a rollout people are asked to register every day: only a changed policy makes it one trouble.
  registration: 3,
  'password-agent': 2,
  'external-provider': 3,
  federation: 3,
  device: 4,
  policy: 4,
};

/** Of unanswered prompts it takes few when Microsoft has an incident, and many when it says that it has none. */
const WITH_INCIDENT = 2;
const WITHOUT_INCIDENT = 25;

type Family =
  | 'prompt'
  | 'service'
  | 'telephone'
  | 'registration'
  | 'password-agent'
  | 'external-provider'
  | 'federation'
  | 'device'
  | 'policy';

const STOPPED_BY_POLICY: ReadonlySet<Family> = new Set(['policy', 'device', 'registration']);

export interface ScopeFacts {
  /** Others were looked at, at that time and for that failure: only then may anything be said about them. */
  readonly known: boolean;
  readonly scope: Scope;
  /** More than this person is hit, suddenly and in the same way. */
  readonly common: boolean;
  /** Others who failed in the same way at about the same time, one attempt each. */
  readonly alike: readonly Attempt[];
  /** The enforced policy that stopped all of them, and its change shortly before. */
  readonly stop: Stop | null;
  readonly changed: AuditEvent | Policy | null;
  /** Microsoft's own trouble with signing in at that time. */
  readonly incident: Incident | null;
}

export function readScope(evidence: Evidence, last: Attempt | null): ScopeFacts {
  const incident = last ? incidentAt(evidence, last.at) : null;
  const family = last ? familyOf(last) : null;
  const failed = othersIn(evidence);
  // A prompt that nobody answers fails the policy that asked for it, too: that policy is not the trouble.
  const stop = last && family && STOPPED_BY_POLICY.has(family) ? sharedStop(last, failed, evidence) : null;
  const changed = (moment: Date) =>
    last && family ? changeAt(moment, { evidence, last, family, stop }) : null;
  const alone = {
    known: false,
    alike: [],
    stop,
    changed: last && changed(last.at),
    incident,
    common: false,
  } as const;
  if (!last || !evidence.others.known || evidence.asOf.getTime() - last.at.getTime() > OTHERS_FOR) {
    return { ...alone, scope: 'unknown' };
  }
  if (!family) return { ...alone, scope: 'person' };
  const sameWay = failed.filter((other) => isAlike(other, last, stop, evidence));
  const near = stop ? POLICY_TOGETHER : TOGETHER;
  const alike = onePerPerson(sameWay.filter(({ at }) => Math.abs(at.getTime() - last.at.getTime()) <= near));
  const first = [...alike, last].reduce((a, b) => (a.at <= b.at ? a : b));
  const change = changed(first.at);
  const enough = alike.length >= enoughOf(family, evidence, incident);
  const common =
    enough &&
    (change !== null ||
      hasNewRules(first.at, family, evidence) ||
      (isSudden(sameWay, alike, near) && family !== 'registration'));
  return {
    known: true,
    scope: common ? scopeOf(last, alike, stop) : 'person',
    common,
    alike,
    stop,
    changed: change,
    incident,
  };
}

interface Failure {
  readonly evidence: Evidence;
  readonly last: Attempt;
  readonly family: Family;
  readonly stop: Stop | null;
}

/** The change of the policy that stopped them; of any policy, where the log does not say which one it was. */
function changeAt(moment: Date, { evidence, last, family, stop }: Failure): AuditEvent | Policy | null {
  if (stop) return changeBefore(stop, moment, { evidence, days: POLICY_CHANGED_DAYS });
  if (family !== 'registration' || last.last.policies.known) return null;
  return changeNamed(/(add|update).*conditional access policy/i, moment, evidence);
}

/** Methods that were switched off make many people register on the same day, too. */
function hasNewRules(moment: Date, family: Family, evidence: Evidence): boolean {
  return (
    family === 'registration' && changeNamed(/authentication methods policy/i, moment, evidence) !== null
  );
}

function changeNamed(name: RegExp, moment: Date, { changes }: Evidence): AuditEvent | null {
  const events = changes.known ? changes.value : [];
  const since = moment.getTime() - POLICY_CHANGED_DAYS * 24 * HOUR;
  return (
    events.find(({ activity, at }) => name.test(activity) && at <= moment && at.getTime() >= since) ?? null
  );
}

function enoughOf(family: Family, { incidents }: Evidence, incident: Incident | null): number {
  if (family !== 'prompt') return ENOUGH[family];
  if (incident) return WITH_INCIDENT;
  return incidents.known ? WITHOUT_INCIDENT : ENOUGH.prompt;
}

function familyOf({ last, denial }: Attempt): Family | null {
  switch (denial?.kind) {
    case 'no-answer':
    case 'not-delivered':
    case 'not-sent':
    case 'in-progress':
      return 'prompt';
    case 'service-error':
      return 'service';
    case 'no-code':
    case 'unreachable':
    case 'voicemail':
      return 'telephone';
    case undefined:
    case 'nothing-registered':
      break;
    default:
      return null;
  }
  if (asksRegistration(last.code)) return 'registration';
  return familyOfSubject(meaningOf(last.code)?.subject, last.code);
}

function familyOfSubject(subject: string | undefined, code: number): Family | null {
  switch (subject) {
    case 'service':
    case 'password-agent':
    case 'external-provider':
    case 'federation':
    case 'device':
      return code === 80012 ? null : subject;
    case 'conditional-access':
      return 'policy';
    case 'second-step':
      return 'prompt';
    case 'telecom-limit':
      return 'telephone';
    default:
      return null;
  }
}

function othersIn({ others, person }: Evidence): readonly Attempt[] {
  const rows = others.known ? others.value : [];
  return readAttempts(
    rows.filter(({ personId }) => personId.toLowerCase() !== person.id.toLowerCase()),
  ).filter(({ outcome }) => outcome === 'failed');
}

/** An outage shows itself as unanswered prompts to some and as errors of the service to others. */
function isAlike(other: Attempt, last: Attempt, stop: Stop | null, evidence: Evidence): boolean {
  const [own, theirs] = [familyOf(last), familyOf(other)];
  if (own === 'policy' || own === 'device' || (own === 'registration' && stop)) {
    return stop !== null && theirs === own && stoppedBy(other, stop, evidence);
  }
  const outage = (family: Family | null) => family === 'prompt' || family === 'service';
  return own === theirs || (outage(own) && outage(theirs));
}

function stoppedBy(attempt: Attempt, stop: Stop, evidence: Evidence): boolean {
  return stopsOf(attempt, evidence).some(
    ({ applied }) => applied.id === stop.applied.id && applied.name === stop.applied.name,
  );
}

/** Of the policies that stopped this person, the one that stopped most others. */
function sharedStop(last: Attempt, failed: readonly Attempt[], evidence: Evidence): Stop | null {
  const counted = stopsOf(last, evidence).map((stop) => ({
    stop,
    count: failed.filter((other) => stoppedBy(other, stop, evidence)).length,
  }));
  counted.sort((a, b) => b.count - a.count);
  return counted[0]?.stop ?? null;
}

function onePerPerson(attempts: readonly Attempt[]): readonly Attempt[] {
  return [...new Map(attempts.map((attempt) => [attempt.personId.toLowerCase(), attempt])).values()];
}

/** Some prompts go unanswered every hour of every day; only a wave of them means something. */
function isSudden(sameWay: readonly Attempt[], alike: readonly Attempt[], near: number): boolean {
  const waves = new Set(alike);
  const rest = onePerPerson(
    sameWay.filter(
      (attempt) => !waves.has(attempt) && !alike.some((one) => one.personId === attempt.personId),
    ),
  );
  if (rest.length === 0) return true;
  const times = sameWay.map(({ at }) => at.getTime());
  const restOfLog = Math.max(...times) - Math.min(...times) - 2 * near;
  if (restOfLog <= 0) return alike.length > rest.length;
  return alike.length >= SUDDEN * rest.length * ((2 * near) / restOfLog);
}

function scopeOf(last: Attempt, alike: readonly Attempt[], stop: Stop | null): Scope {
  const all = [last, ...alike];
  const shared = (read: (attempt: Attempt) => unknown) => {
    const found = new Set(all.map(read));
    return found.size === 1 && ![null, undefined].includes(found.values().next().value as null);
  };
  if (stop) return 'policy';
  if (shared(({ denial }) => (denial?.step === 'text' || denial?.step === 'call' ? 'telephone' : null)))
    return 'method';
  if (shared((attempt) => attempt.last.application.id)) return 'application';
  if (shared((attempt) => attempt.last.ip)) return 'network';
  return 'everybody';
}

const ABOUT_SIGNING_IN = /sign(ing)?[ -]?in|log ?in|authenticat|multi-?factor|\bmfa\b|notification/i;
/** Microsoft tells no end: a resolved incident counts for what failed within this time of its start. */
const RESOLVED_WITHIN = 24 * HOUR;

function incidentAt({ incidents }: Evidence, moment: Date): Incident | null {
  if (!incidents.known) return null;
  return (
    incidents.value.find(({ title, startedAt, resolved }) => {
      const after = moment.getTime() - startedAt.getTime();
      // What Microsoft notices starts earlier than it says.
      if (after < -30 * MINUTE || !ABOUT_SIGNING_IN.test(title)) return false;
      return !resolved || after <= RESOLVED_WITHIN;
    }) ?? null
  );
}
