import type { Lag } from './sign-in-log.ts';
import type { FailureSlot } from './validation.ts';
import { BURST_MS, BURST_PEOPLE, BURST_TIMES, type WatchedPerson } from './watch.ts';

/** A risky sign-in as Entra saw it while it happened: medium or high. */
export type RiskOutcome = 'stopped' | 'passed' | 'through';

export interface RiskCount {
  readonly people: readonly WatchedPerson[];
  readonly signIns: number;
}

/** What the log that is kept here says about the last two weeks. */
export interface KeptLog {
  readonly lag: Lag;
  /** The oldest row; null: there is none. */
  readonly oldest: Date | null;
  readonly slots: readonly FailureSlot[];
  /** Asked to register first within the last 72 hours, and not in since. */
  readonly lockedOut: readonly WatchedPerson[];
  readonly risk: {
    /** Whether Entra tells this tenant of risk at all: that needs a licence. */
    readonly told: boolean;
    readonly counts: Readonly<Record<RiskOutcome, RiskCount>>;
  };
}

/** Slots in which so many more people than usual failed for one cause that something was wrong. */
export function burstsAmong(slots: readonly FailureSlot[], since: Date): readonly FailureSlot[] {
  const people = new Map(slots.map((slot) => [keyOf(slot.from.getTime(), slot), slot.people]));
  return slots.filter((slot) => {
    if (slot.from < since || slot.people < BURST_PEOPLE) return false;
    const before = [1, 2, 3, 4].map(
      (steps) => people.get(keyOf(slot.from.getTime() - steps * BURST_MS, slot)) ?? 0,
    );
    // Of the hour before a quarter is usual in a quarter of an hour.
    const usual = before.reduce((sum, count) => sum + count, 0) / before.length;
    return slot.people >= usual * BURST_TIMES;
  });
}

function keyOf(from: number, { cause }: Pick<FailureSlot, 'cause'>): string {
  return `${from} ${cause}`;
}
