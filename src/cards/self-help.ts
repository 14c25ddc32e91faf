import type { CauseId, FixId } from '../triage/catalogue.ts';
import { USER_FIXES } from '../triage/fix-table/user.ts';
import { tellKey } from '../triage/tell.ts';
import { type CommonView, common, joined, type Tone } from './card.ts';
import { plain } from './plain.ts';
import { neverAsked, typedAddress } from './status-words.ts';
import type { Texts } from './texts.ts';

/** Something that the person can do, and that has a sentence in every language. */
export type OwnStep = keyof typeof USER_FIXES;

export interface SelfHelpView extends CommonView {
  readonly eyebrow: string;
  readonly title: string;
  readonly tone: Tone;
  readonly word: string;
  readonly answer: string;
  readonly hasSteps: boolean;
  readonly stepsTitle: string;
  readonly steps: readonly { readonly number: string; readonly text: string }[];
  readonly hasHelp: boolean;
  readonly help: string;
  readonly hasActions: boolean;
  readonly hasPage: boolean;
  readonly open: string;
  readonly opens: string;
  readonly registrationUrl: string;
  readonly hasRefresh: boolean;
  readonly refresh: string;
  readonly genuine: string;
  readonly footer: string;
}

interface About {
  readonly organisation: string | null;
  readonly registrationUrl: string;
}

/** What the asker may know about themselves: what to do, and nothing of what security knows. */
export type SelfHelpInput = About & { readonly asOf: Date } & (
    | { readonly kind: 'reading' }
    | { readonly kind: 'call' }
    | { readonly kind: 'answer'; readonly cause: CauseId | 'unknown'; readonly steps: readonly OwnStep[] }
  );

/** What the helpdesk sends into somebody's own chat. It asks for nothing. */
export interface SentStepsInput extends About {
  readonly cause: CauseId | 'unknown';
  readonly steps: readonly OwnStep[];
  readonly sentAt: Date;
}

/** Those that lead to the registration page. */
const ON_THE_PAGE: ReadonlySet<FixId> = new Set<OwnStep>([
  're-register',
  'add-second-method',
  'set-default-method',
  'remove-own-registration',
  'register-stronger-method',
]);

export function toSelfHelpView(input: SelfHelpInput, texts: Texts): SelfHelpView {
  const answered = input.kind === 'answer' ? input : null;
  const state = answered === null ? input.kind : ownState(answered.cause);
  const title = texts.t(TITLES[state]);
  const answer = answerOf(input, texts);
  return {
    ...common(texts, `${title}. ${answer}`),
    ...frame(input, texts),
    eyebrow: eyebrow('why.eyebrow', input, texts),
    title,
    tone: TONES[state],
    word: texts.t(WORDS[state]),
    answer,
    ...stepsOf(answered?.steps ?? [], input, texts),
    hasHelp: state === 'answer' || state === 'unknown',
    hasRefresh: true,
    hasActions: true,
    footer: texts.t('common.read-at', { moment: texts.moment(input.asOf) }),
  };
}

export function toSentStepsView(input: SentStepsInput, texts: Texts): SelfHelpView {
  const title = texts.t('why.title-sent');
  const answer = texts.t(tellKey(input.cause), { address: typedAddress(input.registrationUrl) });
  const steps = stepsOf(input.steps, input, texts);
  return {
    ...common(texts, `${title}. ${answer}`),
    ...frame(input, texts),
    eyebrow: eyebrow('why.eyebrow-sent', input, texts),
    title,
    tone: 'accent',
    word: texts.t('why.word'),
    answer,
    ...steps,
    hasHelp: true,
    hasRefresh: false,
    hasActions: steps.hasPage,
    footer: texts.moment(input.sentAt),
  };
}

/** From the fixes of a diagnosis, those that the person takes. */
export function ownSteps(fixes: readonly { readonly id: string }[]): readonly OwnStep[] {
  return fixes.map(({ id }) => id).filter((id): id is OwnStep => Object.hasOwn(USER_FIXES, id));
}

type State = 'reading' | 'call' | 'unknown' | 'fine' | 'answer';

function ownState(cause: CauseId | 'unknown'): State {
  if (cause === 'unknown') return 'unknown';
  return cause === 'interrupted-then-succeeded' ? 'fine' : 'answer';
}

const TITLES = {
  reading: 'why.title-reading',
  call: 'why.title-call',
  unknown: 'why.title-unknown',
  fine: 'why.title-fine',
  answer: 'why.title',
} as const;
const WORDS = {
  reading: 'why.word-reading',
  call: 'why.word-call',
  unknown: 'why.word-unknown',
  fine: 'why.word-fine',
  answer: 'why.word',
} as const;
const TONES: Readonly<Record<State, Tone>> = {
  reading: 'emphasis',
  call: 'attention',
  unknown: 'warning',
  fine: 'good',
  answer: 'accent',
};

function answerOf(input: SelfHelpInput, texts: Texts): string {
  if (input.kind === 'reading') return texts.t('why.reading');
  if (input.kind === 'call') return texts.t('tell.security');
  return texts.t(tellKey(input.cause), { address: typedAddress(input.registrationUrl) });
}

function stepsOf(steps: readonly OwnStep[], { registrationUrl }: About, texts: Texts) {
  const address = typedAddress(registrationUrl);
  return {
    hasSteps: steps.length > 0,
    stepsTitle: texts.t('why.steps'),
    steps: steps.map((step, index) => ({
      number: texts.number(index + 1),
      text: texts.t(`step.${step}`, { address }),
    })),
    hasPage: steps.some((step) => ON_THE_PAGE.has(step)),
  };
}

function eyebrow(key: 'why.eyebrow' | 'why.eyebrow-sent', { organisation }: About, texts: Texts): string {
  return joined(texts.t(key), organisation === null ? null : texts.isolated(plain(organisation, 60)));
}

function frame({ organisation, registrationUrl }: About, texts: Texts) {
  return {
    help: texts.t('why.more-help'),
    open: texts.t('status.action.open'),
    opens: texts.t('status.action.opens', { address: registrationUrl }),
    registrationUrl,
    refresh: texts.t('status.action.refresh'),
    genuine: neverAsked(organisation === null ? null : plain(organisation, 60), texts),
  };
}
