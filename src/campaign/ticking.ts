import type { Clock } from '../clock.ts';
import { onlyKnown } from '../errors.ts';
import { type CalendarDay, isWave, type Step, stepsOf, windowClosesAt } from './calendar.ts';
import { type Campaign, FINAL_RECIPIENT_STATES, RECIPIENT_STATES, type RecipientState } from './campaign.ts';
import { dateIn, workingMoment } from './hours.ts';
import type { News } from './news.ts';
import type { AdminPost, CalendarStore, RunningJobs, StepEffect } from './running.ts';

export interface TickingOptions {
  readonly store: CalendarStore;
  readonly news: Pick<News, 'refresh'>;
  readonly jobs: RunningJobs & {
    post(campaignId: string, what: AdminPost): Promise<void>;
  };
  /** Where the organisation is at home: the digest comes in its morning. */
  readonly homeZone: () => Promise<string>;
  readonly clock: Clock;
}

type Counts = Readonly<Record<RecipientState, number>>;

/** One look at the calendar of every campaign that goes on. Whoever looks twice, or beside another, does nothing twice. */
export function createTicking(options: TickingOptions): (signal: AbortSignal) => Promise<void> {
  const { store, news, jobs, clock } = options;

  const takeSteps = async (campaign: Campaign) => {
    const at = clock.now();
    const taken = await store.stepsTaken(campaign.id);
    const due = stepsOf(campaign.calendar).filter((day) => day.at <= at && !taken.includes(day.step));
    if (due.length === 0 || !(await store.isReady(campaign.id))) return;
    const counts = await store.counts(campaign.id);
    for (const { step } of due) {
      if (!(await store.take(campaign.id, step, whatFollows(step, campaign, due, counts), at))) return;
      await jobs.changed(campaign.id);
    }
  };

  const finish = async (campaign: Campaign, signal: AbortSignal) => {
    const ended = (await store.stepsTaken(campaign.id)).includes('end');
    while (ended && !signal.aborted && (await store.endSome(campaign.id, clock.now())) > 0);
    if (!(await store.isReady(campaign.id)) || !isOver(await store.counts(campaign.id), ended)) return;
    if (await store.complete(campaign.id, clock.now())) await jobs.changed(campaign.id);
  };

  const digest = async (campaign: Campaign) => {
    const zone = await options.homeZone();
    const at = clock.now();
    if (workingMoment(at, zone) > at || !(await store.claimDigest(campaign.id, dateIn(at, zone)))) return;
    await jobs.post(campaign.id, 'digest');
  };

  const lookAt = async (campaign: Campaign, signal: AbortSignal) => {
    if (await store.catchUp(campaign, clock.now(), signal)) await jobs.changed(campaign.id);
    if (campaign.state === 'running') {
      await takeSteps(campaign);
      // Nobody is reminded of a day that has passed: they hear the last call.
      const isOpen = () => !signal.aborted && windowClosesAt(campaign.calendar) > clock.now();
      while (isOpen() && (await store.wake(campaign, clock.now())) > 0);
      await digest(campaign);
    }
    if (await store.hasToGreen(campaign.id)) await jobs.green(campaign.id);
    await finish(campaign, signal);
  };

  return async (signal) => {
    const going = await store.going();
    // Between waves nobody else asks, and people are to see within minutes that they have done it.
    if (going.length > 0) await news.refresh().catch(onlyKnown);
    const failures: unknown[] = [];
    for (const campaign of going) {
      if (signal.aborted) return;
      // One that cannot be looked at must not hold up the others.
      await lookAt(campaign, signal).catch((error: unknown) => failures.push(error));
    }
    if (failures.length > 0) throw failures[0];
  };
}

/**
 * After a long pause several steps are due at once. Of several waves only the last goes out then: nobody gets two
 * cards for that. Nobody is written to about a window that has closed either.
 */
function whatFollows(
  step: Step,
  campaign: Campaign,
  due: readonly CalendarDay[],
  counts: Counts,
): { readonly effects: readonly StepEffect[]; readonly note: string | null } {
  const nothing = (note: string) => ({ effects: [], note });
  const post = (what: AdminPost) => ({ effects: [{ kind: 'post', what } as const], note: null });
  if (isWave(step)) {
    const later = due.slice(due.findIndex((day) => day.step === step) + 1);
    if (later.some(({ step: next }) => isWave(next) || next === 'deadline' || next === 'end')) {
      return nothing('too late for it');
    }
    const share = coverageOf(counts);
    if (step === 'reminder' && share >= campaign.calendar.reminderBelow) {
      return nothing(`coverage is ${Math.round(share * 1000) / 10} %`);
    }
    return { effects: [{ kind: 'plan', wave: step }], note: null };
  }
  if (step === 'contact-list') return post('contact-list');
  return { effects: [], note: null };
}

export function coverageOf(counts: Counts): number {
  const targeted = RECIPIENT_STATES.reduce((sum, state) => sum + counts[state], 0);
  return targeted === 0 ? 1 : counts.registered / targeted;
}

/** Before its last day a campaign is over only when nobody is left whom a later wave might reach. */
function isOver(counts: Counts, ended: boolean): boolean {
  const final: readonly RecipientState[] = FINAL_RECIPIENT_STATES;
  const open = RECIPIENT_STATES.filter((state) => !final.includes(state));
  if (open.some((state) => counts[state] > 0)) return false;
  return ended || counts.unreachable === 0;
}
