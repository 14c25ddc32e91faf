import type { Method } from '../people/people.ts';
import { secondSteps } from '../people/registration.ts';
import { type CommonView, common, type Fact, joined, type Tone } from './card.ts';
import { plain } from './plain.ts';
import { helpdeskWords } from './status-helpdesk.ts';
import { ownWords } from './status-own.ts';
import { neverAsked, type StatusInput } from './status-words.ts';
import type { Texts } from './texts.ts';

export interface StatusView extends CommonView {
  readonly eyebrow: string;
  readonly title: string;
  /** Says which of several people with one name this is. */
  readonly signInName: string;
  readonly tone: Tone;
  readonly word: string;
  readonly answer: string;
  readonly facts: readonly Fact[];
  readonly hasFacts: boolean;
  readonly hasDetail: boolean;
  readonly detailTitle: string;
  readonly detail: readonly { readonly kind: string; readonly note: string; readonly hasNote: boolean }[];
  readonly detailMore: string;
  readonly hasDetailMore: boolean;
  /** The reader's own card has the registration page; the helpdesk's has the person's id instead. */
  readonly isOwn: boolean;
  readonly isHelpdesk: boolean;
  readonly personId: string;
  readonly registrationUrl: string;
  readonly open: string;
  readonly openStyle: 'positive' | 'default';
  readonly opens: string;
  readonly refresh: string;
  readonly genuine: string;
  readonly footer: string;
}

export type { StatusInput } from './status-words.ts';

const METHODS_SHOWN = 10;
const LABEL_AT_MOST = 60;

export function toStatusView(input: StatusInput, texts: Texts): StatusView {
  const steps = input.registration.known ? secondSteps(input.registration.methods) : [];
  const isOwn = input.viewer === 'self';
  const organisation = input.organisation ? plain(input.organisation.displayName, 60) : null;
  const { eyebrow, ...words } = isOwn ? ownWords(input, steps, texts) : helpdeskWords(input, steps, texts);
  return {
    ...common(texts, `${words.title}. ${words.answer}`),
    eyebrow: joined(eyebrow, organisation === null ? null : texts.isolated(organisation)),
    ...words,
    signInName: texts.isolated(plain(input.person.userPrincipalName, 100)),
    hasFacts: words.facts.length > 0,
    hasDetail: steps.length > 0,
    detail: steps.slice(0, METHODS_SHOWN).map((method) => rowOf(method, texts)),
    hasDetailMore: steps.length > METHODS_SHOWN,
    detailMore:
      steps.length > METHODS_SHOWN ? texts.t('common.more', { count: steps.length - METHODS_SHOWN }) : '',
    isOwn,
    isHelpdesk: !isOwn,
    personId: input.person.id,
    registrationUrl: input.registrationUrl,
    opens: texts.t('status.action.opens', { address: input.registrationUrl }),
    refresh: texts.t('status.action.refresh'),
    genuine: neverAsked(organisation, texts),
    footer: texts.t('common.read-at', { moment: texts.moment(input.asOf) }),
  };
}

function rowOf(method: Method, texts: Texts) {
  const note = joined(
    method.label === null ? null : texts.isolated(plain(method.label, LABEL_AT_MOST)),
    method.addedAt && texts.t('method.added', { date: texts.date(method.addedAt) }),
  );
  return { kind: texts.t(`method.${method.kind}`), note, hasNote: note !== '' };
}
