import { addMethod } from '../../demo/registering/methods.ts';
import { type Company, createCompany } from '../../demo/tenant/company.ts';
import { startTenant } from '../../demo/tenant/tenant.ts';
import { type App, buildApp } from '../../src/app.ts';
import { type Clock, systemClock } from '../../src/clock.ts';
import { loadConfig } from '../../src/config.ts';
import type { Database } from '../../src/store/db.ts';
import { startTeams, type TeamsConnector } from './teams-connector.ts';

const NO_LIMIT = { requests: 1_000, milliseconds: 1, keptForQuestions: 0 };
const NO_LIMITS = {
  directory: NO_LIMIT,
  reports: NO_LIMIT,
  activity: NO_LIMIT,
  protection: NO_LIMIT,
  health: NO_LIMIT,
  teamwork: NO_LIMIT,
};
const PATIENCE_MS = 40_000;

export interface Sent {
  readonly to: string;
  readonly summary: string;
  readonly card: string;
}

/** A clock that runs, and can be put forward; jobs in the queue are due by it, too. */
interface MovedClock extends Clock {
  offsetMs: number;
}

/** The whole program with a company whose people all have a chat with the bot, for as long as a campaign lasts. */
export interface CampaignRun {
  readonly company: Company;
  readonly teams: TeamsConnector;
  readonly clock: Clock;
  readonly log: string[];
  press(personId: string, verb: string, data: object): Promise<string>;
  say(personId: string, text: string): Promise<string>;
  /** Puts the clock forward. */
  to(moment: string): Promise<void>;
  until(what: string, holds: () => Promise<boolean> | boolean): Promise<void>;
  registers(personId: string): void;
  /** What arrived in somebody's chat, in order. */
  cards(personId: string): readonly Sent[];
  everything(): readonly Sent[];
  one<Row>(sql: string, values?: readonly unknown[]): Promise<Row>;
  stop(): Promise<void>;
}

export async function startCampaignRun(options: {
  readonly database: Database;
  readonly start: string;
  readonly blocked?: number;
  readonly perSecond?: number;
  /** Leaves service accounts, rooms and mailboxes out, as a company would. */
  readonly withExcludedGroup?: boolean;
}): Promise<CampaignRun> {
  const { database } = options;
  const clock: MovedClock = {
    offsetMs: Date.parse(options.start) - Date.now(),
    now: () => new Date(Date.now() + clock.offsetMs),
    sleep: systemClock.sleep,
  };
  const company = createCompany({ now: clock.now, troubles: [] });
  const tenant = await startTenant({ company, validate: true, now: clock.now });
  const teams = await startTeams({ perSecond: null, faults: { blocked: options.blocked ?? 0 } });
  const log: string[] = [];
  const config = loadConfig({
    LOCAL_ONLY: 'true',
    PORT: '0',
    MicrosoftAppTenantId: company.tenantId,
    GRAPH_BASE_URL: tenant.url,
    GRAPH_ACCESS_TOKEN: tenant.token,
    ADMIN_GROUP_ID: company.groups.admins.id,
    HELPDESK_GROUP_ID: company.groups.helpdesk.id,
    BREAK_GLASS_IDS: company.breakGlassIds.join(','),
    TEAMS_MAX_RPS: String(options.perSecond ?? 0),
    ...(options.withExcludedGroup ? { EXCLUDED_GROUP_ID: company.groups.excluded.id } : {}),
  });
  const app: App = await buildApp(config, {
    clock,
    database,
    logTo: { write: (line) => void log.push(line) },
    graphLimits: NO_LIMITS,
  });
  const { url } = await app.start();

  const post = async (personId: string, more: object) => {
    const response = await fetch(`${url}/api/messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        id: 'incoming-1',
        channelId: 'msteams',
        serviceUrl: teams.serviceUrl,
        from: { id: `29:${personId}`, aadObjectId: personId },
        recipient: { id: '28:muster', name: 'Muster' },
        conversation: { id: `chat-${personId}`, conversationType: 'personal', tenantId: company.tenantId },
        channelData: { tenant: { id: company.tenantId } },
        locale: 'en-GB',
        timestamp: clock.now().toISOString(),
        ...more,
      }),
    });
    return response.text();
  };
  const everything = () =>
    [...teams.accepted].flatMap(([to, bodies]) => bodies.map((body) => sentTo(to, body)));

  return {
    company,
    teams,
    clock,
    log,
    say: (personId, text) => post(personId, { type: 'message', text }),
    press: (personId, verb, data) =>
      post(personId, {
        type: 'invoke',
        name: 'adaptiveCard/action',
        replyToId: 'pressed-card',
        value: { action: { type: 'Action.Execute', verb, data: { v: 1, ...data } } },
      }),
    async to(moment) {
      const before = clock.offsetMs;
      clock.offsetMs = Date.parse(moment) - Date.now();
      // The database tells the time of jobs by its own clock, which nobody puts forward.
      await database.query(
        `update muster_jobs.job set start_after = start_after - $1::float8 * interval '1 millisecond'
          where state < 'active'`,
        [clock.offsetMs - before],
      );
    },
    async until(what, holds) {
      const bound = Date.now() + PATIENCE_MS;
      while (!(await holds())) {
        if (Date.now() > bound) throw new Error(`never happened: ${what}`);
        await systemClock.sleep(100);
      }
    },
    registers: (personId) => addMethod(company, personId, 'passkey', { at: clock.now() }),
    cards: (personId) => (teams.accepted.get(`chat-${personId}`) ?? []).map((body) => sentTo(personId, body)),
    everything,
    async one<Row>(sql: string, values: readonly unknown[] = []) {
      const [row] = await database.query<Row>(sql, values);
      if (row === undefined) throw new Error(`no row: ${sql}`);
      return row;
    },
    async stop() {
      await app.stop();
      await Promise.all([tenant.stop(), teams.close()]);
    },
  };
}

function sentTo(to: string, body: unknown): Sent {
  const { summary, attachments } = body as { summary?: string; attachments?: readonly unknown[] };
  return { to, summary: summary ?? '', card: JSON.stringify(attachments ?? body) };
}

/** As if each had installed the bot some days before. */
export async function addOwnChats(
  database: Database,
  personIds: readonly string[],
  serviceUrl: string,
): Promise<void> {
  await database.query(
    `insert into conversations (conversation_id, kind, person_id, service_url, bot_id, installed,
       first_seen_at, last_seen_at, welcomed_at)
     select 'chat-' || id, 'personal', id, $2, '28:muster', true, to_timestamp(0), to_timestamp(0), to_timestamp(0)
       from unnest($1::text[]) as id`,
    [personIds, serviceUrl],
  );
}
