import type { Calendar, WaveName } from './campaign.ts';

/**
 * The steps of a campaign's calendar, in their order. Each is taken once.
 * announcement  the first wave goes out
 * reminder      the second wave, where coverage is under the threshold
 * contact-list  administrators get the list of who has not reacted
 * deadline      the window has closed everywhere
 * last-call     the last wave goes out
 * end           whoever has not registered is final
 */
export const STEPS = ['announcement', 'reminder', 'contact-list', 'deadline', 'last-call', 'end'] as const;
export type Step = (typeof STEPS)[number];

export interface CalendarDay {
  readonly step: Step;
  /** Counted from 1, the day on which the window opens. */
  readonly day: number;
  /** `2026-11-23` */
  readonly date: string;
  /** When it is to be taken: for a wave as soon as its day has begun anywhere, so that nobody's morning is missed. */
  readonly at: Date;
}

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
/** The first clocks of the world to show a new day, and the last ones. */
const FIRST_ZONE_HOURS = 14;
const LAST_ZONE_HOURS = 12;
/** When the administrators' own steps are taken, in the tenant's country at the latest. */
const MORNING_HOURS = 7;

/** By their days. A window that is closing somewhere has closed elsewhere, so two may overlap by hours. */
export function stepsOf(calendar: Calendar): readonly CalendarDay[] {
  const { reminderOnDay, contactListOnDay, windowDays, lastCallOnDay, endsOnDay } = calendar;
  const at = (step: Step, day: number, when: (midnight: number) => number): CalendarDay => ({
    step,
    day,
    date: dateOf(calendar, day),
    at: new Date(when(midnightOf(calendar, day))),
  });
  const days = [
    at('announcement', 1, beginsAnywhere),
    at('reminder', reminderOnDay, beginsAnywhere),
    at('contact-list', contactListOnDay, (midnight) => midnight + MORNING_HOURS * HOUR_MS),
    at('deadline', windowDays, hasEndedEverywhere),
    at('last-call', lastCallOnDay, beginsAnywhere),
    at('end', endsOnDay, hasEndedEverywhere),
  ];
  return days.toSorted((a, b) => a.day - b.day);
}

/** The last day of the window, `2026-12-06`. */
export function deadlineOf(calendar: Calendar): string {
  return dateOf(calendar, calendar.windowDays);
}

/** The moment from which on a wave may reach somebody, over all time zones. */
export function opensAt(calendar: Calendar): Date {
  return new Date(beginsAnywhere(midnightOf(calendar, 1)));
}

/** The moment at which the window has closed everywhere. */
export function windowClosesAt(calendar: Calendar): Date {
  return new Date(hasEndedEverywhere(midnightOf(calendar, calendar.windowDays)));
}

export function isWave(step: Step): step is Step & WaveName {
  return step === 'announcement' || step === 'reminder' || step === 'last-call';
}

export function dateOf(calendar: Pick<Calendar, 'startsOn'>, day: number): string {
  return new Date(midnightOf(calendar, day)).toISOString().slice(0, 10);
}

function midnightOf({ startsOn }: Pick<Calendar, 'startsOn'>, day: number): number {
  return Date.parse(`${startsOn}T00:00:00Z`) + (day - 1) * DAY_MS;
}

function beginsAnywhere(midnight: number): number {
  return midnight - FIRST_ZONE_HOURS * HOUR_MS;
}

function hasEndedEverywhere(midnight: number): number {
  return midnight + DAY_MS + LAST_ZONE_HOURS * HOUR_MS;
}
