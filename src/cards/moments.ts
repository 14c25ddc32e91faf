/** Days and times as the reader writes them. */
export interface Moments {
  /** "Friday 4 December" */
  day(moment: Date): string;
  /** "4 December 2026" */
  date(moment: Date): string;
  /** A day of the calendar, the same for everybody: `2027-02-01` becomes "1 February 2027". */
  calendarDate(day: string): string;
  /** The same with its day of the week and without the year: "Monday 1 February". */
  calendarDay(day: string): string;
  /** From one day of the calendar to another: "Wed 25 Nov – Tue 8 Dec"; one day alone: "Mon 14 Dec". */
  calendarSpan(from: string, to: string): string;
  /** "Friday 20 November at 09:12 CET" */
  moment(moment: Date): string;
  /** `2026-12-04`: the reader's day, to compare it with one of the calendar. */
  isoDay(moment: Date): string;
  /** "Fri 20 Nov, 09:12": in a column of times, where the zone stands once below. */
  shortMoment(moment: Date): string;
}

export function createMoments(locale: string, timeZone: string): Moments {
  const weekday = { weekday: 'long', day: 'numeric', month: 'long' } as const;
  const dated = { day: 'numeric', month: 'long', year: 'numeric' } as const;
  const day = new Intl.DateTimeFormat(locale, { ...weekday, timeZone });
  const date = new Intl.DateTimeFormat(locale, { ...dated, timeZone });
  const calendarDay = new Intl.DateTimeFormat(locale, { ...weekday, timeZone: 'UTC' });
  const calendarSpan = new Intl.DateTimeFormat(locale, {
    ...{ weekday: 'short', day: 'numeric', month: 'short' },
    timeZone: 'UTC',
  });
  const calendarDate = new Intl.DateTimeFormat(locale, { ...dated, timeZone: 'UTC' });
  // The Swedish write dates so.
  const isoDay = new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeZone });
  const moment = new Intl.DateTimeFormat(locale, {
    ...weekday,
    hour: '2-digit',
    minute: '2-digit',
    timeZoneName: 'short',
    timeZone,
  });
  const shortMoment = new Intl.DateTimeFormat(locale, {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    timeZone,
  });
  return {
    day: (value) => unbroken(day.format(value)),
    date: (value) => unbroken(date.format(value)),
    calendarDate: (value) => unbroken(calendarDate.format(new Date(`${value}T00:00:00Z`))),
    calendarDay: (value) => unbroken(calendarDay.format(new Date(`${value}T00:00:00Z`))),
    calendarSpan: (from, to) =>
      unbroken(calendarSpan.formatRange(new Date(`${from}T00:00:00Z`), new Date(`${to}T00:00:00Z`))),
    isoDay: (value) => isoDay.format(value),
    moment: (value) => unbroken(moment.format(value)),
    shortMoment: (value) => unbroken(shortMoment.format(value)),
  };
}

/** Intl writes "1 février". */
const FIRST_IN_FRENCH =
  /(?<!\d)1(?= (?:janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre))/;

/** "31. Januar" alone in a text would be taken for the 31st item of a list; it must not break there anyway. */
function unbroken(date: string): string {
  return date.replace(/(?<=\d\.) /g, '\u00a0').replace(FIRST_IN_FRENCH, '1er');
}
