import { type KnownError, TryAgainLater } from '../errors.ts';
import type { Method } from '../people/people.ts';
import { PHONE_ENDS, type RegistrationState } from '../people/registration.ts';
import type { Status } from '../people/status.ts';
import type { Fact, Tone } from './card.ts';
import type { Texts } from './texts.ts';

export type StatusInput = Status & {
  readonly registrationUrl: string;
  readonly viewer: 'self' | 'helpdesk';
  /** The day until which the person is asked to register, such as `2026-12-04`. */
  readonly deadline?: string | null;
};

/** What differs between one's own card and the helpdesk's. */
export interface StatusWords {
  readonly eyebrow: string;
  readonly title: string;
  readonly tone: Tone;
  readonly word: string;
  readonly answer: string;
  readonly facts: readonly Fact[];
  readonly detailTitle: string;
  readonly open: string;
  readonly openStyle: 'positive' | 'default';
}

/** What the card says, the world's calendar included: phone methods end on a day. */
export type PhoneCase = RegistrationState | 'phone-ended';
export function phoneCase(state: RegistrationState, asOf: Date): PhoneCase {
  return state === 'phone-only' && asOf.getTime() >= Date.parse(PHONE_ENDS) ? 'phone-ended' : state;
}

/** Who speaks, and what is never asked: trust is earned in the card. */
export function neverAsked(organisation: string | null, texts: Texts): string {
  return organisation === null
    ? texts.t('common.genuine-unnamed')
    : texts.t('common.genuine', { organisation });
}

/** The registration page as somebody types it: browsers add https:// themselves. It comes from the configuration. */
export function typedAddress(url: string): string {
  return url.replace(/^https:\/\/|\/$/g, '');
}

/** How many second steps there are, and the best of them. */
export function stepFacts([first, ...others]: readonly Method[], texts: Texts): readonly Fact[] {
  if (!first) return [];
  return [
    { title: texts.t('fact.second-steps'), value: texts.number(others.length + 1) },
    { title: texts.t('fact.strongest'), value: texts.t(`method.${first.kind}`) },
  ];
}

/** Why nothing is known, and how long to wait where that helps. */
export function whyUnknown({ registration }: StatusInput): {
  readonly why: 'permission' | 'busy' | 'unavailable';
  readonly seconds: number;
} {
  const reason: KnownError | null = registration.known ? null : registration.reason;
  if (reason instanceof TryAgainLater)
    return { why: 'busy', seconds: Math.max(1, Math.ceil(reason.seconds)) };
  return { why: reason?.code === 'missing-permission' ? 'permission' : 'unavailable', seconds: 0 };
}
