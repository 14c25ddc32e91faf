/** Null where Graph sends nothing, or nothing that is a time. */
export function readTime(value: unknown): Date | null {
  if (typeof value !== 'string') return null;
  const milliseconds = readUtc(value) ?? Date.parse(value);
  return Number.isNaN(milliseconds) ? null : new Date(milliseconds);
}

/**
 * Graph's usual spelling, `2026-11-20T09:12:04.1234567Z`; undefined for what only `Date.parse` should judge. By
 * hand, because that takes longer than everything else that is done to a row of the registration report.
 */
function readUtc(text: string): number | undefined {
  const year = pair(text, 0) * 100 + pair(text, 2);
  const month = pair(text, 5);
  const day = pair(text, 8);
  const hour = pair(text, 11);
  const minute = pair(text, 14);
  const second = pair(text, 17);
  // NaN fails every comparison. Which months have a 29th, and years before 100, are not for us to know.
  const usual = year >= 100 && month >= 1 && month <= 12 && day >= 1 && day <= 28;
  if (!(usual && hour < 24 && minute < 60 && second < 60 && isSeparated(text))) return undefined;
  const fraction = text.length === 20 ? 0 : fractionOf(text);
  return fraction === undefined ? undefined : Date.UTC(year, month - 1, day, hour, minute, second, fraction);
}

function isSeparated(text: string): boolean {
  return (
    text[4] === '-' &&
    text[7] === '-' &&
    text[10] === 'T' &&
    text[13] === ':' &&
    text[16] === ':' &&
    text[text.length - 1] === 'Z'
  );
}

/** Whole milliseconds of a fraction of three digits or more; undefined for any other. */
function fractionOf(text: string): number | undefined {
  if (text[19] !== '.' || text.length < 24) return undefined;
  for (let index = 23; index < text.length - 1; index += 1) if (!(digit(text, index) >= 0)) return undefined;
  const milliseconds = pair(text, 20) * 10 + digit(text, 22);
  return milliseconds >= 0 ? milliseconds : undefined;
}

function pair(text: string, index: number): number {
  return digit(text, index) * 10 + digit(text, index + 1);
}

/** NaN where there is none. */
function digit(text: string, index: number): number {
  const value = text.charCodeAt(index) - 48;
  return value >= 0 && value <= 9 ? value : Number.NaN;
}
