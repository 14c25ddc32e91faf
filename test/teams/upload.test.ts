import assert from 'node:assert/strict';
import type { FileHandle } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Clock } from '../../src/clock.ts';
import { mayUploadTo, UploadFailed, upload } from '../../src/teams/upload.ts';

const PIECE = 10 * 320 * 1024;

/** Answers each PUT with the next of these, the last one for ever; `reset` hangs up. */
async function startPlace(...answers: readonly (number | 'reset')[]) {
  const ranges: string[] = [];
  let bytes = 0;
  const server: Server = createServer((request, response) => {
    ranges.push(String(request.headers['content-range']));
    const answer = answers[Math.min(ranges.length, answers.length) - 1] ?? 202;
    if (answer === 'reset') return request.destroy();
    request.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
    });
    request.on('end', () => {
      response.statusCode = answer;
      response.setHeader('retry-after', '7');
      response.end('{}');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/upload?token=1`,
    ranges,
    bytes: () => bytes,
    stop: () => new Promise((resolve) => server.close(resolve)),
  };
}

function fileOf(size: number) {
  let largest = 0;
  const read = async (buffer: Buffer, offset: number, length: number, position: number) => {
    largest = Math.max(largest, buffer.length);
    const bytesRead = Math.max(0, Math.min(length, size - position));
    buffer.fill(65, offset, offset + bytesRead);
    return { bytesRead, buffer };
  };
  // Of its many ways to be called, uploading uses this one.
  const file = { read } as unknown as Pick<FileHandle, 'read'>;
  return { ...file, largest: () => largest };
}

function waiting() {
  const waited: number[] = [];
  const clock: Clock = { now: () => new Date(0), sleep: async (ms) => void waited.push(ms) };
  return { clock, waited, signal: new AbortController().signal };
}

describe('uploading a file', () => {
  it('goes piece by piece, holding no more than one of them', async () => {
    const size = 2 * PIECE + 11;
    const place = await startPlace(202, 202, 201);
    const file = fileOf(size);
    await upload(place.url, file, { size, ...waiting() });
    assert.deepEqual(place.ranges, [
      `bytes 0-${PIECE - 1}/${size}`,
      `bytes ${PIECE}-${2 * PIECE - 1}/${size}`,
      `bytes ${2 * PIECE}-${size - 1}/${size}`,
    ]);
    assert.equal(place.bytes(), size);
    assert.equal(file.largest(), PIECE);
    assert.equal(PIECE % (320 * 1024), 0);
    await place.stop();
  });

  it('tries a piece again where the place is busy or hangs up, as late as it asks', async () => {
    const place = await startPlace(503, 'reset', 201);
    const { clock, waited, signal } = waiting();
    await upload(place.url, fileOf(5), { size: 5, clock, signal });
    assert.deepEqual(place.ranges, ['bytes 0-4/5', 'bytes 0-4/5', 'bytes 0-4/5']);
    assert.deepEqual(waited, [7_000, 4_000]);
    await place.stop();
  });

  it('takes a piece that is there already for done', async () => {
    const place = await startPlace(416);
    await upload(place.url, fileOf(5), { size: 5, ...waiting() });
    await place.stop();
  });

  for (const status of [400, 403, 404, 302]) {
    it(`gives up at once when the place answers ${status}`, async () => {
      const place = await startPlace(status);
      await assert.rejects(upload(place.url, fileOf(5), { size: 5, ...waiting() }), UploadFailed);
      assert.ok(place.ranges.length <= (status === 302 ? 4 : 1));
      await place.stop();
    });
  }

  it('gives up after four tries', async () => {
    const place = await startPlace(500);
    await assert.rejects(upload(place.url, fileOf(5), { size: 5, ...waiting() }), /500/);
    assert.equal(place.ranges.length, 4);
    await place.stop();
  });

  it('stops when it is told to', async () => {
    const place = await startPlace(201);
    const { clock } = waiting();
    const work = upload(place.url, fileOf(5), { size: 5, clock, signal: AbortSignal.abort() });
    await assert.rejects(work, { name: 'AbortError' });
    assert.deepEqual(place.ranges, []);
    await place.stop();
  });

  it('never ends a file that has become shorter with somebody else’s bytes', async () => {
    const place = await startPlace(202);
    await assert.rejects(upload(place.url, fileOf(0), { size: 5, ...waiting() }), /shorter/);
    await place.stop();
  });
});

describe('the places that a file may go to', () => {
  const taken = [
    'https://contoso-my.sharepoint.com/personal/alice/upload?x=1',
    'https://contoso.sharepoint.us/a',
    'https://contoso.sharepoint-mil.us/a',
    'https://contoso.sharepoint.cn/a',
  ];
  for (const url of taken) {
    it(`include ${url}`, () => assert.equal(mayUploadTo(url, { localOnly: false }), true));
  }

  const refused = [
    'http://contoso.sharepoint.com/a',
    'https://sharepoint.com.evil.example/a',
    'https://evilsharepoint.com/a',
    'https://contoso.sharepoint.com:8443/a',
    'https://user:password@contoso.sharepoint.com/a',
    'https://evil.example/.sharepoint.com',
    'https://contoso.sharepoint.com@evil.example/a',
    'https://127.0.0.1/a',
    'file:///etc/passwd',
    'nonsense',
    '',
  ];
  for (const url of refused) {
    it(`leave out ${url || 'nothing at all'}`, () =>
      assert.equal(mayUploadTo(url, { localOnly: false }), false));
  }

  it('are on this machine too where everything is', () => {
    assert.equal(mayUploadTo('http://127.0.0.1:9000/a', { localOnly: true }), true);
    assert.equal(mayUploadTo('http://10.0.0.1/a', { localOnly: true }), false);
  });
});
