import { KnownError } from '../errors.ts';
import { meaningOf } from '../triage/codes.ts';
import { type AdviceId, adviceFor, familiesOf } from './legacy-advice.ts';
import { familyOf } from './legacy-protocols.ts';
import type { LegacyLog, LegacySignIn } from './legacy-sign-in.ts';

/** What one account does by one protocol with one application. */
export interface LegacyUse {
  readonly protocol: string;
  readonly application: string;
  /** Of the newest of these sign-ins that tells. */
  readonly device: string | null;
  readonly successes: number;
  readonly failures: number;
  readonly nonInteractive: number;
  readonly lastSeen: Date;
  readonly lastSuccess: Date | null;
  /** Entra's code of the newest failure. */
  readonly lastCode: number | null;
  /** Counted up to `ADDRESSES_COUNTED`. */
  readonly addresses: number;
  readonly advice: AdviceId;
}

export interface LegacyPerson {
  readonly id: string;
  readonly userPrincipalName: string;
  readonly displayName: string;
  readonly uses: readonly LegacyUse[];
}

export interface LegacyTotals {
  readonly people: number;
  readonly peopleWithSuccess: number;
  readonly signIns: number;
  readonly successes: number;
  readonly failures: number;
  readonly nonInteractive: number;
  readonly byProtocol: Readonly<Record<string, { readonly successes: number; readonly failures: number }>>;
}

export interface LegacyReport {
  readonly days: number;
  readonly since: Date;
  readonly asOf: Date;
  /** Who got in comes first, then who tries most. */
  readonly people: readonly LegacyPerson[];
  readonly totals: LegacyTotals;
  /** Sign-ins that are counted in the totals alone, because there were too many different ones. */
  readonly unlisted: number;
}

export const ADDRESSES_COUNTED = 50;
/** Under attack every account has failures; those that got in must find room after them. */
const USES_KEPT = { failed: 40_000, all: 80_000 };

interface Tally {
  readonly protocol: string;
  readonly application: string;
  device: string | null;
  successes: number;
  failures: number;
  guesses: number;
  nonInteractive: number;
  lastSeen: number;
  lastSuccess: number;
  lastFailure: number;
  lastCode: number | null;
  readonly addresses: string[];
}

interface Account {
  readonly id: string;
  readonly userPrincipalName: string;
  readonly displayName: string;
  readonly tallies: Tally[];
}

/** Counts while the log streams by. Memory grows with the different uses, not with the sign-ins. */
export function createLegacyCounter() {
  const accounts = new Map<string, Account>();
  const byProtocol = new Map<string, { successes: number; failures: number }>();
  const totals = { signIns: 0, successes: 0, failures: 0, nonInteractive: 0 };
  let uses = 0;
  let unlisted = 0;

  const tallyOf = (row: LegacySignIn): Tally | null => {
    const key = row.personId || row.userPrincipalName;
    const known = accounts.get(key);
    const found = known?.tallies.find(
      (tally) => tally.protocol === row.protocol && tally.application === row.application,
    );
    if (found) return found;
    if (uses >= (row.code === 0 ? USES_KEPT.all : USES_KEPT.failed)) return null;
    uses += 1;
    const account = known ?? accountOf(row);
    if (!known) accounts.set(key, account);
    const tally = newTally(row);
    account.tallies.push(tally);
    return tally;
  };

  return {
    add(row: LegacySignIn, { nonInteractive }: { nonInteractive: boolean }): void {
      const outcome = row.code === 0 ? 'successes' : 'failures';
      totals.signIns += 1;
      totals[outcome] += 1;
      if (nonInteractive) totals.nonInteractive += 1;
      const protocol = byProtocol.get(row.protocol) ?? { successes: 0, failures: 0 };
      protocol[outcome] += 1;
      byProtocol.set(row.protocol, protocol);
      const tally = tallyOf(row);
      if (tally === null) unlisted += 1;
      else count(tally, row, nonInteractive);
    },
    report(window: Pick<LegacyReport, 'days' | 'since' | 'asOf'>): LegacyReport {
      const people = [...accounts.values()].map(personOf).sort(byWeight);
      return {
        ...window,
        people,
        totals: {
          people: people.length,
          peopleWithSuccess: people.filter((person) => sum(person, 'successes') > 0).length,
          ...totals,
          byProtocol: Object.fromEntries(byProtocol),
        },
        unlisted,
      };
    },
  };
}

function accountOf({ personId, userPrincipalName, displayName }: LegacySignIn): Account {
  return { id: personId, userPrincipalName, displayName, tallies: [] };
}

function newTally({ protocol, application }: LegacySignIn): Tally {
  return {
    protocol,
    application,
    device: null,
    successes: 0,
    failures: 0,
    guesses: 0,
    nonInteractive: 0,
    lastSeen: 0,
    lastSuccess: 0,
    lastFailure: 0,
    lastCode: null,
    addresses: [],
  };
}

function count(tally: Tally, row: LegacySignIn, nonInteractive: boolean): void {
  const at = row.at.getTime();
  if (nonInteractive) tally.nonInteractive += 1;
  if (row.device !== null && (tally.device === null || at >= tally.lastSeen)) tally.device = row.device;
  tally.lastSeen = Math.max(tally.lastSeen, at);
  if (row.code === 0) {
    tally.successes += 1;
    tally.lastSuccess = Math.max(tally.lastSuccess, at);
  } else {
    tally.failures += 1;
    if (isGuess(row.code)) tally.guesses += 1;
    if (at >= tally.lastFailure) {
      tally.lastFailure = at;
      tally.lastCode = row.code;
    }
  }
  const { addresses } = tally;
  if (row.ip !== null && addresses.length < ADDRESSES_COUNTED && !addresses.includes(row.ip)) {
    addresses.push(row.ip);
  }
}

const GUESSES: ReadonlySet<string> = new Set(['password', 'lockout', 'user-not-found']);

function isGuess(code: number | null): boolean {
  return code !== null && GUESSES.has(meaningOf(code)?.subject ?? '');
}

function personOf({ tallies, ...account }: Account): LegacyPerson {
  const families = familiesOf(tallies.map(({ protocol }) => protocol));
  const uses = tallies.map(({ guesses, lastFailure: _, ...tally }) => ({
    ...tally,
    lastSeen: new Date(tally.lastSeen),
    lastSuccess: tally.lastSuccess === 0 ? null : new Date(tally.lastSuccess),
    addresses: tally.addresses.length,
    advice: adviceFor({
      ...tally,
      guesses,
      family: familyOf(tally.protocol) ?? 'other',
      addresses: tally.addresses.length,
      families,
    }),
  }));
  return {
    ...account,
    uses: uses.sort((one, other) => other.successes - one.successes || other.failures - one.failures),
  };
}

function byWeight(one: LegacyPerson, other: LegacyPerson): number {
  return (
    sum(other, 'successes') - sum(one, 'successes') ||
    sum(other, 'failures') - sum(one, 'failures') ||
    one.userPrincipalName.localeCompare(other.userPrincipalName)
  );
}

export function sum({ uses }: LegacyPerson, what: 'successes' | 'failures' | 'nonInteractive'): number {
  return uses.reduce((total, use) => total + use[what], 0);
}

export interface LegacyReading {
  readonly report: LegacyReport;
  /** Why what programs do by themselves is not in it, or not to the end; null where it is. */
  readonly withoutNonInteractive: KnownError | null;
}

/** The log keeps a month. */
export const MOST_DAYS = 30;
const DAY_MS = 86_400_000;

/** Reads the log once. What people do must be readable; what their programs do may be missing, and is then said to be. */
export async function readLegacyAuth(
  log: LegacyLog,
  { days, now, signal }: { readonly days: number; readonly now: Date; readonly signal?: AbortSignal },
): Promise<LegacyReading> {
  const since = new Date(now.getTime() - days * DAY_MS);
  const counter = createLegacyCounter();
  const countAll = async (pages: AsyncIterable<readonly LegacySignIn[]>, nonInteractive: boolean) => {
    for await (const page of pages) {
      signal?.throwIfAborted();
      for (const row of page) if (row.at >= since) counter.add(row, { nonInteractive });
    }
  };
  await countAll(log.interactive(since), false);
  const missing = await countAll(log.nonInteractive(since), true).then(() => null, onlyKnown);
  return { report: counter.report({ days, since, asOf: now }), withoutNonInteractive: missing };
}

function onlyKnown(error: unknown): KnownError {
  if (error instanceof KnownError) return error;
  throw error;
}
