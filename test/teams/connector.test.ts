import assert from 'node:assert/strict';
import { ConnectorClient, MicrosoftAppCredentials } from 'botframework-connector';
import type { Limiter } from '../../src/delivery/limiter.ts';
import { Adapter } from '../../src/teams/adapter.ts';
import { createAuthentication } from '../../src/teams/authentication.ts';
import { createConnector } from '../../src/teams/connector.ts';
import { createMessenger } from '../../src/teams/messenger.ts';
import { teamsMessage } from '../support/channel.ts';
import { type Fault, type StandInConnector, startConnector } from '../support/connector.ts';
import { captureLog } from '../support/log.ts';

describe('connector', () => {
  let teams: StandInConnector;
  beforeEach(async () => {
    teams = await startConnector();
  });
  afterEach(() => teams.close());

  const local = () =>
    createAuthentication({ bot: null, password: null, localOnly: true, connectorTimeoutMs: 300 });

  /** A reply within a turn; returns the error that the handler saw. */
  const reply = async (): Promise<unknown> => {
    let seen: unknown;
    const adapter = new Adapter({
      authentication: local(),
      origin: { tenantId: null, localOnly: true },
      log: captureLog().log,
      onTurnError: async (_context, error) => {
        seen = error;
      },
    });
    const body = teamsMessage({ serviceUrl: teams.serviceUrl });
    await adapter.receive('', body, async (context) => void (await context.sendActivity('hello')));
    return seen;
  };
  /** The same outside of a turn. */
  const proactive = async (): Promise<unknown> => {
    const messenger = createMessenger({ connector: local().connector, appId: null });
    const to = { conversationId: 'a:1', serviceUrl: teams.serviceUrl };
    return messenger.send(to, { text: 'hello' }).then(
      () => undefined,
      (error: unknown) => error,
    );
  };

  const faults: [string, Fault, RegExp][] = [
    ['a 502', { status: 502 }, /502|ServiceError/],
    ['a 429 with Retry-After', { status: 429, headers: { 'retry-after': '0' } }, /429|ServiceError/],
    ['a 503 with Retry-After', { status: 503, headers: { 'retry-after': '0' } }, /503|ServiceError/],
    ['a 412', { status: 412 }, /412|ServiceError/],
    ['a 504', { status: 504 }, /504|ServiceError/],
    [
      'a redirect',
      { status: 307, headers: { location: '/v3/conversations/elsewhere/activities' } },
      /307|ServiceError/,
    ],
    ['a line that is reset before the message was read', 'reset-before', /ECONNRESET|socket hang up/],
    ['a line that is reset after the message was taken', 'reset-after', /ECONNRESET|socket hang up/],
    ['an answer that never comes', 'hang', /abort/i],
  ];
  for (const [where, send] of [
    ['a reply', reply],
    ['a proactive message', proactive],
  ] as const) {
    for (const [title, fault, error] of faults) {
      it(`posts ${where} exactly once when it meets ${title}`, async () => {
        teams.fail(fault);
        const seen = await send();
        assert.ok(seen instanceof Error, 'the sender must hear of it');
        assert.match(`${seen.name} ${seen.message} ${(seen as { statusCode?: number }).statusCode}`, error);
        assert.equal(teams.posts().length, 1);
      });
    }
    it(`posts ${where} exactly once when all is well`, async () => {
      assert.equal(await send(), undefined);
      assert.equal(teams.posts().length, 1);
    });
  }

  it('tells the status, the code and the Retry-After of a refusal, for whoever decides on trying again', async () => {
    teams.fail({ status: 429, headers: { 'retry-after': '17' }, error: { code: 'TooManyRequests' } });
    const seen = (await proactive()) as { statusCode: number; code: string; response: { headers: Headers } };
    assert.equal(seen.statusCode, 429);
    assert.equal(seen.code, 'TooManyRequests');
    assert.equal(seen.response.headers.get('retry-after'), '17');
  });

  it('never leaves the machine for an address on it, whatever proxy the environment names', async () => {
    const proxy = await startConnector();
    const names = ['HTTP_PROXY', 'http_proxy', 'HTTPS_PROXY', 'https_proxy'] as const;
    const before = names.map((name) => [name, process.env[name]] as const);
    for (const name of names) process.env[name] = proxy.serviceUrl;
    try {
      assert.equal(await reply(), undefined);
      assert.equal(await proactive(), undefined);
    } finally {
      for (const [name, value] of before) {
        if (value === undefined) delete process.env[name];
        else process.env[name] = value;
      }
      await proxy.close();
    }
    assert.equal(proxy.calls.length, 0);
    assert.equal(teams.posts().length, 2);
  });

  it('keeps the proxy for the real Teams', async () => {
    const removed = async (address: string) => {
      const client = await local().connector.clientFor(address);
      return (
        client as unknown as { client: { pipeline: { getOrderedPolicies(): { name: string }[] } } }
      ).client.pipeline
        .getOrderedPolicies()
        .every(({ name }) => name !== 'proxyPolicy');
    };
    assert.equal(await removed('https://smba.trafficmanager.net/emea/'), false);
    assert.equal(await removed('http://localhost:1/'), true);
  });

  it('asks for members once too', async () => {
    teams.fail({ status: 502 });
    const client = await local().connector.clientFor(teams.serviceUrl);
    await assert.rejects(client.conversations.getConversationMembers('a:1'));
    assert.equal(teams.calls.length, 1);
  });

  it('makes one client for an address, however many ask at once, and another for another', async () => {
    let made = 0;
    const connector = createConnector({
      create: async (baseUri) => {
        made += 1;
        return new ConnectorClient(MicrosoftAppCredentials.Empty, { baseUri });
      },
    });
    const [one, two] = await Promise.all([
      connector.clientFor('http://a/'),
      connector.clientFor('http://a/'),
    ]);
    assert.equal(one, two);
    assert.equal(await connector.factory.create('http://a/'), one);
    assert.notEqual(await connector.clientFor('http://b/'), one);
    assert.equal(made, 2);
  });

  it('keeps a bounded number of clients, and forgets one that could not be made', async () => {
    let made = 0;
    const connector = createConnector({
      create: async (baseUri) => {
        made += 1;
        if (made === 1) throw new Error('no token');
        return new ConnectorClient(MicrosoftAppCredentials.Empty, { baseUri });
      },
    });
    await assert.rejects(connector.clientFor('http://a/'), /no token/);
    const first = await connector.clientFor('http://a/');
    for (let region = 0; region < 60; region += 1) await connector.clientFor(`http://region-${region}/`);
    assert.notEqual(await connector.clientFor('http://a/'), first);
  });

  it('refuses a client whose pipeline it does not know, rather than retry unseen', async () => {
    const connector = createConnector({
      create: async (baseUri) => {
        const client = new ConnectorClient(MicrosoftAppCredentials.Empty, { baseUri });
        (
          client as unknown as { client: { pipeline: { removePolicy(o: object): void } } }
        ).client.pipeline.removePolicy({
          name: 'defaultRetryPolicy',
        });
        return client;
      },
    });
    await assert.rejects(connector.clientFor('http://a/'), /defaultRetryPolicy/);
  });
});

describe('the rate of the connector', () => {
  let teams: StandInConnector;
  beforeEach(async () => {
    teams = await startConnector();
  });
  afterEach(() => teams.close());

  it('has every call wait for its turn in its chat, and the tenant stop after a 429', async () => {
    const taken: unknown[] = [];
    const pauses: number[] = [];
    const limiter: Limiter = {
      ahead: 1,
      async take({ chat, operation, urgency }) {
        taken.push([chat, operation, urgency]);
      },
      async pause(milliseconds) {
        pauses.push(milliseconds);
      },
    };
    const { connector } = createAuthentication({ bot: null, password: null, localOnly: true, limiter });
    const { conversations } = await connector.clientFor(teams.serviceUrl);
    const activity = { type: 'message', text: 'hello' } as Parameters<
      typeof conversations.sendToConversation
    >[1];
    await conversations.sendToConversation('a:1/2', activity);
    await conversations.updateActivity('a:1/2', 'activity-1', activity);
    await conversations.getConversationPagedMembers('19:x');
    teams.fail({ status: 429, headers: { 'retry-after': '9' } });
    await assert.rejects(conversations.sendToConversation('a:1/2', activity));
    assert.deepEqual(taken, [
      ['a:1/2', 'send', 'interactive'],
      ['a:1/2', 'send', 'interactive'],
      ['19:x', 'read', 'interactive'],
      ['a:1/2', 'send', 'interactive'],
    ]);
    assert.deepEqual(pauses, [9_000]);
  });
});
