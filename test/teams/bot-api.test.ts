import assert from 'node:assert/strict';
import { type BotApi, createBotApi, retryAfterMs } from '../../src/teams/bot-api.ts';
import { type StandInConnector, startConnector } from '../support/connector.ts';

describe('the Bot API', () => {
  let teams: StandInConnector;
  const apis: BotApi[] = [];
  beforeEach(async () => {
    teams = await startConnector();
  });
  afterEach(async () => {
    for (const api of apis.splice(0)) api.close();
    await teams.close();
  });
  const open = (token: Parameters<typeof createBotApi>[0]['token'] = async () => null, timeoutMs = 5_000) => {
    const api = createBotApi({ token, timeoutMs });
    apis.push(api);
    return (body = '{}') => api.post(teams.serviceUrl, 'v3/conversations/a%3A1/activities', body);
  };

  it('posts the bytes it was given, once, and reads the id', async () => {
    const exchange = await open(async () => 'secret')('{"text":"grüß"}');
    assert.equal(exchange.kind === 'answer' && exchange.answer.activityId, 'activity-1');
    const [call] = teams.calls;
    assert.deepEqual(call?.body, { text: 'grüß' });
    assert.equal(call?.headers.authorization, 'Bearer secret');
  });

  it('tells what never left from what was lost on the way, and repeats neither', async () => {
    const post = open();
    teams.fail('reset-after');
    assert.equal((await post()).kind, 'lost');
    assert.equal(teams.calls.length, 1);
    await teams.close();
    assert.equal((await post()).kind, 'not-sent');
    teams = await startConnector();
  });

  it('does not wait for ever', async () => {
    const post = open(async () => null, 100);
    teams.fail('hang');
    const exchange = await post();
    assert.equal(exchange.kind, 'lost');
  });

  it('asks once for a fresh token when the one it has is refused', async () => {
    const asked: boolean[] = [];
    const post = open(async ({ fresh }) => {
      asked.push(fresh);
      return fresh ? 'new' : 'old';
    });
    teams.fail({ status: 401 });
    const exchange = await post();
    assert.equal(exchange.kind === 'answer' && exchange.answer.status, 201);
    await post();
    assert.deepEqual(asked, [false, true]);
    assert.deepEqual(
      teams.calls.map(({ headers }) => headers.authorization),
      ['Bearer old', 'Bearer new', 'Bearer new'],
    );
  });

  it('reads every code of an error, and when to come again', async () => {
    const post = open();
    teams.fail({ status: 403, headers: { 'retry-after': '3' }, error: { code: 'MessageWritesBlocked' } });
    const exchange = await post();
    assert.ok(exchange.kind === 'answer');
    assert.deepEqual(exchange.answer.codes, ['MessageWritesBlocked']);
    assert.equal(exchange.answer.retryAfterMs, 3_000);
  });

  it('understands both ways of saying when', () => {
    const now = Date.parse('2026-11-20T09:00:00Z');
    assert.equal(retryAfterMs('Fri, 20 Nov 2026 09:00:05 GMT', now), 5_000);
    assert.equal(retryAfterMs('Fri, 20 Nov 2026 08:00:00 GMT', now), 0);
    assert.equal(retryAfterMs('1.5', now), 1_500);
    assert.equal(retryAfterMs('soon', now), null);
    assert.equal(retryAfterMs(undefined, now), null);
  });
});
