import type { Snooze } from '../campaign/ports.ts';
import { type CommonView, common, type Fact, joined, type Tone } from './card.ts';
import { plain } from './plain.ts';
import { type ReminderInput, reminderWords } from './reminder-words.ts';
import { neverAsked, typedAddress } from './status-words.ts';
import type { Texts } from './texts.ts';

export type { ReminderInput, ReminderShows } from './reminder-words.ts';

export interface ReminderView extends CommonView {
  readonly eyebrow: string;
  readonly title: string;
  readonly tone: Tone;
  readonly word: string;
  readonly answer: string;
  readonly remarks: readonly { readonly text: string }[];
  readonly hasFacts: boolean;
  readonly facts: readonly Fact[];
  readonly campaignId: string;
  readonly hasActions: boolean;
  /** Still to be done: the page, and "I've done it". */
  readonly hasPage: boolean;
  readonly open: string;
  readonly opens: string;
  readonly registrationUrl: string;
  readonly done: string;
  readonly hasLater: boolean;
  readonly later: string;
  readonly laterLabel: string;
  readonly laterFirst: string;
  readonly laterChoices: readonly { readonly title: string; readonly value: Snooze }[];
  readonly laterSend: string;
  readonly hasNoPhone: boolean;
  readonly noPhone: string;
  readonly hasHelp: boolean;
  readonly help: string;
  readonly helpLabel: string;
  readonly helpPlaceholder: string;
  readonly helpError: string;
  readonly helpSend: string;
  readonly hasWhy: boolean;
  readonly why: string;
  readonly hasStatus: boolean;
  readonly status: string;
  readonly genuine: string;
  readonly hasFooter: boolean;
  readonly footer: string;
}

export function toReminderView(input: ReminderInput, texts: Texts): ReminderView {
  const { shows, campaign } = input;
  const words = reminderWords(input, texts);
  const organisation = input.organisation === null ? null : plain(input.organisation, 60);
  const toDo = shows.kind !== 'registered' && shows.kind !== 'over';
  const hasStatus = shows.kind === 'over';
  const facts = toDo ? factsOf(input, texts) : [];
  return {
    // Without the greeting: this line is the same for everybody of a wave.
    ...common(texts, `${words.title}. ${words.word}.`),
    eyebrow: joined(texts.t('reminder.eyebrow'), organisation === null ? null : texts.isolated(organisation)),
    ...words,
    hasFacts: facts.length > 0,
    facts,
    campaignId: campaign.id,
    hasActions: toDo || hasStatus,
    ...buttons(input, toDo, texts),
    hasStatus,
    status: texts.t('status.action.show'),
    genuine: neverAsked(organisation, texts),
    hasFooter: shows.kind === 'registered' || shows.kind === 'why',
    footer: texts.t('common.read-at', { moment: texts.moment(input.asOf) }),
  };
}

const CONTACT_AT_MOST = 100;

function factsOf({ registrationUrl, campaign: { contact } }: ReminderInput, texts: Texts): readonly Fact[] {
  const helpdesk = plain(contact ?? '', CONTACT_AT_MOST);
  return [
    { title: texts.t('fact.takes'), value: texts.t('fact.takes-minutes') },
    { title: texts.t('fact.page'), value: texts.isolated(typedAddress(registrationUrl)) },
    ...(helpdesk === '' ? [] : [{ title: texts.t('fact.helpdesk'), value: texts.isolated(helpdesk) }]),
  ];
}

const OPEN = {
  'any-method': 'status.action.set-up',
  'no-sms-only': 'status.action.safer',
  passkey: 'reminder.action.passkey',
} as const;

function buttons({ shows, campaign, snoozes, registrationUrl }: ReminderInput, toDo: boolean, texts: Texts) {
  const caseKind = shows.kind === 'case-opened' || shows.kind === 'case-open-already' ? shows.caseKind : null;
  const laterChoices = snoozes.map((value) => ({ title: texts.t(`reminder.later.${value}`), value }));
  return {
    hasPage: toDo,
    open: texts.t(OPEN[campaign.goal]),
    opens: texts.t('status.action.opens', { address: registrationUrl }),
    registrationUrl,
    done: texts.t('reminder.action.done'),
    hasLater: toDo && laterChoices.length > 0,
    later: texts.t('reminder.action.later'),
    laterLabel: texts.t('reminder.later.label'),
    laterFirst: laterChoices[0]?.value ?? '',
    laterChoices,
    laterSend: texts.t('reminder.later.send'),
    hasNoPhone: toDo && caseKind !== 'no-phone',
    noPhone: texts.t('reminder.action.no-phone'),
    hasHelp: toDo && caseKind !== 'help',
    help: texts.t('reminder.action.help'),
    helpLabel: texts.t('reminder.help.label'),
    helpPlaceholder: texts.t('reminder.help.placeholder'),
    helpError: texts.t('reminder.help.error'),
    helpSend: texts.t('reminder.help.send'),
    hasWhy: toDo && shows.kind !== 'why',
    why: texts.t('reminder.action.why'),
  };
}
