import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface ConnectorCall {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: Record<string, unknown> | undefined;
}

export interface Member {
  readonly id: string;
  readonly name?: string;
  readonly aadObjectId?: string;
  readonly userPrincipalName?: string;
  readonly tenantId?: string;
}

/** What goes wrong with one request: `reset-before` reads nothing of the message, `reset-after` has taken it. */
export type Fault =
  /** Nothing: for the request before the one that is meant. */
  | 'pass'
  | 'reset-before'
  | 'reset-after'
  | 'hang'
  | {
      readonly status: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly error?: { readonly code: string; readonly message?: string };
    };

export interface StandInConnector {
  readonly serviceUrl: string;
  /** Every request, in the order it came, also those that were answered with a fault. */
  readonly calls: ConnectorCall[];
  posts(): ConnectorCall[];
  /** The next requests fail so, one each. */
  fail(...faults: Fault[]): void;
  members(conversationId: string, members: readonly Member[]): void;
  close(): Promise<void>;
}

/** Teams' side of what the bot sends: a server on loopback that speaks the Bot Connector's REST protocol. */
export async function startConnector(): Promise<StandInConnector> {
  const calls: ConnectorCall[] = [];
  const faults: Fault[] = [];
  const members = new Map<string, readonly Member[]>();
  let lastId = 0;

  const server = createServer(async (req, res) => {
    const fault = faults.shift();
    const call = fault === 'reset-before' ? callOf(req, '') : callOf(req, await textOf(req));
    calls.push(call);
    if (fault === 'hang') return;
    if (fault === 'reset-before' || fault === 'reset-after') return void req.socket.resetAndDestroy();
    if (fault !== undefined && fault !== 'pass')
      return answer(res, fault.status, { error: fault.error ?? { code: 'ServiceError' } }, fault.headers);
    lastId += 1;
    route(call, res, `activity-${lastId}`);
  });

  const route = ({ method, path, body }: ConnectorCall, res: ServerResponse, id: string) => {
    const [, conversationId, rest = ''] = /^\/v3\/conversations(?:\/([^/]+)(?:\/(.+))?)?$/.exec(path) ?? [];
    if (!path.startsWith('/v3/conversations')) return answer(res, 404, { error: { code: 'NotFound' } });
    if (conversationId === undefined)
      return answer(res, 201, { id: `conversation-of-${memberOf(body)}`, activityId: id });
    const known = members.get(decodeURIComponent(conversationId)) ?? [];
    if (method === 'POST' && /^activities(\/[^/]+)?$/.test(rest)) return answer(res, 201, { id });
    if (method === 'PUT' && /^activities\/[^/]+$/.test(rest))
      return answer(res, 200, { id: rest.split('/')[1] });
    if (method === 'DELETE' && /^activities\/[^/]+$/.test(rest)) return answer(res, 200);
    // Teams knows members of a chat, a channel or a team; of a thread in a channel it knows none.
    if (method === 'GET' && decodeURIComponent(conversationId).includes(';'))
      return answer(res, 404, { error: { code: 'ConversationNotFound' } });
    if (method === 'GET' && rest === 'members') return answer(res, 200, known);
    if (method === 'GET' && rest === 'pagedmembers') return answer(res, 200, { members: known });
    const member = known.find(({ id: memberId }) => rest === `members/${encodeURIComponent(memberId)}`);
    return member ? answer(res, 200, member) : answer(res, 404, { error: { code: 'NotFound' } });
  };

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    serviceUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    calls,
    posts: () => calls.filter(({ method }) => method === 'POST'),
    fail: (...more) => void faults.push(...more),
    members: (conversationId, all) => void members.set(conversationId, all),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function textOf(req: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of req) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

function callOf(req: IncomingMessage, text: string): ConnectorCall {
  return {
    method: req.method ?? '',
    path: new URL(req.url ?? '/', 'http://x').pathname.replace(/\/{2,}/g, '/'),
    headers: req.headers,
    body: text === '' ? undefined : (JSON.parse(text) as Record<string, unknown>),
  };
}

function memberOf(body: ConnectorCall['body']): string {
  const [member] = (body?.members ?? []) as { id?: string }[];
  return member?.id ?? 'nobody';
}

function answer(
  res: ServerResponse,
  status: number,
  body?: unknown,
  headers: Readonly<Record<string, string>> = {},
): void {
  res.writeHead(status, { 'content-type': 'application/json', ...headers });
  res.end(body === undefined ? undefined : JSON.stringify(body));
}
