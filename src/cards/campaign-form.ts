import { DEFAULT_APPROVAL_ABOVE, GOALS } from '../campaign/campaign.ts';
import type { DraftProblem } from '../campaign/draft.ts';
import { CONTACT_AT_MOST, NAME_AT_MOST } from '../campaign/draft.ts';
import type { FormField, TypedForm } from '../campaign/form.ts';
import type { Choice } from './campaign-view.ts';
import { goalReason, goalWords } from './campaign-words.ts';
import { type CommonView, common, joined, type Tone } from './card.ts';
import { plain } from './plain.ts';
import type { Texts } from './texts.ts';

export interface CampaignFormView extends CommonView {
  readonly eyebrow: string;
  readonly title: string;
  readonly tone: Tone;
  readonly answer: string;
  readonly fields: readonly FieldView[];
  readonly folds: readonly {
    readonly id: string;
    readonly title: string;
    /** What is wrong must not be hidden. */
    readonly open: boolean;
    readonly closed: boolean;
    readonly fields: readonly FieldView[];
  }[];
  readonly isNew: boolean;
  readonly isChange: boolean;
  readonly campaignId: string;
  readonly seen: number;
  readonly save: string;
  readonly back: string;
}

type Kind = 'text' | 'lines' | 'number' | 'date' | 'choice' | 'toggle';

interface FieldView {
  readonly id: FormField;
  readonly isText: boolean;
  readonly isNumber: boolean;
  readonly isDate: boolean;
  readonly isChoice: boolean;
  readonly isToggle: boolean;
  readonly label: string;
  readonly value: string;
  readonly number: number;
  readonly isMultiline: boolean;
  readonly isRequired: boolean;
  readonly maxLength: number;
  readonly placeholder: string;
  readonly error: string;
  readonly style: 'expanded' | 'compact';
  readonly choices: readonly Choice[];
  readonly hasProblem: boolean;
  readonly problem: string;
}

export interface CampaignFormInput {
  /** What stands in the fields: the defaults, the campaign as it is, or what was typed. */
  readonly typed: TypedForm;
  readonly problems: readonly DraftProblem[];
  /** Null: a new campaign. */
  readonly change: { readonly id: string; readonly version: number; readonly name: string } | null;
}

/** Two lists of this length and all the rest fit into what Teams takes for a card. */
const LIST_CHARACTERS = 9_000;
const SHORT_LIST_CHARACTERS = 2_000;

interface Field {
  readonly id: FormField;
  readonly kind: Kind;
  readonly maxLength?: number;
}

const MAIN: readonly Field[] = [
  { id: 'name', kind: 'text', maxLength: NAME_AT_MOST },
  { id: 'goal', kind: 'choice' },
  { id: 'startsOn', kind: 'date' },
  { id: 'windowDays', kind: 'number' },
  { id: 'hours', kind: 'choice' },
  { id: 'contact', kind: 'text', maxLength: CONTACT_AT_MOST },
];

const FOLDS: readonly { readonly id: 'who' | 'calendar'; readonly fields: readonly Field[] }[] = [
  {
    id: 'who',
    fields: [
      { id: 'departments', kind: 'lines', maxLength: SHORT_LIST_CHARACTERS },
      { id: 'countries', kind: 'text', maxLength: 200 },
      { id: 'groupIds', kind: 'lines', maxLength: SHORT_LIST_CHARACTERS },
      { id: 'addresses', kind: 'lines', maxLength: LIST_CHARACTERS },
      { id: 'guests', kind: 'toggle' },
      { id: 'excludedGroupIds', kind: 'lines', maxLength: SHORT_LIST_CHARACTERS },
      { id: 'excludedAddresses', kind: 'lines', maxLength: LIST_CHARACTERS },
    ],
  },
  {
    id: 'calendar',
    fields: [
      { id: 'reminderOnDay', kind: 'number' },
      { id: 'reminderBelow', kind: 'number' },
      { id: 'contactListOnDay', kind: 'number' },
      { id: 'lastCallOnDay', kind: 'number' },
      { id: 'endsOnDay', kind: 'number' },
      { id: 'goalShare', kind: 'number' },
      { id: 'approvalAbove', kind: 'number' },
    ],
  },
];

export function toCampaignFormView(input: CampaignFormInput, texts: Texts): CampaignFormView {
  const { change, problems } = input;
  const wrong = problems.length > 0;
  const title =
    change === null
      ? texts.t('campaign.form.title-new')
      : texts.t('campaign.form.title-change', { name: plain(change.name, 40) });
  const answer = wrong
    ? texts.t('campaign.form.answer-wrong', { count: problems.length })
    : texts.t('campaign.form.answer');
  const draw = (field: Field) => fieldOf(field, input, texts);
  return {
    ...common(texts, `${title}. ${answer}`),
    eyebrow: joined(
      texts.t('campaign.eyebrow'),
      texts.t(change === null ? 'campaign.form.new' : 'campaign.state.draft'),
    ),
    title,
    tone: wrong ? 'attention' : 'emphasis',
    answer,
    fields: MAIN.map(draw),
    folds: FOLDS.map(({ id, fields }) => {
      const open = fields.some((field) => problems.some((problem) => problem.field === field.id));
      return {
        id,
        title: texts.t(`campaign.form.fold.${id}`),
        open,
        closed: !open,
        fields: fields.map(draw),
      };
    }),
    isNew: change === null,
    isChange: change !== null,
    campaignId: change?.id ?? '',
    seen: change?.version ?? 0,
    save: texts.t(change === null ? 'campaign.action.create' : 'campaign.action.save'),
    back: texts.t('campaign.action.back'),
  };
}

function fieldOf(
  { id, kind, maxLength = 200 }: Field,
  { typed, problems }: CampaignFormInput,
  texts: Texts,
): FieldView {
  const found = problems.find(({ field }) => field === id);
  const value = typed[id] ?? '';
  const problem = found ? problemWords(found, texts) : '';
  return {
    id,
    isText: kind === 'text' || kind === 'lines',
    isNumber: kind === 'number',
    isDate: kind === 'date',
    isChoice: kind === 'choice',
    isToggle: kind === 'toggle',
    label: texts.t(`campaign.field.${id}`),
    value: kind === 'toggle' ? String(value === 'true') : value.slice(0, maxLength).toWellFormed(),
    number: numberOf(value, id),
    isMultiline: kind === 'lines',
    isRequired: id === 'name' || id === 'goal',
    maxLength,
    placeholder: placeholderOf(id, texts),
    error: problem || texts.t('campaign.form.error'),
    style: id === 'goal' ? 'expanded' : 'compact',
    choices: choicesOf(id, texts),
    hasProblem: found !== undefined,
    problem,
  };
}

/** A field for numbers cannot show anything else. */
function numberOf(value: string, id: FormField): number {
  const number = Number(value);
  if (value !== '' && Number.isFinite(number)) return number;
  return id === 'approvalAbove' ? DEFAULT_APPROVAL_ABOVE : 0;
}

function placeholderOf(id: FormField, texts: Texts): string {
  switch (id) {
    case 'name':
    case 'contact':
    case 'departments':
    case 'countries':
    case 'addresses':
    case 'excludedAddresses':
      return texts.t(`campaign.placeholder.${id}`);
    case 'groupIds':
    case 'excludedGroupIds':
      return '00000000-0000-0000-0000-000000000000';
    case 'guests':
      return texts.t('campaign.field.guests-yes');
    default:
      return '';
  }
}

function choicesOf(id: FormField, texts: Texts): readonly Choice[] {
  if (id === 'goal') {
    return GOALS.map((goal) => ({
      value: goal,
      title: `${goalWords(goal, texts)}. ${goalReason(goal, texts)}`,
    }));
  }
  if (id !== 'hours') return [];
  return [
    { value: 'working', title: texts.t('campaign.hours.working') },
    { value: 'now', title: texts.t('campaign.form.hours-now') },
  ];
}

function problemWords({ problem, found, least, most }: DraftProblem, texts: Texts): string {
  return texts.t(`campaign.problem.${problem}`, {
    found: plain(found ?? '', 60),
    least: least ?? 0,
    most: most ?? 0,
  });
}
