import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { BadConfiguration } from '../../src/errors.ts';
import { post, slowTurn, startServer, useServers } from '../support/http.ts';

describe('http connections', () => {
  const start = useServers();

  it('says which variable is wrong when it cannot listen', async () => {
    const { port } = await start();
    await assert.rejects(startServer({ port }), (error) => {
      assert.ok(error instanceof BadConfiguration);
      assert.match(error.message, new RegExp(`PORT ${port} is taken`));
      return true;
    });
    await assert.rejects(startServer({ host: '192.0.2.1' }), /HOST 192\.0\.2\.1/);
  });

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
