import { createLocalTime } from '../people/local-time.ts';
import { deadlineOf } from './calendar.ts';
import type { Calendar } from './campaign.ts';
import { SNOOZES, type Snooze } from './ports.ts';

/** At the start of a working day, where the person lives. */
const HOUR = 9;
const SATURDAY = 6;
const DAYS_IN_WEEK = 7;

export interface SnoozeOption {
  readonly snooze: Snooze;
  readonly until: Date;
}

/** Null: the deadline would have passed by then. */
export function snoozeUntil(snooze: Snooze, calendar: Calendar, timeZone: string, now: Date): Date | null {
  const local = createLocalTime(timeZone);
  const weekday = local.weekday(now);
  const days = { tomorrow: 1, 'three-days': 3, 'next-monday': DAYS_IN_WEEK + 1 - weekday }[snooze];
  const there = ((weekday + days - 1) % DAYS_IN_WEEK) + 1;
  // A day off: the working day after it.
  const further = there < SATURDAY ? 0 : DAYS_IN_WEEK + 1 - there;
  const until = local.at(local.startOfDay(now, days + further), HOUR, 0);
  return until < deadlineAt(calendar, timeZone) ? until : null;
}

/** Those that make a difference: on a Friday "tomorrow" is Monday, and then only Monday is offered. */
export function snoozesFor(calendar: Calendar, timeZone: string, now: Date): readonly SnoozeOption[] {
  const all = SNOOZES.flatMap((snooze) => {
    const until = snoozeUntil(snooze, calendar, timeZone, now);
    return until === null ? [] : [{ snooze, until }];
  });
  return all.filter(
    ({ until }, index) => !all.slice(index + 1).some((later) => later.until.getTime() === until.getTime()),
  );
}

/** The end of the window's last day, where the person lives. */
function deadlineAt(calendar: Calendar, timeZone: string): Date {
  return createLocalTime(timeZone).on(deadlineOf(calendar), 24);
}
