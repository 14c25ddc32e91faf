import { deadlineOf } from '../campaign/calendar.ts';
import type { Campaign } from '../campaign/campaign.ts';
import type { Progress } from '../campaign/ports.ts';
import type { Outcome } from '../delivery/outcome.ts';
import { thinned } from './campaign-charts.ts';
import { type CampaignBody, type CampaignFold, fold, type Retry, row } from './campaign-view.ts';
import {
  calendarFold,
  deadlineWords,
  departmentWords,
  failureWords,
  nameOfCampaign,
  shareWords,
} from './campaign-words.ts';
import { type Fact, joined, type Tone } from './card.ts';
import { plain } from './plain.ts';
import type { Texts } from './texts.ts';

/** The chart shows them all. */
const DAYS_SHOWN = 8;

/** From the start on: how far it is; and once it is over, what worked and what remains. */
export function progressBody(progress: Progress, texts: Texts): CampaignBody {
  const { campaign, targeted, states } = progress;
  const name = nameOfCampaign(campaign, texts);
  return {
    title:
      targeted === 0
        ? name
        : texts.t('campaign.title-progress', { name, percent: texts.percent(states.registered / targeted) }),
    ...verdict(progress, texts),
    figures: figuresOf(progress, texts),
    hasOrders: false,
    ordersTitle: '',
    orders: [],
    folds: foldsOf(progress, texts).filter(({ rows }) => rows.length > 0),
    footer: texts.t('campaign.footer', { moment: texts.moment(progress.asOf) }),
  };
}

function verdict(progress: Progress, texts: Texts): Pick<CampaignBody, 'tone' | 'word' | 'answer'> {
  const { campaign } = progress;
  if (campaign.trouble !== null && campaign.state === 'running') {
    return {
      tone: 'attention',
      word: texts.t('campaign.word.trouble'),
      answer: texts.t('campaign.answer.trouble', { detail: plain(campaign.trouble, 160) }),
    };
  }
  return {
    tone: toneOf(progress),
    word: texts.t(goalReached(progress) ? 'campaign.word.reached' : `campaign.state.${campaign.state}`),
    answer: `${standing(campaign, progress.asOf, texts)} ${countWords(progress, texts)}`.trim(),
  };
}

function goalReached({ campaign, targeted, states }: Progress): boolean {
  const open = campaign.state === 'running' || campaign.state === 'completed';
  return open && targeted > 0 && states.registered / targeted >= campaign.calendar.goalShare;
}

function toneOf(progress: Progress): Tone {
  const { campaign, asOf } = progress;
  if (goalReached(progress)) return 'good';
  if (campaign.state === 'cancelled') return 'emphasis';
  if (campaign.state === 'running') return isLate(campaign, asOf) ? 'warning' : 'accent';
  return 'warning';
}

function isLate({ calendar }: Campaign, asOf: Date): boolean {
  return asOf.toISOString().slice(0, 10) > deadlineOf(calendar);
}

function standing(campaign: Campaign, asOf: Date, texts: Texts): string {
  const { state, endedAt } = campaign;
  const day = deadlineWords(campaign, texts);
  if (state === 'completed' || state === 'cancelled') {
    return texts.t(`campaign.answer.${state}`, { date: texts.date(endedAt ?? asOf) });
  }
  if (state === 'paused') return texts.t('campaign.answer.paused');
  return texts.t(isLate(campaign, asOf) ? 'campaign.answer.late' : 'campaign.answer.running', { day });
}

function countWords({ campaign, targeted, states }: Progress, texts: Texts): string {
  const open = campaign.state === 'running' || campaign.state === 'paused';
  // Recipients are made by a job after the start.
  if (targeted === 0) return texts.t(open ? 'campaign.answer.gathering' : 'campaign.answer.nobody');
  const { goalShare } = campaign.calendar;
  const missing = Math.max(0, Math.ceil(targeted * goalShare - 1e-9) - states.registered);
  const count = texts.t('campaign.answer.count', { registered: states.registered, targeted });
  if (missing === 0 || !open) return count;
  return `${count} ${texts.t('campaign.answer.missing', { missing, goal: texts.percent(goalShare) })}`;
}

function figuresOf(progress: Progress, texts: Texts): readonly Fact[] {
  const { targeted, reached, states, openCases, unreachable } = progress;
  const reasons = unreachable
    .filter(({ count }) => count > 0)
    .slice(0, 2)
    .map(({ outcome, count }) => {
      const words = failureWords(outcome, texts);
      return words && `${texts.isolated(words)}: ${texts.number(count)}`;
    });
  const cases = openCases > 0 ? texts.t('campaign.figure.cases', { count: openCases }) : null;
  return [
    { title: texts.t('campaign.figure.reached'), value: shareWords(reached, targeted, texts) },
    { title: texts.t('campaign.figure.registered'), value: shareWords(states.registered, targeted, texts) },
    { title: texts.t('campaign.figure.snoozed'), value: texts.number(states.snoozed) },
    { title: texts.t('campaign.figure.asked'), value: joined(texts.number(states.asked), cases) },
    {
      title: texts.t('campaign.figure.unreachable'),
      value: joined(texts.number(states.unreachable), ...reasons),
    },
  ];
}

function foldsOf(progress: Progress, texts: Texts): readonly CampaignFold[] {
  const over = progress.campaign.state === 'completed';
  return [
    fold('waves', texts.t('campaign.fold.waves'), waveRows(progress, texts), over),
    fold('remaining', texts.t('campaign.fold.remaining'), remainingRows(progress, texts), over),
    fold('departments', texts.t('campaign.fold.departments'), departmentRows(progress, texts)),
    fold('days', texts.t('campaign.fold.days'), dayRows(progress, texts)),
    calendarFold(progress.campaign, texts),
  ];
}

function waveRows({ waves }: Progress, texts: Texts) {
  return waves
    .filter(({ targeted }) => targeted > 0)
    .map(({ wave, sent, failed, unknown, registeredAfter }) =>
      row(texts.t(`campaign.step.${wave}`), {
        value: texts.number(registeredAfter),
        note: joined(
          texts.t('campaign.wave.sent', { count: sent }),
          failed > 0 ? texts.t('campaign.wave.failed', { count: failed }) : null,
          unknown > 0 ? texts.t('campaign.wave.unknown', { count: unknown }) : null,
        ),
      }),
    );
}

/** Who has not met the goal, by where they stand; a person's own reason is in the contact list. */
function remainingRows({ states, unreachable }: Progress, texts: Texts) {
  const open = (['waiting', 'told', 'snoozed', 'asked', 'not-registered', 'left'] as const)
    .filter((state) => states[state] > 0)
    .map((state) => row(texts.t(`campaign.reason.${state}`), { value: texts.number(states[state]) }));
  const failed = unreachable.flatMap(({ outcome, count }) => {
    const words = failureWords(outcome, texts);
    return words !== null && count > 0 ? [row(words, { value: texts.number(count) })] : [];
  });
  return [...open, ...failed];
}

function departmentRows({ departments }: Progress, texts: Texts) {
  return departments.map(({ department, registered, targeted }) =>
    row(departmentWords(department, texts), { value: shareWords(registered, targeted, texts) }),
  );
}

function dayRows({ coverage }: Progress, texts: Texts) {
  return thinned(coverage, DAYS_SHOWN).map(({ day, registered, targeted }) =>
    row(texts.calendarDay(day), {
      value: joined(texts.number(registered), texts.percent(targeted === 0 ? 0 : registered / targeted)),
    }),
  );
}

const RETRIED: readonly Outcome[] = [
  'not-installed',
  'blocked',
  'not-found',
  'refused',
  'too-large',
  'unknown',
];

/** Whoever may have got the first card is ticked by the administrator alone. */
export function retryOf(progress: Progress, texts: Texts): Retry {
  const { campaign, unreachable, waves } = progress;
  const unclear = waves.reduce((sum, { unknown }) => sum + unknown, 0);
  const counts = new Map(unreachable.map(({ outcome, count }) => [outcome, count]));
  if (unclear > 0) counts.set('unknown', unclear);
  const goesOn = campaign.state === 'running' || campaign.state === 'paused';
  const offered = goesOn ? RETRIED.filter((outcome) => (counts.get(outcome) ?? 0) > 0) : [];
  return {
    hasRetry: offered.length > 0,
    retryTitle: texts.t('campaign.retry.title'),
    retryLabel: texts.t('campaign.retry.label'),
    retryError: texts.t('campaign.retry.error'),
    retryValue: offered.filter((outcome) => outcome !== 'unknown').join(','),
    retryChoices: offered.map((outcome) => ({
      title: `${texts.isolated(failureWords(outcome, texts) ?? '')}: ${texts.number(counts.get(outcome) ?? 0)}`,
      value: outcome,
    })),
    retry: texts.t('campaign.action.retry'),
  };
}

export const NO_RETRY: Retry = {
  hasRetry: false,
  retryTitle: '',
  retryLabel: '',
  retryError: '',
  retryValue: '',
  retryChoices: [],
  retry: '',
};
