import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { codeOf, JSON_TYPE, post, useServers } from '../support/http.ts';

describe('http body', () => {
  const start = useServers();

  const bodies: [string, string | Buffer, Record<string, string>, number, string][] = [
    ['malformed JSON', '{"type":', JSON_TYPE, 400, 'malformed-json'],
    ['nothing', '', JSON_TYPE, 400, 'malformed-json'],
    ['bytes that are no UTF-8', Buffer.from([0x22, 0xff, 0x22]), JSON_TYPE, 400, 'malformed-json'],
    ['a list', '[]', JSON_TYPE, 400, 'not-an-object'],
    ['a null', 'null', JSON_TYPE, 400, 'not-an-object'],
    ['a text', '"hello"', JSON_TYPE, 400, 'not-an-object'],
    ['a key that reaches for the prototype', '{"a":{"__proto__":{"admin":true}}}', JSON_TYPE, 400, 'bad-key'],
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
      assert.equal(await codeOf(response), word);
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
});
