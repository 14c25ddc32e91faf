import type { LoggedSignIn } from './sign-in-log.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** Whoever tests an emergency account fetches its key from a safe: an hour is enough, and no open door. */
export const TEST_LASTS_MS = 60 * MINUTE_MS;
/** A guessing machine makes hundreds of failures: the first is told at once, the others within this time are counted. */
export const QUIET_MS = 15 * MINUTE_MS;
export const TEST_EVERY_DAYS = 90;

export interface BreakGlassTest {
  readonly id: string;
  readonly announcedBy: string;
  readonly announcedAt: Date;
  readonly until: Date;
  readonly proof: BreakGlassProof | null;
}

export interface BreakGlassProof {
  readonly signInId: string;
  readonly personId: string;
  readonly personName: string | null;
  readonly at: Date;
}

/**
 * `alarm`    to be told at once
 * `repeated` like one that was told a moment ago: counted with it
 * `test`     within an announced test
 */
export type Verdict = 'alarm' | 'repeated' | 'test';

export interface Noticed {
  readonly signIn: LoggedSignIn;
  readonly verdict: Verdict;
}

/** Configured ids and sign-in names, in whatever letter case. */
export function isEmergencyAccount(signIn: LoggedSignIn, names: ReadonlySet<string>): boolean {
  const name = signIn.userPrincipalName?.toLowerCase();
  return names.has(signIn.personId.toLowerCase()) || (name !== undefined && names.has(name));
}

/** Only a test that had been announced when the sign-in happened explains it: nobody explains one afterwards. */
export function judgeEmergencySignIn(
  signIn: LoggedSignIn,
  known: { readonly tests: readonly BreakGlassTest[]; readonly toldBefore: readonly ToldBefore[] },
): Verdict {
  const { at } = signIn;
  if (known.tests.some(({ announcedAt, until }) => announcedAt <= at && at <= until)) return 'test';
  const succeeded = signIn.code === 0;
  const like = known.toldBefore.some(
    (told) =>
      told.personId === signIn.personId.toLowerCase() &&
      told.succeeded === succeeded &&
      Math.abs(at.getTime() - told.at.getTime()) <= QUIET_MS,
  );
  return like ? 'repeated' : 'alarm';
}

export interface ToldBefore {
  readonly personId: string;
  readonly succeeded: boolean;
  readonly at: Date;
}

/** The day on which the next test is due; null while nobody has ever tested. */
export function nextTestDue(lastProof: Date | null): Date | null {
  return lastProof === null ? null : new Date(lastProof.getTime() + TEST_EVERY_DAYS * DAY_MS);
}

/** A log that is being read, and whoever is told of what is in it. Implemented over store/ in app/rollout.ts. */
export interface AlarmDesk {
  /** What has not been looked at yet, oldest first. */
  news(atMost: number): Promise<readonly (LoggedSignIn & { readonly seq: number })[]>;
  testsAround(signIns: readonly LoggedSignIn[]): Promise<readonly BreakGlassTest[]>;
  toldAround(signIns: readonly LoggedSignIn[]): Promise<readonly ToldBefore[]>;
  /** Saves, causes everybody to be told and remembers how far was looked, all or nothing. */
  settle(noticed: readonly Noticed[], lookedAt: number): Promise<void>;
}

const NEWS_AT_ONCE = 500;

/** Looks at what came in since the last time. May die anywhere: what is not settled is looked at again. */
export async function lookForEmergencySignIns(desk: AlarmDesk, names: ReadonlySet<string>): Promise<number> {
  let found = 0;
  for (;;) {
    const news = await desk.news(NEWS_AT_ONCE);
    const last = news.at(-1);
    if (last === undefined) return found;
    const theirs = news.filter((one) => isEmergencyAccount(one, names));
    await desk.settle(theirs.length === 0 ? [] : await judgeAll(theirs, desk), last.seq);
    found += theirs.length;
  }
}

async function judgeAll(signIns: readonly LoggedSignIn[], desk: AlarmDesk): Promise<readonly Noticed[]> {
  const tests = await desk.testsAround(signIns);
  const toldBefore = [...(await desk.toldAround(signIns))];
  return signIns.map((signIn) => {
    const verdict = judgeEmergencySignIn(signIn, { tests, toldBefore });
    if (verdict === 'alarm') {
      toldBefore.push({
        personId: signIn.personId.toLowerCase(),
        succeeded: signIn.code === 0,
        at: signIn.at,
      });
    }
    return { signIn, verdict };
  });
}
