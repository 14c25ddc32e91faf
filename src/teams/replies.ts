import { toHelpView } from '../cards/help.ts';
import { type Notice, toNoticeView } from '../cards/notice.ts';
import { toProblemView } from '../cards/problem.ts';
import { toRefusalView } from '../cards/refusal.ts';
import { type Rendered, render } from '../cards/render.ts';
import { KnownError } from '../errors.ts';
import type { Role } from '../people/roles.ts';
import type { Turn, Typed } from './turn.ts';

/** The only place that turns an error into words for people; an unknown error gives nothing away. */
export function problemReply(error: unknown, turn: Pick<Turn, 'texts' | 'reference'>): Rendered {
  const known = error instanceof KnownError ? error : null;
  return render('problem', toProblemView({ known, reference: turn.reference }, turn.texts));
}

export function refusalReply(role: Role, turn: Turn): Rendered {
  return render('refusal', toRefusalView({ role }, turn.texts));
}

export function noticeReply(notice: Notice, turn: Pick<Turn, 'texts'>): Rendered {
  return render('notice', toNoticeView(notice, turn.texts));
}

export function unknownReply(
  text: string,
  nearest: readonly Typed[],
  all: readonly Typed[],
  turn: Turn,
): Rendered {
  const rows = commandLines(all, turn);
  // A picture, or nothing at all: there are no words to repeat.
  if (text === '') return render('help', toHelpView({ rows }, turn.texts));
  const unknown = { text, nearest: commandLines(nearest, turn) };
  return render('help', toHelpView({ rows, unknown }, turn.texts));
}

/** Only what this reader may ask: help never advertises what would be refused. */
export function commandLines(
  rows: readonly Typed[],
  turn: Pick<Turn, 'roles' | 'texts'>,
): { command: string; description: string }[] {
  return rows
    .filter((row) => turn.roles.has(row.who) || (row.orWho !== undefined && turn.roles.has(row.orWho)))
    .map((row) => ({ command: commandUsage(row), description: turn.texts.t(row.summary) }));
}

/** As it is typed: a capital word stands for what the reader fills in. */
export function commandUsage(row: Pick<Typed, 'words' | 'takes'>): string {
  return row.takes === 'person' ? `${row.words} NAME` : row.words;
}
