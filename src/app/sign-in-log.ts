import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { toEmergencyView } from '../cards/emergency.ts';
import { render } from '../cards/render.ts';
import type { Clock } from '../clock.ts';
import type { Queue } from '../jobs/queue.ts';
import { defineJob } from '../jobs/table.ts';
import type { Log } from '../log.ts';
import {
  type AlarmDesk,
  lookForEmergencySignIns,
  type Noticed,
  nextTestDue,
  TEST_LASTS_MS,
} from '../rollout/alarm.ts';
import type { SignInSource } from '../rollout/sign-in-log.ts';
import { KEPT_DAYS, readSignIns } from '../rollout/sign-in-reader.ts';
import {
  announceTest,
  claimReminder,
  emergencySignIn,
  lastProof,
  proveTest,
  saveNoticed,
  testById,
  testsBetween,
  toldBetween,
} from '../store/break-glass.ts';
import type { Database } from '../store/db.ts';
import { createSignInBook, newsFor, seen } from '../store/sign-ins.ts';
import type { Tell } from '../teams/tell.ts';
import type { Services } from '../teams/turn.ts';
import { codesOfRollout } from '../triage/codes.ts';

/** The alarm is promised within two minutes of Graph showing the row. */
const EVERY_MS = 60_000;
const ROUND_MS = 50_000;
/** One hour of a busy tenant is more than a hundred pages, of which Graph gives three in ten seconds. */
const LONGEST_ROUND_SECONDS = 1_800;
const DAY_MS = 86_400_000;
const FIRST_DAILY_MS = 60 * 60_000;
/** The same reminder is not said every day. */
const REMIND_EVERY_DAYS = 7;
const TOLD_AT_MOST = 20;

type Jobs = ReturnType<typeof jobsOf>;
type Enqueue = Queue<Jobs>['enqueue'];

interface Parts {
  readonly database: Database;
  readonly clock: Clock;
  readonly log: Log;
  readonly source: SignInSource;
  /** As configured: object ids or sign-in names. */
  readonly breakGlassIds: readonly string[];
  /** The object ids of those accounts; a name that is nobody's is left out. */
  readonly emergencyAccounts: () => Promise<readonly string[]>;
  /** Those of the security group that have a chat with the bot. */
  readonly securityReachable: (atMost: number) => Promise<readonly string[]>;
  /** Whoever else looks at what came in. */
  readonly afterRound: () => Promise<unknown>;
  readonly tell: Tell;
  /** In the administrators' channel; false where none was named. */
  readonly tellAdmins: (draw: Parameters<Tell>[1]) => Promise<boolean>;
  readonly enqueue: Enqueue;
}

/** The tenant's sign-in log, read for everybody, and the alarm that stands on it. */
export function buildSignInLog(parts: Parts) {
  const { database, clock, source, enqueue } = parts;
  const book = createSignInBook(database);
  const names = new Set(parts.breakGlassIds.map((name) => name.toLowerCase()));
  const desk = alarmDesk(parts);
  const readAgain = (afterMs: number) =>
    enqueue('sign-ins', {}, { startAfter: new Date(clock.now().getTime() + afterMs), singletonKey: 'next' });
  const jobs = jobsOf({
    async read() {
      const accounts = parts.emergencyAccounts;
      // First the next time: a round that fails must not be the last one.
      await readAgain(EVERY_MS);
      const codes = codesOfRollout();
      const { behind } = await readSignIns({ source, book, clock, codes, accounts }, ROUND_MS);
      await lookForEmergencySignIns(desk, names);
      await parts.afterRound();
      if (behind) await enqueue('sign-ins', {}, { singletonKey: 'behind' });
    },
    alarm: (signInId, personId) => tellAlarm(parts, signInId, personId),
    proof: (testId) => tellProof(parts, testId),
    async daily() {
      await enqueue('sign-ins-daily', {}, { startAfter: daysFrom(clock.now(), 1), singletonKey: 'daily' });
      while ((await book.forgetBefore(daysFrom(clock.now(), -KEPT_DAYS))) > 0);
      if (names.size > 0) await remindOfTest(parts);
    },
    due: (personId) => tellDue(parts, personId),
  });
  const services: Pick<Services, 'announceTest'> = {
    announceTest: (by) => announce(parts, by),
  };
  return {
    jobs,
    services,
    async start() {
      await enqueue('sign-ins', {}, { singletonKey: 'next' });
      // Not at once: whoever has just set it up has other things to read first.
      const startAfter = new Date(clock.now().getTime() + FIRST_DAILY_MS);
      await enqueue('sign-ins-daily', {}, { startAfter, singletonKey: 'daily' });
    },
  };
}

function alarmDesk({ database, clock, securityReachable, enqueue }: Parts): AlarmDesk {
  const span = (signIns: readonly { readonly at: Date }[]) => {
    const times = signIns.map(({ at }) => at.getTime());
    return [new Date(Math.min(...times)), new Date(Math.max(...times))] as const;
  };
  return {
    news: (atMost) => newsFor(database, 'alarm', atMost),
    testsAround: (signIns) => testsBetween(database, ...span(signIns)),
    toldAround: (signIns) => toldBetween(database, ...span(signIns)),
    async settle(noticed, lookedAt) {
      const alarms = noticed.some(({ verdict }) => verdict === 'alarm');
      const reachable = alarms ? await securityReachable(TOLD_AT_MOST) : [];
      // Somebody has to hear of it: without the security group the administrators do.
      const people: readonly (string | null)[] = reachable.length > 0 ? reachable : [null];
      await database.transaction(async (db) => {
        await seen(db, 'alarm', lookedAt);
        const fresh = await saveNoticed(db, noticed, clock.now());
        for (const one of noticed.filter(({ signIn }) => fresh.has(signIn.id))) {
          if (one.verdict === 'alarm') {
            for (const personId of people)
              await enqueue('emergency-alarm', { signInId: one.signIn.id, personId }, { db, priority: 10 });
          }
          const testId = isProof(one) ? await proveTest(db, one.signIn) : undefined;
          if (testId) await enqueue('emergency-proof', { testId }, { db });
        }
      });
    },
  };
}

function isProof({ verdict, signIn }: Noticed): boolean {
  return verdict === 'test' && signIn.code === 0;
}

async function tellAlarm(
  { database, clock, tell, tellAdmins, log }: Parts,
  signInId: string,
  personId: string | null,
): Promise<void> {
  const signIn = await emergencySignIn(database, signInId);
  if (!signIn) return;
  const view = { kind: 'alarm', signIn, seenAt: clock.now() } as const;
  const draw: Parameters<Tell>[1] = (texts) => render('emergency', toEmergencyView(view, texts));
  if (personId !== null && (await tell(personId, draw))) return;
  if (await tellAdmins(draw)) return;
  log.error({ signInId }, 'an emergency account was used, and nobody could be told');
}

async function tellProof({ database, clock, tell }: Parts, testId: string): Promise<void> {
  const test = await testById(database, testId);
  if (!test?.proof) return;
  const { proof, announcedBy } = test;
  const signIn = await emergencySignIn(database, proof.signInId);
  const due = nextTestDue(proof.at) ?? proof.at;
  const account = signIn?.userPrincipalName ?? proof.personName;
  const view = { kind: 'proof', account, at: proof.at, due, seenAt: clock.now() } as const;
  await tell(announcedBy, (texts) => render('emergency', toEmergencyView(view, texts)));
}

async function remindOfTest({ database, clock, securityReachable, enqueue }: Parts): Promise<void> {
  const now = clock.now();
  const due = nextTestDue(await lastProof(database));
  if (due !== null && due > now) return;
  const people = await securityReachable(TOLD_AT_MOST);
  if (people.length === 0) return;
  await database.transaction(async (db) => {
    if (!(await claimReminder(db, now, REMIND_EVERY_DAYS))) return;
    for (const personId of people) await enqueue('emergency-test-due', { personId }, { db });
  });
}

async function tellDue({ database, clock, tell }: Parts, personId: string): Promise<void> {
  const last = await lastProof(database);
  const due = nextTestDue(last);
  if (due !== null && due > clock.now()) return;
  const view = { kind: 'due', last, seenAt: clock.now() } as const;
  await tell(personId, (texts) => render('emergency', toEmergencyView(view, texts)));
}

async function announce({ database, clock }: Parts, by: string) {
  const announcedAt = clock.now();
  const until = new Date(announcedAt.getTime() + TEST_LASTS_MS);
  return announceTest(database, { id: randomUUID(), announcedBy: by, announcedAt, until });
}

function daysFrom(moment: Date, days: number): Date {
  return new Date(moment.getTime() + days * DAY_MS);
}

function jobsOf(run: {
  read(): Promise<void>;
  alarm(signInId: string, personId: string | null): Promise<void>;
  proof(testId: string): Promise<void>;
  daily(): Promise<void>;
  due(personId: string): Promise<void>;
}) {
  const nothing = z.object({});
  const somebody = z.object({ personId: z.string() });
  return {
    // The next one waits already: one that fails is not worth another try.
    'sign-ins': defineJob({
      schema: nothing,
      retry: { limit: 0 },
      timeLimitSeconds: LONGEST_ROUND_SECONDS,
      run: () => run.read(),
    }),
    // Told twice is better than not at all.
    'emergency-alarm': defineJob({
      schema: z.object({ signInId: z.string(), personId: z.string().nullable() }),
      run: ({ signInId, personId }) => run.alarm(signInId, personId),
    }),
    'emergency-proof': defineJob({
      schema: z.object({ testId: z.guid() }),
      run: ({ testId }) => run.proof(testId),
    }),
    'emergency-test-due': defineJob({ schema: somebody, run: ({ personId }) => run.due(personId) }),
    'sign-ins-daily': defineJob({ schema: nothing, run: () => run.daily() }),
  };
}
