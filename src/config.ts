import {
  createReader,
  type Environment,
  isLoopback,
  isObjectId,
  type Reader,
  type VariableName,
} from './environment.ts';
import { BadConfiguration } from './errors.ts';

export const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal'] as const;

export interface BotIdentity {
  readonly appId: string;
  readonly type: 'SingleTenant' | 'UserAssignedMSI';
  readonly tenantId: string;
}

export type GraphIdentity =
  | { readonly kind: 'token' }
  | { readonly kind: 'client-secret'; readonly tenantId: string; readonly clientId: string }
  | { readonly kind: 'managed-identity'; readonly clientId: string }
  /** Certificate or workload identity, as @azure/identity finds them. */
  | { readonly kind: 'environment' };

export interface Config {
  /** Null only with LOCAL_ONLY: then nothing is authenticated and nothing leaves this machine. */
  readonly bot: BotIdentity | null;
  /** The one tenant whose activities are taken. Null only with LOCAL_ONLY: any. */
  readonly tenantId: string | null;
  readonly graph: { readonly baseUrl: string | null; readonly identity: GraphIdentity };
  readonly database: { readonly kind: 'pglite'; readonly folder: string } | { readonly kind: 'postgres' };
  readonly server: { readonly host: string; readonly port: number; readonly localOnly: boolean };
  readonly groups: {
    readonly admin: string | null;
    readonly helpdesk: string | null;
    readonly security: string | null;
    readonly excluded: string | null;
  };
  readonly breakGlassIds: readonly string[];
  readonly teams: {
    /** Null: no limit, taken only with LOCAL_ONLY. */
    readonly maxRequestsPerSecond: number | null;
    readonly catalogId: string | null;
    readonly oauthConnection: string | null;
  };
  readonly registrationUrl: string;
  readonly logLevel: (typeof LOG_LEVELS)[number];
  /** Never logged, never sent to a person. */
  readonly secrets: {
    readonly botPassword: string | null;
    readonly graphToken: string | null;
    readonly graphClientSecret: string | null;
    readonly databaseUrl: string | null;
  };
}

/** Pure: the environment goes in, a frozen configuration comes out, or one error that lists every problem. */
export function loadConfig(environment: Environment): Config {
  const read = createReader(environment);
  const localOnly = read.flag('LOCAL_ONLY');
  const server = {
    host: readHost(read, localOnly),
    port: read.number('PORT', 3978, { least: 0, most: 65_535 }),
    localOnly,
  };
  const bot = readBot(read, localOnly);
  const graph = readGraph(read, bot, localOnly);
  const database = readDatabase(read);
  const config: Config = {
    bot,
    tenantId: bot?.tenantId ?? read.guid('MicrosoftAppTenantId'),
    graph: { baseUrl: graph.baseUrl, identity: graph.identity },
    database: database.target,
    server,
    groups: {
      admin: read.guid('ADMIN_GROUP_ID'),
      helpdesk: read.guid('HELPDESK_GROUP_ID'),
      security: read.guid('SECURITY_GROUP_ID'),
      excluded: read.guid('EXCLUDED_GROUP_ID'),
    },
    breakGlassIds: readBreakGlass(read),
    teams: {
      maxRequestsPerSecond: readTeamsLimit(read, localOnly),
      catalogId: read.guid('TEAMS_APP_CATALOG_ID'),
      oauthConnection: read.text('OAUTH_CONNECTION_NAME'),
    },
    registrationUrl: readRegistrationUrl(read, localOnly),
    logLevel: read.choice('LOG_LEVEL', LOG_LEVELS, 'info'),
    secrets: {
      botPassword: read.text('MicrosoftAppPassword'),
      graphToken: read.text('GRAPH_ACCESS_TOKEN'),
      graphClientSecret: graph.clientSecret,
      databaseUrl: database.url,
    },
  };
  if (read.problems.length > 0) throw new BadConfiguration(read.problems);
  return deepFreeze(config);
}

function readHost(read: Reader, localOnly: boolean): string {
  const host = read.text('HOST') ?? (localOnly ? '127.0.0.1' : '0.0.0.0');
  if (/[\s/]/.test(host)) read.problem('HOST', 'is not the address of a network interface');
  else if (localOnly && !isLoopback(host)) {
    read.problem(
      'HOST',
      'is not a loopback address, and LOCAL_ONLY listens on this machine alone; leave it empty',
    );
  }
  return host;
}

function readBot(read: Reader, localOnly: boolean): BotIdentity | null {
  const appId = read.guid('MicrosoftAppId');
  const type = read.choice('MicrosoftAppType', ['SingleTenant', 'UserAssignedMSI'], 'SingleTenant');
  if (localOnly) {
    if (appId !== null) {
      read.problem(
        'MicrosoftAppId',
        'is set together with LOCAL_ONLY, which uses no bot credentials; remove one of the two',
      );
    }
    return null;
  }
  const tenantId = read.guid('MicrosoftAppTenantId');
  const needs = (name: VariableName, why: string) => {
    if (read.text(name) === null) read.problem(name, `is missing: ${why}`);
  };
  needs('MicrosoftAppId', 'without it nobody can prove that a message comes from Teams');
  if (type === 'SingleTenant') needs('MicrosoftAppPassword', 'the bot cannot answer without its secret');
  needs('MicrosoftAppTenantId', 'only people of this tenant may talk to the bot');
  return appId && tenantId ? { appId, type, tenantId } : null;
}

function readGraph(read: Reader, bot: BotIdentity | null, localOnly: boolean) {
  const url = read.url('GRAPH_BASE_URL');
  const loopback = url !== null && isLoopback(url.hostname);
  if (url !== null && url.href !== `${url.origin}/`) {
    read.problem('GRAPH_BASE_URL', 'holds more than Graph’s root; leave out what follows the host');
  }
  if (url !== null && !loopback) {
    if (url.protocol !== 'https:') read.problem('GRAPH_BASE_URL', 'must begin with https://');
    if (localOnly)
      read.problem('GRAPH_BASE_URL', 'is not on a loopback address, and LOCAL_ONLY reads Graph only there');
  }
  if (read.text('GRAPH_ACCESS_TOKEN') !== null && !loopback) {
    read.problem('GRAPH_ACCESS_TOKEN', 'is taken only while GRAPH_BASE_URL is a loopback address; remove it');
  }
  const fallback = localOnly ? null : 'https://graph.microsoft.com';
  return { baseUrl: url ? url.href.replace(/\/+$/, '') : fallback, ...readGraphIdentity(read, bot) };
}

function readGraphIdentity(
  read: Reader,
  bot: BotIdentity | null,
): { identity: GraphIdentity; clientSecret: string | null } {
  if (read.text('GRAPH_ACCESS_TOKEN') !== null) return { identity: { kind: 'token' }, clientSecret: null };
  const clientSecret = read.text('AZURE_CLIENT_SECRET');
  const tenantId = read.guid('AZURE_TENANT_ID');
  const clientId = read.guid('AZURE_CLIENT_ID');
  if (clientSecret !== null) {
    if (clientId === null) read.problem('AZURE_CLIENT_ID', 'is missing beside AZURE_CLIENT_SECRET');
    const tenant = tenantId ?? bot?.tenantId ?? null;
    if (tenant === null) read.problem('AZURE_TENANT_ID', 'is missing beside AZURE_CLIENT_SECRET');
    return {
      identity: { kind: 'client-secret', tenantId: tenant ?? '', clientId: clientId ?? '' },
      clientSecret,
    };
  }
  if (bot === null || clientId !== null) return { identity: { kind: 'environment' }, clientSecret: null };
  return bot.type === 'UserAssignedMSI'
    ? { identity: { kind: 'managed-identity', clientId: bot.appId }, clientSecret: null }
    : {
        identity: { kind: 'client-secret', tenantId: bot.tenantId, clientId: bot.appId },
        clientSecret: read.text('MicrosoftAppPassword'),
      };
}

function readDatabase(read: Reader): { target: Config['database']; url: string | null } {
  const value = read.text('DATABASE_URL') ?? 'pglite:.data/muster';
  if (/^postgres(ql)?:\/\//.test(value) && URL.canParse(value)) {
    return { target: { kind: 'postgres' }, url: value };
  }
  const folder = value.startsWith('pglite:') ? value.slice('pglite:'.length) : '';
  if (folder === '') read.problem('DATABASE_URL', 'is neither postgres://… nor pglite:FOLDER');
  return { target: { kind: 'pglite', folder }, url: null };
}

function readBreakGlass(read: Reader): string[] {
  const ids = (read.text('BREAK_GLASS_IDS') ?? '').split(',').map((id) => id.trim().toLowerCase());
  const named = ids.filter((id) => id !== '');
  const wrong = named.filter((id) => !isObjectId(id) && !/^[^\s@]+@[^\s@]+$/.test(id));
  if (wrong.length > 0) {
    read.problem(
      'BREAK_GLASS_IDS',
      `holds ${wrong.join(', ')}: neither an object id nor a user principal name`,
    );
  }
  return [...new Set(named)];
}

function readTeamsLimit(read: Reader, localOnly: boolean): number | null {
  const limit = read.number('TEAMS_MAX_RPS', 45, { least: 0, most: 1000 });
  if (limit > 0) return limit;
  if (!localOnly) read.problem('TEAMS_MAX_RPS', 'is 0 (no limit), which only LOCAL_ONLY takes');
  return null;
}

function readRegistrationUrl(read: Reader, localOnly: boolean): string {
  const url = read.url('REGISTRATION_URL');
  if (url !== null && url.protocol !== 'https:' && !(localOnly && isLoopback(url.hostname))) {
    read.problem('REGISTRATION_URL', 'must begin with https://: people are asked to trust it');
  }
  return url?.href ?? 'https://aka.ms/mysecurityinfo';
}

function deepFreeze<Value>(value: Value): Value {
  if (value !== null && typeof value === 'object') Object.values(value).forEach(deepFreeze);
  return Object.freeze(value);
}
