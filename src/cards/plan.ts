import type { Move } from '../rollout/plan.ts';
import { mayTick } from '../rollout/plan-checklist.ts';
import { type CommonView, common, type Fact, joined, type Tone } from './card.ts';
import { plain } from './plain.ts';
import {
  moveWords,
  type PlanInput,
  type ToldItem,
  type ToldPhase,
  type ToldPlan,
  tellPlan,
} from './plan-words.ts';
import type { Texts } from './texts.ts';

/** The rollout's plan: where it is, what comes next, and what of each phase is done. */
export interface PlanView extends CommonView {
  readonly eyebrow: string;
  readonly title: string;
  readonly tone: Tone;
  readonly word: string;
  readonly answer: string;
  readonly remarks: readonly { readonly text: string }[];
  readonly hasPlan: boolean;
  readonly noPlan: boolean;
  readonly phases: readonly PhaseView[];
  readonly facts: readonly Fact[];
  readonly wayTitle: string;
  readonly way: string;
  readonly reasons: readonly { readonly text: string }[];
  readonly planId: string;
  readonly seen: number;
  readonly create: string;
  readonly save: string;
  readonly edit: string;
  readonly refresh: string;
  readonly markdown: string;
  readonly calendar: string;
  readonly end: string;
  readonly endText: string;
  readonly endSure: string;
  readonly footer: string;
}

interface PhaseView {
  readonly id: string;
  readonly mark: string;
  readonly color: string;
  readonly title: string;
  readonly line: string;
  readonly count: string;
  readonly open: boolean;
  /** What the tenant has decided. */
  readonly items: readonly {
    readonly mark: string;
    readonly color: string;
    readonly title: string;
    readonly word: string;
  }[];
  readonly hasChoices: boolean;
  /** What somebody ticks. */
  readonly choices: readonly { readonly title: string; readonly value: string }[];
  readonly ticked: string;
  readonly choiceLabel: string;
  readonly choiceError: string;
}

export interface PlanCardInput extends PlanInput {
  /** What the press before it has moved. */
  readonly moves?: readonly Move[];
  /** What became of that press, where it was not what was wanted. */
  readonly remark?: string | null;
}

const ITEMS_NAMED = 3;

export function toNoPlanView(asOf: Date, texts: Texts): PlanView {
  const title = texts.t('plan.none.title');
  const answer = texts.t('plan.none.answer');
  return {
    ...common(texts, `${title}. ${answer}`),
    ...labels(texts),
    eyebrow: texts.t('plan.eyebrow'),
    title,
    tone: 'emphasis',
    word: texts.t('plan.none.word'),
    answer,
    ...{ remarks: [], hasPlan: false, noPlan: true, phases: [], facts: [], way: '', reasons: [] },
    ...{ planId: '', seen: 0 },
    footer: texts.t('plan.as-of', { moment: texts.moment(asOf) }),
  };
}

export function toPlanView(input: PlanCardInput, texts: Texts): PlanView {
  const { plan, facts, organisation, moves = [], remark = null } = input;
  const told = tellPlan(input, texts);
  const state = stateOf(told);
  const answer = answerOf(told, texts);
  const moved = moveWords(moves, texts);
  return {
    ...common(texts, [remark, ...moved, `${told.title}.`, answer].filter(Boolean).join(' ')),
    ...labels(texts),
    eyebrow: joined(
      texts.t('plan.eyebrow'),
      organisation === null ? null : texts.isolated(plain(organisation, 60)),
    ),
    title: told.title,
    tone: TONES[state],
    word: texts.t(`plan.word.${state}`),
    answer,
    remarks: [
      ...(remark === null ? [] : [remark]),
      ...moved,
      ...lateWords(told, texts),
      ...told.warnings,
    ].map((text) => ({ text })),
    hasPlan: true,
    noPlan: false,
    phases: told.phases.map((phase) => phaseView(phase, told, texts)),
    facts: factsOf(input, told, texts),
    way: told.way.title,
    reasons: told.way.reasons.map((text) => ({ text })),
    planId: plan.id,
    seen: plan.version,
    footer: texts.t(facts.gatesComplete ? 'plan.as-of' : 'plan.reading', { moment: texts.moment(facts.now) }),
  };
}

type State = 'planned' | 'on-course' | 'behind' | 'done' | 'unfinished';

const TONES: Readonly<Record<State, Tone>> = {
  planned: 'emphasis',
  'on-course': 'good',
  behind: 'warning',
  done: 'good',
  unfinished: 'warning',
};

function stateOf({ where, late, next }: ToldPlan): State {
  if (where.kind === 'after') return next === null ? 'done' : 'unfinished';
  if (late.some(({ state }) => state !== 'reading')) return 'behind';
  return where.kind === 'before' ? 'planned' : 'on-course';
}

function answerOf({ where, next, phases, current }: ToldPlan, texts: Texts): string {
  if (next !== null) return texts.t('plan.answer.next', { item: next.title });
  const following = phases[phases.findIndex(({ phase }) => phase === current) + 1];
  return where.kind === 'after' || following === undefined
    ? texts.t('plan.answer.all-done')
    : texts.t('plan.answer.phase-done', {
        phase: following.title,
        day: texts.calendarDay(following.startsOn),
      });
}

function lateWords({ late }: ToldPlan, texts: Texts): readonly string[] {
  const open = late.filter(({ state }) => state !== 'reading');
  if (open.length === 0) return [];
  const names = open.slice(0, ITEMS_NAMED).map(({ title }) => title);
  const more = open.length - names.length;
  const list = joined(...names, more > 0 ? texts.t('common.more', { count: more }) : null);
  return [texts.t('plan.late', { count: open.length, items: list })];
}

const PHASE_MARKS: Readonly<Record<ToldPhase['when'], { readonly mark: string; readonly color: string }>> = {
  over: { mark: '✓', color: 'Good' },
  now: { mark: '●', color: 'Accent' },
  next: { mark: '◐', color: 'Accent' },
  later: { mark: '○', color: 'Default' },
};

function phaseView(phase: ToldPhase, { current }: ToldPlan, texts: Texts): PhaseView {
  const done = phase.items.filter((item) => item.done).length;
  const behind = phase.when === 'over' && done < phase.items.length;
  const shown = phase.items.filter(({ state }) => !mayTick(state));
  const choices = phase.items.filter(({ state }) => mayTick(state));
  return {
    id: phase.phase,
    ...(behind ? { mark: '!', color: 'Warning' } : PHASE_MARKS[phase.when]),
    title: joined(phase.title, texts.t(`plan.when.${behind ? 'behind' : phase.when}`)),
    line: joined(phase.span, phase.length, phase.owner),
    count: texts.t('plan.done-of', { done, all: phase.items.length }),
    open: phase.phase === current,
    items: shown.map(({ state, title, word }) => ({
      ...(state === 'proved' ? { mark: '✓', color: 'Good' } : { mark: '✗', color: 'Attention' }),
      title,
      word,
    })),
    hasChoices: choices.length > 0,
    choices: choices.map((item) => ({ title: choiceTitle(item), value: item.id })),
    ticked: choices
      .filter(({ state }) => state === 'ticked')
      .map(({ id }) => id)
      .join(','),
    choiceLabel: texts.t('plan.tick-label', { phase: phase.title }),
    choiceError: texts.t('plan.form.error'),
  };
}

function choiceTitle({ title, word, state }: ToldItem): string {
  return state === 'open' ? title : joined(title, word);
}

function factsOf({ plan, facts }: PlanCardInput, told: ToldPlan, texts: Texts): readonly Fact[] {
  const { campaign } = facts;
  const on = (phase: string) => told.phases.find((one) => one.phase === phase);
  const coverage =
    campaign === null || campaign.coverage === null
      ? null
      : texts.t('plan.coverage', {
          share: texts.percent(campaign.coverage),
          goal: texts.percent(campaign.goalShare),
        });
  const rows: readonly (readonly [string, string | null])[] = [
    [texts.t('plan.fact.enforcement'), texts.calendarDate(on('enforce')?.startsOn ?? plan.startsOn)],
    [texts.t('plan.fact.end'), texts.calendarDate(on('validate')?.endsOn ?? plan.startsOn)],
    [texts.t('plan.fact.campaign'), campaign && joined(texts.isolated(plain(campaign.name, 60)), coverage)],
    [texts.t('plan.fact.helpdesk'), told.contact && texts.isolated(plain(told.contact, 80))],
    [texts.t('plan.fact.changed'), texts.shortMoment(plan.changedAt)],
  ];
  return rows.flatMap(([title, value]) => (value === null ? [] : [{ title, value }]));
}

function labels(texts: Texts) {
  return {
    wayTitle: texts.t('plan.way-title'),
    create: texts.t('plan.action.new'),
    save: texts.t('plan.action.tick'),
    edit: texts.t('plan.action.edit'),
    refresh: texts.t('status.action.refresh'),
    markdown: texts.t('plan.action.markdown'),
    calendar: texts.t('plan.action.calendar'),
    end: texts.t('plan.action.end'),
    endText: texts.t('plan.end-text'),
    endSure: texts.t('plan.action.end-sure'),
  };
}
