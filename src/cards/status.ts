import { MissingPermission, TryAgainLater } from '../errors.ts';
import type { Method, Person } from '../people/people.ts';
import { PHONE_ENDS, type RegistrationState, secondSteps } from '../people/registration.ts';
import type { Status } from '../people/status.ts';
import { type CommonView, common, type Fact, type Ink, inkOf, joined, type Tone } from './card.ts';
import { plain } from './plain.ts';
import type { Texts } from './texts.ts';

export interface StatusView extends CommonView {
  readonly eyebrow: string;
  readonly title: string;
  readonly tone: Tone;
  readonly ink: Ink;
  readonly word: string;
  readonly answer: string;
  readonly facts: readonly Fact[];
  readonly hasDetail: boolean;
  readonly detailTitle: string;
  readonly detail: readonly { readonly kind: string; readonly note: string; readonly hasNote: boolean }[];
  readonly detailMore: string;
  readonly hasDetailMore: boolean;
  /** The reader's own card has the registration page; the helpdesk's has the person's id instead. */
  readonly isOwn: boolean;
  readonly personId: string;
  readonly registrationUrl: string;
  readonly open: string;
  readonly openStyle: 'positive' | 'default';
  readonly opens: string;
  readonly refresh: string;
  readonly genuine: string;
  readonly footer: string;
}

export type StatusInput = Status & {
  readonly registrationUrl: string;
  readonly viewer: 'self' | 'helpdesk';
  /** The day until which the person is asked to register, such as `2026-12-04`. */
  readonly deadline?: string | null;
};

/** What the card says, the world's calendar included: phone methods end on a day. */
type Case = RegistrationState | 'phone-ended' | 'unknown';

const TONES: Readonly<Record<Case, Tone>> = {
  none: 'warning',
  'phone-only': 'warning',
  'phone-ended': 'warning',
  registered: 'good',
  passkey: 'good',
  unknown: 'emphasis',
};
const METHODS_SHOWN = 10;
const NAME_AT_MOST = 60;

export function toStatusView(input: StatusInput, texts: Texts): StatusView {
  const { registration, viewer } = input;
  const own = viewer === 'self';
  const found = caseOf(input);
  const steps = registration.known ? secondSteps(registration.methods) : [];
  const title = own
    ? texts.t(`status.${found}.title`)
    : texts.t(`status.helpdesk.${found}.title`, { name: nameOf(input.person) });
  const answer = own ? ownAnswer(input, found, steps, texts) : helpdeskAnswer(input, found, texts);
  const word = texts.t(`status.${found}.word`);
  return {
    ...common(texts, `${title}. ${answer}`),
    eyebrow: own
      ? joined(texts.t('status.eyebrow'), organisationOf(input))
      : joined(texts.t('status.eyebrow-helpdesk'), organisationOf(input)),
    title,
    tone: TONES[found],
    ink: inkOf(TONES[found]),
    word,
    answer,
    facts: own ? ownFacts(input, found, steps, texts) : helpdeskFacts(input, steps, texts),
    ...detailOf(steps, own, texts),
    isOwn: own,
    personId: input.person.id,
    registrationUrl: input.registrationUrl,
    ...openButton(input, found, texts),
    refresh: texts.t('status.action.refresh'),
    genuine: own ? genuineLine(organisationOf(input), input.registrationUrl, texts) : '',
    footer: texts.t('common.read-at', { moment: texts.moment(input.asOf) }),
  };
}

/** Who speaks, the address written out, and what is never asked: trust is earned in the card. */
export function genuineLine(organisation: string | null, url: string, texts: Texts): string {
  const address = plainAddress(url);
  return organisation === null
    ? texts.t('common.genuine-unnamed', { address })
    : texts.t('common.genuine', { organisation, address });
}

/** Configuration, not people, decides the address: it is shown as it is typed. */
export function plainAddress(url: string): string {
  return url.replace(/\/$/, '');
}

function caseOf({ registration, asOf }: StatusInput): Case {
  if (!registration.known) return 'unknown';
  return registration.state === 'phone-only' && asOf >= new Date(`${PHONE_ENDS}T00:00:00Z`)
    ? 'phone-ended'
    : registration.state;
}

function organisationOf({ organisation }: StatusInput): string | null {
  return organisation ? plain(organisation.displayName, NAME_AT_MOST) : null;
}

function nameOf(person: Person): string {
  return plain(person.displayName, NAME_AT_MOST);
}

function ownAnswer(input: StatusInput, found: Case, steps: readonly Method[], texts: Texts): string {
  const date = texts.calendarDate(PHONE_ENDS);
  switch (found) {
    case 'none':
      return input.deadline
        ? texts.t('status.none.answer-deadline', { day: texts.calendarDay(input.deadline) })
        : texts.t('status.none.answer');
    case 'phone-only':
    case 'phone-ended':
      return texts.t(`status.${found}.answer`, { date });
    case 'registered':
    case 'passkey':
      return texts.t(steps.length === 1 ? `status.${found}.answer-only-one` : `status.${found}.answer`);
    case 'unknown':
      return texts.t(`status.unknown.${whyUnknown(input)}`, waiting(input));
  }
}

function helpdeskAnswer(input: StatusInput, found: Case, texts: Texts): string {
  const answer =
    found === 'unknown'
      ? texts.t(`status.helpdesk.unknown.${whyUnknown(input)}`, {
          ...waiting(input),
          permission: permissionOf(input),
        })
      : texts.t(`status.helpdesk.${found}.answer`, {
          name: nameOf(input.person),
          address: plainAddress(input.registrationUrl),
          date: texts.calendarDate(PHONE_ENDS),
        });
  return input.person.enabled ? answer : `${texts.t('status.helpdesk.disabled')} ${answer}`;
}

function whyUnknown({ registration }: StatusInput): 'permission' | 'busy' | 'unavailable' {
  if (registration.known) return 'unavailable';
  if (registration.reason instanceof TryAgainLater) return 'busy';
  return registration.reason instanceof MissingPermission ? 'permission' : 'unavailable';
}

function waiting({ registration }: StatusInput): { seconds: number } {
  const reason = registration.known ? null : registration.reason;
  return { seconds: reason instanceof TryAgainLater ? Math.max(1, Math.ceil(reason.seconds)) : 1 };
}

function permissionOf({ registration }: StatusInput): string {
  const reason = registration.known ? null : registration.reason;
  return reason instanceof MissingPermission ? plain(reason.permission, 80) : '';
}

function ownFacts(input: StatusInput, found: Case, steps: readonly Method[], texts: Texts): readonly Fact[] {
  if (found === 'registered' || found === 'passkey') return strongest(steps, texts);
  if (found === 'unknown') return [];
  const takes = { title: texts.t('fact.takes'), value: texts.t('fact.takes-minutes') };
  const until = input.deadline
    ? [{ title: texts.t('fact.deadline'), value: texts.calendarDay(input.deadline) }]
    : [];
  const works =
    found === 'phone-only'
      ? [{ title: texts.t('fact.works-until'), value: texts.calendarDate(LAST_PHONE_DAY) }]
      : [];
  return [...until, ...works, takes];
}

function helpdeskFacts(
  { person, registration }: StatusInput,
  steps: readonly Method[],
  texts: Texts,
): readonly Fact[] {
  const account = accountWords(person, texts);
  return [
    { title: texts.t('fact.sign-in-name'), value: plain(person.userPrincipalName, 100) },
    ...(person.department
      ? [{ title: texts.t('fact.department'), value: plain(person.department, NAME_AT_MOST) }]
      : []),
    ...(account ? [{ title: texts.t('fact.account'), value: account }] : []),
    ...(registration.known ? strongest(steps, texts) : []),
  ];
}

const LAST_PHONE_DAY = new Date(Date.parse(PHONE_ENDS) - 86_400_000).toISOString().slice(0, 10);

function accountWords(person: Person, texts: Texts): string | null {
  if (person.kind === 'guest')
    return texts.t(person.enabled ? 'fact.account-guest' : 'fact.account-guest-disabled');
  return person.enabled ? null : texts.t('fact.account-disabled');
}

function strongest([first, ...others]: readonly Method[], texts: Texts): readonly Fact[] {
  if (!first) return [];
  return [
    { title: texts.t('fact.second-steps'), value: texts.number(others.length + 1) },
    { title: texts.t('fact.strongest'), value: texts.t(`method.${first.kind}`) },
  ];
}

function detailOf(steps: readonly Method[], own: boolean, texts: Texts) {
  const count = steps.length;
  return {
    hasDetail: count > 0,
    detailTitle: texts.t(own ? 'status.detail' : 'status.detail-helpdesk', { count }),
    detail: steps.slice(0, METHODS_SHOWN).map((method) => {
      const note = joined(
        method.label === null ? null : plain(method.label, NAME_AT_MOST),
        method.addedAt && texts.t('method.added', { date: texts.date(method.addedAt) }),
      );
      return { kind: texts.t(`method.${method.kind}`), note, hasNote: note !== '' };
    }),
    detailMore: texts.t('common.more', { count: Math.max(0, count - METHODS_SHOWN) }),
    hasDetailMore: count > METHODS_SHOWN,
  };
}

function openButton(input: StatusInput, found: Case, texts: Texts) {
  const act = found === 'none' || found === 'phone-only' || found === 'phone-ended';
  const open = found === 'none' || found === 'unknown' ? 'set-up' : act ? 'safer' : 'manage';
  return {
    open: texts.t(`status.action.${open}`),
    openStyle: act ? ('positive' as const) : ('default' as const),
    opens: texts.t('status.action.opens', { address: plainAddress(input.registrationUrl) }),
  };
}
