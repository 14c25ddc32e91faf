import { AsyncLocalStorage } from 'node:async_hooks';
import { connect } from 'node:net';
import { createMetrics } from '../../src/http/metrics.ts';
import { createServer, type HttpServer, type ServerOptions } from '../../src/http/server.ts';
import { type CapturedLog, captureLog } from './log.ts';

export interface TestServer {
  readonly url: string;
  readonly port: number;
  readonly server: HttpServer;
  readonly lines: CapturedLog;
  /** Sends these bytes over a new line and returns everything that comes back until it closes. */
  raw(...parts: (string | Buffer)[]): Promise<string>;
}

export async function startServer(options: Partial<ServerOptions> = {}): Promise<TestServer> {
  const lines = captureLog();
  const server = createServer({
    host: '127.0.0.1',
    port: 0,
    localOnly: true,
    receive: async () => ({ status: 200 }),
    readiness: async () => ({ ok: true, checks: { database: true } }),
    metrics: createMetrics(),
    log: lines.log,
    trail: new AsyncLocalStorage(),
    ...options,
  });
  const { url } = await server.start();
  const port = Number(new URL(url).port);
  return { url, port, server, lines, raw: (...parts) => exchange(port, parts) };
}

/** Servers for the tests of one suite; each is stopped after the test that started it. */
export function useServers(): (options?: Partial<ServerOptions>) => Promise<TestServer> {
  const started: TestServer[] = [];
  afterEach(async () => {
    for (const { server } of started.splice(0)) await server.stop(0);
  });
  return async (options) => {
    const one = await startServer(options);
    started.push(one);
    return one;
  };
}

export const JSON_TYPE = { 'content-type': 'application/json' };

export function post(
  url: string,
  body: string | Buffer,
  headers: Record<string, string> = JSON_TYPE,
): Promise<Response> {
  return fetch(`${url}/api/messages`, { method: 'POST', body, headers });
}

export async function codeOf(response: Response): Promise<string> {
  return ((await response.json()) as { error: { code: string } }).error.code;
}

/** A turn that lasts until it is told to end. */
export function slowTurn() {
  const begun = Promise.withResolvers<void>();
  const end = Promise.withResolvers<void>();
  const receive = async () => {
    begun.resolve();
    await end.promise;
    return { status: 200, body: { done: true } };
  };
  return { receive, begun: begun.promise, end: () => end.resolve() };
}

/** Ends the line once the answer is complete; a head without a length ends when the other side closes. */
export function exchange(
  port: number,
  parts: readonly (string | Buffer)[],
  { hangUp = false } = {},
): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    let received = '';
    socket.on('data', (chunk) => {
      received += chunk.toString('latin1');
      if (isWhole(received.replace(/^HTTP\/1\.1 100 Continue\r\n\r\n/, ''))) socket.end();
    });
    // A reset tells the same as an end: what came is all there is.
    socket.on('error', () => socket.destroy());
    socket.on('close', () => resolve(received));
    for (const part of parts) socket.write(part);
    if (hangUp) socket.end();
  });
}

function isWhole(answer: string): boolean {
  const [head = '', body] = answer.split('\r\n\r\n', 2);
  const length = /content-length: (\d+)/i.exec(head)?.[1];
  if (body === undefined) return false;
  return length === undefined ? answer.endsWith('0\r\n\r\n') : body.length >= Number(length);
}
