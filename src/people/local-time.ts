const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** The wall clock of one time zone: what "yesterday" and "9:40" mean to whoever says so. */
export interface LocalTime {
  /** Midnight of the day that is so many days after this moment's; -1 is yesterday. */
  startOfDay(moment: Date, days?: number): Date;
  /** 1 is Monday. */
  weekday(moment: Date): number;
  /** This time on the day of that moment. */
  at(day: Date, hours: number, minutes: number): Date;
}

export function createLocalTime(timeZone: string): LocalTime {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
    hourCycle: 'h23',
  });
  /** What the wall shows, as if it were UTC. */
  const wall = (moment: Date): number => {
    const parts = new Map(format.formatToParts(moment).map(({ type, value }) => [type, Number(value)]));
    const part = (name: Intl.DateTimeFormatPartTypes) => parts.get(name) ?? 0;
    return Date.UTC(
      part('year'),
      part('month') - 1,
      part('day'),
      part('hour'),
      part('minute'),
      part('second'),
    );
  };
  /** Twice, because the first guess may lie on the other side of a change of clocks. */
  const moment = (shown: number): Date => {
    const guess = shown - (wall(new Date(shown)) - shown);
    return new Date(guess - (wall(new Date(guess)) - shown));
  };
  const dayOf = (at: Date) => Math.floor(wall(at) / DAY);
  return {
    startOfDay: (at, days = 0) => moment((dayOf(at) + days) * DAY),
    // The first of January 1970 was a Thursday.
    weekday: (at) => ((dayOf(at) + 3) % 7) + 1,
    at: (day, hours, minutes) => moment(dayOf(day) * DAY + (hours * 60 + minutes) * MINUTE),
  };
}
