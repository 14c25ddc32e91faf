import type { CauseId } from '../triage/catalogue.ts';
import { isFailure, likelyCause } from './failure-cause.ts';
import type { Lag } from './sign-in-log.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const WEEK_MS = 7 * DAY_MS;

/** The first two days decide whether an enforcement holds; two weeks show what comes only now and then. */
export const CLOSE_FOR_MS = 48 * HOUR_MS;
export const WATCHED_FOR_MS = 14 * DAY_MS;
/** What is shown as happening now. */
export const NOW_MS = HOUR_MS;
/** A burst is looked for in the last quarter of an hour: sooner it could be chance, later it is old news. */
export const BURST_MS = 15 * MINUTE_MS;
/** So many people of one cause within that, and so many times as many as usual. */
export const BURST_PEOPLE = 5;
export const BURST_TIMES = 3;
/** An application breaks where so many fail in it and hardly anybody gets in. */
const BROKEN_PEOPLE = 3;
const BROKEN_SHARE = 0.8;
const NAMED = 10;

/** Rows of the log that are alike, counted for one person. */
export interface Tally {
  readonly personId: string;
  readonly personName: string | null;
  readonly code: number;
  readonly result: string | null;
  readonly client: string | null;
  readonly application: string | null;
  readonly count: number;
  readonly last: Date;
}

export interface EnforcementWatch {
  readonly id: string;
  readonly startedBy: string;
  readonly startedAt: Date;
  readonly endsAt: Date;
  /** Null: everybody. */
  readonly groupId: string | null;
  readonly endedAt: Date | null;
  /** What has been told already, so that a new card comes only with something new. */
  readonly toldOf: readonly string[];
}

export interface WatchedPerson {
  readonly id: string;
  readonly name: string;
}

export interface CauseCount {
  readonly cause: CauseId | 'unknown';
  readonly people: number;
  readonly attempts: number;
}

export interface WatchReport {
  readonly watch: EnforcementWatch;
  readonly from: Date;
  readonly asOf: Date;
  /** Most people first. */
  readonly causes: readonly CauseCount[];
  readonly failingPeople: number;
  /** The same span a week before; null where the log was not read then. */
  readonly weekBefore: number | null;
  /** Nothing registered, and not in since. */
  readonly lockedOut: { readonly people: readonly WatchedPerson[]; readonly count: number };
  readonly breaking: readonly { readonly application: string; readonly people: number }[];
  readonly cases: number;
  readonly bursts: readonly CauseCount[];
  readonly lag: Lag;
}

export interface WatchFacts {
  readonly watch: EnforcementWatch;
  readonly now: Date;
  /** Of the last hour, or since the start where that is later. */
  readonly recent: readonly Tally[];
  /** Failures of the last quarter of an hour. */
  readonly burst: readonly Tally[];
  /** Of the hour before that quarter: what is usual. */
  readonly usual: readonly Tally[];
  /** Who failed for want of a registration since the start, and had no success after it. */
  readonly unregistered: readonly Tally[];
  readonly weekBefore: readonly Tally[] | null;
  readonly cases: number;
  readonly lag: Lag;
}

export function reportOf(facts: WatchFacts): WatchReport {
  const { watch, now } = facts;
  const failed = facts.recent.filter(isFailure);
  const causes = countCauses(failed);
  const lockedOut = peopleIn(facts.unregistered);
  return {
    watch,
    from: spanOf(watch, now).from,
    asOf: now,
    causes,
    failingPeople: peopleIn(failed).length,
    weekBefore: facts.weekBefore && peopleIn(facts.weekBefore.filter(isFailure)).length,
    lockedOut: { people: lockedOut.slice(0, NAMED), count: lockedOut.length },
    breaking: breakingIn(facts.recent),
    cases: facts.cases,
    bursts: burstsIn(facts),
    lag: facts.lag,
  };
}

/** The hour that a report is about; after the first two days the day. */
export function spanOf(watch: EnforcementWatch, now: Date): { readonly from: Date; readonly to: Date } {
  const lasts = isClose(watch, now) ? NOW_MS : DAY_MS;
  return { from: new Date(Math.max(watch.startedAt.getTime(), now.getTime() - lasts)), to: now };
}

export function weekBefore({ from, to }: { readonly from: Date; readonly to: Date }) {
  return { from: new Date(from.getTime() - WEEK_MS), to: new Date(to.getTime() - WEEK_MS) };
}

export function burstSpans(now: Date) {
  const from = new Date(now.getTime() - BURST_MS);
  return { burst: { from, to: now }, usual: { from: new Date(from.getTime() - HOUR_MS), to: from } };
}

export function isClose(watch: EnforcementWatch, now: Date): boolean {
  return now.getTime() - watch.startedAt.getTime() < CLOSE_FOR_MS;
}

/** Hourly in the first two days, daily until the end. */
export function nextReport(watch: EnforcementWatch, now: Date): Date {
  return new Date(now.getTime() + (isClose(watch, now) ? HOUR_MS : DAY_MS));
}

/**
 * What of a report is new, as words that are remembered: a cause that bursts, an application that breaks. A new card
 * comes only with one of these; everything else edits the card that is there.
 */
export function newsIn(report: WatchReport): readonly string[] {
  const hour = Math.floor(report.asOf.getTime() / (6 * HOUR_MS));
  const words = [
    // The same burst is news again after some hours, not every quarter of one.
    ...report.bursts.map(({ cause }) => `burst ${cause} ${hour}`),
    ...report.breaking.map(({ application }) => `broken ${application}`),
  ];
  return words.filter((word) => !report.watch.toldOf.includes(word));
}

function countCauses(failed: readonly Tally[]): readonly CauseCount[] {
  const found = new Map<CauseId | 'unknown', { people: Set<string>; attempts: number }>();
  for (const one of failed) {
    const cause = likelyCause(one);
    const known = found.get(cause) ?? { people: new Set(), attempts: 0 };
    known.people.add(one.personId);
    known.attempts += one.count;
    found.set(cause, known);
  }
  return [...found]
    .map(([cause, { people, attempts }]) => ({ cause, people: people.size, attempts }))
    .toSorted((one, other) => other.people - one.people || other.attempts - one.attempts);
}

function peopleIn(tallies: readonly Tally[]): readonly WatchedPerson[] {
  const people = new Map<string, WatchedPerson>();
  for (const { personId, personName } of tallies) {
    if (!people.has(personId)) people.set(personId, { id: personId, name: personName ?? personId });
  }
  return [...people.values()];
}

function breakingIn(recent: readonly Tally[]): WatchReport['breaking'] {
  const byApplication = new Map<string, { failed: Set<string>; passed: Set<string> }>();
  for (const one of recent) {
    if (one.application === null || (one.code !== 0 && !isFailure(one))) continue;
    const known = byApplication.get(one.application) ?? { failed: new Set(), passed: new Set() };
    known[one.code === 0 ? 'passed' : 'failed'].add(one.personId);
    byApplication.set(one.application, known);
  }
  return [...byApplication]
    .map(([application, { failed, passed }]) => {
      const people = [...failed].filter((id) => !passed.has(id)).length;
      return { application, people, share: people / (people + passed.size) };
    })
    .filter(({ people, share }) => people >= BROKEN_PEOPLE && share >= BROKEN_SHARE)
    .toSorted((one, other) => other.people - one.people)
    .map(({ application, people }) => ({ application, people }));
}

function burstsIn({ burst, usual }: WatchFacts): readonly CauseCount[] {
  const before = new Map(countCauses(usual.filter(isFailure)).map(({ cause, people }) => [cause, people]));
  return countCauses(burst.filter(isFailure)).filter(({ cause, people }) => {
    // Of an hour before, a quarter is usual in a quarter of an hour.
    const expected = (before.get(cause) ?? 0) / 4;
    return people >= BURST_PEOPLE && people >= expected * BURST_TIMES;
  });
}
