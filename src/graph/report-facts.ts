import type { Clock } from '../clock.ts';
import { MOST_DAYS, readLegacyAuth } from '../rollout/legacy-auth.ts';
import type { FactReaders } from '../rollout/ports.ts';
import type { Graph } from './client.ts';
import { createLegacyLog } from './legacy-sign-ins.ts';
import { withoutRefusals } from './refusals.ts';
import { type Reading, readDeviceLicences, readLastUse, readReported, readRoster } from './roster.ts';
import { readReportOnlyWeek, readSingleFactorWeek } from './week.ts';

type ReportFacts = Pick<
  FactReaders,
  'roster' | 'registrations' | 'deviceLicences' | 'lastUse' | 'legacy' | 'reportOnlyWeek' | 'singleFactorWeek'
>;

/** What gates ask of reports and logs: each a list that may be long, read page by page. */
export function createReportFacts(sources: {
  readonly graph: Graph;
  readonly clock: Clock;
  readonly reading: Reading;
}): ReportFacts {
  const { graph, clock, reading } = sources;
  return withoutRefusals({
    roster: () => readRoster(graph, reading),
    registrations: () => readReported(graph, reading),
    deviceLicences: () => readDeviceLicences(graph, reading),
    lastUse: () => readLastUse(graph, reading),
    legacy: () => readLegacyAuth(createLegacyLog(graph, reading), { days: MOST_DAYS, now: clock.now() }),
    reportOnlyWeek: () => readReportOnlyWeek(graph, { reading, clock }),
    singleFactorWeek: () => readSingleFactorWeek(graph, { reading, clock }),
  });
}
