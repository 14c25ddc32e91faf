import assert from 'node:assert/strict';
import { useServers } from '../support/http.ts';

describe('http guard', () => {
  const start = useServers();

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
});
