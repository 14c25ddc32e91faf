import assert from 'node:assert/strict';
import { AsyncLocalStorage } from 'node:async_hooks';
import { connect } from 'node:net';
import { BadConfiguration } from '../../src/errors.ts';
import type { Incoming, ServerOptions } from '../../src/http/server.ts';
import { createLog, type LogTrail } from '../../src/log.ts';
import { startServer, type TestServer } from '../support/http.ts';

const JSON_TYPE = { 'content-type': 'application/json' };

describe('http server', () => {
  const started: TestServer[] = [];
  const start = async (options: Partial<ServerOptions> = {}) => {
    const one = await startServer(options);
    started.push(one);
    return one;
  };
  afterEach(async () => {
    for (const { server } of started.splice(0)) await server.stop(0);
  });
  const post = (url: string, body: RequestInit['body'], headers: Record<string, string> = JSON_TYPE) =>
    fetch(`${url}/api/messages`, { method: 'POST', body: body ?? null, headers });
  const code = async (response: Response) =>
    ((await response.json()) as { error: { code: string } }).error.code;

  describe('messages', () => {
    it('hands on the parsed body, the token and the request’s id, and returns the answer', async () => {
      const seen: Incoming[] = [];
      const { url } = await start({
        receive: async (incoming) => {
          seen.push(incoming);
          return { status: 202, body: { hello: 'Zoë' } };
        },
      });
      const response = await post(url, '{"type":"message"}', {
        'content-type': 'Application/JSON; charset="UTF-8"',
        authorization: 'Bearer x',
        'x-request-id': 'trace-42.a_b',
      });
      assert.equal(response.status, 202);
      assert.deepEqual(await response.json(), { hello: 'Zoë' });
      assert.equal(response.headers.get('x-request-id'), 'trace-42.a_b');
      assert.deepEqual(seen, [
        { authorization: 'Bearer x', body: { type: 'message' }, requestId: 'trace-42.a_b' },
      ]);
    });

    it('answers without a body where there is none, and in its own words where a refusal has none', async () => {
      let status = 200;
      const { url } = await start({ receive: async () => ({ status }) });
      const fine = await post(url, '{}');
      assert.deepEqual([fine.status, await fine.text()], [200, '']);
      for (const [refusal, word] of [
        [400, 'bad-request'],
        [401, 'unauthorized'],
        [403, 'forbidden'],
        [500, 'internal-error'],
      ] as const) {
        status = refusal;
        const response = await post(url, '{}');
        assert.equal(response.status, refusal);
        const { error } = (await response.json()) as { error: Record<string, string> };
        assert.equal(error.code, word);
        assert.equal(error.requestId, response.headers.get('x-request-id'));
      }
    });

    it('tells nobody what broke inside, and logs it', async () => {
      const { url, lines } = await start({
        receive: async () => {
          throw new Error('column "pin" of table people');
        },
      });
      const response = await post(url, '{}');
      assert.equal(response.status, 500);
      assert.doesNotMatch(await response.text(), /pin|people|stack/);
      assert.match(lines.text(), /column .*pin/);
    });

    const bodies: [string, RequestInit['body'], Record<string, string>, number, string][] = [
      ['malformed JSON', '{"type":', JSON_TYPE, 400, 'malformed-json'],
      ['nothing', '', JSON_TYPE, 400, 'malformed-json'],
      ['bytes that are no UTF-8', Buffer.from([0x22, 0xff, 0x22]), JSON_TYPE, 400, 'malformed-json'],
      ['a list', '[]', JSON_TYPE, 400, 'not-an-object'],
      ['a null', 'null', JSON_TYPE, 400, 'not-an-object'],
      ['a text', '"hello"', JSON_TYPE, 400, 'not-an-object'],
      [
        'a key that reaches for the prototype',
        '{"a":{"__proto__":{"admin":true}}}',
        JSON_TYPE,
        400,
        'bad-key',
      ],
      [
        'lists nested without end',
        `{"a":${'['.repeat(100_000)}${']'.repeat(100_000)}}`,
        JSON_TYPE,
        400,
        'too-deep',
      ],
      [
        'another content type',
        'a=b',
        { 'content-type': 'application/x-www-form-urlencoded' },
        415,
        'unsupported-media-type',
      ],
      [
        'another character set',
        '{}',
        { 'content-type': 'application/json; charset=utf-16' },
        415,
        'unsupported-media-type',
      ],
      ['a compressed body', '{}', { ...JSON_TYPE, 'content-encoding': 'gzip' }, 415, 'unsupported-encoding'],
      ['one byte too many', `{"a":"${'x'.repeat(256 * 1024 - 7)}"}`, JSON_TYPE, 413, 'too-large'],
    ];
    for (const [title, body, headers, status, word] of bodies) {
      it(`refuses ${title} with ${status} and hands nothing on`, async () => {
        let handed = 0;
        const { url } = await start({
          receive: async () => {
            handed += 1;
            return { status: 200 };
          },
        });
        const response = await post(url, body, headers);
        assert.equal(response.status, status);
        assert.equal(await code(response), word);
        assert.equal(handed, 0);
      });
    }

    it('takes a body of exactly the limit, also in chunks', async () => {
      const sizes: number[] = [];
      const { url, raw } = await start({
        receive: async ({ body }) => {
          sizes.push(JSON.stringify(body).length);
          return { status: 200 };
        },
      });
      const text = `{"a":"${'x'.repeat(256 * 1024 - 8)}"}`;
      assert.equal((await post(url, text)).status, 200);
      const head = 'POST /api/messages HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\n';
      const chunks = [text.slice(0, 1000), text.slice(1000)].map(
        (part) => `${part.length.toString(16)}\r\n${part}\r\n`,
      );
      assert.match(
        await raw(`${head}transfer-encoding: chunked\r\n\r\n`, ...chunks, '0\r\n\r\n'),
        /^HTTP\/1\.1 200/,
      );
      assert.deepEqual(sizes, [256 * 1024, 256 * 1024]);
    });

    it('refuses a body without end as soon as it is too large, and cuts the line when it goes on', async () => {
      const { port, raw } = await start({ maxBodyBytes: 1_000 });
      const head = 'POST /api/messages HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\n';
      assert.match(await raw(`${head}content-length: 99999999999\r\n\r\n{"a":`), /^HTTP\/1\.1 413/);
      const socket = connect(port, '127.0.0.1');
      socket.on('error', () => socket.destroy());
      const closed = new Promise((resolve) => socket.on('close', resolve));
      socket.write(`${head}transfer-encoding: chunked\r\n\r\n`);
      const chunk = Buffer.alloc(64 * 1024, 0x78);
      let sent = 0;
      const flood = () => {
        if (socket.destroyed || sent > 64 * 1024 * 1024) return;
        sent += chunk.length;
        socket.write(`${chunk.length.toString(16)}\r\n`);
        socket.write(chunk);
        socket.write('\r\n', flood);
      };
      flood();
      await closed;
      assert.ok(sent < 32 * 1024 * 1024, `${sent} bytes were taken`);
    });

    it('mends NUL characters and half characters before anything is stored', async () => {
      const seen: object[] = [];
      const { url } = await start({
        receive: async ({ body }) => {
          seen.push(body);
          return { status: 200 };
        },
      });
      await post(url, '{"a":"x\\u0000y","b":["\\ud800",{"c":"\\udfff!"}]}');
      assert.deepEqual(seen, [{ a: 'xy', b: ['\ufffd', { c: '\ufffd!' }] }]);
    });

    it('gives up a body that does not arrive', async () => {
      const { raw } = await start({ timeoutMs: 100 });
      const head = 'POST /api/messages HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\n';
      assert.match(await raw(`${head}content-length: 100\r\n\r\n{"slow`), /^HTTP\/1\.1 408/);
    });

    it('cuts a line that never finishes its first head', async () => {
      const { raw } = await start({ timeoutMs: 100 });
      assert.equal(await raw('POST /api/messages HTTP/1.1\r\nhost: local'), '');
    });

    it('survives a caller that leaves in the middle', async () => {
      const { port, url, lines } = await start();
      const socket = connect(port, '127.0.0.1');
      await new Promise<void>((resolve) => {
        const head = 'POST /api/messages HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\n';
        socket.write(`${head}content-length: 100\r\n\r\n{"half`, () => resolve());
      });
      socket.resetAndDestroy();
      assert.equal((await fetch(`${url}/healthz`)).status, 200);
      assert.doesNotMatch(lines.text(), /"level":"error"/);
    });
  });

  describe('every request', () => {
    it('gets an id of ours where its own could not stand in a log', async () => {
      const { url } = await start();
      for (const given of ['short', 'x'.repeat(65), 'with space and more', '{"json":"injection"}']) {
        const { headers } = await fetch(`${url}/healthz`, { headers: { 'x-request-id': given } });
        assert.match(headers.get('x-request-id') ?? '', /^[0-9a-f-]{36}$/);
      }
    });

    it('marks every log line that is written for it', async () => {
      const lines: string[] = [];
      const trail: LogTrail = new AsyncLocalStorage();
      const log = createLog({
        level: 'info',
        destination: { write: (line) => void lines.push(line) },
        trail,
      });
      const { url } = await start({
        log,
        trail,
        receive: async () => {
          await Promise.resolve();
          log.info('Deep inside.');
          return { status: 200 };
        },
      });
      await post(url, '{}', { ...JSON_TYPE, 'x-request-id': 'request-0001' });
      const about = lines.map((line) => JSON.parse(line) as { msg: string; requestId?: string });
      assert.equal(about.find(({ msg }) => msg === 'Deep inside.')?.requestId, 'request-0001');
      assert.equal(about.find(({ msg }) => msg === 'Answered a request.')?.requestId, 'request-0001');
    });

    it('says nothing of what we are made of, and keeps browsers from guessing', async () => {
      const { url } = await start();
      for (const path of ['/healthz', '/nowhere', '/metrics']) {
        const { headers } = await fetch(url + path);
        assert.equal(headers.get('server'), null);
        assert.equal(headers.get('x-powered-by'), null);
        assert.equal(headers.get('x-content-type-options'), 'nosniff');
        assert.equal(headers.get('cache-control'), 'no-store');
        assert.match(headers.get('content-security-policy') ?? '', /default-src 'none'/);
      }
    });

    it('answers 404 where nothing is and 405 where something else is, in JSON', async () => {
      const { url } = await start();
      for (const path of [
        '/',
        '/nowhere',
        '/api/messages/',
        '/API/messages',
        '//api/messages',
        '/%2e%2e/etc',
        '/healthz.json',
      ]) {
        const response = await fetch(url + path, { method: 'POST', headers: JSON_TYPE, body: '{}' });
        assert.deepEqual([path, response.status, await code(response)], [path, 404, 'not-found']);
      }
      for (const [method, path, allow] of [
        ['GET', '/api/messages', 'POST'],
        ['PUT', '/api/messages', 'POST'],
        ['POST', '/healthz', 'GET'],
        ['DELETE', '/metrics', 'GET'],
      ] as const) {
        const response = await fetch(url + path, { method });
        assert.deepEqual([response.status, await code(response)], [405, 'method-not-allowed']);
        assert.equal(response.headers.get('allow'), allow);
      }
    });

    const targets: [string, string, RegExp][] = [
      ['a Host that is none', 'GET /nowhere HTTP/1.1\r\nhost: [\r\n\r\n', /^HTTP\/1\.1 400/],
      ['a Host with a space', 'GET /nowhere HTTP/1.1\r\nhost: a b\r\n\r\n', /^HTTP\/1\.1 400/],
      ['a Host with a path', 'GET /nowhere HTTP/1.1\r\nhost: localhost/x\r\n\r\n', /^HTTP\/1\.1 400/],
      ['a port that is none', 'GET /nowhere HTTP/1.1\r\nhost: localhost:99999\r\n\r\n', /^HTTP\/1\.1 400/],
      ['no Host', 'GET /nowhere HTTP/1.1\r\n\r\n', /^HTTP\/1\.1 400/],
      ['two Hosts', 'GET /nowhere HTTP/1.1\r\nhost: localhost\r\nhost: localhost\r\n\r\n', /^HTTP\/1\.1 400/],
      [
        'two tokens',
        'GET /healthz HTTP/1.1\r\nhost: localhost\r\nauthorization: a\r\nauthorization: b\r\n\r\n',
        /^HTTP\/1\.1 400/,
      ],
      ['an address of another server', 'GET http://[ HTTP/1.1\r\nhost: localhost\r\n\r\n', /^HTTP\/1\.1 400/],
      ['a star', 'OPTIONS * HTTP/1.1\r\nhost: localhost\r\n\r\n', /^HTTP\/1\.1 400/],
      ['a broken escape', 'GET /%zz?%zz HTTP/1.1\r\nhost: localhost\r\n\r\n', /^HTTP\/1\.1 404/],
      ['bytes above ASCII', 'GET /\xff\xfe HTTP/1.1\r\nhost: localhost\r\n\r\n', /^HTTP\/1\.1 400/],
      ['no HTTP at all', '\x16\x03\x01\x02\x00\x01\x00\r\n\r\n', /^HTTP\/1\.1 400.*\{"error"/s],
      [
        'a head of a megabyte',
        `GET / HTTP/1.1\r\nhost: localhost\r\nx: ${'x'.repeat(1_000_000)}\r\n\r\n`,
        /^HTTP\/1\.1 431/,
      ],
      [
        'two lengths',
        'POST /api/messages HTTP/1.1\r\nhost: localhost\r\ncontent-length: 2\r\ncontent-length: 3\r\n\r\n{}',
        /^HTTP\/1\.1 400/,
      ],
      [
        'a length and chunks',
        'POST /api/messages HTTP/1.1\r\nhost: localhost\r\ncontent-length: 2\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n',
        /^HTTP\/1\.1 400/,
      ],
    ];
    it('answers a request for another protocol as if it had not asked, and keeps no line open for it', async () => {
      const { raw } = await start({ timeoutMs: 10_000 });
      const upgrade =
        'GET /healthz HTTP/1.1\r\nhost: localhost\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n';
      assert.match(await raw(upgrade), /^HTTP\/1\.1 200/);
    });

    for (const [title, request, answer] of targets) {
      it(`refuses ${title} and lives on`, async () => {
        const { raw, url } = await start();
        assert.match(await raw(Buffer.from(request, 'latin1')), answer);
        assert.equal((await fetch(`${url}/healthz`)).status, 200);
      });
    }
  });

  describe('on this machine alone', () => {
    const request = (headers: string) => `GET /healthz HTTP/1.1\r\n${headers}\r\n\r\n`;
    it('takes requests to a loopback name', async () => {
      const { raw } = await start();
      for (const host of ['localhost', 'localhost:3978', '127.0.0.1:3978', '127.1.2.3', '[::1]:3978']) {
        assert.match(await raw(request(`host: ${host}`)), /^HTTP\/1\.1 200/, host);
      }
    });
    it('refuses a name that a web page made point here, and whatever a web page sends', async () => {
      const { raw } = await start();
      for (const host of [
        'evil.example',
        '127.0.0.1.evil.example',
        '10.0.0.1',
        '0.0.0.0',
        'localhost.evil.example:3978',
      ]) {
        assert.match(await raw(request(`host: ${host}`)), /^HTTP\/1\.1 403/, host);
      }
      assert.match(await raw(request('host: localhost\r\norigin: https://evil.example')), /^HTTP\/1\.1 403/);
      assert.match(await raw(request('host: localhost\r\norigin: null')), /^HTTP\/1\.1 403/);
      assert.match(await raw('GET /healthz HTTP/1.0\r\n\r\n'), /^HTTP\/1\.1 403/);
    });
    it('asks for no such thing where tokens are checked', async () => {
      const { raw } = await start({ localOnly: false });
      assert.match(
        await raw(request('host: muster.example\r\norigin: https://teams.example')),
        /^HTTP\/1\.1 200/,
      );
    });
  });

  describe('health', () => {
    it('lives as long as it answers', async () => {
      const { url } = await start({ readiness: async () => ({ ok: false, checks: { database: false } }) });
      const response = await fetch(`${url}/healthz`);
      assert.deepEqual([response.status, await response.json()], [200, { status: 'alive' }]);
    });

    it('is ready when everything it needs works', async () => {
      const { url } = await start({
        readiness: async () => ({ ok: true, checks: { database: true, queue: true } }),
      });
      const response = await fetch(`${url}/readyz`);
      assert.deepEqual(
        [response.status, await response.json()],
        [200, { status: 'ready', checks: { database: true, queue: true } }],
      );
    });

    it('says which check fails, and no more', async () => {
      const { url } = await start({
        readiness: async () => ({ ok: false, checks: { database: false, queue: true } }),
      });
      const response = await fetch(`${url}/readyz`);
      assert.equal(response.status, 503);
      const body = (await response.json()) as { error: { code: string; message: string }; checks: object };
      assert.deepEqual(body.checks, { database: false, queue: true });
      assert.equal(body.error.code, 'not-ready');
      assert.equal(body.error.message, 'Not ready: database.');
    });

    it('is not ready when the checks break, and keeps the reason for the log', async () => {
      const { url, lines } = await start({
        readiness: async () => {
          throw new Error('postgres://muster:secret@db is gone');
        },
      });
      const response = await fetch(`${url}/readyz`);
      assert.equal(response.status, 503);
      assert.doesNotMatch(await response.text(), /postgres/);
      assert.match(lines.text(), /is gone/);
    });

    it('is not ready when the checks do not answer in time', async () => {
      const { url } = await start({ readiness: () => new Promise(() => {}), timeoutMs: 100 });
      assert.equal((await fetch(`${url}/readyz`)).status, 503);
    });
  });

  describe('metrics', () => {
    it('counts requests by route and status, never by what somebody typed', async () => {
      const { url } = await start({ receive: async () => ({ status: 401 }) });
      await post(url, '{}');
      await fetch(`${url}/a-path-that-somebody-made-up`);
      const response = await fetch(`${url}/metrics`);
      const text = await response.text();
      assert.match(response.headers.get('content-type') ?? '', /^text\/plain/);
      assert.match(
        text,
        /muster_http_request_seconds_count\{route="\/api\/messages",method="POST",status="401"\} 1/,
      );
      assert.match(text, /muster_http_request_seconds_count\{route="other",method="GET",status="404"\} 1/);
      assert.match(text, /process_resident_memory_bytes \d/);
      assert.doesNotMatch(text, /made-up/);
    });
  });

  describe('start and stop', () => {
    it('says which variable is wrong when it cannot listen', async () => {
      const { port } = await start();
      await assert.rejects(startServer({ port }), (error) => {
        assert.ok(error instanceof BadConfiguration);
        assert.match(error.message, new RegExp(`PORT ${port} is taken`));
        return true;
      });
      await assert.rejects(startServer({ host: '192.0.2.1' }), /HOST 192\.0\.2\.1/);
    });

    /** A turn that lasts until it is told to end. */
    const slowTurn = () => {
      const begun = Promise.withResolvers<void>();
      const end = Promise.withResolvers<void>();
      const receive = async () => {
        begun.resolve();
        await end.promise;
        return { status: 200, body: { done: true } };
      };
      return { receive, begun: begun.promise, end: () => end.resolve() };
    };

    it('finishes a turn that runs, takes nothing new and closes idle lines', async () => {
      const turn = slowTurn();
      const { url, server, port } = await start({ receive: turn.receive });
      const idle = connect(port, '127.0.0.1');
      const idleClosed = new Promise((resolve) => idle.on('close', resolve));
      idle.resume().write('GET /healthz HTTP/1.1\r\nhost: localhost\r\n\r\n');
      const answer = post(url, '{}');
      await turn.begun;
      const stopped = server.stop(10_000);
      await idleClosed;
      await assert.rejects(fetch(`${url}/healthz`));
      turn.end();
      const response = await answer;
      assert.deepEqual(await response.json(), { done: true });
      await stopped;
    });

    it('closes what does not finish within the bound, and says so', async () => {
      const turn = slowTurn();
      const { url, server, lines } = await start({ receive: turn.receive });
      const answer = post(url, '{}').catch((error: unknown) => error);
      await turn.begun;
      await server.stop(50);
      assert.ok((await answer) instanceof Error);
      assert.match(lines.text(), /did not finish in time/);
      turn.end();
    });

    it('is not ready while it stops', async () => {
      const turn = slowTurn();
      const { url, server, port } = await start({ receive: turn.receive });
      const held = connect(port, '127.0.0.1');
      let heard = '';
      held.on('data', (chunk) => {
        heard += chunk.toString();
      });
      const closed = new Promise((resolve) => held.on('close', resolve));
      const answer = post(url, '{}');
      await turn.begun;
      // A request whose head is not finished when the server stops is still answered.
      held.write('GET /readyz HTTP/1.1\r\nhost: localhost\r\n');
      await fetch(`${url}/healthz`, { headers: { connection: 'close' } });
      const stopped = server.stop(10_000);
      held.write('\r\n');
      await closed;
      assert.match(heard, /^HTTP\/1\.1 503.*connection: close/is);
      turn.end();
      await answer;
      await stopped;
    });
  });
});
