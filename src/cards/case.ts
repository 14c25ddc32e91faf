import type { PersonCase } from '../campaign/ports.ts';
import { type CommonView, common, joined, type Tone } from './card.ts';
import { plain } from './plain.ts';
import type { Texts } from './texts.ts';
import type { Order } from './triage.ts';
import { causeLine, nameOf, sentence, stateOf, type TriageInput, verdictWord } from './triage-words.ts';

/** A recipient's question, for whoever of the helpdesk takes it. */
export interface CaseView extends CommonView {
  readonly eyebrow: string;
  readonly title: string;
  readonly signInName: string;
  readonly tone: Tone;
  readonly word: string;
  readonly answer: string;
  readonly remarks: readonly { readonly text: string }[];
  readonly hasOrders: boolean;
  readonly orders: readonly Order[];
  readonly isOpen: boolean;
  readonly caseId: string;
  readonly personId: string;
  readonly triage: string;
  readonly write: string;
  readonly writeUrl: string;
  readonly done: string;
  readonly footer: string;
}

export interface CaseInput {
  readonly one: PersonCase;
  /** What the logs say; null where nothing has been read. */
  readonly triage: Pick<TriageInput, 'diagnosis' | 'evidence'> | null;
  /** The name of whoever closed it; null where nobody did, or the directory does not tell. */
  readonly closedBy: string | null;
  readonly registrationUrl: string;
}

const WORDS_AT_MOST = 300;
const NAME_AT_MOST = 60;
const NEVER_SHOWN = 2;

export function toCaseView(input: CaseInput, texts: Texts): CaseView {
  const { one } = input;
  const { person, kind, closed } = one;
  const title = texts.t(`case.title.${kind}`, { name: nameOf(person) });
  const word = closed
    ? texts.t('case.word-closed')
    : texts.t('case.word', { moment: texts.moment(one.openedAt) });
  const answer = answerOf(one, texts);
  const orders = closed ? [] : ordersOf(input, texts);
  return {
    ...common(texts, `${title}. ${answer}`),
    eyebrow: texts.t('case.eyebrow'),
    title,
    signInName: joined(
      texts.isolated(plain(person.userPrincipalName, 100)),
      person.department === null ? null : texts.isolated(plain(person.department, NAME_AT_MOST)),
    ),
    tone: closed ? 'good' : isDangerous(input) ? 'attention' : 'warning',
    word,
    answer,
    remarks: closed ? [{ text: closedWords(closed.at, input, texts) }] : [],
    hasOrders: orders.length > 0,
    orders,
    isOpen: closed === null,
    caseId: one.id,
    personId: person.personId,
    triage: texts.t('case.action.triage'),
    write: texts.t('case.action.write'),
    writeUrl: chatWith(person.userPrincipalName),
    done: texts.t('case.action.done'),
    footer: texts.t('triage.note.case', { id: one.id }),
  };
}

function answerOf({ kind, words }: PersonCase, texts: Texts): string {
  const theirs = plain(words ?? '', WORDS_AT_MOST);
  if (theirs !== '') return texts.t('case.words', { words: theirs });
  return texts.t(kind === 'no-phone' ? 'case.no-phone' : 'case.no-words');
}

function closedWords(at: Date, { closedBy }: CaseInput, texts: Texts): string {
  const name = plain(closedBy ?? '', NAME_AT_MOST);
  const moment = texts.shortMoment(at);
  return name === ''
    ? texts.t('case.closed-by-unnamed', { moment })
    : texts.t('case.closed-by', { name, moment });
}

function isDangerous({ triage }: CaseInput): boolean {
  const state = triage && stateOf(triage);
  return state === 'security' || state === 'break-glass';
}

/** The verdict in one line, and what must not be done beside it. */
function ordersOf({ triage, registrationUrl }: CaseInput, texts: Texts): readonly Order[] {
  if (triage === null)
    return [
      {
        title: texts.t('case.triage'),
        color: 'Accent',
        lines: [{ text: texts.t('case.triage-none') }],
      },
    ];
  const { diagnosis } = triage;
  const verdict = joined(causeLine(diagnosis.cause, texts), verdictWord(stateOf(triage), diagnosis, texts));
  const never = diagnosis.doNot
    .slice(0, NEVER_SHOWN)
    .map((line) => ({ text: sentence(line, { registrationUrl }, texts) }));
  const said: Order = { title: texts.t('case.triage'), color: 'Accent', lines: [{ text: verdict }] };
  return never.length === 0
    ? [said]
    : [said, { title: texts.t('triage.do-not'), color: 'Attention', lines: never }];
}

/** Teams opens its own chat with that person. */
function chatWith(userPrincipalName: string): string {
  return `https://teams.microsoft.com/l/chat/0/0?users=${encodeURIComponent(userPrincipalName)}`;
}
