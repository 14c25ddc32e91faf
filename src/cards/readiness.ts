import { GATE_IDS, GATE_STATUSES, type GateStatus } from '../rollout/gate.ts';
import type { Readiness } from '../rollout/readiness.ts';
import type { ToldGate } from '../rollout/told.ts';
import { type CommonView, common, joined, type Tone } from './card.ts';
import { tellGateOnCard } from './gate-words.ts';
import { plain } from './plain.ts';
import type { Texts } from './texts.ts';

export interface ReadinessView extends CommonView {
  readonly eyebrow: string;
  readonly title: string;
  readonly tone: Tone;
  readonly word: string;
  readonly answer: string;
  /** What is not in order, worst first; those without a gate are left out. */
  readonly groups: readonly GroupView[];
  readonly hasCalm: boolean;
  readonly calmHeading: string;
  /** What is in order, folded together: it needs no reading. */
  readonly calm: readonly CalmView[];
  /** Names the same for every gate: the page itself differs. */
  readonly open: string;
  readonly hasRefresh: boolean;
  readonly refresh: string;
  readonly footer: string;
}

interface GroupView {
  readonly heading: string;
  readonly color: string;
  readonly gates: readonly GateView[];
}

interface GateView {
  /** Short: every gate may have one, and a card has a size. */
  readonly id: string;
  /** Beside the colour, and before a title that says how it should be. */
  readonly word: string;
  readonly color: string;
  readonly title: string;
  readonly found: string;
  /** Folded: who it is about, why it matters, how to mend it. */
  readonly parts: readonly { readonly text: string }[];
  readonly link: string;
}

interface CalmView {
  readonly title: string;
  readonly found: string;
}

export type ReadinessInput = Omit<Readiness, 'bugs'> & { readonly organisation: string | null };

type Words = GateStatus | 'reading';

const TONES: Readonly<Record<Words, Tone>> = {
  fail: 'attention',
  warn: 'warning',
  unknown: 'warning',
  pass: 'good',
  reading: 'emphasis',
};
const COLORS: Readonly<Record<GateStatus, string>> = {
  fail: 'Attention',
  warn: 'Warning',
  unknown: 'Default',
  pass: 'Good',
};
const TROUBLES = GATE_STATUSES.filter((status) => status !== 'pass');
const SENTENCES_AT_MOST = 700;
const ITEMS_SHOWN = 3;

export function toReadinessView(input: ReadinessInput, texts: Texts): ReadinessView {
  const words = wordsFor(input);
  const counts = countsOf(input);
  const told = input.gates.map((gate) => tellGateOnCard(gate, texts));
  const title = texts.t(`readiness.title.${words}`);
  const answer =
    words === 'reading'
      ? texts.t('readiness.answer-reading', { known: input.gates.length, all: GATE_IDS.length })
      : texts.t('readiness.answer', counts);
  return {
    ...common(texts, `${title}. ${answer}`),
    eyebrow: joined(
      texts.t('readiness.eyebrow'),
      input.organisation === null ? null : texts.isolated(plain(input.organisation, 60)),
    ),
    title,
    tone: TONES[words],
    word: words === 'reading' ? '…' : texts.t(`readiness.status.${words}`),
    answer,
    groups: TROUBLES.filter((status) => counts[status] > 0).map((status) => ({
      heading: texts.t(`readiness.group.${status}`, { count: counts[status] }),
      color: COLORS[status],
      gates: told.filter((gate) => gate.status === status).map((gate) => gateView(gate, texts)),
    })),
    hasCalm: counts.pass > 0,
    calmHeading: texts.t('readiness.group.pass', { count: counts.pass }),
    calm: told
      .filter(({ status }) => status === 'pass')
      .map(({ title: name, found }) => ({ title: name, found: short(found) })),
    open: texts.t('readiness.open'),
    hasRefresh: input.complete,
    refresh: texts.t('readiness.refresh'),
    footer: texts.t('common.read-at', { moment: texts.moment(input.asOf) }),
  };
}

function wordsFor({ gates, complete }: ReadinessInput): Words {
  if (!complete) return 'reading';
  return GATE_STATUSES.find((status) => gates.some((gate) => gate.status === status)) ?? 'unknown';
}

function countsOf({ gates }: ReadinessInput): Readonly<Record<GateStatus, number>> {
  const count = (status: GateStatus) => gates.filter((gate) => gate.status === status).length;
  return { fail: count('fail'), warn: count('warn'), unknown: count('unknown'), pass: count('pass') };
}

function gateView({ id, status, title, found, why, fix, items, link }: ToldGate, texts: Texts): GateView {
  const about = items
    .filter(({ text }) => text !== '')
    .slice(0, ITEMS_SHOWN)
    .map(({ name, text }) => `${texts.isolated(name)}: ${text}`);
  const mend = fix === '' ? [] : [texts.t('readiness.fix', { text: short(fix) })];
  return {
    id: String(GATE_IDS.indexOf(id)),
    word: texts.t(`readiness.status.${status}`),
    color: COLORS[status],
    title,
    found: short(found),
    parts: [...about, texts.t('readiness.why', { text: why }), ...mend].map((text) => ({ text })),
    link,
  };
}

function short(text: string): string {
  return text.length <= SENTENCES_AT_MOST ? text : `${text.slice(0, SENTENCES_AT_MOST - 1).toWellFormed()}…`;
}
