import type { CampaignLine } from '../campaign/ports.ts';
import { PHASES, type Phase } from '../rollout/phases.ts';
import {
  CONTACT_AT_MOST,
  NO_CAMPAIGN,
  OWNER_AT_MOST,
  type PlanField,
  type PlanProblem,
  type TypedPlan,
} from '../rollout/plan-form.ts';
import { type CommonView, common, type Tone } from './card.ts';
import { plain } from './plain.ts';
import type { Texts } from './texts.ts';

export interface PlanFormView extends CommonView {
  readonly eyebrow: string;
  readonly title: string;
  readonly tone: Tone;
  readonly answer: string;
  readonly fields: readonly FieldView[];
  readonly folds: readonly {
    readonly id: Phase;
    readonly title: string;
    /** What is wrong must not be hidden. */
    readonly open: boolean;
    readonly closed: boolean;
    readonly fields: readonly FieldView[];
  }[];
  readonly isNew: boolean;
  readonly isChange: boolean;
  readonly planId: string;
  readonly seen: number;
  readonly save: string;
  readonly back: string;
}

type Kind = 'text' | 'number' | 'date' | 'choice';

interface FieldView {
  readonly id: PlanField;
  readonly isText: boolean;
  readonly isNumber: boolean;
  readonly isDate: boolean;
  readonly isChoice: boolean;
  readonly label: string;
  readonly value: string;
  readonly number: number;
  readonly maxLength: number;
  readonly placeholder: string;
  readonly error: string;
  readonly choices: readonly { readonly title: string; readonly value: string }[];
  readonly hasProblem: boolean;
  readonly problem: string;
}

export interface PlanFormInput {
  /** What stands in the fields: the defaults, the plan as it is, or what was typed. */
  readonly typed: TypedPlan;
  readonly problems: readonly PlanProblem[];
  /** What may be chosen, newest first. */
  readonly campaigns: readonly CampaignLine[];
  /** Null: a new plan. */
  readonly change: { readonly id: string; readonly version: number } | null;
}

interface Field {
  readonly id: PlanField;
  readonly kind: Kind;
  readonly maxLength?: number;
}

const MAIN: readonly Field[] = [
  { id: 'startsOn', kind: 'date' },
  { id: 'campaign', kind: 'choice' },
  { id: 'contact', kind: 'text', maxLength: CONTACT_AT_MOST },
  { id: 'daysOff', kind: 'text', maxLength: 800 },
];

const CAMPAIGNS_SHOWN = 20;

export function toPlanFormView(input: PlanFormInput, texts: Texts): PlanFormView {
  const { change, problems } = input;
  const wrong = problems.length > 0;
  const title = texts.t(change === null ? 'plan.form.title-new' : 'plan.form.title-change');
  const answer = wrong
    ? texts.t('plan.form.answer-wrong', { count: problems.length })
    : texts.t(change === null ? 'plan.form.answer-new' : 'plan.form.answer-change');
  const draw = (field: Field) => fieldOf(field, input, texts);
  return {
    ...common(texts, `${title}. ${answer}`),
    eyebrow: texts.t('plan.eyebrow'),
    title,
    tone: wrong ? 'attention' : 'emphasis',
    answer,
    fields: MAIN.map(draw),
    folds: PHASES.map((phase) => {
      const fields = fieldsOf(phase, input);
      const open = fields.some(({ id }) => problems.some(({ field }) => field === id));
      return {
        id: phase,
        title: texts.t(`plan.phase.${phase}`),
        open,
        closed: !open,
        fields: fields.map(draw),
      };
    }),
    isNew: change === null,
    isChange: change !== null,
    planId: change?.id ?? '',
    seen: change?.version ?? 0,
    save: texts.t('campaign.action.save'),
    back: texts.t('campaign.action.back'),
  };
}

/** A date can be moved once there is one to move. */
function fieldsOf(phase: Phase, { change }: PlanFormInput): readonly Field[] {
  const starts: readonly Field[] =
    phase === 'prepare' || change === null ? [] : [{ id: `${phase}-starts`, kind: 'date' }];
  return [
    ...starts,
    { id: `${phase}-days`, kind: 'number' },
    { id: `${phase}-owner`, kind: 'text', maxLength: OWNER_AT_MOST },
  ];
}

function fieldOf({ id, kind, maxLength = 200 }: Field, input: PlanFormInput, texts: Texts): FieldView {
  const found = input.problems.find(({ field }) => field === id);
  const value = input.typed[id] ?? '';
  const problem = found ? problemWords(found, texts) : '';
  return {
    id,
    isText: kind === 'text',
    isNumber: kind === 'number',
    isDate: kind === 'date',
    isChoice: kind === 'choice',
    label: labelOf(id, texts),
    value: value.slice(0, maxLength).toWellFormed(),
    // A field for numbers cannot show anything else.
    number: Number.isFinite(Number(value)) ? Number(value) : 0,
    maxLength,
    placeholder: placeholderOf(id, texts),
    error: problem || texts.t('plan.form.error'),
    choices: id === 'campaign' ? campaignChoices(input, value, texts) : [],
    hasProblem: found !== undefined,
    problem,
  };
}

function labelOf(id: PlanField, texts: Texts): string {
  if (id === 'startsOn' || id === 'campaign' || id === 'contact' || id === 'daysOff') {
    return texts.t(`plan.field.${id}`);
  }
  if (id === 'register-days') return texts.t('plan.field.calendar-days');
  if (id.endsWith('-days')) return texts.t('plan.field.days');
  return texts.t(id.endsWith('-owner') ? 'plan.field.owner' : 'plan.field.starts');
}

function placeholderOf(id: PlanField, texts: Texts): string {
  if (id === 'contact') return texts.t('campaign.placeholder.contact');
  if (id === 'daysOff') return '2026-12-24, 2026-12-25';
  return id.endsWith('-owner') ? texts.t('plan.placeholder.owner') : '';
}

function campaignChoices({ campaigns }: PlanFormInput, chosen: string, texts: Texts) {
  const over = (line: CampaignLine) => line.state === 'cancelled' || line.state === 'completed';
  const offered = campaigns.filter((line) => !over(line) || line.id === chosen).slice(0, CAMPAIGNS_SHOWN);
  return [
    { value: NO_CAMPAIGN, title: texts.t('plan.form.no-campaign') },
    ...offered.map(({ id, name, state }) => ({
      value: id,
      title: `${plain(name, 60)} · ${texts.t(`campaign.state.${state}`)}`,
    })),
  ];
}

function problemWords({ problem, least, most, day, found }: PlanProblem, texts: Texts): string {
  return texts.t(`plan.problem.${problem}`, {
    least: least ?? 0,
    most: most ?? 0,
    day: day === undefined ? '' : texts.calendarDay(day),
    found: plain(found ?? '', 40),
  });
}
