import type { Phase, ScheduledPhase } from '../rollout/phases.ts';
import { type Move, type Plan, phaseAt, type Where, whereIs } from '../rollout/plan.ts';
import { type ItemState, isDone, type JudgedItem, judgeItems } from '../rollout/plan-checklist.ts';
import { scheduleOf } from '../rollout/plan-days.ts';
import type { PlanLook } from '../rollout/plan-ports.ts';
import { type Recommendation, recommend, traitsFrom } from '../rollout/recommendation.ts';
import { joined } from './card.ts';
import { plain } from './plain.ts';
import type { Texts } from './texts.ts';

export interface PlanInput extends PlanLook {
  readonly plan: Plan;
}

/** A plan in finished sentences of one language: its card, its files and the terminal are drawn from this. */
export interface ToldPlan {
  readonly where: Where;
  readonly current: Phase;
  readonly title: string;
  readonly phases: readonly ToldPhase[];
  /** The first thing to do, of the earliest phase that is not done. */
  readonly next: ToldItem | null;
  /** Of phases that are over. */
  readonly late: readonly ToldItem[];
  readonly warnings: readonly string[];
  readonly contact: string | null;
  readonly way: {
    readonly way: Recommendation['way'];
    readonly title: string;
    readonly reasons: readonly string[];
  };
}

export interface ToldPhase extends ScheduledPhase {
  readonly title: string;
  readonly days: number;
  readonly length: string;
  readonly span: string;
  readonly owner: string | null;
  readonly when: 'over' | 'now' | 'next' | 'later';
  readonly items: readonly ToldItem[];
}

export interface ToldItem {
  readonly id: JudgedItem['id'];
  readonly title: string;
  readonly state: ItemState;
  readonly done: boolean;
  readonly word: string;
}

const OWNER_SHOWN = 60;
const NAME_SHOWN = 60;

export function tellPlan(input: PlanInput, texts: Texts): ToldPlan {
  const { plan, facts } = input;
  const schedule = scheduleOf(plan);
  const where = whereIs(schedule, texts.isoDay(facts.now));
  const items = judgeItems(plan, schedule, facts);
  const current = phaseAt(where);
  const phases = schedule.map((scheduled, index): ToldPhase => {
    const { days, owner } = plan.phases[scheduled.phase];
    return {
      ...scheduled,
      title: texts.t(`plan.phase.${scheduled.phase}`),
      days,
      length: texts.t(scheduled.phase === 'register' ? 'plan.days' : 'plan.working-days', { count: days }),
      span: texts.calendarSpan(scheduled.startsOn, scheduled.endsOn),
      owner: owner === null ? null : texts.isolated(plain(owner, OWNER_SHOWN)),
      when: whenOf(scheduled, index, where, schedule),
      items: items.filter(({ phase }) => phase === scheduled.phase).map((item) => tellItem(item, texts)),
    };
  });
  const until = schedule.findIndex(({ phase }) => phase === current);
  const begun = phases.slice(0, until + 1).flatMap((phase) => phase.items);
  return {
    where,
    current,
    title: titleOf(where, texts),
    phases,
    next: begun.find(({ done }) => !done) ?? null,
    late: phases
      .filter(({ when }) => when === 'over')
      .flatMap((phase) => phase.items.filter(({ done }) => !done)),
    warnings: warningsOf(input, schedule, texts),
    contact: plan.contact ?? facts.campaign?.contact ?? null,
    way: tellWay(input, texts),
  };
}

export function phaseNames(phases: readonly Phase[], texts: Texts): string {
  const names = phases.map((phase) => texts.t(`plan.phase.${phase}`));
  return new Intl.ListFormat(texts.locale, { type: 'unit', style: 'short' }).format(names);
}

/** "Moved by 3 days: Register, Pilot, Enforce." */
export function moveWords(moves: readonly Move[], texts: Texts): readonly string[] {
  return moves.map(({ phases, days }) =>
    texts.t(days > 0 ? 'plan.moved-later' : 'plan.moved-earlier', {
      count: Math.abs(days),
      phases: phaseNames(phases, texts),
    }),
  );
}

function whenOf(
  scheduled: ScheduledPhase,
  index: number,
  where: Where,
  schedule: readonly ScheduledPhase[],
): ToldPhase['when'] {
  if (where.kind === 'after') return 'over';
  const at = where.kind === 'in' ? where.now : where.next;
  const place = schedule.findIndex(({ phase }) => phase === at.phase);
  if (index < place) return 'over';
  if (index > place) return 'later';
  return scheduled.phase === at.phase && where.kind === 'in' ? 'now' : 'next';
}

function titleOf(where: Where, texts: Texts): string {
  if (where.kind === 'after') return texts.t('plan.title.after');
  if (where.kind === 'before')
    return texts.t('plan.title.before', { day: texts.calendarDay(where.next.startsOn) });
  if (where.kind !== 'in') {
    const phase = texts.t(`plan.phase.${where.next.phase}`);
    return texts.t('plan.title.between', { phase, day: texts.calendarDay(where.next.startsOn) });
  }
  const { now, day, days } = where;
  return texts.t('plan.title.in', { phase: texts.t(`plan.phase.${now.phase}`), day, days });
}

function tellItem(item: JudgedItem, texts: Texts): ToldItem {
  const { id, state, tick } = item;
  const word =
    state === 'ticked' && tick
      ? joined(
          tick.name === null
            ? texts.t('plan.item-state.ticked')
            : texts.isolated(plain(tick.name, NAME_SHOWN)),
          texts.date(tick.at),
        )
      : texts.t(`plan.item-state.${state}`);
  return { id, title: texts.t(`plan.item.${id}`), state, done: isDone(item), word };
}

function warningsOf(
  { plan, facts, campaignGone }: PlanInput,
  schedule: readonly ScheduledPhase[],
  texts: Texts,
): readonly string[] {
  if (campaignGone) return [texts.t('plan.warn.campaign-gone')];
  const { campaign } = facts;
  if (campaign === null) return plan.campaignId === null ? [texts.t('plan.warn.no-campaign')] : [];
  const on = (phase: Phase) => schedule.find((one) => one.phase === phase)?.startsOn ?? '';
  const warnings: string[] = [];
  if (campaign.startsOn !== on('register')) {
    const days = { day: texts.calendarDay(campaign.startsOn), other: texts.calendarDay(on('register')) };
    warnings.push(texts.t('plan.warn.campaign-starts', days));
  }
  if (campaign.deadline >= on('enforce')) {
    const days = { day: texts.calendarDay(campaign.deadline), other: texts.calendarDay(on('enforce')) };
    warnings.push(texts.t('plan.warn.campaign-ends', days));
  }
  return warnings;
}

function tellWay({ facts, edition }: PlanInput, texts: Texts): ToldPlan['way'] {
  const traits = traitsFrom(facts.gates);
  const { way, reasons } = recommend({ ...traits, edition });
  const values = { people: traits.people ?? 0, exceptions: traits.exceptions ?? 0 };
  return {
    way,
    title: texts.t(`plan.way.${way}`),
    reasons: reasons.map((reason) => texts.t(`plan.reason.${reason}`, values)),
  };
}
