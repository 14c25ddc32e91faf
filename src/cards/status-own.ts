import type { Method } from '../people/people.ts';
import { PHONE_ENDS } from '../people/registration.ts';
import type { Fact, Tone } from './card.ts';
import {
  type PhoneCase,
  phoneCase,
  type StatusInput,
  type StatusWords,
  stepFacts,
  typedAddress,
  whyUnknown,
} from './status-words.ts';
import type { Texts } from './texts.ts';

type Case = PhoneCase | 'unknown';

const TONES: Readonly<Record<Case, Tone>> = {
  none: 'warning',
  'phone-only': 'warning',
  'phone-ended': 'warning',
  registered: 'good',
  passkey: 'good',
  unknown: 'emphasis',
};
const LAST_PHONE_DAY = new Date(Date.parse(PHONE_ENDS) - 86_400_000).toISOString().slice(0, 10);

/** For the person whose registration it is: what it means for them, and the one thing to press. */
export function ownWords(input: StatusInput, steps: readonly Method[], texts: Texts): StatusWords {
  const { registration, asOf } = input;
  const found = registration.known ? phoneCase(registration.state, asOf) : 'unknown';
  const mustAct = found === 'none' || found === 'phone-only' || found === 'phone-ended';
  return {
    eyebrow: texts.t('status.eyebrow'),
    title: texts.t(`status.${found}.title`),
    tone: TONES[found],
    word: wordOf(found, mustAct, input, texts),
    answer: answerOf(found, steps, input, texts),
    facts: factsOf(found, steps, input, texts),
    detailTitle: texts.t('status.detail', { count: steps.length }),
    open: texts.t(OPEN[found]),
    openStyle: mustAct ? 'positive' : 'default',
  };
}

const OPEN = {
  none: 'status.action.set-up',
  'phone-only': 'status.action.safer',
  'phone-ended': 'status.action.safer',
  registered: 'status.action.manage',
  passkey: 'status.action.manage',
  unknown: 'status.action.open',
} as const;

function wordOf(found: Case, mustAct: boolean, { deadline }: StatusInput, texts: Texts): string {
  return mustAct && deadline
    ? texts.t('status.word-deadline', { day: texts.calendarDay(deadline) })
    : texts.t(`status.${found}.word`);
}

function answerOf(found: Case, steps: readonly Method[], input: StatusInput, texts: Texts): string {
  switch (found) {
    case 'none':
      return texts.t('status.none.answer');
    case 'phone-only':
    case 'phone-ended':
      return texts.t(`status.${found}.answer`, { date: texts.calendarDate(PHONE_ENDS) });
    case 'registered':
    case 'passkey':
      return texts.t(steps.length === 1 ? `status.${found}.answer-only-one` : `status.${found}.answer`);
    case 'unknown': {
      const { why, seconds } = whyUnknown(input);
      return texts.t(`status.unknown.${why}`, { seconds });
    }
  }
}

function factsOf(found: Case, steps: readonly Method[], input: StatusInput, texts: Texts): readonly Fact[] {
  const page = {
    title: texts.t('fact.page'),
    value: texts.isolated(typedAddress(input.registrationUrl)),
  };
  const takes = { title: texts.t('fact.takes'), value: texts.t('fact.takes-minutes') };
  switch (found) {
    case 'none':
    case 'phone-ended':
      return [takes, page];
    case 'phone-only':
      return [{ title: texts.t('fact.works-until'), value: texts.calendarDate(LAST_PHONE_DAY) }, takes, page];
    case 'registered':
    case 'passkey':
      return [...stepFacts(steps, texts), page];
    case 'unknown':
      return [page];
  }
}
