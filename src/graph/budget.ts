import type { Clock } from '../clock.ts';
import { TryAgainLater } from '../errors.ts';
import { type Limit, openWindow, tidy, type Urgency, type Window, waitOf } from './window.ts';

/** Graph's throttling classes, as far as Muster meets them. */
export type BudgetClass = 'directory' | 'activity' | 'reports' | 'protection' | 'health' | 'teamwork';

export const LIMITS: Readonly<Record<BudgetClass, Limit>> = {
  // The smallest tenants have 3,500 resource units in 10 s, and our requests cost one to three each.
  directory: { requests: 100, milliseconds: 1_000, keptForQuestions: 20 },
  // Whatever asks for an account's last sign-in.
  activity: { requests: 10, milliseconds: 60_000, keptForQuestions: 2 },
  reports: { requests: 5, milliseconds: 10_000, keptForQuestions: 2 },
  // Conditional Access and risk, over all apps of the tenant; a refusal comes without Retry-After.
  protection: { requests: 1, milliseconds: 1_000, keptForQuestions: 0 },
  health: { requests: 4, milliseconds: 1_000, keptForQuestions: 1 },
  teamwork: { requests: 30, milliseconds: 1_000, keptForQuestions: 5 },
};

/** Beyond an hour a Retry-After is a mistake. */
const LONGEST_PAUSE_MS = 3_600_000;

export interface Turn {
  readonly budgetClass: BudgetClass;
  readonly urgency: Urgency;
  /** Milliseconds after which waiting makes no sense any more. */
  readonly patience: number;
  readonly signal?: AbortSignal | undefined;
}

/** One for the whole process: Graph counts what the process sends, not what one part of it sends. */
export interface Budget {
  /** Runs the work when its class has room; fails with `TryAgainLater` when that would take too long. */
  run<Value>(turn: Turn, work: () => Promise<Value>): Promise<Value>;
  /** Graph said to wait. Nobody of this class starts before. */
  pause(budgetClass: BudgetClass, milliseconds: number): void;
  /** Milliseconds that a request made now would wait for its turn. */
  expectedWait(budgetClass: BudgetClass, urgency: Urgency): number;
}

/** However many questions there are: work that has waited for longer goes first, one piece in so long a time. */
const WORK_EVERY_MS = 10_000;

interface Waiting {
  readonly urgency: Urgency;
  readonly since: number;
  readonly deadline: number;
  start(): void;
  fail(reason: unknown): void;
}

interface Lane {
  readonly window: Window;
  readonly waiting: Waiting[];
  /** When the last piece of work began. */
  workedAt: number;
  alarm: AbortController | null;
}

export function createBudget(options: {
  clock: Clock;
  limits?: Readonly<Record<BudgetClass, Limit>>;
}): Budget {
  const { clock, limits = LIMITS } = options;
  const now = () => clock.now().getTime();
  const lanes = new Map<BudgetClass, Lane>();
  const laneOf = (budgetClass: BudgetClass): Lane => {
    const known = lanes.get(budgetClass);
    if (known) return known;
    const lane: Lane = { window: openWindow(limits[budgetClass]), waiting: [], workedAt: 0, alarm: null };
    lanes.set(budgetClass, lane);
    return lane;
  };
  const expectedWait = (lane: Lane, urgency: Urgency) => {
    tidy(lane.window, now());
    return waitOf(lane.window, { urgency, ahead: aheadOf(lane, urgency, now()) }, now());
  };

  return {
    async run(turn, work) {
      turn.signal?.throwIfAborted();
      const lane = laneOf(turn.budgetClass);
      const wait = expectedWait(lane, turn.urgency);
      if (wait > turn.patience) throw tooLong(wait);
      await queue(lane, turn, clock);
      try {
        return await work();
      } finally {
        lane.window.running -= 1;
        lane.window.ended.push(now());
        pump(lane, clock);
      }
    },
    pause(budgetClass, milliseconds) {
      const lane = laneOf(budgetClass);
      const until = now() + Math.min(milliseconds, LONGEST_PAUSE_MS);
      lane.window.pausedUntil = Math.max(lane.window.pausedUntil, until);
      pump(lane, clock);
    },
    expectedWait: (budgetClass, urgency) => expectedWait(laneOf(budgetClass), urgency),
  };
}

function aheadOf(lane: Lane, urgency: Urgency, now: number): number {
  if (urgency === 'background') return lane.waiting.length;
  const questions = lane.waiting.filter((waiting) => waiting.urgency === 'interactive').length;
  return questions + (overdueWork(lane, now) ? 1 : 0);
}

/** While people press buttons without a pause, what they were told would happen by itself must happen, too. */
function overdueWork(lane: Lane, now: number): Waiting | undefined {
  const patience = Math.max(WORK_EVERY_MS, lane.window.limit.milliseconds);
  return lane.waiting.find(
    ({ urgency, since }) => urgency === 'background' && now - Math.max(since, lane.workedAt) > patience,
  );
}

function tooLong(milliseconds: number): TryAgainLater {
  return new TryAgainLater(Math.max(1, Math.ceil(milliseconds / 1000)), 'Microsoft Graph');
}

function queue(lane: Lane, turn: Turn, clock: Clock): Promise<void> {
  return new Promise((resolve, reject) => {
    const leave = () => {
      lane.waiting.splice(lane.waiting.indexOf(waiting), 1);
      turn.signal?.removeEventListener('abort', abort);
    };
    const waiting: Waiting = {
      urgency: turn.urgency,
      since: clock.now().getTime(),
      deadline: clock.now().getTime() + turn.patience,
      start() {
        leave();
        if (turn.urgency === 'background') lane.workedAt = clock.now().getTime();
        lane.window.running += 1;
        resolve();
      },
      fail(reason) {
        leave();
        reject(reason);
      },
    };
    const abort = () => {
      waiting.fail(turn.signal?.reason);
      pump(lane, clock);
    };
    turn.signal?.addEventListener('abort', abort, { once: true });
    lane.waiting.push(waiting);
    pump(lane, clock);
  });
}

/** Starts everybody whose turn has come, questions first, and sets the alarm for the next. */
function pump(lane: Lane, clock: Clock): void {
  lane.alarm?.abort();
  lane.alarm = null;
  const now = clock.now().getTime();
  tidy(lane.window, now);
  for (const waiting of [...lane.waiting]) {
    if (lane.window.pausedUntil > waiting.deadline) waiting.fail(tooLong(lane.window.pausedUntil - now));
  }
  for (;;) {
    const overdue = overdueWork(lane, now);
    const question = lane.waiting.find((waiting) => waiting.urgency === 'interactive');
    const next = overdue ?? question ?? lane.waiting[0];
    if (!next) return;
    const urgency = overdue ? 'interactive' : next.urgency;
    const wait = waitOf(lane.window, { urgency, ahead: 0 }, now);
    if (wait > 0) {
      wakeAfter(lane, wait, clock);
      return;
    }
    next.start();
  }
}

function wakeAfter(lane: Lane, milliseconds: number, clock: Clock): void {
  const alarm = new AbortController();
  lane.alarm = alarm;
  clock.sleep(milliseconds, alarm.signal).then(
    () => pump(lane, clock),
    // Only our own alarm aborts it, and whoever did has set another.
    () => undefined,
  );
}
