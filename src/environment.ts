/**
 * Everything that an operator may set, in the order of `.env.sample`. `loadConfig` reads these and no others;
 * the sample file is checked against this list.
 */
export const VARIABLES = {
  MicrosoftAppId: {
    meaning: "the bot's application (client) id",
    example: '00000000-0000-4000-8000-000000000000',
  },
  MicrosoftAppPassword: {
    meaning: "the bot's client secret; not needed with UserAssignedMSI",
    example: 'the value shown once under Certificates & secrets',
  },
  MicrosoftAppType: { meaning: 'SingleTenant or UserAssignedMSI', example: 'SingleTenant' },
  MicrosoftAppTenantId: {
    meaning: 'the tenant whose people may talk to the bot',
    example: '11111111-1111-4111-8111-111111111111',
  },
  AZURE_TENANT_ID: {
    meaning: "tenant of the identity that reads Graph; the bot's own when empty",
    example: '11111111-1111-4111-8111-111111111111',
  },
  AZURE_CLIENT_ID: {
    meaning: "application id of the identity that reads Graph; the bot's own when empty",
    example: '22222222-2222-4222-8222-222222222222',
  },
  AZURE_CLIENT_SECRET: {
    meaning: 'its secret; or leave empty and use a certificate, workload identity or managed identity',
    example: 'the value shown once under Certificates & secrets',
  },
  GRAPH_BASE_URL: {
    meaning: "Graph's root; sovereign clouds have their own",
    example: 'https://graph.microsoft.com',
  },
  GRAPH_ACCESS_TOKEN: {
    meaning: 'a fixed token, for a simulated Graph on a loopback address only',
    example: 'demo',
  },
  DATABASE_URL: {
    meaning: 'postgres://… or pglite:FOLDER for the embedded database',
    example: 'pglite:.data/muster',
  },
  HOST: { meaning: 'the address where the server listens', example: '0.0.0.0' },
  PORT: { meaning: 'the port where the server listens', example: '3978' },
  LOCAL_ONLY: { meaning: 'true: no bot credentials, everything on this machine', example: 'false' },
  ADMIN_GROUP_ID: {
    meaning: 'object id of the Entra group whose members run campaigns',
    example: '33333333-3333-4333-8333-333333333333',
  },
  HELPDESK_GROUP_ID: {
    meaning: 'object id of the Entra group whose members may ask about others',
    example: '44444444-4444-4444-8444-444444444444',
  },
  SECURITY_GROUP_ID: {
    meaning: 'object id of the Entra group that hears of attacks',
    example: '55555555-5555-4555-8555-555555555555',
  },
  BREAK_GLASS_IDS: {
    meaning: 'emergency access accounts, object ids or user principal names, separated by commas',
    example: 'emergency1@contoso.com,emergency2@contoso.com',
  },
  EXCLUDED_GROUP_ID: {
    meaning: 'object id of the group that no campaign ever messages',
    example: '66666666-6666-4666-8666-666666666666',
  },
  TEAMS_MAX_RPS: { meaning: 'Bot API calls a second for the tenant, all instances together', example: '45' },
  TEAMS_APP_CATALOG_ID: {
    meaning: "the app's id in the tenant's catalogue, for installing it ahead of the first message",
    example: '77777777-7777-4777-8777-777777777777',
  },
  OAUTH_CONNECTION_NAME: {
    meaning: 'the Azure Bot OAuth connection for fixes that a helpdesk person performs',
    example: 'graph',
  },
  REGISTRATION_URL: { meaning: 'where people register', example: 'https://aka.ms/mysecurityinfo' },
  LOG_LEVEL: { meaning: 'trace, debug, info, warn, error or fatal', example: 'info' },
} as const satisfies Record<string, { meaning: string; example: string }>;

export type VariableName = keyof typeof VARIABLES;
export type Environment = Readonly<Record<string, string | undefined>>;

const GUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

export type Reader = ReturnType<typeof createReader>;

/** Reads one variable at a time and gathers what is wrong with each, so that one error can list them all. */
export function createReader(environment: Environment) {
  const problems: string[] = [];
  const problem = (name: VariableName, what: string) => {
    problems.push(`${name} ${what}. Example: ${name}=${VARIABLES[name].example}`);
  };
  const text = (name: VariableName): string | null => environment[name]?.trim() || null;
  return {
    problems,
    problem,
    text,
    flag(name: VariableName): boolean {
      const value = text(name);
      if (value !== null && !/^(true|false)$/i.test(value)) problem(name, 'is neither true nor false');
      return value?.toLowerCase() === 'true';
    },
    number(name: VariableName, fallback: number, range: { least: number; most: number }): number {
      const value = text(name);
      if (value === null) return fallback;
      const number = Number(value);
      if (/^\d+$/.test(value) && number >= range.least && number <= range.most) return number;
      problem(name, `is not a whole number from ${range.least} to ${range.most}`);
      return fallback;
    },
    guid(name: VariableName): string | null {
      const value = text(name);
      if (value === null || GUID.test(value)) return value?.toLowerCase() ?? null;
      problem(name, 'is not an id of the form 8-4-4-4-12 hexadecimal digits');
      return null;
    },
    choice<Value extends string>(name: VariableName, values: readonly Value[], fallback: Value): Value {
      const value = text(name);
      if (value === null) return fallback;
      const found = values.find((candidate) => candidate.toLowerCase() === value.toLowerCase());
      if (found === undefined) problem(name, `is none of ${values.join(', ')}`);
      return found ?? fallback;
    },
    url(name: VariableName): URL | null {
      const value = text(name);
      if (value === null) return null;
      const url = URL.canParse(value) ? new URL(value) : null;
      if (url === null || !/^https?:$/.test(url.protocol))
        problem(name, 'is not an address that begins with https://');
      else if (url.username || url.password) problem(name, 'must not hold a user name or password');
      else return url;
      return null;
    },
  };
}

export function isLoopback(host: string): boolean {
  const name = host.replace(/^\[|\]$/g, '').toLowerCase();
  return name === 'localhost' || name === '::1' || /^127(\.\d{1,3}){3}$/.test(name);
}

export function isObjectId(value: string): boolean {
  return GUID.test(value);
}
