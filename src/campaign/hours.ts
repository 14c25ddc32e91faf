import { createLocalTime, type LocalTime } from '../people/local-time.ts';
import type { Calendar } from './campaign.ts';
import { weekendOf } from './time-zones.ts';

const OPENS_AT_HOUR = 9;
const CLOSES_AT_HOUR = 17;

/** Zones are few, and making one costs more than all that is asked of it. */
const kept = new Map<string, LocalTime>();

/**
 * The first moment from then on at which somebody who lives there may be written to: on a working day, from 9:00 until
 * 17:00 on their own clock.
 */
export function workingMoment(from: Date, timeZone: string): Date {
  const local = localTime(timeZone);
  const weekend = weekendOf(timeZone);
  for (let day = 0; ; day += 1) {
    const midnight = local.startOfDay(from, day);
    if (weekend.includes(local.weekday(midnight))) continue;
    const opens = local.at(midnight, OPENS_AT_HOUR, 0);
    if (from < opens) return opens;
    if (from < local.at(midnight, CLOSES_AT_HOUR, 0)) return from;
  }
}

/** When cards of a wave of that day (`2026-11-23`) may go out to people of this zone. */
export function dueAt(
  { date, hours }: { readonly date: string; readonly hours: Calendar['hours'] },
  timeZone: string,
  now: Date,
): Date {
  if (hours === 'now') return now;
  const day = startOfDate(date, timeZone);
  return workingMoment(day > now ? day : now, timeZone);
}

/** Midnight there, at the beginning of that date. */
export function startOfDate(date: string, timeZone: string): Date {
  const local = localTime(timeZone);
  // At noon in UTC most of the world has that date; further east it is the next one, further west still this one.
  const noon = new Date(`${date}T12:00:00Z`);
  const midnight = local.startOfDay(noon);
  return dateIn(midnight, timeZone) === date ? midnight : local.startOfDay(noon, -1);
}

/** `2026-11-23`, as it stands on the calendar there. */
export function dateIn(moment: Date, timeZone: string): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: known(timeZone), dateStyle: 'short' }).format(moment);
}

function localTime(timeZone: string): LocalTime {
  const zone = known(timeZone);
  const found = kept.get(zone) ?? createLocalTime(zone);
  kept.set(zone, found);
  return found;
}

/** A name that this machine does not know must not stop a wave. */
function known(timeZone: string): string {
  return kept.has(timeZone) || isKnown(timeZone) ? timeZone : 'UTC';
}

function isKnown(timeZone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone }).resolvedOptions().timeZone !== '';
  } catch {
    // The only thing that it refuses is the name of the zone.
    return false;
  }
}
