import type { Goal } from '../campaign/campaign.ts';
import type { Snooze } from '../campaign/ports.ts';
import { type CommonView, common, type Fact, joined, type Tone } from './card.ts';
import { plain } from './plain.ts';
import {
  type ReminderAbout,
  type ReminderInput,
  type ReminderShows,
  type ReminderWords,
  reminderWords,
} from './reminder-words.ts';
import { neverAsked, typedAddress } from './status-words.ts';
import type { Texts } from './texts.ts';

export type { ReminderAbout, ReminderInput, ReminderShows } from './reminder-words.ts';

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
  const { shows, campaign, snoozes } = input;
  const toDo = shows.kind !== 'registered';
  const facts = toDo ? factsOf(input, texts) : [];
  return {
    ...frame(input, reminderWords(input, texts), texts),
    hasFacts: facts.length > 0,
    facts,
    campaignId: campaign.id,
    hasActions: toDo,
    ...buttons({ ...input, goal: campaign.goal, snoozes, shows, toDo }, texts),
    hasStatus: false,
    hasFooter: shows.kind === 'registered' || shows.kind === 'why',
  };
}

/** The campaign has ended, or the reader is none of its recipients: nothing of it is shown. */
export function toOverView(about: ReminderAbout, texts: Texts): ReminderView {
  const words = {
    title: texts.t('reminder.over.title'),
    tone: 'emphasis',
    word: texts.t('reminder.over.word'),
    answer: texts.t('reminder.over.answer'),
    remarks: [],
  } as const;
  return {
    ...frame(about, words, texts),
    hasFacts: false,
    facts: [],
    campaignId: '',
    hasActions: true,
    ...buttons({ ...about, goal: 'any-method', snoozes: [], shows: null, toDo: false }, texts),
    hasStatus: true,
    hasFooter: false,
  };
}

function frame(about: ReminderAbout, words: ReminderWords, texts: Texts) {
  const organisation = about.organisation === null ? null : plain(about.organisation, 60);
  return {
    // Without the greeting: this line is the same for everybody of a wave.
    ...common(texts, `${words.title}. ${words.word}.`),
    eyebrow: joined(texts.t('reminder.eyebrow'), organisation === null ? null : texts.isolated(organisation)),
    ...words,
    status: texts.t('status.action.show'),
    genuine: neverAsked(organisation, texts),
    footer: texts.t('common.read-at', { moment: texts.moment(about.asOf) }),
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

interface Buttons {
  readonly registrationUrl: string;
  readonly goal: Goal;
  readonly snoozes: readonly Snooze[];
  readonly shows: ReminderShows | null;
  readonly toDo: boolean;
}

function buttons({ registrationUrl, goal, snoozes, shows, toDo }: Buttons, texts: Texts) {
  const aboutCase = shows?.kind === 'case-opened' || shows?.kind === 'case-open-already';
  const caseKind = aboutCase ? shows.caseKind : null;
  const laterChoices = snoozes.map((value) => ({ title: texts.t(`reminder.later.${value}`), value }));
  return {
    hasPage: toDo,
    open: texts.t(OPEN[goal]),
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
    hasWhy: toDo && shows?.kind !== 'why',
    why: texts.t('reminder.action.why'),
  };
}
