import { PART_IDS, type Validation, verdictOf } from '../rollout/validation.ts';
import { type CommonView, common, joined, type Tone } from './card.ts';
import { onCard } from './gate-words.ts';
import { plain } from './plain.ts';
import type { Texts } from './texts.ts';
import { failureDays, type ToldPart, tellPart } from './validation-words.ts';

/** Whether the rollout is done, on one page. */
export interface ValidationView extends CommonView {
  readonly eyebrow: string;
  readonly title: string;
  readonly tone: Tone;
  readonly word: string;
  readonly answer: string;
  readonly hasChart: boolean;
  readonly chartSentence: string;
  readonly chartTitle: string;
  readonly bars: readonly { readonly name: string; readonly value: number; readonly color: string }[];
  readonly hasParts: boolean;
  readonly parts: readonly PartView[];
  readonly hasFailures: boolean;
  readonly failuresSentence: string;
  readonly failuresTitle: string;
  readonly points: readonly { readonly day: string; readonly attempts: number }[];
  readonly failuresText: string;
  readonly hasExceptions: boolean;
  readonly exceptions: string;
  readonly isWhole: boolean;
  readonly save: string;
  readonly refresh: string;
  readonly footer: string;
}

interface PartView {
  readonly word: string;
  readonly color: string;
  readonly title: string;
  readonly found: string;
  readonly hasNext: boolean;
  readonly next: string;
}

export type ValidationInput = Omit<Validation, 'bugs'> & { readonly organisation: string | null };

type Verdict = ReturnType<typeof verdictOf>;

const TONES: Readonly<Record<Verdict, Tone>> = {
  reading: 'emphasis',
  open: 'warning',
  unknown: 'warning',
  pass: 'good',
};
const COLORS = { open: 'Attention', unknown: 'Warning', pass: 'Good' } as const;
const FOUND_AT_MOST = 320;

export function toValidationView(input: ValidationInput, texts: Texts): ValidationView {
  const verdict = verdictOf(input);
  const told = input.parts.map((part) => tellPart(part, onCard(texts, 3)));
  const counts = countsOf(input);
  const title = texts.t(`validate.title.${verdict}`, counts);
  const answer = texts.t(`validate.answer.${verdict}`, counts);
  return {
    ...common(texts, `${title}. ${answer}`),
    eyebrow: joined(
      texts.t('validate.eyebrow'),
      input.organisation === null ? null : texts.isolated(plain(input.organisation, 60)),
    ),
    title,
    tone: TONES[verdict],
    word: texts.t(`validate.word.${verdict}`),
    answer,
    ...registeredChart(input, texts),
    hasParts: told.length > 0,
    parts: told.map(partView),
    ...failuresChart(input, texts),
    ...exceptionsLine(input, texts),
    isWhole: input.complete,
    save: texts.t('validate.action.save'),
    refresh: texts.t('status.action.refresh'),
    footer: footerOf(input, texts),
  };
}

/** Of the parts that are required, and of those that have been judged so far. */
export function countsOf({ parts }: Pick<Validation, 'parts'>) {
  const required = parts.filter(({ id }) => id !== 'risk');
  const count = (state: string) => required.filter((part) => part.state === state).length;
  return { open: count('open'), unknown: count('unknown'), known: parts.length, all: PART_IDS.length };
}

export function registeredSentence({ registered }: Pick<Validation, 'registered'>, texts: Texts): string {
  if (registered === null || registered.people === 0) return texts.t('validate.registered-unknown');
  const { people, registered: count } = registered;
  const values = { registered: count, people, open: people - count, percent: texts.percent(count / people) };
  return texts.t('validate.registered', values);
}

export function failuresSentence(input: Pick<Validation, 'failures' | 'asOf'>, texts: Texts): string {
  const days = failureDays(input, texts);
  const [first] = days;
  if (!first) return texts.t('validate.failures-unknown');
  const most = days.reduce((one, other) => (other.attempts > one.attempts ? other : one), first);
  const count = days.reduce((sum, { attempts }) => sum + attempts, 0);
  return texts.t(count === 0 ? 'validate.failures-none' : 'validate.failures', {
    ...{ count, from: texts.calendarDate(first.day), most: most.attempts },
    day: texts.calendarDay(most.day),
  });
}

export function footerOf(
  { asOf, enforcedAt }: Pick<Validation, 'asOf' | 'enforcedAt'>,
  texts: Texts,
): string {
  return joined(
    texts.t('common.read-at', { moment: texts.moment(asOf) }),
    enforcedAt === null
      ? texts.t('validate.not-watched')
      : texts.t('validate.enforced', { moment: texts.shortMoment(enforcedAt) }),
  );
}

function registeredChart({ registered }: ValidationInput, texts: Texts) {
  const open = registered === null ? 0 : registered.people - registered.registered;
  const rows = [
    { name: texts.t('validate.bar.registered'), value: registered?.registered ?? 0, color: 'good' },
    { name: texts.t('validate.bar.open'), value: open, color: 'attention' },
  ];
  return {
    hasChart: registered !== null && registered.people > 0,
    chartSentence: registeredSentence({ registered }, texts),
    chartTitle: texts.t('validate.part.registered'),
    bars: rows.filter(({ value }) => value > 0),
  };
}

function partView({ state, title, word, found, next }: ToldPart): PartView {
  const text = found.join(' ');
  return {
    word,
    color: COLORS[state],
    title,
    found: text.length <= FOUND_AT_MOST ? text : `${text.slice(0, FOUND_AT_MOST - 1).toWellFormed()}…`,
    hasNext: next !== '',
    next: next.length <= FOUND_AT_MOST ? next : `${next.slice(0, FOUND_AT_MOST - 1).toWellFormed()}…`,
  };
}

const HEIGHTS = '▁▂▃▄▅▆▇█';

function failuresChart(input: ValidationInput, texts: Texts) {
  const points = failureDays(input, texts);
  const most = Math.max(1, ...points.map(({ attempts }) => attempts));
  return {
    hasFailures: points.length > 1,
    failuresSentence: failuresSentence(input, texts),
    failuresTitle: texts.t('validate.failures-title'),
    points,
    failuresText: points
      .map(({ attempts }) => HEIGHTS.charAt(Math.round((attempts / most) * (HEIGHTS.length - 1))))
      .join(''),
  };
}

function exceptionsLine({ exceptions }: ValidationInput, texts: Texts) {
  const count = exceptions?.length ?? 0;
  const emergency = exceptions?.filter(({ kind }) => kind === 'emergency').length ?? 0;
  return {
    hasExceptions: exceptions !== null,
    exceptions: exceptions === null ? '' : texts.t('validate.exceptions', { count, emergency }),
  };
}
