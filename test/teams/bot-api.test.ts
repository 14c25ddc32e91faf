import assert from 'node:assert/strict';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { type BotApi, createBotApi, retryAfterMs } from '../../src/teams/bot-api.ts';
import { settle } from '../support/clock.ts';
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

  describe('on a line that does what it likes', () => {
    let server: Server;
    const lines = new Set<Socket>();
    let onRequest: (socket: Socket, request: string) => void;
    beforeEach(async () => {
      server = createServer((socket) => {
        lines.add(socket);
        socket.on('error', () => undefined);
        socket.on('data', (data) => onRequest(socket, String(data)));
      });
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    });
    afterEach(async () => {
      for (const line of lines) line.destroy();
      lines.clear();
      await new Promise((resolve) => server.close(resolve));
    });
    const openHere = () => {
      const api = createBotApi({ token: async () => null, timeoutMs: 5_000 });
      apis.push(api);
      const { port } = server.address() as AddressInfo; // a TCP server that listens has one
      return () => api.post(`http://127.0.0.1:${port}/`, 'v3/conversations', '{}');
    };

    it('believes the status, even where the rest of the answer breaks off', async () => {
      onRequest = (socket) =>
        socket.write('HTTP/1.1 201 Created\r\ncontent-length: 100\r\n\r\n{"id"', () => socket.destroy());
      const exchange = await openHere()();
      assert.deepEqual(exchange, {
        kind: 'answer',
        body: undefined,
        answer: { status: 201, codes: [], retryAfterMs: null, activityId: null },
      });
    });

    it('takes a word in between for no answer', async () => {
      onRequest = (socket) => socket.write('HTTP/1.1 103 Early Hints\r\n\r\n', () => socket.destroy());
      assert.equal((await openHere()()).kind, 'lost');
    });

    it('has one message at a time on each line, and uses it again', async () => {
      let open = 0;
      onRequest = (_, request) => {
        assert.equal(request.match(/POST /g)?.length, 1);
        open += 1;
        if (open < 20) return;
        for (const line of lines) line.write('HTTP/1.1 201 Created\r\ncontent-length: 2\r\n\r\n{}');
      };
      const post = openHere();
      for (let round = 0; round < 2; round += 1) {
        open = 0;
        await Promise.all(Array.from({ length: 20 }, post));
        await settle();
      }
      assert.equal(lines.size, 20);
    });
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
