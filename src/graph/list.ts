import type { AskOptions, Graph } from './client.ts';
import type { Params, RequestName } from './requests.ts';

/**
 * The rows of a list that can be read, until there are enough. Pages may be empty and still have others behind
 * them, so that only Graph, or the bound, ends it.
 */
export async function readList<Name extends RequestName, Row>(
  graph: Graph,
  list: { readonly name: Name; readonly params: Params<Name>; readonly options: AskOptions },
  wanted: { readonly row: (row: unknown) => Row | null; readonly most: number; readonly pages?: number },
): Promise<readonly Row[]> {
  const rows: Row[] = [];
  let pages = 0;
  // Nothing to be seen is a finding, and must not come from a log that is not there.
  const options = { ...list.options, mustExist: true } as const;
  for await (const page of graph.pages(list.name, list.params, options, wanted.row)) {
    for (const row of page) if (row !== null) rows.push(row);
    pages += 1;
    if (rows.length >= wanted.most || pages === wanted.pages) break;
  }
  return rows;
}

/** To the end, however small the pages are: what is missed of such a list may be what lets somebody through. */
export const TO_THE_END = { most: Number.POSITIVE_INFINITY };

/** A text as OData writes it. */
export function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** One of these texts, as a whole clause. */
export function oneOf(property: string, texts: readonly string[]): string {
  const clauses = texts.map((text) => `${property} eq ${quoted(text)}`).join(' or ');
  return texts.length === 1 ? clauses : `(${clauses})`;
}

/** The same in the shorter form that accounts take, for fifteen texts at most. */
export function oneIn(property: string, texts: readonly string[]): string {
  return `${property} in (${texts.map(quoted).join(',')})`;
}

/** A time as OData writes it: whole seconds are what every service takes. */
export function instant(time: Date): string {
  return `${time.toISOString().slice(0, 19)}Z`;
}

/** Newest first, whatever order they came in. */
export function newestFirst<Row extends { readonly at: Date }>(rows: readonly Row[]): readonly Row[] {
  return rows.toSorted((one, other) => other.at.getTime() - one.at.getTime());
}
