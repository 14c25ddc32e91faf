import type { Progress } from '../campaign/ports.ts';
import type { CoverageChart, DepartmentChart } from './campaign-view.ts';
import { deadlineWords, departmentWords } from './campaign-words.ts';
import { joined } from './card.ts';
import type { Texts } from './texts.ts';

/** More points than these are no longer told apart on a phone. */
const POINTS_AT_MOST = 20;
const BARS = 5;
const HEIGHTS = '▁▂▃▄▅▆▇█';

export const NO_COVERAGE_CHART: CoverageChart = {
  hasChart: false,
  chartSentence: '',
  chartTitle: '',
  coverageLegend: '',
  goalLegend: '',
  points: [],
  sparkline: '',
};

export const NO_DEPARTMENT_CHART: DepartmentChart = {
  hasDepartments: false,
  departmentsSentence: '',
  departmentsTitle: '',
  bars: [],
  barsText: '',
};

/** Says something from the second day on. */
export function coverageChart({ campaign, coverage }: Progress, texts: Texts): CoverageChart {
  const points = thinned(coverage, POINTS_AT_MOST).map(({ day, registered, targeted }) => ({
    day,
    share: targeted === 0 ? 0 : registered / targeted,
  }));
  const [first] = points;
  const last = points.at(-1);
  if (points.length < 2 || !first || !last) return NO_COVERAGE_CHART;
  const goal = texts.percent(campaign.calendar.goalShare);
  return {
    hasChart: true,
    chartSentence: texts.t('campaign.chart.sentence', {
      first: texts.percent(first.share),
      from: texts.calendarDay(first.day),
      last: texts.percent(last.share),
      goal,
      day: deadlineWords(campaign, texts),
    }),
    chartTitle: texts.t('campaign.chart.title'),
    coverageLegend: texts.t('campaign.figure.registered'),
    goalLegend: texts.t('campaign.chart.goal', { goal }),
    points: points.map(({ day, share }) => ({
      day,
      percent: hundredths(share),
      goal: hundredths(campaign.calendar.goalShare),
    })),
    sparkline: points.map(({ share }) => heightOf(share)).join(''),
  };
}

/** The first and the last always stay. */
export function thinned<Point>(points: readonly Point[], atMost: number): readonly Point[] {
  if (points.length <= atMost) return points;
  const step = (points.length - 1) / (atMost - 1);
  return Array.from({ length: atMost }, (_, index) => points[Math.round(index * step)]).filter(
    (point) => point !== undefined,
  );
}

function heightOf(share: number): string {
  const height = Math.min(HEIGHTS.length - 1, Math.floor(Math.max(0, share) * HEIGHTS.length));
  return HEIGHTS.charAt(height);
}

function hundredths(share: number): number {
  return Math.round(share * 1_000) / 10;
}

export function departmentChart({ departments }: Progress, texts: Texts): DepartmentChart {
  const [slowest] = departments;
  if (departments.length < 2 || !slowest) return NO_DEPARTMENT_CHART;
  const bars = departments.slice(0, BARS).map(({ department, registered, targeted }) => ({
    name: departmentWords(department, texts),
    share: targeted === 0 ? 0 : registered / targeted,
  }));
  return {
    hasDepartments: true,
    departmentsSentence: texts.t('campaign.departments.sentence', {
      name: departmentWords(slowest.department, texts),
      registered: slowest.registered,
      targeted: slowest.targeted,
    }),
    departmentsTitle: texts.t('campaign.departments.title'),
    bars: bars.map(({ name, share }) => ({ name, percent: hundredths(share) })),
    barsText: joined(...bars.map(({ name, share }) => `${name}: ${texts.percent(share)}`)),
  };
}
