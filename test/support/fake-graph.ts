import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { AskOptions, Graph } from '../../src/graph/client.ts';
import type { RequestName } from '../../src/graph/requests.ts';

export interface Seen {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** What goes back: JSON, or whatever a gateway in front of Graph may do instead. */
export type Reply =
  | { readonly status?: number; readonly json: unknown; readonly headers?: Record<string, string> }
  | { readonly status?: number; readonly text: string; readonly headers?: Record<string, string> }
  | 'reset'
  | 'cut'
  | 'hang';

export interface GraphServer extends AsyncDisposable {
  readonly baseUrl: string;
  readonly seen: Seen[];
}

/** A server on a free port that gives these replies in turn, the last one for ever. */
export async function serveGraph(
  reply: readonly Reply[] | ((request: Seen, count: number) => Reply),
): Promise<GraphServer> {
  const seen: Seen[] = [];
  const server = createServer(async (request, response) => {
    const { method = '', url = '', headers } = request;
    const one = { method, url, headers, body: await text(request) };
    seen.push(one);
    const count = seen.length;
    const given = typeof reply === 'function' ? reply(one, count) : reply[Math.min(count, reply.length) - 1];
    send(given ?? 'reset', response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo; // a TCP server that listens has one
  return {
    baseUrl: `http://127.0.0.1:${port}`,
    seen,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

function send(reply: Reply, response: ServerResponse): void {
  if (reply === 'hang') return;
  if (reply === 'reset') {
    response.destroy();
    return;
  }
  if (reply === 'cut') {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' });
    response.write('{"value":[{"id":"1"', () => response.destroy());
    return;
  }
  const json = 'json' in reply;
  response.writeHead(reply.status ?? 200, {
    'content-type': json ? 'application/json' : 'text/html',
    ...reply.headers,
  });
  response.end(json ? JSON.stringify(reply.json) : reply.text);
}

/** Graph's own shape of an error. */
export function graphError(
  status: number,
  code: string,
  message = '',
  headers: Record<string, string> = {},
): Reply {
  const innerError = { date: '2026-11-20T09:00:00', 'request-id': 'r-1', 'client-request-id': 'c-1' };
  return { status, headers, json: { error: { code, message, innerError } } };
}

export interface Asked extends AskOptions {
  readonly name: RequestName;
  readonly params: Readonly<Record<string, string>>;
}

/** The `Graph` of src/graph/client.ts without a network: answers are given by the test. */
export function answeringGraph(answer: (asked: Asked) => unknown): Graph & { readonly asked: Asked[] } {
  const asked: Asked[] = [];
  const take = (name: RequestName, params: Readonly<Record<string, string>>, options: AskOptions) => {
    const one = { name, params, ...options };
    asked.push(one);
    return answer(one);
  };
  return {
    asked,
    ask: async (name, params, options) => take(name, params, options),
    async *pages(name, params, options, readRow) {
      for (const page of take(name, params, options) as unknown[][]) yield page.map(readRow);
    },
    expectedWait: () => 0,
  };
}
