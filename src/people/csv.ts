export type CsvValue = string | number | boolean | Date | null;

/** Half of Europe's spreadsheets part cells at semicolons, heed no quotation mark in the middle, and end rows anywhere. */
const FORMULA_INSIDE = /([;\t\r\n]\s*)(?=[=+\-@＝＋－＠])/g;

/**
 * One line of CSV after RFC 4180. A cell that a spreadsheet would run as a formula gets an apostrophe in
 * front, also for the wide forms of its signs: names and device labels come from people, and a list of them is
 * opened with a double click.
 */
export function csvLine(values: readonly CsvValue[]): string {
  return `${values.map(cell).join(',')}\r\n`;
}

function cell(value: CsvValue): string {
  if (value === null) return '';
  if (value instanceof Date) return value.toISOString();
  if (typeof value !== 'string') return String(value);
  const inside = value.replace(FORMULA_INSIDE, "$1'");
  const safe = /^[\s]*[=+\-@\t\r＝＋－＠]/.test(inside) ? `'${inside}` : inside;
  return /[",\r\n]/.test(safe) || safe !== safe.trim() ? `"${safe.replaceAll('"', '""')}"` : safe;
}
