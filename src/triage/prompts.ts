import type { Attempt } from './attempts.ts';
import type { RegisteredMethod } from './evidence.ts';
import { type Facts, isFromNps, isRisky, methodsOf } from './facts.ts';
import { appAge, releaseYear, systemOfDevice, systemOfLabel } from './phones.ts';
import { namesDevice } from './steps.ts';

const DAY = 86_400_000;
const UNANSWERED = ['no-answer', 'not-delivered', 'not-sent'];
/** Phones older than this many years are kept in drawers as often as in pockets. */
const OLD_MODEL = 5;
/** Sign-ins from a phone of the other make within this time after the last proof point to a new phone. */
const RECENT = 30 * DAY;

/** Prompts of the Authenticator that nobody answered, and what is known of the phone they went to. */
export interface Prompts {
  /** From places that are not new, newest first. */
  readonly atHome: readonly Attempt[];
  /** From places that are not new, and answered on the same phone afterwards. */
  readonly answeredLater: readonly Attempt[];
  /** From a country never used before, or judged risky. */
  readonly away: readonly Attempt[];
  /** The log says in words what happened; otherwise only that a second step was not passed. */
  readonly said: boolean;
  readonly authenticators: readonly RegisteredMethod[] | null;
  /** The registration that was asked; null where several come into question. */
  readonly asked: RegisteredMethod | null;
}

export function promptsOf(facts: Facts): Prompts | null {
  const failed = facts.failures.filter(
    (attempt) => !isFromNps(attempt) && isUnansweredPrompt(attempt, facts),
  );
  const authenticators = facts.methods === null ? null : methodsOf(facts, 'authenticator');
  if (failed.length === 0 || authenticators?.length === 0) return null;
  const asked = askedPhone(failed, authenticators ?? []);
  const open = failed.filter((attempt) => !provedWithSince(facts, asked, attempt));
  const isAway = (attempt: Attempt) =>
    facts.places.familiarity(attempt.last) === 'new-country' || isRisky(attempt.last);
  return {
    atHome: open.filter((attempt) => !isAway(attempt)),
    answeredLater: failed.filter((attempt) => !isAway(attempt) && !open.includes(attempt)),
    away: failed.filter(isAway),
    said: failed.some(({ denial }) => denial !== null),
    authenticators,
    asked,
  };
}

/** Without its steps a failed second step may have been a prompt, if there is an app to prompt. */
function isUnansweredPrompt({ denial, last, stepsKnown, steps }: Attempt, facts: Facts): boolean {
  if (denial) return UNANSWERED.includes(denial.kind) && denial.step !== 'external';
  if (last.code !== 500121 && last.code !== 50074) return false;
  const undecided = !stepsKnown || !steps.some(({ second }) => second);
  return undecided && methodsOf(facts, 'authenticator').length > 0;
}

function askedPhone(
  failed: readonly Attempt[],
  phones: readonly RegisteredMethod[],
): RegisteredMethod | null {
  for (const { denial } of failed) {
    const named = phones.filter(({ label }) => namesDevice(denial?.detail ?? null, label));
    if (named.length === 1) return named[0] ?? null;
  }
  return phones.length === 1 ? (phones[0] ?? null) : null;
}

/** Somebody answered on this very phone afterwards, so the phone is at hand. */
function provedWithSince(facts: Facts, phone: RegisteredMethod | null, attempt: Attempt): boolean {
  return facts.successes.some(
    (success) =>
      success.at > attempt.at &&
      success.steps.some(
        ({ kind, step, second, result }) =>
          kind === 'push' &&
          second &&
          (result?.outcome === 'passed' || step.succeeded === true) &&
          (phone === null || step.detail === null || namesDevice(step.detail, phone.label)),
      ),
  );
}

/** When this registration last proved anything: what it says itself, or the log. */
export function lastUsed(facts: Facts, phone: RegisteredMethod | null): Date | null {
  if (phone?.lastUsedAt) return phone.lastUsedAt;
  const used = facts.successes.find(({ steps }) =>
    steps.some(
      ({ kind, step, second }) =>
        kind === 'push' && second && (!phone?.label || namesDevice(step.detail, phone.label)),
    ),
  );
  return used?.at ?? null;
}

export interface Staleness {
  /** How much speaks for a phone that is not in anybody's hand any more; may be negative. */
  readonly points: number;
  /** What speaks for it, in words that go on after the phone's name. */
  readonly reasons: readonly string[];
}

export function stalenessOf(
  facts: Facts,
  phone: RegisteredMethod | null,
  failed: readonly Attempt[],
): Staleness {
  const { asOf } = facts;
  const newest = failed[0]?.at ?? asOf;
  const reasons: string[] = [];
  let points = 0;
  const says = (worth: number, reason: string | null) => {
    points += worth;
    if (reason) reasons.push(reason);
  };
  const used = lastUsed(facts, phone);
  const idle = used ? (newest.getTime() - used.getTime()) / DAY : null;
  if (idle !== null && idle >= 14) says(18, 'has not been used for weeks');
  else if (idle !== null && idle >= 2.5) says(8, 'has not been used for days');
  else if (idle !== null) says(-25, null);
  if (failed.some(({ denial }) => denial?.kind === 'not-delivered')) says(14, 'can no longer be reached');
  const age = appAge(phone?.appVersion ?? null, asOf);
  if (age === 'old' || age === 'unable') says(12, 'runs an app that was not updated for long');
  const year = releaseYear(phone?.label ?? null);
  if (year !== null && asOf.getUTCFullYear() - year >= OLD_MODEL) says(8, `is a model of ${year}`);
  if (phone?.addedAt && asOf.getTime() - phone.addedAt.getTime() > 730 * DAY) says(5, null);
  const other = phoneInUse(facts, used);
  const registered = systemOfLabel(phone?.label ?? null);
  if (other && registered && other !== registered) {
    says(
      14,
      `is ${registered === 'ios' ? 'an iPhone' : 'an Android phone'}, while sign-ins now come from ${other === 'ios' ? 'an iPhone' : 'an Android phone'}`,
    );
  }
  return { points, reasons };
}

function phoneInUse(facts: Facts, since: Date | null): 'ios' | 'android' | null {
  const recent = facts.attempts.find(
    ({ at, last }) =>
      systemOfDevice(last.device.system) !== null &&
      facts.asOf.getTime() - at.getTime() < RECENT &&
      (since === null || at > since) &&
      facts.places.familiarity(last) !== 'new-country',
  );
  return recent ? systemOfDevice(recent.last.device.system) : null;
}
