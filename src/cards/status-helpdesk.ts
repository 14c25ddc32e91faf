import { MissingPermission } from '../errors.ts';
import type { Method, Person } from '../people/people.ts';
import { PHONE_ENDS } from '../people/registration.ts';
import type { Fact, Tone } from './card.ts';
import { plain } from './plain.ts';
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

/** A disabled account is the verdict, whatever is registered. */
type Case = PhoneCase | 'unknown' | 'disabled';

const TONES: Readonly<Record<Case, Tone>> = {
  none: 'warning',
  'phone-only': 'warning',
  'phone-ended': 'warning',
  registered: 'good',
  passkey: 'good',
  unknown: 'emphasis',
  disabled: 'attention',
};
/** Two lines of a phone hold no more. */
const NAME_IN_TITLE_AT_MOST = 36;

/** For an expert under pressure: the verdict with the person's name, one next step, no button of theirs. */
export function helpdeskWords(input: StatusInput, steps: readonly Method[], texts: Texts): StatusWords {
  const found = caseOf(input);
  const name = nameOf(input.person);
  return {
    eyebrow: texts.t('status.eyebrow-helpdesk'),
    title: texts.t(`status.helpdesk.${found}.title`, { name }),
    tone: TONES[found],
    word: texts.t(`status.helpdesk.${found}.word`),
    answer: answerOf(found, name, input, texts),
    facts: factsOf(input, steps, texts),
    detailTitle: texts.t('status.detail-helpdesk', { count: steps.length }),
    open: '',
    openStyle: 'default',
  };
}

function caseOf({ person, registration, asOf }: StatusInput): Case {
  if (!person.enabled) return 'disabled';
  return registration.known ? phoneCase(registration.state, asOf) : 'unknown';
}

/** Accounts made by hand may have no name to show; the sign-in name always exists. */
function nameOf({ displayName, userPrincipalName }: Person): string {
  const name = plain(displayName, NAME_IN_TITLE_AT_MOST);
  return name === '' ? plain(userPrincipalName, NAME_IN_TITLE_AT_MOST) : name;
}

function answerOf(found: Case, name: string, input: StatusInput, texts: Texts): string {
  if (found === 'unknown') return unknownAnswer(input, texts);
  return texts.t(`status.helpdesk.${found}.answer`, {
    name,
    address: typedAddress(input.registrationUrl),
    date: texts.calendarDate(PHONE_ENDS),
  });
}

function unknownAnswer(input: StatusInput, texts: Texts): string {
  const { why, seconds } = whyUnknown(input);
  const reason = input.registration.known ? null : input.registration.reason;
  const permission = reason instanceof MissingPermission ? plain(reason.permission, 80) : '';
  return texts.t(`status.helpdesk.unknown.${why}`, { seconds, permission });
}

function factsOf({ person }: StatusInput, steps: readonly Method[], texts: Texts): readonly Fact[] {
  const department = texts.isolated(plain(person.department ?? '', 60));
  const account = accountWords(person, texts);
  return [
    ...(department === '' ? [] : [{ title: texts.t('fact.department'), value: department }]),
    ...(account === null ? [] : [{ title: texts.t('fact.account'), value: account }]),
    ...stepFacts(steps, texts),
  ];
}

function accountWords({ kind, enabled }: Person, texts: Texts): string | null {
  if (kind === 'guest') return texts.t(enabled ? 'fact.account-guest' : 'fact.account-guest-disabled');
  return enabled ? null : texts.t('fact.account-disabled');
}
