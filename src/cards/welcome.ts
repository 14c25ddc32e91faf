import { type CommonView, common, joined } from './card.ts';
import type { CommandLine } from './help.ts';
import { plain } from './plain.ts';
import { neverAsked, typedAddress } from './status-words.ts';
import type { Texts } from './texts.ts';

export interface WelcomeView extends CommonView {
  readonly eyebrow: string;
  readonly title: string;
  readonly answer: string;
  readonly genuineWord: string;
  readonly genuine: string;
  readonly commandsTitle: string;
  readonly rows: readonly CommandLine[];
  readonly hasRows: boolean;
  readonly show: string;
}

export interface WelcomeInput {
  /** How to greet: the given name where the directory has one. */
  readonly name: string | null;
  readonly organisation: string | null;
  readonly registrationUrl: string;
  /** What this reader may type. */
  readonly rows: readonly CommandLine[];
}

const ROWS_SHOWN = 5;

export function toWelcomeView(input: WelcomeInput, texts: Texts): WelcomeView {
  const name = plain(input.name ?? '', 40);
  const organisation = input.organisation === null ? null : plain(input.organisation, 60);
  const title = name === '' ? texts.t('welcome.title-unnamed') : texts.t('welcome.title', { name });
  const answer = texts.t('welcome.answer');
  return {
    ...common(texts, `${title}. ${answer}`),
    eyebrow: joined(texts.t('welcome.eyebrow'), organisation === null ? null : texts.isolated(organisation)),
    title,
    answer,
    genuineWord: texts.t('welcome.genuine-word'),
    genuine: texts.t('welcome.genuine', {
      never: neverAsked(organisation, texts),
      address: typedAddress(input.registrationUrl),
    }),
    commandsTitle: texts.t('welcome.commands'),
    rows: input.rows.slice(0, ROWS_SHOWN),
    hasRows: input.rows.length > 0,
    show: texts.t('status.action.show'),
  };
}
