import type { LocalTime } from '../people/local-time.ts';

/** When it happened, as far as the words say. */
export interface TimeWindow {
  readonly since: Date;
  readonly until: Date;
}

interface When {
  readonly now: Date;
  readonly local: LocalTime;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** People round: "at 9:40" may have been twenty past. */
const ABOUT = 30 * MINUTE;

const DAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];
const COUNTS: Readonly<Record<string, number>> = {
  a: 1,
  an: 1,
  one: 1,
  two: 2,
  'a couple of': 2,
  three: 3,
  'a few': 3,
  four: 4,
  five: 5,
  six: 6,
  ten: 10,
  fifteen: 15,
  twenty: 20,
  thirty: 30,
  'half an': 0.5,
};
const UNITS: Readonly<Record<string, number>> = {
  minute: MINUTE,
  min: MINUTE,
  hour: HOUR,
  day: DAY,
  week: 7 * DAY,
};

const COUNT = `(?:\\d{1,3}|${Object.keys(COUNTS).join('|')})`;
const UNIT = `(?:minutes?|mins?|hours?|days?|weeks?)`;
const WEEKDAY = DAYS.join('|');
const CLOCK = '(?:\\d{1,2}(?:[:.]\\d{2})?(?: ?[ap]\\.?m\\.?)?|noon|midnight)';
const DAY_WORDS = `(?:today|yesterday|this morning|this afternoon|(?:on |last )?(?:${WEEKDAY}))`;

interface Phrase {
  readonly pattern: RegExp;
  read(words: readonly string[], when: When): TimeWindow | null;
}

const phrase = (pattern: string, read: Phrase['read']): Phrase => ({
  pattern: new RegExp(`(?:^|[\\s,])${pattern}$`),
  read: (words, when) => read(words, when),
});

/** Each stands at the end of a question; the longest come first. */
const PHRASES: readonly Phrase[] = [
  phrase(`since (${CLOCK})(?: (${DAY_WORDS}))?`, ([clock = '', day], when) => {
    const at = atClock(clock, day, when);
    return at && { since: new Date(at.getTime() - ABOUT), until: when.now };
  }),
  phrase(`(${DAY_WORDS}),? (?:at|around|about|after|before) (${CLOCK})`, ([day, clock = ''], when) =>
    around(atClock(clock, day, when)),
  ),
  phrase(`(?:at|around|about) (${CLOCK})(?: (${DAY_WORDS}))?`, ([clock = '', day], when) =>
    around(atClock(clock, day, when)),
  ),
  phrase(`(?:since|from) (${COUNT}) (${UNIT}) ago`, ([count = '', unit = ''], when) =>
    lasting(lengthOf(count, unit), when),
  ),
  phrase(
    `(?:for|since|(?:in|over|within|during) the (?:last|past)) (${COUNT}) (${UNIT})`,
    ([count = '', unit = ''], when) => lasting(lengthOf(count, unit), when),
  ),
  phrase(`(?:in|over|within|during) the (?:last|past) (${UNIT})`, ([unit = ''], when) =>
    lasting(lengthOf('a', unit), when),
  ),
  // Who says "two hours ago" has not looked at the clock.
  phrase(`(${COUNT}) (${UNIT}) ago`, ([count = '', unit = ''], when) =>
    lasting(lengthOf(count, unit) * 1.25 + ABOUT / 2, when),
  ),
  phrase('since (yesterday|today|this morning|this afternoon|last night)', ([day = ''], when) => ({
    since: dayWindow(day, when).since,
    until: when.now,
  })),
  phrase(`since (?:last )?(${WEEKDAY})`, ([day = ''], when) => ({
    since: lastWeekday(day, when),
    until: when.now,
  })),
  phrase('(since )?(this|last) week', ([ongoing, which], { now, local }) => {
    const monday = local.startOfDay(now, 1 - local.weekday(now));
    const since = which === 'this' ? monday : local.startOfDay(monday, -7);
    return { since, until: which === 'last' && !ongoing ? monday : now };
  }),
  phrase(`(?:on |last )(${WEEKDAY})`, ([day = ''], when) => wholeDay(lastWeekday(day, when), when)),
  phrase(
    '(yesterday|today|tonight|this morning|this afternoon|this evening|last night)',
    ([day = ''], when) => dayWindow(day, when),
  ),
  phrase('(?:just now|right now|a moment ago|at the moment|currently|now)', (_words, when) =>
    lasting(HOUR, when),
  ),
];

/** A time at the end of these words, in small letters, and where it begins. */
export function readTimeAtEnd(
  words: string,
  when: When,
): { readonly window: TimeWindow; readonly begins: number } | null {
  for (const { pattern, read } of PHRASES) {
    const match = pattern.exec(words);
    const window = match && read(match.slice(1), when);
    if (match && window) return { window: within(window, when.now), begins: match.index };
  }
  return null;
}

function lengthOf(count: string, unit: string): number {
  return (COUNTS[count] ?? Number(count)) * (UNITS[unit.replace(/s$/, '')] ?? 0);
}

function lasting(milliseconds: number, { now }: When): TimeWindow {
  return { since: new Date(now.getTime() - milliseconds), until: now };
}

function around(at: Date | null): TimeWindow | null {
  return at && { since: new Date(at.getTime() - ABOUT), until: new Date(at.getTime() + ABOUT) };
}

/** The last time that the clock showed this, or on the day that is named. */
function atClock(clock: string, day: string | undefined, when: When): Date | null {
  const { now, local } = when;
  const time = readClock(clock);
  if (time === null) return null;
  if (day !== undefined) return local.at(dayNamed(day, when), time.hours, time.minutes);
  const today = local.at(now, time.hours, time.minutes);
  return today <= now ? today : local.at(local.startOfDay(now, -1), time.hours, time.minutes);
}

function readClock(clock: string): { readonly hours: number; readonly minutes: number } | null {
  if (clock === 'noon') return { hours: 12, minutes: 0 };
  if (clock === 'midnight') return { hours: 0, minutes: 0 };
  const [, hour = '', minute = '0', half] = /^(\d+)(?:[:.](\d+))?(?: ?([ap]))?/.exec(clock) ?? [];
  const hours = half ? (Number(hour) % 12) + (half === 'p' ? 12 : 0) : Number(hour);
  const minutes = Number(minute);
  return hours < 24 && minutes < 60 && (!half || Number(hour) <= 12) ? { hours, minutes } : null;
}

function dayNamed(words: string, when: When): Date {
  const weekday = words.replace(/^(?:on|last) /, '');
  if (DAYS.includes(weekday)) return lastWeekday(weekday, when);
  return when.local.startOfDay(when.now, words === 'yesterday' ? -1 : 0);
}

function lastWeekday(name: string, { now, local }: When): Date {
  const back = (local.weekday(now) - 1 - DAYS.indexOf(name) + 7) % 7;
  return local.startOfDay(now, -back);
}

function dayWindow(words: string, when: When): TimeWindow {
  const { now, local } = when;
  if (words === 'yesterday') return wholeDay(local.startOfDay(now, -1), when);
  if (words === 'last night') {
    const yesterday = local.startOfDay(now, -1);
    return { since: local.at(yesterday, 18, 0), until: local.at(now, 9, 0) };
  }
  return wholeDay(local.startOfDay(now), when);
}

function wholeDay(day: Date, { local }: When): TimeWindow {
  return { since: day, until: local.startOfDay(day, 1) };
}

/** The logs go back a month, and nobody asks about tomorrow. */
const MOST = 30 * DAY;

function within({ since, until }: TimeWindow, now: Date): TimeWindow {
  const latest = Math.min(until.getTime(), now.getTime());
  const earliest = Math.max(since.getTime(), now.getTime() - MOST);
  return { since: new Date(Math.min(earliest, latest - MINUTE)), until: new Date(latest) };
}
