import { UserError } from '../errors.ts';
import type { Calendar } from './campaign.ts';
import type { NewCampaign } from './ports.ts';

/** What an administrator fills in, by the names under which it is corrected. */
export type DraftField =
  | 'name'
  | 'contact'
  | 'approvalAbove'
  | Exclude<keyof Calendar, 'hours'>
  | Exclude<keyof NewCampaign['audience'], 'guests'>;

export const DRAFT_PROBLEMS = [
  'missing',
  'too-long',
  'reserved',
  'taken',
  'not-a-date',
  'past',
  'out-of-range',
  'after-the-deadline',
  'before-the-deadline',
  'before-the-last-call',
  'not-an-id',
  'not-a-country',
  'not-an-address',
  'too-many',
] as const;

export interface DraftProblem {
  readonly field: DraftField;
  readonly problem: (typeof DRAFT_PROBLEMS)[number];
  /** The word that is wrong, where one of several is. */
  readonly found?: string;
  readonly least?: number;
  readonly most?: number;
}

/** Everything that is wrong with a draft, at once: the form comes back with each problem at its field. */
export class WrongDraft extends UserError {
  readonly problems: readonly DraftProblem[];

  constructor(problems: readonly DraftProblem[]) {
    const named = problems.map(({ field, problem }) => `${field} (${problem})`).join(', ');
    super('wrong-draft', `Wrong in this campaign: ${named}.`, 'Correct these fields and send it again.');
    this.problems = problems;
  }
}

export const NAME_AT_MOST = 60;
export const CONTACT_AT_MOST = 120;
/** A pasted list; whoever has more people in mind names a group. */
export const ADDRESSES_AT_MOST = 500;
export const GROUPS_AT_MOST = 20;
export const DEPARTMENTS_AT_MOST = 100;

/** What `campaign new` and `campaign list` mean cannot be the name of one. */
const RESERVED = new Set(['new', 'list']);

/** The two thresholds are shares; everything else counts days or people. */
const RANGES: readonly (readonly [Exclude<keyof Calendar, 'hours' | 'startsOn'>, number, number])[] = [
  ['windowDays', 14, 180],
  ['reminderOnDay', 2, 180],
  ['reminderBelow', 0.01, 1],
  ['contactListOnDay', 2, 180],
  ['lastCallOnDay', 3, 240],
  ['endsOnDay', 3, 270],
  ['goalShare', 0.01, 1],
];

/** `today`: as `2026-11-20`. Whether the name is taken is known to the database alone. */
export function problemsOf(draft: NewCampaign, today: string): readonly DraftProblem[] {
  return [
    ...nameProblems(draft.name),
    ...dayProblems(draft.calendar, today),
    ...calendarProblems(draft.calendar),
    ...audienceProblems(draft.audience),
    ...numberProblem('approvalAbove', draft.approvalAbove ?? 0, 0, 1_000_000),
    ...lengthProblem('contact', draft.contact ?? '', CONTACT_AT_MOST),
  ];
}

function nameProblems(name: string): readonly DraftProblem[] {
  if (name.trim() === '') return [{ field: 'name', problem: 'missing' }];
  if (RESERVED.has(name.trim().toLowerCase())) return [{ field: 'name', problem: 'reserved' }];
  return lengthProblem('name', name, NAME_AT_MOST);
}

function lengthProblem(field: DraftField, text: string, most: number): readonly DraftProblem[] {
  return text.length > most ? [{ field, problem: 'too-long', most }] : [];
}

function dayProblems({ startsOn }: Calendar, today: string): readonly DraftProblem[] {
  if (!isDay(startsOn)) return [{ field: 'startsOn', problem: 'not-a-date' }];
  return startsOn < today ? [{ field: 'startsOn', problem: 'past' }] : [];
}

function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}

function calendarProblems(calendar: Calendar): readonly DraftProblem[] {
  const outside = RANGES.flatMap(([field, least, most]) =>
    numberProblem(field, calendar[field], least, most, field === 'reminderBelow' || field === 'goalShare'),
  );
  if (outside.length > 0) return outside;
  const { windowDays, reminderOnDay, contactListOnDay, lastCallOnDay, endsOnDay } = calendar;
  const problems: DraftProblem[] = [];
  if (reminderOnDay > windowDays) problems.push({ field: 'reminderOnDay', problem: 'after-the-deadline' });
  if (contactListOnDay > windowDays)
    problems.push({ field: 'contactListOnDay', problem: 'after-the-deadline' });
  if (lastCallOnDay <= windowDays) problems.push({ field: 'lastCallOnDay', problem: 'before-the-deadline' });
  if (endsOnDay <= lastCallOnDay) problems.push({ field: 'endsOnDay', problem: 'before-the-last-call' });
  return problems;
}

function numberProblem(
  field: DraftField,
  value: number,
  least: number,
  most: number,
  isShare = false,
): readonly DraftProblem[] {
  const whole = isShare || Number.isInteger(value);
  if (whole && value >= least && value <= most) return [];
  const shown = isShare ? { least: least * 100, most: most * 100 } : { least, most };
  return [{ field, problem: 'out-of-range', ...shown }];
}

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const COUNTRY = /^[A-Z]{2}$/;
const ADDRESS = /^[^\s@<>,;]+@[^\s@<>,;]+$/;

function audienceProblems(audience: NewCampaign['audience']): readonly DraftProblem[] {
  const { groupIds, excludedGroupIds, countries, departments, addresses, excludedAddresses } = audience;
  return [
    ...listProblem('groupIds', groupIds, { problem: 'not-an-id', fits: ID, most: GROUPS_AT_MOST }),
    ...listProblem('departments', departments, {
      problem: 'too-long',
      fits: /^.{1,100}$/u,
      most: DEPARTMENTS_AT_MOST,
    }),
    ...listProblem('countries', countries, { problem: 'not-a-country', fits: COUNTRY, most: 250 }),
    ...listProblem('addresses', addresses, {
      problem: 'not-an-address',
      fits: ADDRESS,
      most: ADDRESSES_AT_MOST,
    }),
    ...listProblem('excludedGroupIds', excludedGroupIds, {
      problem: 'not-an-id',
      fits: ID,
      most: GROUPS_AT_MOST,
    }),
    ...listProblem('excludedAddresses', excludedAddresses, {
      problem: 'not-an-address',
      fits: ADDRESS,
      most: ADDRESSES_AT_MOST,
    }),
  ];
}

function listProblem(
  field: DraftField,
  words: readonly string[],
  { problem, fits, most }: { problem: DraftProblem['problem']; fits: RegExp; most: number },
): readonly DraftProblem[] {
  if (words.length > most) return [{ field, problem: 'too-many', most }];
  const wrong = words.find((word) => !fits.test(word));
  return wrong === undefined ? [] : [{ field, problem, found: wrong.slice(0, 60), most: 100 }];
}
