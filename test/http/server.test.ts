import assert from 'node:assert/strict';
import { AsyncLocalStorage } from 'node:async_hooks';
import type { Incoming } from '../../src/http/server.ts';
import { createLog, type LogTrail } from '../../src/log.ts';
import { codeOf, JSON_TYPE, post, useServers } from '../support/http.ts';

describe('http server', () => {
  const start = useServers();

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
      assert.deepEqual([path, response.status, await codeOf(response)], [path, 404, 'not-found']);
    }
    for (const [method, path, allow] of [
      ['GET', '/api/messages', 'POST'],
      ['PUT', '/api/messages', 'POST'],
      ['POST', '/healthz', 'GET'],
      ['DELETE', '/metrics', 'GET'],
    ] as const) {
      const response = await fetch(url + path, { method });
      assert.deepEqual([response.status, await codeOf(response)], [405, 'method-not-allowed']);
      assert.equal(response.headers.get('allow'), allow);
    }
  });

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
