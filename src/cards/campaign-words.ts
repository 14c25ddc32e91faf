import { deadlineOf, stepsOf } from '../campaign/calendar.ts';
import type { Campaign, Goal, Recipient } from '../campaign/campaign.ts';
import { OUTCOMES, type Outcome } from '../delivery/outcome.ts';
import { PHONE_ENDS } from '../people/registration.ts';
import { type CampaignFold, fold, row } from './campaign-view.ts';
import { plain } from './plain.ts';
import type { Texts } from './texts.ts';

const NAME_SHOWN = 40;

export function nameOfCampaign({ name }: Pick<Campaign, 'name'>, texts: Texts): string {
  return texts.isolated(plain(name, NAME_SHOWN));
}

export function goalWords(goal: Goal, texts: Texts): string {
  return texts.t(`campaign.goal.${goal}`);
}

/** One sentence that says whom a goal is for. */
export function goalReason(goal: Goal, texts: Texts): string {
  return goal === 'no-sms-only'
    ? texts.t('campaign.goal-for.no-sms-only', { date: texts.calendarDate(PHONE_ENDS) })
    : texts.t(`campaign.goal-for.${goal}`);
}

export function deadlineWords(campaign: Pick<Campaign, 'calendar'>, texts: Texts): string {
  return texts.calendarDay(deadlineOf(campaign.calendar));
}

export function shareWords(part: number, whole: number, texts: Texts): string {
  const percent = texts.percent(whole === 0 ? 0 : part / whole);
  return texts.t('campaign.share', { part, whole, percent });
}

/** Null where that is no way of failing. */
export function failureWords(outcome: Outcome, texts: Texts): string | null {
  if (outcome === 'sent' || outcome === 'superseded' || outcome === 'cancelled') return null;
  return texts.t(`campaign.outcome.${outcome}`);
}

export function departmentWords(department: string | null, texts: Texts): string {
  return department === null || department === ''
    ? texts.t('campaign.department.none')
    : texts.isolated(plain(department, 40));
}

/** Why somebody stands where they stand, for whoever calls them. */
export function reasonWords(
  { state, reason, snoozedUntil }: Pick<Recipient, 'state' | 'reason' | 'snoozedUntil'>,
  texts: Texts,
): string {
  if (state === 'snoozed' && snoozedUntil) {
    return texts.t('campaign.reason.snoozed-until', { day: texts.day(snoozedUntil) });
  }
  const outcome = OUTCOMES.find((known) => known === reason);
  const failed = state === 'unreachable' && outcome ? failureWords(outcome, texts) : null;
  return failed ?? texts.t(`campaign.reason.${state}`);
}

export function calendarFold({ calendar }: Campaign, texts: Texts): CampaignFold {
  const byDay = stepsOf(calendar).toSorted((a, b) => a.day - b.day);
  const rows = byDay.map(({ step, date }) => {
    const { reminderBelow } = calendar;
    const note =
      step === 'reminder' && reminderBelow < 1
        ? texts.t('campaign.calendar.reminder-if', { percent: texts.percent(reminderBelow) })
        : '';
    return row(texts.t(`campaign.step.${step}`), { value: texts.calendarDay(date), note });
  });
  const hours = row(texts.t(`campaign.hours.${calendar.hours}`));
  return fold('calendar', texts.t('campaign.fold.calendar'), [...rows, hours]);
}
