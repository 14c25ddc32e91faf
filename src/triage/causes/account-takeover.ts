import type { Attempt } from '../attempts.ts';
import { type Cause, clamp } from '../cause.ts';
import type { AuditEvent, RegisteredMethod } from '../evidence.ts';
import { auditsNamed, busyElsewhere, type Facts, isStrange, nameOfPerson } from '../facts.ts';
import { attemptRow, attemptRows, auditRow, methodName, methodRow, present } from '../rows.ts';
import { countryName, listed } from '../words.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const FRESH = 14 * DAY;
/** Whoever breaks in registers soon. */
const SOON = 3 * DAY;

export const accountTakeover: Cause = {
  id: 'account-takeover',
  title: 'Account takeover: method added by someone else',
  surest: 'high',
  near: ['authenticator-on-old-phone', 'methods-reset-by-admin', 'mfa-fatigue-succeeded'],
  judge(facts) {
    const signs = readSigns(facts);
    const score = scoreOf(facts, signs);
    if (score === 0) return null;
    const { entries, changes, methods } = signs;
    const since = Math.min(
      ...[...entries, ...changes].map(({ at }) => at.getTime()),
      ...methods.map((one) => addedAt(one)),
    );
    const countries = [...new Set(entries.flatMap(({ last }) => last.country ?? []))].map(countryName);
    return {
      score: clamp(score),
      rows: present(
        ...entries.slice(0, 3).map(attemptRow),
        ...changes.slice(0, 3).map(auditRow),
        ...methods.map((method) => methodRow(method, facts.asOf)),
        ...attemptRows(
          facts.failures.filter(({ at }) => at.getTime() >= since),
          2,
        ),
      ),
      explains: facts.failures.filter(({ at }) => at.getTime() >= since),
      summary: `Somebody else${countries.length > 0 ? ` in ${listed(countries)}` : ''} seems to be in ${nameOfPerson(facts)}’s account${methods.length > 0 ? ` and to have registered ${listed(methods.map(methodName))}` : ''}. This is for security, not for a reset.`,
      fixes: ['page-security', 'contain-account'],
      needs: ['audits', 'methods'],
      escalates: true,
      nextQuestion: 'Ask on the number in HR’s record: was it the person who signed in and registered there?',
    };
  },
  whyNot(facts) {
    const { entries, changes } = readSigns(facts);
    if (entries.length > 0 || changes.length > 0 || !facts.evidence.signIns.known) return null;
    return facts.audits
      ? 'No method was changed from a strange place, and no strange sign-in succeeded.'
      : 'No strange sign-in succeeded.';
  },
};

interface Signs {
  /** Successes from strange places. */
  readonly entries: readonly Attempt[];
  /** Methods changed from an address that was only ever seen in strange places. */
  readonly changes: readonly AuditEvent[];
  /** Methods changed from an address that no sign-in ever came from. */
  readonly unseen: readonly AuditEvent[];
  /** Registered just when somebody strange was in. */
  readonly methods: readonly RegisteredMethod[];
  /** Addresses of usual places. */
  readonly usual: ReadonlySet<string>;
}

function readSigns(facts: Facts): Signs {
  const fresh = (at: Date) => facts.asOf.getTime() - at.getTime() <= FRESH;
  const entries = facts.successes.filter((attempt) => fresh(attempt.at) && isStrange(facts, attempt));
  const edits = auditsNamed(facts, /^user (registered|deleted|updated|changed)[a-z ]* security info/i).filter(
    ({ at }) => fresh(at),
  );
  const strange = addresses(facts.attempts.filter((attempt) => isAway(facts, attempt)));
  const usual = addresses(facts.attempts.filter((attempt) => !isAway(facts, attempt)));
  const changes = edits.filter(
    ({ byPerson }) => byPerson?.ip && strange.has(byPerson.ip) && !usual.has(byPerson.ip),
  );
  return {
    entries,
    changes,
    usual,
    unseen: edits.filter(
      ({ byPerson }) => byPerson?.ip && !strange.has(byPerson.ip) && !usual.has(byPerson.ip),
    ),
    methods: (facts.methods ?? []).filter(
      (method) =>
        !['password', 'temporary-pass'].includes(method.kind) &&
        [...entries, ...changes].some(
          ({ at }) =>
            Math.abs(addedAt(method) - at.getTime()) <= SOON && addedAt(method) >= at.getTime() - HOUR,
        ),
    ),
  };
}

function scoreOf(facts: Facts, { entries, changes, unseen, methods, usual }: Signs): number {
  const registered = changes.some(({ activity }) => /registered/i.test(activity));
  if (changes.length > 0) return entries.length > 0 ? 97 : registered ? 90 : 84;
  if (entries.length === 0) return 0;
  // The person may have registered a new phone at a usual place on the same day.
  const atHome = auditsNamed(facts, /user registered security info/i).some(({ byPerson }) =>
    usual.has(byPerson?.ip ?? ''),
  );
  if (methods.length > 0) return facts.audits === null ? 86 : atHome ? 56 : 88;
  if (unseen.length > 0) return 82;
  // Nobody works in two countries within hours.
  if (entries.some((entry) => busyElsewhere(facts, entry))) return 78;
  const locked = facts.failures.some(({ at }) => entries.some((entry) => entry.at < at));
  return entries.some(({ provedTwice }) => provedTwice) && locked ? 58 : 40;
}

function isAway(facts: Facts, { last }: Attempt): boolean {
  return facts.places.familiarity(last) === 'new-country';
}

function addresses(attempts: readonly Attempt[]): ReadonlySet<string> {
  return new Set(attempts.flatMap(({ rows }) => rows.flatMap(({ ip }) => ip ?? [])));
}

function addedAt({ addedAt: at }: RegisteredMethod): number {
  return at?.getTime() ?? Number.NEGATIVE_INFINITY;
}
