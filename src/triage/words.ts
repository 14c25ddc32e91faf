const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** "40 minutes", "3 days": how much time lies between two moments. */
export function span(milliseconds: number): string {
  const size = Math.abs(milliseconds);
  if (size < 90_000) return 'a minute';
  if (size < 90 * MINUTE) return `${Math.round(size / MINUTE)} minutes`;
  if (size < 36 * HOUR) return `${Math.round(size / HOUR)} hours`;
  if (size < 60 * DAY) return `${Math.round(size / DAY)} days`;
  if (size < 700 * DAY) return `${Math.round(size / (30.4 * DAY))} months`;
  return `${Math.round(size / (365.25 * DAY))} years`;
}

export function ago(moment: Date, asOf: Date): string {
  return `${span(asOf.getTime() - moment.getTime())} ago`;
}

/** "one", "two and three", "one, two and three". */
export function listed(words: readonly string[]): string {
  if (words.length < 2) return words.join('');
  return `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}

export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** For the beginning of a sentence. */
export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** What a person or a directory wrote stands between marks, so that nobody takes it for our words. */
export function quoted(text: string | null, otherwise: string): string {
  return text?.trim() ? `“${cut(text.trim(), 60)}”` : otherwise;
}

/** Long texts from a directory must not push the answer off the card. */
export function cut(text: string, most: number): string {
  const letters = [...text];
  return letters.length <= most ? text : `${letters.slice(0, most - 1).join('')}…`;
}

const COUNTRIES = new Intl.DisplayNames('en', { type: 'region', fallback: 'code' });

/** "Romania" for RO; what is no country's code stays as it is. */
export function countryName(code: string): string {
  return /^[A-Za-z]{2}$/.test(code) ? (COUNTRIES.of(code.toUpperCase()) ?? code) : code;
}
