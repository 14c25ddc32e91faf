/** One entry of a calendar that lasts whole days, the same days everywhere. */
export interface CalendarEntry {
  /** The same for ever: whoever imports a newer file moves the entry instead of getting a second one. */
  readonly uid: string;
  /** `2026-11-23` */
  readonly startsOn: string;
  /** Its last day. */
  readonly endsOn: string;
  readonly summary: string;
  readonly description: string;
}

export interface CalendarFile {
  readonly name: string;
  readonly language: string;
  /** Goes up with every change of the entries. */
  readonly version: number;
  readonly changedAt: Date;
  readonly entries: readonly CalendarEntry[];
}

/** RFC 5545. */
export function writeCalendar({ name, language, version, changedAt, entries }: CalendarFile): string {
  const stamp = changedAt.toISOString().replace(/[-:]|\.\d+/g, '');
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    `PRODID:-//Muster//Rollout plan//${language.toUpperCase()}`,
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    `X-WR-CALNAME:${escaped(name)}`,
    ...entries.flatMap(({ uid, startsOn, endsOn, summary, description }) => [
      'BEGIN:VEVENT',
      `UID:${uid}`,
      `DTSTAMP:${stamp}`,
      `LAST-MODIFIED:${stamp}`,
      `SEQUENCE:${version}`,
      `DTSTART;VALUE=DATE:${compact(startsOn)}`,
      // The first day that is no longer part of it.
      `DTEND;VALUE=DATE:${compact(nextDay(endsOn))}`,
      `SUMMARY:${escaped(summary)}`,
      `DESCRIPTION:${escaped(description)}`,
      'TRANSP:TRANSPARENT',
      'END:VEVENT',
    ]),
    'END:VCALENDAR',
  ];
  return lines.map((line) => `${folded(line)}\r\n`).join('');
}

function compact(day: string): string {
  return day.replaceAll('-', '');
}

function nextDay(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
}

const CONTROL = /[\p{Cc}--\n]/gv;

function escaped(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(CONTROL, ' ')
    .replace(/[\\;,]/g, '\\$&')
    .replaceAll('\n', '\\n');
}

/** Octets, not characters; the space with which the next line begins is one of them. */
const OCTETS_A_LINE = 75;

/** A line ends between two characters, never within the octets of one. */
function folded(line: string): string {
  const lines: string[] = [];
  let current = '';
  let octets = 0;
  for (const character of line.toWellFormed()) {
    const size = new TextEncoder().encode(character).length;
    if (octets + size > OCTETS_A_LINE) {
      lines.push(current);
      current = ' ';
      octets = 1;
    }
    current += character;
    octets += size;
  }
  return [...lines, current].join('\r\n');
}
