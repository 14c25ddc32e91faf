import {
  DEFAULT_DAYS,
  PHASES,
  type Phase,
  type PhaseSettings,
  type PlanDraft,
  type ScheduledPhase,
  type WorkingDays,
} from './phases.ts';
import { dayAfter, daysBetween, isFit, nextFit, scheduleOf } from './plan-days.ts';
import type { ItemId } from './plan-items.ts';

export interface Tick {
  /** Entra object id, lower case. */
  readonly by: string;
  readonly name: string | null;
  readonly at: Date;
}

export interface Plan extends PlanDraft {
  readonly id: string;
  readonly ticks: Readonly<Partial<Record<ItemId, Tick>>>;
  readonly createdBy: string;
  readonly createdAt: Date;
  readonly changedBy: string;
  readonly changedAt: Date;
  readonly endedAt: Date | null;
  /** Goes up with every change: buttons of older cards are told apart. */
  readonly version: number;
}

/** Two working days from today on leave time to tell those who own a phase. */
const DAYS_AHEAD = 2;

export function newPlan(today: string, weekend: readonly number[]): PlanDraft {
  const working = { weekend, daysOff: [] };
  let startsOn = nextFit('prepare', today, working);
  for (let ahead = 0; ahead < DAYS_AHEAD; ahead += 1) {
    startsOn = nextFit('prepare', dayAfter(startsOn), working);
  }
  const settings = (phase: Phase): PhaseSettings => ({ days: DEFAULT_DAYS[phase], waits: 0, owner: null });
  return {
    ...working,
    startsOn,
    // Exactly the phases, each with its settings.
    phases: Object.fromEntries(PHASES.map((phase) => [phase, settings(phase)])) as PlanDraft['phases'],
    campaignId: null,
    contact: null,
  };
}

/** Phases whose first day is another one than before, with what moved alike together, in the order of the plan. */
export interface Move {
  readonly phases: readonly Phase[];
  /** Days of the calendar; below 0: earlier. */
  readonly days: number;
}

export function movesBetween(before: PlanDraft, after: PlanDraft): readonly Move[] {
  const then = scheduleOf(before);
  const moves = new Map<number, Phase[]>();
  for (const [index, { phase, startsOn }] of scheduleOf(after).entries()) {
    const days = daysBetween(then[index]?.startsOn ?? startsOn, startsOn);
    if (days !== 0) moves.set(days, [...(moves.get(days) ?? []), phase]);
  }
  return [...moves].map(([days, phases]) => ({ phases, days }));
}

/** Where the rollout is on a day. */
export type Where =
  | { readonly kind: 'before' | 'between'; readonly next: ScheduledPhase }
  | { readonly kind: 'in'; readonly now: ScheduledPhase; readonly day: number; readonly days: number }
  | { readonly kind: 'after'; readonly last: ScheduledPhase };

export function whereIs(schedule: readonly ScheduledPhase[], today: string): Where {
  const now = schedule.find(({ startsOn, endsOn }) => startsOn <= today && today <= endsOn);
  if (now) {
    const day = daysBetween(now.startsOn, today) + 1;
    return { kind: 'in', now, day, days: daysBetween(now.startsOn, now.endsOn) + 1 };
  }
  const next = schedule.find(({ startsOn }) => startsOn > today);
  if (next) return { kind: next.phase === 'prepare' ? 'before' : 'between', next };
  const last = schedule.at(-1);
  if (!last) throw new Error('A plan has phases.');
  return { kind: 'after', last };
}

/** The phase whose checklist matters on that day: the one that goes on, else the one that comes. */
export function phaseAt(where: Where): Phase {
  if (where.kind === 'in') return where.now.phase;
  return where.kind === 'after' ? where.last.phase : where.next.phase;
}

/** Nobody begins anything on a Friday afternoon: from noon on, today is over for that. */
export function mayBeginToday(today: string, hour: number, working: WorkingDays): boolean {
  return isFit('prepare', today, working) && (hour < 12 || isFit('enforce', today, working));
}
