import { answerOf, maySendSteps } from '../triage/cases.ts';
import type { Diagnosis, EvidenceRow } from '../triage/diagnosis.ts';
import type { Told } from '../triage/escalate.ts';
import { PAGES } from '../triage/fix-table/proof.ts';
import { type CommonView, common, type Fact, joined, type Tone } from './card.ts';
import { plain } from './plain.ts';
import type { Texts } from './texts.ts';
import { type Fold, foldsOf, whenOf } from './triage-folds.ts';
import {
  causeLine,
  fixWords,
  isPending,
  nameOf,
  scopeRemark,
  sentence,
  stateOf,
  TRIAGE_TONES,
  type TriageInput,
  type TriageState,
  titleOf,
  verdictWord,
} from './triage-words.ts';

export type { TriageInput } from './triage-words.ts';

/** What must be done, and what must not: both stand in the same place and size. */
export interface Order {
  readonly title: string;
  readonly color: 'Accent' | 'Attention';
  readonly lines: readonly { readonly text: string }[];
}

/** The verdict of an expert, for somebody under pressure: what, how sure, the one next step, what not to do. */
export interface Verdict {
  readonly eyebrow: string;
  readonly title: string;
  readonly signInName: string;
  readonly tone: Tone;
  readonly word: string;
  readonly wordColor: 'Default' | 'Attention';
  readonly answer: string;
  readonly remarks: readonly { readonly text: string }[];
  readonly hasOrders: boolean;
  readonly orders: readonly Order[];
}

export interface TriageView extends CommonView, Verdict {
  readonly hasFacts: boolean;
  readonly facts: readonly Fact[];
  readonly hasEvidence: boolean;
  readonly evidenceTitle: string;
  readonly evidence: readonly TimelineRow[];
  readonly hasMissing: boolean;
  readonly missingTitle: string;
  readonly missing: readonly { readonly text: string }[];
  readonly folds: readonly Fold[];
  readonly caseId: string;
  readonly hasSteps: boolean;
  readonly sendSteps: string;
  readonly sendStepsTo: string;
  readonly hasWatch: boolean;
  readonly watch: string;
  readonly watchHow: string;
  readonly refresh: string;
  readonly entra: string;
  readonly entraUrl: string;
  readonly footer: string;
}

interface TimelineRow {
  readonly when: string;
  readonly text: string;
  readonly hasNote: boolean;
  readonly note: string;
}

const EVIDENCE_SHOWN = 5;
const ANSWER_AT_MOST = 600;
const FACTS_AT_MOST = 5;

export function toTriageView(input: TriageInput, texts: Texts): TriageView {
  const { diagnosis, whole } = input;
  const state = stateOf(input);
  const verdict = verdictOf(input, texts);
  const shown = diagnosis.evidence.slice(0, EVIDENCE_SHOWN);
  const facts = factsOf(diagnosis, texts);
  const missing = missingOf(input, texts);
  return {
    ...common(texts, `${verdict.title}. ${verdict.word}. ${verdict.answer}`),
    ...verdict,
    hasFacts: facts.length > 0,
    facts,
    hasEvidence: shown.length > 0,
    evidenceTitle: texts.t('triage.evidence'),
    evidence: timeline(shown, input, texts),
    hasMissing: missing.length > 0,
    missingTitle: texts.t('triage.missing'),
    missing,
    folds: foldsOf(input, diagnosis.evidence.slice(EVIDENCE_SHOWN), texts),
    caseId: input.caseId,
    hasSteps: whole && maySendSteps(answerOf(diagnosis)),
    sendSteps: texts.t('triage.action.send-steps'),
    sendStepsTo: texts.t('triage.action.send-steps-to', { name: nameOf(diagnosis.person) }),
    hasWatch: state !== 'break-glass' && state !== 'security' && state !== 'fine',
    watch: texts.t('triage.action.watch'),
    watchHow: texts.t('triage.action.watch-how'),
    refresh: texts.t('status.action.refresh'),
    entra: texts.t('triage.action.entra'),
    entraUrl: PAGES.person({ person: diagnosis.person, stale: null }),
    footer: texts.t('common.read-at', { moment: texts.moment(diagnosis.asOf) }),
  };
}

/** The same card after one of its buttons was pressed: what came of it, and no second press where that would be one. */
export function withRemark(
  view: TriageView,
  text: string,
  done: { readonly steps?: boolean; readonly watch?: boolean } = {},
): TriageView {
  const remarks = [...view.remarks.filter((remark) => remark.text !== text), { text }];
  const hasSteps = view.hasSteps && done.steps !== true;
  const hasWatch = view.hasWatch && done.watch !== true;
  return { ...view, remarks, hasSteps, hasWatch };
}

/** The top of the card, which is all of it where there is no room for more. */
export function verdictOf(
  input: TriageInput,
  texts: Texts,
  /** What the reader does about the rest, where the card cannot complete itself. */
  toComplete: string | null = null,
): Verdict {
  const { diagnosis, evidence } = input;
  const { person } = diagnosis;
  const state = stateOf(input);
  const orders = state === 'reading' ? [] : ordersOf(input, texts);
  const danger = state === 'security' || state === 'break-glass';
  const organisation = evidence.organisation ? plain(evidence.organisation.displayName, 60) : null;
  return {
    eyebrow: joined(texts.t('triage.eyebrow'), organisation === null ? null : texts.isolated(organisation)),
    title: titleOf(state, diagnosis, texts),
    signInName: joined(
      texts.isolated(plain(person.userPrincipalName, 100)),
      person.department === null ? null : texts.isolated(plain(person.department, 60)),
      accountWords(diagnosis, texts),
    ),
    tone: TRIAGE_TONES[state],
    word: verdictWord(state, diagnosis, texts),
    wordColor: danger ? 'Attention' : 'Default',
    answer:
      state === 'reading'
        ? (toComplete ?? texts.t('triage.reading.sign-ins'))
        : sentence(diagnosis.summary, input, texts, ANSWER_AT_MOST),
    remarks: remarksOf(state, input, { texts, toComplete }).map((text) => ({ text })),
    hasOrders: orders.length > 0,
    orders,
  };
}

function accountWords({ person: { kind, enabled } }: Diagnosis, texts: Texts): string | null {
  if (kind === 'guest') return texts.t(enabled ? 'fact.account-guest' : 'fact.account-guest-disabled');
  return enabled ? null : texts.t('fact.account-disabled');
}

function remarksOf(
  state: TriageState,
  input: TriageInput,
  { texts, toComplete }: { readonly texts: Texts; readonly toComplete: string | null },
): readonly string[] {
  const { diagnosis, evidence, whole, waitSeconds, told } = input;
  const scope = scopeRemark(diagnosis);
  const reading = isPending(evidence.methods) ? 'triage.reading.methods' : 'triage.reading.rest';
  return [
    scope && texts.t(scope),
    told && toldWords(told, texts),
    !whole && state !== 'reading' && (toComplete ?? texts.t(reading)),
    !whole && waitSeconds !== null && texts.t('triage.reading.wait', { seconds: waitSeconds }),
  ].filter((remark) => typeof remark === 'string');
}

function toldWords(told: Told, texts: Texts): string {
  return told.kind === 'now'
    ? texts.t('triage.told', { count: told.people })
    : texts.t(`triage.told-${told.kind}`);
}

function ordersOf(input: TriageInput, texts: Texts): readonly Order[] {
  const { diagnosis } = input;
  const [first] = diagnosis.fixes;
  const { nextQuestion, confidence, securityEscalation } = diagnosis;
  const ask = confidence === 'high' || securityEscalation ? null : nextQuestion;
  const order = (title: string, color: Order['color'], lines: readonly string[]): Order => ({
    title,
    color,
    lines: lines.map((text) => ({ text })),
  });
  return [
    order(texts.t('triage.ask'), 'Accent', ask === null ? [] : [sentence(ask, input, texts)]),
    order(texts.t('triage.next'), 'Accent', first ? [fixWords(first, diagnosis, texts)] : []),
    order(
      texts.t('triage.do-not'),
      'Attention',
      diagnosis.doNot.map((line) => sentence(line, input, texts)),
    ),
  ].filter(({ lines }) => lines.length > 0);
}

function factsOf({ guards, also, alternatives }: Diagnosis, texts: Texts): readonly Fact[] {
  const causes = (all: Diagnosis['also']) => all.map((cause) => causeLine(cause, texts)).join(' · ');
  return [
    ...guards.map((guard) => ({
      title: texts.t('triage.fact.guard'),
      value: texts.t(`triage.guard.${guard}`),
    })),
    ...(also.length > 0 ? [{ title: texts.t('triage.fact.also'), value: causes(also) }] : []),
    ...(alternatives.length > 0
      ? [{ title: texts.t('triage.fact.could-be'), value: causes(alternatives.slice(0, 3)) }]
      : []),
  ].slice(0, FACTS_AT_MOST);
}

/** In the order in which it happened; what has no time stands below. The code is small, at the end. */
function timeline(rows: readonly EvidenceRow[], input: TriageInput, texts: Texts): readonly TimelineRow[] {
  const late = Number.POSITIVE_INFINITY;
  return rows
    .toSorted((one, other) => (one.at?.getTime() ?? late) - (other.at?.getTime() ?? late) || 0)
    .map((row) => {
      const [, text = row.text, note = ''] = /^(.*?)\s*\((\d{3,7})\)\.?$/s.exec(row.text) ?? [];
      return {
        when: whenOf(row, texts),
        text: sentence(text, input, texts),
        hasNote: note !== '',
        note,
      };
    });
}

function missingOf(input: TriageInput, texts: Texts): readonly { readonly text: string }[] {
  const reasons = new Map<string, string[]>();
  for (const { source, reason } of input.diagnosis.missing)
    reasons.set(reason, [...(reasons.get(reason) ?? []), source]);
  return [...reasons].map(([reason, sources]) => ({
    text: sentence(`${reason.replace(/\.$/, '')} (${sources.join(', ')}).`, input, texts),
  }));
}
