import type { Clock } from '../clock.ts';
import type { Config } from '../config.ts';
import type { Limiter } from '../delivery/limiter.ts';
import { onlyKnown } from '../errors.ts';
import type { Queue } from '../jobs/queue.ts';
import type { Log } from '../log.ts';
import type { Membership } from '../people/membership.ts';
import type { Database } from '../store/db.ts';
import type { ReadMembers } from '../teams/audience.ts';
import { createFiles, type FileSources, type Files } from '../teams/files.ts';
import type { Messenger } from '../teams/messenger.ts';
import type { Tell } from '../teams/tell.ts';
import type { Services } from '../teams/turn.ts';
import type { Asking } from '../triage/asking.ts';
import { buildCampaignDesk } from './campaign-desk.ts';
import type { buildGraph } from './graph.ts';
import { buildRunning, type RunningParts, redrawing } from './running.ts';

type Jobs = ReturnType<typeof buildCampaignDesk>['jobs'] & ReturnType<typeof buildRunning>['jobs'];
type Enqueue = Queue<Jobs>['enqueue'];

interface Parts {
  readonly config: Config;
  readonly database: Database;
  readonly clock: Clock;
  readonly graph: ReturnType<typeof buildGraph>;
  readonly limiter: Limiter;
  readonly botToken: RunningParts['botToken'];
  readonly messenger: Messenger;
  readonly tell: Tell;
  readonly members: ReadMembers;
  readonly membership: Membership;
  readonly asking: Asking;
  readonly log: Log;
  /** The other files that administrators may save. */
  readonly planFile: FileSources['planFile'];
  readonly exceptionsFile: FileSources['exceptionsFile'];
  readonly validationFile: FileSources['validationFile'];
  readonly enqueue: Enqueue;
}

/** Everything of campaigns that needs the database, Graph, Teams or the queue. */
export function buildCampaigns(parts: Parts) {
  const { config, graph, enqueue } = parts;
  const desk = buildCampaignDesk({
    ...parts,
    ...deskParts(parts),
    enqueue: (name, payload, options) => enqueue(name, payload, options),
    deliver: (batchId, options) => enqueue('deliver', { batchId }, options),
    // Built below, because what runs a campaign stands on what its administrators do.
    registeredLately: () => running.registeredLately(),
    changed: redrawing((name, payload, options) => enqueue(name, payload, options), parts.clock),
  });
  const running = buildRunning({
    ...parts,
    ...graph,
    ...desk,
    enqueue: (name, payload, options) => enqueue(name, payload, options),
  });
  const files = createFiles({
    ...parts,
    campaigns: desk.desk,
    localOnly: config.server.localOnly,
  });
  const services: Pick<Services, 'campaigns' | 'recipients' | 'cases' | 'alternatives'> & { files: Files } = {
    campaigns: desk.desk,
    files,
    ...running.services,
    alternatives: graph.registrationRules,
  };
  return {
    services,
    jobs: { ...desk.jobs, ...running.jobs },
    cameBack: running.cameBack,
    async start(): Promise<void> {
      await desk.start();
      await running.start();
    },
    stop: running.stop,
  };
}

/** For a terminal: what is read there starts no work, not even a reading of the directory. */
export function campaignReader(parts: Pick<Parts, 'config' | 'database' | 'clock' | 'graph'>) {
  const nothing = async () => false;
  return buildCampaignDesk({
    ...parts,
    ...deskParts(parts),
    enqueue: nothing,
    deliver: nothing,
    changed: nothing,
    registeredLately: async () => undefined,
  }).desk;
}

function deskParts({ config, graph }: Pick<Parts, 'config' | 'graph'>) {
  const { directory, bulkDirectory, patientRegistrations } = graph;
  return {
    source: { ...bulkDirectory, reportPages: patientRegistrations.reportPages },
    tenantCountry: async () => (await directory.organisation().catch(onlyKnown))?.countryCode ?? null,
    rules: graph.registrationRules,
    settings: {
      always: { breakGlass: config.breakGlassIds, groupId: config.groups.excluded },
      perSecond: config.teams.maxRequestsPerSecond,
      canInstall: graph.installer !== null,
    },
  };
}
