import { deadlineOf } from '../campaign/calendar.ts';
import type { Campaign, WaveName } from '../campaign/campaign.ts';
import type { Alternative, PersonAnswer, Snooze } from '../campaign/ports.ts';
import { PHONE_ENDS, type RegistrationState } from '../people/registration.ts';
import type { Tone } from './card.ts';
import { plain } from './plain.ts';
import type { Texts } from './texts.ts';

/** What the card shows: a wave's text, or what came of a press. */
export type ReminderShows =
  /** `hello` is finished text, or the letter's slot for it. */
  | { readonly kind: 'asked'; readonly wave: WaveName; readonly hello: string }
  | {
      readonly kind: 'why';
      /** Null: it cannot be read at the moment. Whoever has a passkey has met every goal. */
      readonly registration: Exclude<RegistrationState, 'passkey'> | null;
      /** Who started the campaign; null where the directory does not tell. */
      readonly askedBy: string | null;
    }
  | Exclude<PersonAnswer, { readonly kind: 'over' }>;

/** The same whatever the card shows. */
export interface ReminderAbout {
  readonly organisation: string | null;
  readonly registrationUrl: string;
  readonly asOf: Date;
}

export interface ReminderInput extends ReminderAbout {
  readonly campaign: Pick<Campaign, 'id' | 'goal' | 'calendar' | 'contact'>;
  /** Those that may still be chosen. */
  readonly snoozes: readonly Snooze[];
  /** What the tenant lets people register who have no smartphone. */
  readonly alternatives: readonly Alternative[];
  readonly shows: ReminderShows;
}

/** What differs between the states of the card. */
export interface ReminderWords {
  readonly title: string;
  readonly tone: Tone;
  readonly word: string;
  readonly answer: string;
  readonly remarks: readonly { readonly text: string }[];
}

const TONES: Readonly<Record<WaveName | Exclude<ReminderShows['kind'], 'asked'>, Tone>> = {
  announcement: 'accent',
  reminder: 'warning',
  'last-call': 'warning',
  why: 'accent',
  registered: 'good',
  'not-seen-yet': 'accent',
  'cannot-look': 'accent',
  snoozed: 'accent',
  'no-snooze-left': 'warning',
  'past-deadline': 'warning',
  'case-opened': 'accent',
  'case-open-already': 'accent',
};

export function reminderWords(input: ReminderInput, texts: Texts): ReminderWords {
  const { shows } = input;
  const said = saidOf(input, texts);
  return {
    tone: TONES[shows.kind === 'asked' ? shows.wave : shows.kind],
    title: said.title,
    word: said.word ?? dueWord(input, texts),
    answer: said.answer,
    remarks: (said.remarks ?? []).map((text) => ({ text })),
  };
}

interface Said {
  readonly title: string;
  /** Left out: the day. */
  readonly word?: string;
  readonly answer: string;
  readonly remarks?: readonly string[];
}

function saidOf(input: ReminderInput, texts: Texts): Said {
  const { shows, campaign } = input;
  switch (shows.kind) {
    case 'asked':
      return {
        title: texts.t(`reminder.${shows.wave}.${campaign.goal}`),
        // In the east it goes out while the letter's own zone still shows the last day.
        ...(shows.wave === 'last-call' ? { word: wasDue(input, texts) } : {}),
        answer: texts.t(`reminder.${shows.wave}.answer`, {
          hello: shows.hello,
          reason: reasonOf(input, texts),
        }),
      };
    case 'why':
      return {
        title: texts.t('reminder.why.title'),
        answer: texts.t(`reminder.why.${campaign.goal}`, { date: texts.calendarDate(PHONE_ENDS) }),
        remarks: [texts.t(`reminder.shows.${shows.registration ?? 'unknown'}`), askedBy(shows, texts)],
      };
    case 'snoozed':
      return {
        title: texts.t('reminder.snoozed.title', { day: texts.day(shows.until) }),
        answer: texts.t('reminder.snoozed.answer', { left: shows.left }),
      };
    case 'no-snooze-left':
    case 'past-deadline':
      return {
        title: texts.t(`reminder.${shows.kind}.title`),
        answer: texts.t(`reminder.${shows.kind}.answer`),
      };
    case 'not-seen-yet':
    case 'cannot-look':
      return {
        title: texts.t(`reminder.${shows.kind}.title`),
        word: texts.t('reminder.not-seen-yet.word'),
        answer: texts.t(`reminder.${shows.kind}.answer`, { moment: texts.shortMoment(shows.nextLook) }),
      };
    case 'case-opened':
    case 'case-open-already':
      return saidOfCase(shows, input, texts);
    case 'registered':
      return {
        title: texts.t('reminder.registered.title'),
        word: texts.t('status.registered.word'),
        answer: texts.t('reminder.registered.answer'),
      };
  }
}

function saidOfCase(
  shows: Extract<ReminderShows, { readonly kind: 'case-opened' | 'case-open-already' }>,
  { alternatives }: ReminderInput,
  texts: Texts,
): Said {
  const before = shows.kind === 'case-open-already';
  const reached = before || shows.reachedHelpdesk;
  const word = texts.t(reached ? 'reminder.case.word' : 'reminder.case.word-noted');
  const notReached = reached ? null : texts.t('reminder.case.not-reached');
  if (shows.caseKind === 'help') {
    const title = before ? 'title-before' : reached ? 'title' : 'title-noted';
    const answer = notReached ?? texts.t('reminder.help.answer');
    return { word, title: texts.t(`reminder.help.${title}`), answer };
  }
  const ways = alternatives.map((one) => `– ${texts.t(`reminder.alternative.${one}`)}`);
  return {
    word,
    title: texts.t('reminder.no-phone.title'),
    answer:
      notReached ?? texts.t(ways.length > 0 ? 'reminder.no-phone.answer' : 'reminder.no-phone.answer-none'),
    remarks: ways.length > 0 && !reached ? [texts.t('reminder.no-phone.possible'), ...ways] : ways,
  };
}

/** By the goal alone: the same for everybody of a wave, and true of each. */
function reasonOf({ campaign: { goal }, asOf }: ReminderInput, texts: Texts): string {
  if (goal !== 'no-sms-only') return texts.t(`reminder.reason.${goal}`);
  const ended = asOf.getTime() >= Date.parse(PHONE_ENDS);
  const date = texts.calendarDate(PHONE_ENDS);
  return texts.t(ended ? 'reminder.reason.no-sms-only-ended' : 'reminder.reason.no-sms-only', { date });
}

const NAME_AT_MOST = 60;

function askedBy(shows: Extract<ReminderShows, { readonly kind: 'why' }>, texts: Texts): string {
  const name = plain(shows.askedBy ?? '', NAME_AT_MOST);
  return name === '' ? texts.t('reminder.why.by-unnamed') : texts.t('reminder.why.by', { name });
}

/** The day until which it is asked for, or on which it was due. */
function dueWord({ campaign, asOf }: ReminderInput, texts: Texts): string {
  const deadline = deadlineOf(campaign.calendar);
  if (texts.isoDay(asOf) > deadline) return wasDue({ campaign }, texts);
  return texts.t('reminder.by', { day: texts.calendarDay(deadline) });
}

function wasDue({ campaign }: Pick<ReminderInput, 'campaign'>, texts: Texts): string {
  return texts.t('reminder.was-due', { day: texts.calendarDay(deadlineOf(campaign.calendar)) });
}
