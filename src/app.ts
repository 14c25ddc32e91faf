import { AsyncLocalStorage } from 'node:async_hooks';
import { buildCampaigns } from './app/campaigns.ts';
import { buildExceptions } from './app/exceptions.ts';
import { buildGraph, type GraphLimits } from './app/graph.ts';
import { buildGreeting } from './app/greeting.ts';
import { buildPlan } from './app/plan.ts';
import { buildRollout } from './app/rollout.ts';
import { buildSignInLog } from './app/sign-in-log.ts';
import { buildTriage } from './app/triage.ts';
import { buildValidation } from './app/validation.ts';
import { buildWatch } from './app/watch.ts';

import { type Clock, systemClock } from './clock.ts';
import type { Config } from './config.ts';
import { createLimiter } from './delivery/limiter.ts';

import { createMetrics } from './http/metrics.ts';
import { createServer } from './http/server.ts';
import { createQueue } from './jobs/queue.ts';
import { createLog } from './log.ts';
import { createCoverageReader } from './people/coverage-reader.ts';
import { createMembership } from './people/membership.ts';

import { forgetInstallation, personalConversationOf } from './store/conversations.ts';
import { type Database, openDatabase } from './store/db.ts';
import { createSlotSource } from './store/limits.ts';
import { migrate } from './store/migrate.ts';
import { namedChannel } from './store/named-channels.ts';

import { ACTIONS } from './teams/actions.ts';
import { Adapter } from './teams/adapter.ts';
import { createAuthentication } from './teams/authentication.ts';
import { createBot } from './teams/bot.ts';
import { COMMANDS } from './teams/commands.ts';
import { createDispatch } from './teams/dispatch.ts';
import { createDrawn } from './teams/drawn.ts';
import { createFollowUps } from './teams/follow-up.ts';
import { createReadMembers, objectIdOf } from './teams/members.ts';
import { createExtensions } from './teams/message-extension.ts';
import { createMessenger } from './teams/messenger.ts';
import { createSend, createTell } from './teams/tell.ts';
import type { Services } from './teams/turn.ts';

/** What tests and benches put in the place of the real thing. */
export interface Overrides {
  readonly clock?: Clock;
  /** Whoever gives it away has it closed. */
  readonly database?: Database;
  readonly metadataUrl?: string;
  readonly logTo?: { write(line: string): void };
  /** This process's number, for whoever finds the embedded database in use. */
  readonly pid?: number;
  readonly graphLimits?: GraphLimits | undefined;
}

export interface App {
  start(): Promise<{ readonly url: string }>;
  /** Takes nothing new, finishes what runs, closes what is open: all within the bound. */
  stop(): Promise<void>;
}

/** What stopping may take altogether. Container platforms kill after thirty seconds. */
const FINISH_TURNS_MS = 8_000;
const FINISH_CARDS_MS = 2_000;
const FINISH_JOBS_MS = 8_000;
const CLOSE_DATABASE_MS = 2_000;

/** The composition root: every long-lived object, once, in the order in which they need each other. */
export async function buildApp(config: Config, overrides: Overrides = {}): Promise<App> {
  const clock = overrides.clock ?? systemClock;
  const trail = new AsyncLocalStorage<Readonly<Record<string, string>>>();
  const log = createLog({
    level: config.logLevel,
    trail,
    ...(overrides.logTo ? { destination: overrides.logTo } : {}),
  });
  const metrics = createMetrics();
  const graph = buildGraph(config, clock, { metrics, limits: overrides.graphLimits });
  const how = {
    log,
    command: 'muster serve',
    ...(overrides.pid === undefined ? {} : { pid: overrides.pid }),
  };
  const database = overrides.database ?? (await openDatabase(config.database, config.secrets, how));
  await migrate(database).catch(async (error: unknown) => {
    await database.close();
    throw error;
  });

  const membership = createMembership({
    directory: graph.directory,
    groups: config.groups,
    clock,
  });
  const limiter = createLimiter({
    clock,
    perSecond: config.teams.maxRequestsPerSecond,
    source: createSlotSource(database),
  });
  const authentication = createAuthentication({
    limiter,
    bot: config.bot,
    password: config.secrets.botPassword,
    localOnly: config.server.localOnly,
    ...(overrides.metadataUrl ? { metadataUrl: overrides.metadataUrl } : {}),
  });
  const { connector } = authentication;
  const messenger = createMessenger({ connector, appId: config.bot?.appId ?? null });
  const members = createReadMembers(connector);
  const forget = (conversationId: string) => forgetInstallation(database, conversationId, clock.now());
  const send = createSend({ messenger, forget });
  const tell = createTell({
    directory: graph.directory,
    messenger,
    personalOf: (personId) => personalConversationOf(database, personId),
    forget,
  });
  const triage = buildTriage({
    ...graph,
    database,
    clock,
    collector: graph.evidence,
    tell,
    registrationUrl: config.registrationUrl,
    enqueue: (name, payload, options) => queue.enqueue(name, payload, options),
  });
  const campaigns = buildCampaigns({
    config,
    database,
    clock,
    graph,
    limiter,
    messenger,
    tell,
    members,
    membership,
    botToken: authentication.botToken,
    asking: triage.patientAsking,
    log,
    planFile: (planId, as, texts) => plan.file(planId, as, texts),
    exceptionsFile: () => exceptions.file(),
    validationFile: (texts) => validation.file(texts),
    enqueue: (name, payload, options) => queue.enqueue(name, payload, options),
  });
  const watch = buildWatch({
    ...graph,
    database,
    clock,
    messenger,
    tell,
    registrationUrl: config.registrationUrl,
    enqueue: (name, payload, options) => queue.enqueue(name, payload, options),
  });
  const tellAdmins = async (draw: Parameters<typeof send>[1]) => {
    const channel = await namedChannel(database, 'admins');
    return channel === undefined ? false : send(channel, draw);
  };
  const exceptions = buildExceptions({
    ...{ ...graph, config, database, clock, messenger, members, membership, tell, tellAdmins },
    collector: graph.evidence,
    enqueue: (name, payload, options) => queue.enqueue(name, payload, options),
  });
  const signIns = buildSignInLog({
    database,
    clock,
    log,
    source: graph.signInStream,
    breakGlassIds: config.breakGlassIds,
    emergencyAccounts: async () => {
      const found = await Promise.all(config.breakGlassIds.map((one) => graph.directory.findPerson(one)));
      return found.flatMap((person) => person?.id ?? []);
    },
    securityReachable: triage.securityReachable,
    afterRound: watch.look,
    tell,
    tellAdmins,
    enqueue: (name, payload, options) => queue.enqueue(name, payload, options),
  });
  const plan = buildPlan({
    ...{ ...graph, ...campaigns.services, database, clock },
    // Built below, because the desk of readiness stands beside the other answers about the rollout.
    readiness: { check: () => services.readiness.check() },
  });
  const validation = buildValidation({
    ...{ ...graph, database, clock, log },
    register: exceptions.services.exceptions,
    settled: exceptions.settled,
  });
  const services: Services = {
    directory: graph.directory,
    registrations: graph.registrations,
    coverage: createCoverageReader({ registrations: graph.patientRegistrations, clock }),
    commands: COMMANDS,
    clock,
    registrationUrl: config.registrationUrl,
    ...triage.services,
    ...signIns.services,
    ...watch.services,
    ...campaigns.services,
    ...plan.services,
    ...exceptions.services,
    ...validation.services,
    drawn: createDrawn(),
    tell,
    ...buildRollout({ ...graph, exceptions, clock, log }),
  };

  const greeting = buildGreeting({
    ...{ database, clock, forget },
    cameBack: campaigns.cameBack,
    greeting: () => ({ services, membership, messenger }),
    enqueue: (name, payload, options) => queue.enqueue(name, payload, options),
  });
  const queue = createQueue({
    database,
    log,
    onEnd: metrics.jobEnded,
    clock,
    table: {
      ...triage.jobs,
      ...signIns.jobs,
      ...watch.jobs,
      ...campaigns.jobs,
      ...exceptions.jobs,
      ...greeting.jobs,
    },
  });
  const followUps = createFollowUps({ messenger, clock, log });
  const bot = createBot({
    dispatch: createDispatch({ commands: COMMANDS, actions: ACTIONS, services }),
    extensions: createExtensions(services),
    membership,
    conversations: greeting.conversations,
    members,
    objectIdOf: (conversation, teamsId) => objectIdOf(connector, conversation, teamsId),
    messenger,
    followUps,
    files: campaigns.services.files,
    clock,
    log,
  });
  const reference = () => trail.getStore()?.requestId ?? 'unknown';
  const adapter = new Adapter({
    authentication,
    origin: { tenantId: config.tenantId, localOnly: config.server.localOnly },
    log,
    onTurnError: (context, error, activity) => bot.onError(context, error, activity, reference()),
    onOutcome: metrics.turnEnded,
  });
  const server = createServer({
    ...config.server,
    receive: ({ authorization, body }) =>
      adapter.receive(authorization, body, (context, activity) => bot.onTurn(context, activity, reference())),
    readiness: async () => {
      const [data, jobs] = await Promise.all([works(database.ping()), works(queue.ping())]);
      return { ok: data && jobs, checks: { database: data, queue: jobs } };
    },
    metrics,
    log,
    trail,
  });

  return {
    async start() {
      await queue.start();
      await triage.start();
      await signIns.start();
      await campaigns.start();
      await exceptions.start();
      const { url } = await server.start();
      log.info({ url, localOnly: config.server.localOnly, database: database.kind }, 'ready');
      return { url };
    },
    async stop() {
      log.info('stopping');
      const steps = [
        () => server.stop(FINISH_TURNS_MS),
        () =>
          Promise.all([followUps.finish(FINISH_CARDS_MS), campaigns.services.files.finish(FINISH_CARDS_MS)]),
        () => queue.stop(FINISH_JOBS_MS).finally(campaigns.stop),
        () => database.close(CLOSE_DATABASE_MS),
      ];
      for (const step of steps) {
        await step().catch((err: unknown) => log.error({ err }, 'A part did not stop in order.'));
      }
      log.info('stopped');
    },
  };
}

async function works(question: Promise<unknown>): Promise<boolean> {
  try {
    await question;
    return true;
  } catch {
    // Which check failed is all that a health probe may learn; the part itself has logged why.
    return false;
  }
}
