import { PHASES, type Phase, type PhaseSettings, type PlanDraft, type ScheduledPhase } from './phases.ts';
import {
  dayAfter,
  daysBetween,
  isDay,
  isFit,
  isWorkingDay,
  nextFit,
  schedulePhase,
  waitsUntil,
} from './plan-days.ts';

const OF_PHASE = ['starts', 'days', 'owner'] as const;
type PhaseField = `${Phase}-${(typeof OF_PHASE)[number]}`;
export type PlanField =
  | 'startsOn'
  | 'campaign'
  | 'contact'
  | 'daysOff'
  | Exclude<PhaseField, 'prepare-starts'>;

export const PLAN_FIELDS: readonly PlanField[] = [
  'startsOn',
  'campaign',
  'contact',
  'daysOff',
  ...PHASES.flatMap((phase) => OF_PHASE.map((what) => `${phase}-${what}` as const)).filter(
    (field) => field !== 'prepare-starts',
  ),
];

/** The form as it was filled in: clients send every field as text, and leave out what they do not show. */
export type TypedPlan = Readonly<Partial<Record<PlanField, string | undefined>>>;

/** What stands in the field where no campaign is chosen. */
export const NO_CAMPAIGN = 'none';

export const PLAN_PROBLEMS = [
  'not-a-date',
  'past',
  'too-far',
  'afternoon',
  'no-working-day',
  'before-days-off',
  'too-early',
  'out-of-range',
  'too-long',
  'too-many',
  'not-dates',
  'campaign-gone',
] as const;

export interface PlanProblem {
  readonly field: PlanField;
  readonly problem: (typeof PLAN_PROBLEMS)[number];
  readonly least?: number;
  readonly most?: number;
  /** The first day that would do. */
  readonly day?: string;
  /** The word that is wrong, where one of several is. */
  readonly found?: string;
}

export const OWNER_AT_MOST = 80;
export const CONTACT_AT_MOST = 120;
export const DAYS_OFF_AT_MOST = 60;
const MOST_DAYS: Readonly<Record<Phase, number>> = {
  prepare: 60,
  register: 180,
  pilot: 60,
  enforce: 10,
  validate: 60,
};
/** Two years and more lie beyond what anybody plans, and a slip of the finger. */
const DAYS_AHEAD_AT_MOST = 800;

/** What stands in the form; without a schedule (a new plan) the later phases have no dates yet. */
export function typedPlanOf(draft: PlanDraft, schedule: readonly ScheduledPhase[] | null): TypedPlan {
  const typed: Partial<Record<PlanField, string>> = {
    startsOn: draft.startsOn,
    campaign: draft.campaignId ?? NO_CAMPAIGN,
    contact: draft.contact ?? '',
    daysOff: draft.daysOff.join(', '),
  };
  for (const phase of PHASES) {
    const { days, owner } = draft.phases[phase];
    typed[`${phase}-days`] = String(days);
    typed[`${phase}-owner`] = owner ?? '';
    const scheduled = schedule?.find((one) => one.phase === phase);
    if (phase !== 'prepare' && scheduled) typed[`${phase}-starts`] = scheduled.startsOn;
  }
  return typed;
}

export interface ReadPlan {
  readonly draft: PlanDraft;
  readonly problems: readonly PlanProblem[];
}

export interface ReadingPlan {
  /** What is left out or left empty where something must stand is as it was. */
  readonly before: PlanDraft;
  /** The dates that stood in the form; null: there were none. One that was not touched follows the others. */
  readonly schedule: readonly ScheduledPhase[] | null;
  readonly today: string;
  /** Too late in the day to begin today. */
  readonly todayIsOver: boolean;
}

export function readPlanForm(typed: TypedPlan, about: ReadingPlan): ReadPlan {
  const { before, schedule } = about;
  const off = daysOffIn(typed.daysOff, before.daysOff);
  const contact = words(typed.contact, before.contact);
  const problems: PlanProblem[] = [...off.problems, ...tooLong('contact', contact, CONTACT_AT_MOST)];
  const startsOn = typed.startsOn?.trim() || before.startsOn;
  const campaign = typed.campaign?.trim();
  const base: PlanDraft = {
    ...{ startsOn, contact, weekend: before.weekend, daysOff: off.days },
    campaignId: campaign === undefined ? before.campaignId : campaign === NO_CAMPAIGN ? null : campaign,
    phases: before.phases,
  };
  const settings = settingsIn(typed, before, problems);
  const start = startProblem(startsOn, base, about);
  if (start) problems.push(start);
  const draft = { ...base, phases: settings };
  // A date that is no date, or days without number, leave nothing that could be counted from.
  if (problems.length > 0) return { draft, problems };
  return placed(typed, draft, schedule);
}

/** Phase by phase: one whose date was changed waits until then, and those after it follow. */
function placed(typed: TypedPlan, draft: PlanDraft, shown: readonly ScheduledPhase[] | null): ReadPlan {
  const problems: PlanProblem[] = [];
  let current = draft;
  let from = draft.startsOn;
  for (const phase of PHASES) {
    const wanted = phase === 'prepare' ? undefined : typed[`${phase}-starts`]?.trim();
    const stood = shown?.find((one) => one.phase === phase)?.startsOn;
    if (phase !== 'prepare' && wanted && wanted !== stood) {
      const problem = dateProblem(phase, wanted, from, current);
      if (problem) problems.push({ field: `${phase}-starts`, ...problem });
      else {
        const waits = waitsUntil(phase, from, wanted, current);
        const settings: PhaseSettings = { ...current.phases[phase], waits };
        current = { ...current, phases: { ...current.phases, [phase]: settings } };
      }
    }
    from = dayAfter(schedulePhase(phase, from, current).endsOn);
  }
  return { draft: current, problems };
}

type Wrong = Omit<PlanProblem, 'field'>;

function dateProblem(phase: Phase, wanted: string, from: string, draft: PlanDraft): Wrong | null {
  if (!isDay(wanted)) return { problem: 'not-a-date' };
  const first = nextFit(phase, from, draft);
  if (wanted < first) return { problem: 'too-early', day: first };
  if (daysBetween(from, wanted) > DAYS_AHEAD_AT_MOST) return { problem: 'too-far' };
  return unfit(phase, wanted, draft);
}

function unfit(phase: Phase, day: string, draft: PlanDraft): Wrong | null {
  if (isFit(phase, day, draft)) return null;
  const problem = isWorkingDay(day, draft) ? 'before-days-off' : 'no-working-day';
  return { problem, day: nextFit(phase, day, draft) };
}

function startProblem(startsOn: string, draft: PlanDraft, about: ReadingPlan): PlanProblem | null {
  const field = 'startsOn';
  if (!isDay(startsOn)) return { field, problem: 'not-a-date' };
  // A plan that has begun keeps the day on which it did.
  if (about.schedule !== null && startsOn === about.before.startsOn) return null;
  if (startsOn < about.today) return { field, problem: 'past' };
  if (daysBetween(about.today, startsOn) > DAYS_AHEAD_AT_MOST) return { field, problem: 'too-far' };
  const wrong = unfit('prepare', startsOn, draft);
  if (wrong) return { field, ...wrong };
  if (startsOn !== about.today || !about.todayIsOver) return null;
  return { field, problem: 'afternoon', day: nextFit('prepare', dayAfter(startsOn), draft) };
}

function settingsIn(typed: TypedPlan, before: PlanDraft, problems: PlanProblem[]): PlanDraft['phases'] {
  const settings = { ...before.phases };
  for (const phase of PHASES) {
    const known = before.phases[phase];
    const text = typed[`${phase}-days`]?.trim() ?? '';
    const days = text === '' ? known.days : Number(text);
    const most = MOST_DAYS[phase];
    if (!Number.isInteger(days) || days < 1 || days > most) {
      problems.push({ field: `${phase}-days`, problem: 'out-of-range', least: 1, most });
    }
    const owner = words(typed[`${phase}-owner`], known.owner);
    problems.push(...tooLong(`${phase}-owner`, owner, OWNER_AT_MOST));
    settings[phase] = { ...known, days, owner };
  }
  return settings;
}

function daysOffIn(typed: string | undefined, known: readonly string[]) {
  if (typed === undefined) return { days: known, problems: [] };
  const found = [...new Set(typed.split(/[\s,;]+/).filter((word) => word !== ''))].toSorted();
  const wrong = found.find((word) => !isDay(word));
  const field = 'daysOff';
  const problems: readonly PlanProblem[] =
    found.length > DAYS_OFF_AT_MOST
      ? [{ field, problem: 'too-many', most: DAYS_OFF_AT_MOST }]
      : wrong === undefined
        ? []
        : [{ field, problem: 'not-dates', found: wrong.slice(0, 40) }];
  return { days: problems.length > 0 ? known : found, problems };
}

function words(typed: string | undefined, known: string | null): string | null {
  return typed === undefined ? known : typed.replace(/\s+/gu, ' ').trim() || null;
}

function tooLong(field: PlanField, text: string | null, most: number): readonly PlanProblem[] {
  return text !== null && text.length > most ? [{ field, problem: 'too-long', most }] : [];
}
