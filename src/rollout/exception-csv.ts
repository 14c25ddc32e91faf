import { csvLine } from '../people/csv.ts';
import { type Exception, kindOf, stateOf } from './exceptions.ts';

const COLUMNS = [
  'account',
  'id',
  'kind',
  'sign',
  'state',
  'decision',
  'owner',
  'expiresOn',
  'why',
  'decidedBy',
  'decidedAt',
  'foundAt',
  'closedAt',
  'closedWhy',
] as const;
type Column = (typeof COLUMNS)[number];
export type ExceptionLine = Readonly<Record<Column, string | null>>;

/** One entry as a table and a program read it. */
export function exceptionLine(exception: Exception, now: Date): ExceptionLine {
  const { personId, name, sign, foundAt, decided, closed } = exception;
  return {
    account: name,
    id: personId,
    kind: kindOf(exception),
    sign,
    state: stateOf(exception, now),
    decision: decided?.decision ?? null,
    owner: decided?.ownerName ?? null,
    expiresOn: decided?.expiresOn ?? null,
    why: decided?.note ?? null,
    decidedBy: decided?.byName ?? null,
    decidedAt: decided?.at.toISOString() ?? null,
    foundAt: foundAt.toISOString(),
    closedAt: closed?.at.toISOString() ?? null,
    closedWhy: closed?.why ?? null,
  };
}

/** RFC 4180, piece by piece. */
export async function* exceptionsCsv(
  pages: AsyncIterable<readonly Exception[]>,
  now: Date,
): AsyncGenerator<string> {
  yield csvLine(COLUMNS);
  for await (const page of pages) {
    const lines = page.map((exception) => exceptionLine(exception, now));
    yield lines.map((line) => csvLine(COLUMNS.map((column) => line[column]))).join('');
  }
}
