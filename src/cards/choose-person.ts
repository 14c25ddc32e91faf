import type { Person } from '../people/people.ts';
import { type CommonView, common, joined } from './card.ts';
import { plain } from './plain.ts';
import type { Texts } from './texts.ts';

export interface ChoosePersonView extends CommonView {
  readonly eyebrow: string;
  readonly title: string;
  readonly answer: string;
  readonly verb: string;
  readonly hasCase: boolean;
  readonly caseId: string;
  readonly choose: string;
  readonly people: readonly {
    readonly id: string;
    readonly name: string;
    readonly note: string;
    readonly hasNote: boolean;
    readonly signInName: string;
    readonly label: string;
  }[];
}

export interface ChoosePersonInput {
  /** The words that fit several people. */
  readonly asked: string;
  /** One more than `PEOPLE_SHOWN` says that there are more. */
  readonly people: readonly Person[];
  /** What the buttons do; each carries its person's id as `person`. */
  readonly verb: string;
  /** Keeps what else was asked, such as since when. */
  readonly caseId?: string;
}

/** More is a list to search in, not to choose from; Teams hides further buttons anyway. */
export const PEOPLE_SHOWN = 6;
const NAME_AT_MOST = 60;

export function toChoosePersonView(
  { asked, people, verb, caseId }: ChoosePersonInput,
  texts: Texts,
): ChoosePersonView {
  const more = people.length > PEOPLE_SHOWN;
  const shown = people.slice(0, PEOPLE_SHOWN);
  const title = texts.t(more ? 'choose.title-more' : 'choose.title', {
    count: shown.length,
    asked: plain(asked, NAME_AT_MOST),
  });
  const answer = texts.t(more ? 'choose.answer-more' : 'choose.answer');
  return {
    ...common(texts, `${title}. ${answer}`),
    eyebrow: texts.t('choose.eyebrow'),
    title,
    answer,
    verb,
    hasCase: caseId !== undefined,
    caseId: caseId ?? '',
    choose: texts.t('choose.action'),
    people: shown.map((person) => rowOf(person, texts)),
  };
}

function rowOf(person: Person, texts: Texts) {
  const shown = (text: string | null, max: number) => texts.isolated(plain(text ?? '', max));
  const account = person.kind === 'guest' ? texts.t('fact.account-guest') : null;
  const note = joined(shown(person.department, 40), shown(person.jobTitle, 40), account);
  return {
    id: person.id,
    name: shown(person.displayName, NAME_AT_MOST),
    note,
    hasNote: note !== '',
    signInName: shown(person.userPrincipalName, 100),
    label: texts.t('choose.action-label', { name: plain(person.displayName, NAME_AT_MOST) }),
  };
}
