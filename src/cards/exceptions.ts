import { EXCEPTIONS_PER_PAGE, type Register } from '../rollout/exception-desk.ts';
import {
  type DueStage,
  EXCEPTION_KINDS,
  EXCEPTION_STATES,
  type Exception,
  KIND_OF_SIGN,
  kindOf,
  stateOf,
} from '../rollout/exceptions.ts';
import { type CommonView, common, type Fact, joined, type Tone } from './card.ts';
import { STATE_COLORS, stateLine } from './exception-words.ts';
import { plain } from './plain.ts';
import type { Texts } from './texts.ts';

/** The register of accounts that need another way, worst first. */
export interface ExceptionsView extends CommonView {
  readonly eyebrow: string;
  readonly title: string;
  readonly tone: Tone;
  readonly word: string;
  readonly answer: string;
  readonly remarks: readonly { readonly text: string }[];
  readonly hasRows: boolean;
  readonly rows: readonly RowView[];
  readonly hasFacts: boolean;
  readonly facts: readonly Fact[];
  readonly hasActions: boolean;
  readonly hasEarlier: boolean;
  readonly earlier: string;
  readonly earlierPage: number;
  readonly hasNext: boolean;
  readonly next: string;
  readonly nextPage: number;
  readonly page: number;
  readonly hasExport: boolean;
  readonly export: string;
  readonly refresh: string;
  readonly footer: string;
}

interface RowView {
  readonly id: string;
  readonly name: string;
  readonly kind: string;
  readonly state: string;
  readonly color: string;
  readonly canOpen: boolean;
  readonly open: string;
  readonly label: string;
}

const NAME_AT_MOST = 60;

type Words = 'reading' | 'failed' | 'none' | 'open' | 'planned';

export function toExceptionsView(register: Register, texts: Texts): ExceptionsView {
  const { page, reading, asOf } = register;
  const counts = countsOf(register);
  const words = wordsFor(register, counts);
  const undone = counts.expired + counts.expiring + counts.proposed;
  const open = undone + counts.decided;
  const pages = Math.max(1, Math.ceil(open / EXCEPTIONS_PER_PAGE));
  const title = texts.t(`exceptions.title.${words}`, { count: undone });
  const answer = texts.t(`exceptions.answer.${words}`);
  return {
    ...common(texts, `${title}. ${answer}`),
    ...labels(texts),
    title,
    tone: words === 'open' && counts.expired > 0 ? 'attention' : TONES[words],
    word: texts.t(`exceptions.word.${words}`),
    answer,
    remarks: remarksOf(register, { words, pages }, texts),
    hasRows: register.exceptions.length > 0,
    rows: register.exceptions.map((one) => rowOf(one, { asOf, canOpen: true }, texts)),
    hasFacts: open + counts.closed > 0,
    facts: EXCEPTION_STATES.filter((state) => counts[state] > 0).map((state) => ({
      title: texts.t(`exceptions.state.${state}`),
      value: texts.number(counts[state]),
    })),
    hasActions: true,
    hasEarlier: page > 1,
    earlierPage: Math.max(1, page - 1),
    hasNext: page < pages,
    nextPage: page + 1,
    page,
    hasExport: open + counts.closed > 0,
    footer: reading
      ? texts.t('exceptions.looked-at', { moment: texts.moment(reading.lookedAt) })
      : texts.t('exceptions.not-looked'),
  };
}

export interface DueInput {
  readonly stage: DueStage;
  readonly exceptions: readonly Exception[];
  /** Else for the one who answers for them, who cannot decide. */
  readonly forAdmins: boolean;
  readonly asOf: Date;
}

/** Decisions that end, for those who have to do something about them. */
export function toExceptionsDueView(input: DueInput, texts: Texts): ExceptionsView {
  const { stage, exceptions, forAdmins, asOf } = input;
  const title = texts.t(`exceptions.due.title.${stage}`, { count: exceptions.length });
  const answer = texts.t(`exceptions.due.answer.${forAdmins ? 'admins' : 'owner'}`);
  const more = exceptions.length - EXCEPTIONS_PER_PAGE;
  return {
    ...common(texts, `${title}. ${answer}`),
    ...labels(texts),
    title,
    tone: stage === 'expired' ? 'attention' : 'warning',
    word: texts.t(`exceptions.state.${stage}`),
    answer,
    remarks: more > 0 ? [{ text: texts.t('common.more', { count: more }) }] : [],
    hasRows: true,
    rows: exceptions
      .slice(0, EXCEPTIONS_PER_PAGE)
      .map((one) => rowOf(one, { asOf, canOpen: forAdmins }, texts)),
    hasFacts: false,
    facts: [],
    hasActions: false,
    hasEarlier: false,
    earlierPage: 1,
    hasNext: false,
    nextPage: 1,
    page: 1,
    hasExport: false,
    footer: texts.t('exceptions.as-of', { moment: texts.moment(asOf) }),
  };
}

const TONES: Readonly<Record<Words, Tone>> = {
  reading: 'emphasis',
  failed: 'warning',
  none: 'good',
  open: 'warning',
  planned: 'good',
};

type Counts = Readonly<Record<(typeof EXCEPTION_STATES)[number], number>>;

function countsOf({ counts }: Register): Counts {
  const count = (wanted: string) =>
    counts.reduce((sum, { state, count: some }) => (state === wanted ? sum + some : sum), 0);
  return {
    expired: count('expired'),
    expiring: count('expiring'),
    proposed: count('proposed'),
    decided: count('decided'),
    closed: count('closed'),
  };
}

function wordsFor({ reading }: Register, counts: Counts): Words {
  if (counts.expired + counts.expiring + counts.proposed > 0) return 'open';
  if (reading === null) return 'reading';
  // What could not be read may hide more than what is known.
  if (reading.failed) return 'failed';
  return counts.decided > 0 ? 'planned' : 'none';
}

function remarksOf(
  register: Register,
  { words, pages }: { readonly words: Words; readonly pages: number },
  texts: Texts,
) {
  const { counts, page, reading } = register;
  const kinds = EXCEPTION_KINDS.map((kind) => ({
    kind,
    count: counts
      .filter(({ state, sign }) => state !== 'closed' && KIND_OF_SIGN[sign] === kind)
      .reduce((sum, { count }) => sum + count, 0),
  })).filter(({ count }) => count > 0);
  const lines = [
    joined(
      ...kinds.map(({ kind, count }) => `${texts.t(`exceptions.kind.${kind}`)} (${texts.number(count)})`),
    ),
    reading?.partly ? texts.t('exceptions.partly') : '',
    reading?.failed && words !== 'failed' ? texts.t('exceptions.failed-last') : '',
    pages > 1 ? texts.t('campaign.page', { page, pages }) : '',
  ];
  return lines.filter((text) => text !== '').map((text) => ({ text }));
}

function rowOf(
  exception: Exception,
  { asOf, canOpen }: { readonly asOf: Date; readonly canOpen: boolean },
  texts: Texts,
): RowView {
  const name = plain(exception.name, NAME_AT_MOST);
  return {
    id: exception.id,
    name: texts.isolated(name),
    kind: texts.t(`exceptions.kind.${kindOf(exception)}`),
    state: stateLine(exception, asOf, texts),
    color: STATE_COLORS[stateOf(exception, asOf)],
    canOpen,
    open: texts.t('campaign.action.open'),
    label: texts.t('exceptions.open-label', { name }),
  };
}

function labels(texts: Texts) {
  return {
    eyebrow: texts.t('exceptions.eyebrow'),
    earlier: texts.t('campaign.action.earlier'),
    next: texts.t('campaign.action.more'),
    export: texts.t('campaign.action.export'),
    refresh: texts.t('status.action.refresh'),
  };
}
