import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { type Config, loadConfig } from '../src/config.ts';
import { type Environment, VARIABLES } from '../src/environment.ts';
import { BadConfiguration } from '../src/errors.ts';

const APP = '00000000-0000-4000-8000-000000000001';
const TENANT = '00000000-0000-4000-8000-000000000002';
const OTHER = '00000000-0000-4000-8000-000000000003';
const IN_TEAMS: Environment = {
  MicrosoftAppId: APP,
  MicrosoftAppPassword: 'bot-secret',
  MicrosoftAppTenantId: TENANT,
};
const LOCAL: Environment = { LOCAL_ONLY: 'true' };

function problemsOf(environment: Environment): readonly string[] {
  try {
    loadConfig(environment);
  } catch (error) {
    assert.ok(error instanceof BadConfiguration);
    return error.problems;
  }
  return [];
}

describe('configuration', () => {
  it('refuses to start without the bot’s identity, and names every missing variable with an example', () => {
    const problems = problemsOf({});
    assert.deepEqual(
      problems.map((problem) => problem.split(' ')[0]),
      ['MicrosoftAppId', 'MicrosoftAppPassword', 'MicrosoftAppTenantId'],
    );
    for (const problem of problems) assert.match(problem, /Example: \w+=.+/);
  });

  it('takes the defaults of the contract when only the bot’s identity is given', () => {
    const config = loadConfig(IN_TEAMS);
    assert.deepEqual(config.server, { host: '0.0.0.0', port: 3978, localOnly: false });
    assert.deepEqual(config.database, { kind: 'pglite', folder: '.data/muster' });
    assert.equal(config.graph.baseUrl, 'https://graph.microsoft.com');
    assert.equal(config.teams.maxRequestsPerSecond, 45);
    assert.equal(config.registrationUrl, 'https://aka.ms/mysecurityinfo');
    assert.equal(config.logLevel, 'info');
    assert.equal(config.tenantId, TENANT);
  });

  it('listens on this machine alone with LOCAL_ONLY, and reads no Graph unless one is named', () => {
    const config = loadConfig(LOCAL);
    assert.equal(config.server.host, '127.0.0.1');
    assert.equal(config.bot, null);
    assert.equal(config.graph.baseUrl, null);
  });

  const identities: readonly [string, Environment, Config['graph']['identity']][] = [
    [
      'the bot’s own when nothing else is set',
      IN_TEAMS,
      { kind: 'client-secret', tenantId: TENANT, clientId: APP },
    ],
    [
      'the bot’s managed identity',
      { ...IN_TEAMS, MicrosoftAppType: 'UserAssignedMSI', MicrosoftAppPassword: '' },
      { kind: 'managed-identity', clientId: APP },
    ],
    [
      'one of its own with a secret',
      { ...IN_TEAMS, AZURE_CLIENT_ID: OTHER, AZURE_CLIENT_SECRET: 'graph-secret' },
      { kind: 'client-secret', tenantId: TENANT, clientId: OTHER },
    ],
    [
      'a certificate or workload identity, left to @azure/identity',
      { ...IN_TEAMS, AZURE_CLIENT_ID: OTHER },
      { kind: 'environment' },
    ],
    [
      'a fixed token on a loopback address',
      { ...LOCAL, GRAPH_BASE_URL: 'http://127.0.0.1:9/', GRAPH_ACCESS_TOKEN: 'demo' },
      { kind: 'token' },
    ],
  ];
  for (const [title, environment, identity] of identities) {
    it(`reads Graph as ${title}`, () => assert.deepEqual(loadConfig(environment).graph.identity, identity));
  }

  const refused: readonly [string, Environment, RegExp][] = [
    [
      'a host that others can reach, with LOCAL_ONLY',
      { ...LOCAL, HOST: '0.0.0.0' },
      /^HOST is not a loopback/,
    ],
    [
      'a Graph elsewhere, with LOCAL_ONLY',
      { ...LOCAL, GRAPH_BASE_URL: 'https://graph.microsoft.com' },
      /^GRAPH_BASE_URL is not on a loopback/,
    ],
    [
      'bot credentials together with LOCAL_ONLY',
      { ...LOCAL, MicrosoftAppId: APP },
      /^MicrosoftAppId is set together/,
    ],
    [
      'a fixed token for the real Graph',
      { ...IN_TEAMS, GRAPH_ACCESS_TOKEN: 'x' },
      /^GRAPH_ACCESS_TOKEN is taken only while/,
    ],
    [
      'a fixed token for a host that only looks like loopback',
      { ...IN_TEAMS, GRAPH_ACCESS_TOKEN: 'x', GRAPH_BASE_URL: 'https://127.0.0.1.example.com' },
      /^GRAPH_ACCESS_TOKEN is taken only while/,
    ],
    [
      'a version behind Graph’s root',
      { ...IN_TEAMS, GRAPH_BASE_URL: 'https://graph.microsoft.com/v1.0' },
      /^GRAPH_BASE_URL holds more than Graph’s root/,
    ],
    [
      'a question behind Graph’s root',
      { ...IN_TEAMS, GRAPH_BASE_URL: 'https://graph.microsoft.com/?a=b' },
      /^GRAPH_BASE_URL holds more/,
    ],
    [
      'Graph without encryption',
      { ...IN_TEAMS, GRAPH_BASE_URL: 'http://graph.example.com' },
      /must begin with https/,
    ],
    ['no limit towards Teams', { ...IN_TEAMS, TEAMS_MAX_RPS: '0' }, /^TEAMS_MAX_RPS is 0/],
    [
      'a registration page without encryption',
      { ...IN_TEAMS, REGISTRATION_URL: 'http://x.example' },
      /must begin with/,
    ],
    [
      'a registration page that is a script',
      { ...IN_TEAMS, REGISTRATION_URL: 'javascript:alert(1)' },
      /is not an address/,
    ],
    [
      'a password in an address',
      { ...IN_TEAMS, GRAPH_BASE_URL: 'https://u:p@g.example' },
      /must not hold a user name/,
    ],
    ['a port that is a word', { ...IN_TEAMS, PORT: 'http' }, /^PORT is not a whole number/],
    ['a group that is a name', { ...IN_TEAMS, ADMIN_GROUP_ID: 'Admins' }, /^ADMIN_GROUP_ID is not an id/],
    ['a flag that is neither', { ...IN_TEAMS, LOCAL_ONLY: 'yes' }, /^LOCAL_ONLY is neither/],
    ['a log level that does not exist', { ...IN_TEAMS, LOG_LEVEL: 'loud' }, /^LOG_LEVEL is none of/],
    ['another database', { ...IN_TEAMS, DATABASE_URL: 'mysql://x' }, /^DATABASE_URL is neither/],
    [
      'an emergency account that is a name',
      { ...IN_TEAMS, BREAK_GLASS_IDS: 'Emergency One' },
      /^BREAK_GLASS_IDS holds/,
    ],
    [
      'a secret without its application',
      { ...LOCAL, AZURE_CLIENT_SECRET: 'x' },
      /^AZURE_CLIENT_ID is missing/,
    ],
  ];
  for (const [title, environment, expected] of refused) {
    it(`refuses ${title}`, () => {
      const problems = problemsOf(environment);
      assert.ok(
        problems.some((problem) => expected.test(problem)),
        `none of these fits ${expected}: ${problems.join(' | ')}`,
      );
    });
  }

  it('lists all problems of one environment at once', () => {
    assert.equal(problemsOf({ ...IN_TEAMS, PORT: 'x', LOG_LEVEL: 'y', HOST: 'a b' }).length, 3);
  });

  it('never repeats a secret in a problem', () => {
    const problems = problemsOf({
      ...IN_TEAMS,
      GRAPH_ACCESS_TOKEN: 'top-secret-token',
      DATABASE_URL: 'mysql://user:top-secret-password@host',
    });
    assert.ok(problems.length >= 2);
    assert.doesNotMatch(problems.join(), /top-secret/);
  });

  it('cannot be changed afterwards', () => {
    const config = loadConfig(IN_TEAMS);
    assert.throws(() => Object.assign(config.server, { port: 1 }), TypeError);
  });

  it('has one line in .env.sample for every variable, and no other', () => {
    const sample = readFileSync(new URL('../.env.sample', import.meta.url), 'utf8');
    const named = sample.split('\n').flatMap((line) => /^(\w+)=/.exec(line)?.slice(1) ?? []);
    assert.deepEqual(named, Object.keys(VARIABLES));
  });

  it('reads every variable that it documents', () => {
    const read = new Set<string>();
    const watched = new Proxy<Record<string, string | undefined>>(
      { ...IN_TEAMS },
      {
        get: (target, name: string) => {
          read.add(name);
          return target[name];
        },
      },
    );
    loadConfig(watched);
    loadConfig(
      new Proxy(
        { ...IN_TEAMS, AZURE_CLIENT_ID: OTHER, AZURE_CLIENT_SECRET: 'x' } as Record<
          string,
          string | undefined
        >,
        {
          get: (target, name: string) => {
            read.add(name);
            return target[name];
          },
        },
      ),
    );
    assert.deepEqual([...read].sort(), Object.keys(VARIABLES).sort());
  });
});
