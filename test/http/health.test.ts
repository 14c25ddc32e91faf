import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { post, slowTurn, useServers } from '../support/http.ts';

describe('health', () => {
  const start = useServers();

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
