import { existsSync } from 'node:fs';
import { buildApp, type Overrides } from '../app.ts';
import { tellGateInTerminal } from '../cards/gate-words.ts';
import type { Tools } from '../cli/command.ts';
import { type Clock, systemClock } from '../clock.ts';
import type { Config } from '../config.ts';
import { KnownError, UserError } from '../errors.ts';
import { dayOf, MUSTER } from '../rollout/exceptions.ts';
import { startReadiness } from '../rollout/readiness.ts';
import { casesSince } from '../store/asked.ts';
import { type Database, openDatabase } from '../store/db.ts';
import { settledAccounts } from '../store/exceptions.ts';
import { migrate, pendingMigrations } from '../store/migrate.ts';
import { probeDatabase } from '../store/probe.ts';
import { diagnose } from '../triage/diagnose.ts';
import { campaignReader } from './campaigns.ts';
import { exceptionReader } from './exception-desk.ts';
import { buildGraph } from './graph.ts';
import { writtenKit } from './kit.ts';
import { writtenPlan } from './plan.ts';
import { ownReaders, unreadableReaders, validatedOnce } from './validation.ts';

/** What the command line works with: Graph at once, the database only where a command opens it. */
export function createTools(
  config: Config,
  pid: number,
  overrides: Pick<Overrides, 'clock' | 'graphLimits'> = {},
): Tools {
  const clock = overrides.clock ?? systemClock;
  const graph = buildGraph(config, clock, { limits: overrides.graphLimits });
  return {
    config,
    clock,
    directory: graph.directory,
    // With the patience of work in the background: a report of many pages outlasts a pause that Graph asks for.
    registrations: graph.patientRegistrations,
    legacyLog: graph.legacyLog,
    // Nobody else asks in this process, so that nothing is kept back for others.
    readiness: () => {
      const readers = {
        ...graph.readinessFacts('interactive'),
        decidedExceptions: () => readSettled(config, pid, clock),
      };
      return startReadiness({ readers, clock }).whole;
    },
    validate: async (language) => {
      const judge = (own: Parameters<typeof validatedOnce>[0]['own']) =>
        validatedOnce({ graph, clock, own }, language);
      if (hasNoDatabaseYet(config)) return judge(unreadableReaders(NO_DATABASE));
      const whose = { pid, command: 'muster validate' };
      return withDatabase(config, whose, (database) => {
        const settled = () => settledAccounts(database, dayOf(clock.now()), MUSTER);
        return judge(ownReaders({ database, clock, register: exceptionReader(database), settled }));
      }).catch((error: unknown) => {
        // What the tenant shows is an answer, too, while the server holds the embedded database.
        if (!(error instanceof KnownError)) throw error;
        return judge(unreadableReaders(error));
      });
    },
    tellGate: tellGateInTerminal,
    diagnose: async (inquiry) => diagnose(await graph.evidence.collect(inquiry).whole),
    askedSince: (since) => readAsked(config, pid, since),
    withCampaigns: (use) =>
      withDatabase(config, { pid, command: 'muster campaign' }, (database) =>
        use(campaignReader({ config, database, clock, graph })),
      ),
    plan: () =>
      withDatabase(config, { pid, command: 'muster plan' }, (database) =>
        writtenPlan({ database, clock, campaigns: campaignReader({ config, database, clock, graph }) }),
      ),
    withExceptions: (use) =>
      withDatabase(config, { pid, command: 'muster exceptions' }, (database) =>
        use(exceptionReader(database)),
      ),
    kit: (ids, language) =>
      withDatabase(config, { pid, command: 'muster kit' }, async (database) => {
        const campaigns = campaignReader({ config, database, clock, graph });
        return writtenKit({ config, database, campaigns, directory: graph.directory }, { ids, language });
      }),
    probeGraph: graph.probe,
    probeDatabase: () => probeDatabase(config.database, config.secrets),
    async migrate() {
      const database = await openDatabase(config.database, config.secrets, {
        command: 'muster migrate',
        pid,
      });
      try {
        return await migrate(database);
      } finally {
        await database.close();
      }
    },
    async serve(signal) {
      const app = await buildApp(config, { pid });
      try {
        await app.start();
        await aborted(signal);
      } finally {
        await app.stop();
      }
    },
  };
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}

/** Where no database has been made yet, nobody has decided anything. */
const NO_DATABASE = new UserError(
  'database-absent',
  'There is no database yet: the server keeps the sign-in log, proofs and exceptions in it.',
  'Start the server once, and ask again when it has read the log for three days.',
);

/** To look for it must not make one. */
function hasNoDatabaseYet({ database }: Config): boolean {
  return database.kind === 'pglite' && !existsSync(database.folder);
}

async function readSettled(config: Config, pid: number, clock: Clock): Promise<ReadonlySet<string>> {
  if (hasNoDatabaseYet(config)) return new Set();
  return withDatabase(config, { pid, command: 'muster readiness' }, (database) =>
    settledAccounts(database, dayOf(clock.now()), MUSTER),
  );
}

async function* readAsked(config: Config, pid: number, since: Date) {
  const database = await openDatabase(config.database, config.secrets, { command: 'muster asked', pid });
  try {
    await requireCurrent(database);
    yield* casesSince(database, since);
  } finally {
    await database.close();
  }
}

async function withDatabase<Result>(
  config: Config,
  whose: { readonly pid: number; readonly command: string },
  use: (database: Database) => Promise<Result>,
): Promise<Result> {
  const database = await openDatabase(config.database, config.secrets, whose);
  try {
    await requireCurrent(database);
    return await use(database);
  } finally {
    await database.close();
  }
}

async function requireCurrent(database: Database): Promise<void> {
  if ((await pendingMigrations(database)).length === 0) return;
  throw new UserError(
    'database-older',
    'The database is older than this release.',
    'Run muster migrate, or start the server once.',
  );
}
