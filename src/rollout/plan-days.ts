import type { Phase, PlanDraft, ScheduledPhase, WorkingDays } from './phases.ts';

const DAY_MS = 86_400_000;

/**
 * working   somebody is there
 * calm      the next day, too: what a policy breaks shows on the morning after
 * calendar  every day: people register at home as well, and a campaign's window counts so
 */
type Kind = 'working' | 'calm' | 'calendar';

/** On which days a phase may begin, and which of its days count. */
const RULES: Readonly<Record<Phase, { readonly begins: Kind; readonly counts: Kind }>> = {
  prepare: { begins: 'working', counts: 'working' },
  register: { begins: 'working', counts: 'calendar' },
  pilot: { begins: 'calm', counts: 'working' },
  enforce: { begins: 'calm', counts: 'calm' },
  validate: { begins: 'working', counts: 'working' },
};

export function scheduleOf(draft: PlanDraft): readonly ScheduledPhase[] {
  const phases = Object.keys(RULES) as Phase[];
  const schedule: ScheduledPhase[] = [];
  for (const phase of phases) {
    const before = schedule.at(-1);
    schedule.push(schedulePhase(phase, before ? dayAfter(before.endsOn) : draft.startsOn, draft));
  }
  return schedule;
}

/** `from`: the first day that the phases before it leave. */
export function schedulePhase(phase: Phase, from: string, draft: PlanDraft): ScheduledPhase {
  const { days, waits } = draft.phases[phase];
  let startsOn = nextFit(phase, from, draft);
  for (let waited = 0; waited < waits; waited += 1) startsOn = nextFit(phase, dayAfter(startsOn), draft);
  const { counts } = RULES[phase];
  let endsOn = startsOn;
  for (let counted = 1; counted < days; counted += 1) endsOn = nextOf(counts, dayAfter(endsOn), draft);
  return { phase, startsOn, endsOn };
}

/** Whether a phase may begin on that day. */
export function isFit(phase: Phase, day: string, working: WorkingDays): boolean {
  return is(RULES[phase].begins, day, working);
}

/** That day, or the first one after it on which the phase may begin. */
export function nextFit(phase: Phase, from: string, working: WorkingDays): string {
  return nextOf(RULES[phase].begins, from, working);
}

/** How many days the phase could have begun on before that one. */
export function waitsUntil(phase: Phase, from: string, until: string, working: WorkingDays): number {
  let waits = 0;
  for (let day = nextFit(phase, from, working); day < until; day = nextFit(phase, dayAfter(day), working)) {
    waits += 1;
  }
  return waits;
}

export function isWorkingDay(day: string, working: WorkingDays): boolean {
  return is('working', day, working);
}

function is(kind: Kind, day: string, working: WorkingDays): boolean {
  if (kind === 'calendar') return true;
  if (working.weekend.includes(weekdayOf(day)) || working.daysOff.includes(day)) return false;
  return kind === 'working' || is('working', dayAfter(day), working);
}

/** Days off are few and a week has working days, so that this ends; a row that says otherwise must not hang us. */
const SEARCHED_DAYS = 1_000;

function nextOf(kind: Kind, from: string, working: WorkingDays): string {
  let day = from;
  for (let searched = 0; searched < SEARCHED_DAYS; searched += 1) {
    if (is(kind, day, working)) return day;
    day = dayAfter(day);
  }
  throw new Error(`There is no ${kind} day after ${from}.`);
}

export function dayAfter(day: string, days = 1): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}

export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS);
}

/** 1 is Monday. */
function weekdayOf(day: string): number {
  return new Date(`${day}T00:00:00Z`).getUTCDay() || 7;
}

export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}
