import { type CommonView, common } from './card.ts';
import { plain } from './plain.ts';
import type { Texts } from './texts.ts';

/** One command as it is typed, and what it does in the reader's language. */
export interface CommandLine {
  readonly command: string;
  readonly description: string;
}

export interface HelpView extends CommonView {
  readonly eyebrow: string;
  readonly title: string;
  readonly answer: string;
  readonly rows: readonly CommandLine[];
  readonly hasMore: boolean;
  readonly more: string;
  readonly moreRows: readonly CommandLine[];
  readonly show: string;
}

export interface HelpInput {
  /** What this reader may ask, the most used first. */
  readonly rows: readonly CommandLine[];
  /** What was typed and not understood, with the commands that it may have meant. */
  readonly unknown?: { readonly text: string; readonly nearest: readonly CommandLine[] };
}

/** Longer lists fold. */
const ROWS_SHOWN = 5;
const TYPED_SHOWN = 60;

export function toHelpView(input: HelpInput, texts: Texts): HelpView {
  const { rows, unknown } = input;
  const nearest = unknown?.nearest ?? [];
  const shown = nearest.length > 0 ? nearest : rows.slice(0, ROWS_SHOWN);
  const more = rows.filter((row) => !shown.some((other) => other.command === row.command));
  const title = texts.t(unknown ? 'help.unknown.title' : 'help.title');
  const answer = unknown ? notUnderstood(unknown.text, nearest.length, texts) : texts.t('help.answer');
  return {
    ...common(texts, `${title}. ${shown.map((row) => row.command).join(', ')}`),
    eyebrow: texts.t('help.eyebrow'),
    title,
    answer,
    rows: shown,
    hasMore: more.length > 0,
    more: texts.t('help.more'),
    moreRows: more,
    show: texts.t('status.action.show'),
  };
}

function notUnderstood(typed: string, count: number, texts: Texts): string {
  const text = plain(typed, TYPED_SHOWN);
  return count === 0
    ? texts.t('help.unknown.answer-none', { text })
    : texts.t('help.unknown.answer', { text, count });
}
