import { dateOf } from './calendar.ts';
import type { Calendar } from './campaign.ts';
import { dateIn, startOfDate, workingMoment } from './hours.ts';
import { SNOOZES, type Snooze } from './ports.ts';

const DAY_MS = 86_400_000;
const DAYS_IN_WEEK = 7;

interface SnoozeOption {
  readonly snooze: Snooze;
  readonly until: Date;
}

/** The beginning of a working day, where the person lives. Null: the deadline would have passed by then. */
export function snoozeUntil(snooze: Snooze, calendar: Calendar, timeZone: string, now: Date): Date | null {
  const today = Date.parse(`${dateIn(now, timeZone)}T00:00:00Z`);
  // Sunday is 0.
  const toMonday = ((DAYS_IN_WEEK - new Date(today).getUTCDay()) % DAYS_IN_WEEK) + 1;
  const days = { tomorrow: 1, 'three-days': 3, 'next-monday': toMonday }[snooze];
  const date = new Date(today + days * DAY_MS).toISOString().slice(0, 10);
  const until = workingMoment(startOfDate(date, timeZone), timeZone);
  const deadline = startOfDate(dateOf(calendar, calendar.windowDays + 1), timeZone);
  return until < deadline ? until : null;
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
