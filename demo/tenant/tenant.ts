import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { answerBatch } from './batch.ts';
import type { Answer, Licence } from './call.ts';
import { type Dispatching, dispatch, type Incoming } from './dispatch.ts';
import { badRequest, GraphError } from './errors.ts';
import { breakAnswer, type Fault, faultError } from './faults.ts';
import { readIncoming } from './incoming.ts';
import { DEFAULT_PERMISSIONS } from './permissions.ts';
import { errorAnswer, write } from './reply.ts';
import type { CompanyState } from './state.ts';
import { Throttle } from './throttle.ts';
import { workloadOf } from './workload.ts';

export interface TenantOptions<State extends CompanyState = CompanyState> {
  readonly company: State;
  /** 0 picks a free one. */
  readonly port?: number;
  /** Application permissions that were consented to. */
  readonly permissions?: readonly string[];
  readonly licences?: readonly Licence[];
  /** Enforce Graph's limits. Off, so that a test is not slowed by them unasked. */
  readonly throttle?: boolean;
  readonly latencyMs?: number;
  /** The bearer token that is accepted; anything else gets 401. */
  readonly token?: string;
  readonly now?: () => Date;
  readonly faults?: (request: RequestRecord) => Fault | undefined;
  /** Check every answer against Microsoft's schema; a contradiction is a 500 that names it. */
  readonly validate?: boolean;
}

export interface RequestRecord {
  readonly method: string;
  /** With version and query, as it was sent. */
  readonly path: string;
  readonly class: string;
  readonly at: Date;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** 0 while it runs, and for a connection that was cut. */
  status: number;
}

export interface Tenant<State extends CompanyState = CompanyState> {
  readonly url: string;
  readonly token: string;
  readonly requests: RequestRecord[];
  readonly company: State;
  stop(): Promise<void>;
}

/** A local server that speaks Microsoft Graph's protocol for what Muster uses, more strictly than Graph does. */
export async function startTenant<State extends CompanyState>(
  options: TenantOptions<State>,
): Promise<Tenant<State>> {
  const requests: RequestRecord[] = [];
  const token = options.token ?? 'simulated-tenant';
  const now = options.now ?? (() => new Date());
  const using = dispatching(options, now);
  const server = createServer((request, response) => {
    const record = recordOf(request, now());
    requests.push(record);
    serve(request, response, { record, token, using: using(), options }).catch((error: unknown) => {
      // Only a client that went away leaves a request half read; there is nobody to answer.
      response.destroy(error instanceof Error ? error : undefined);
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  // A server that listens on a port has an address with one.
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  using.url = url;
  return {
    url,
    token,
    requests,
    company: options.company,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function dispatching(options: TenantOptions, now: () => Date) {
  const throttle = options.throttle === true ? new Throttle(now) : undefined;
  const permissions = new Set(options.permissions ?? DEFAULT_PERMISSIONS);
  const licences = new Set<Licence>(options.licences ?? ['P1', 'P2']);
  const make = Object.assign(
    (): Dispatching => ({
      company: options.company,
      standing: { url: make.url, permissions, licences, now },
      throttle,
      validate: options.validate ?? true,
    }),
    { url: '' },
  );
  return make;
}

function recordOf(request: IncomingMessage, at: Date): RequestRecord {
  const path = request.url ?? '/';
  const below = path.replace(/^\/[^/]+/, '').replace(/\?.*$/, '');
  return {
    method: request.method ?? 'GET',
    path,
    class: /\/\$batch$/.test(below) ? 'batch' : workloadOf(below).throttle,
    at,
    headers: request.headers,
    status: 0,
  };
}

interface Serving {
  readonly record: RequestRecord;
  readonly token: string;
  readonly using: Dispatching;
  readonly options: TenantOptions;
}

async function serve(request: IncomingMessage, response: ServerResponse, serving: Serving): Promise<void> {
  const { record, options } = serving;
  const fault = options.faults?.(record);
  const wait = (options.latencyMs ?? 0) + (fault?.kind === 'slow' ? fault.milliseconds : 0);
  if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
  if (fault !== undefined && breakAnswer(fault, response)) {
    record.status = fault.kind === 'reset' ? 0 : response.statusCode;
    return;
  }
  const answer = await answerOf(request, serving, fault);
  record.status = answer.status;
  write(request, response, answer, fault?.kind === 'cut' ? fault.bytes : undefined);
}

async function answerOf(
  request: IncomingMessage,
  serving: Serving,
  fault: Fault | undefined,
): Promise<Answer> {
  try {
    demandToken(request, serving.token);
    const incoming = await readIncoming(request);
    if (fault?.kind === 'status') throw faultError(fault);
    return /^\/\$batch$/i.test(incoming.path)
      ? batch(incoming, serving.using)
      : dispatch(incoming, serving.using);
  } catch (error) {
    return errorAnswer(error, request, serving.using.standing.now());
  }
}

function batch(incoming: Incoming, using: Dispatching): Answer {
  if (incoming.method !== 'POST') throw badRequest('A batch is sent with POST.');
  using.throttle?.spend('batch', 1);
  return answerBatch(incoming, (inner) => {
    try {
      return dispatch(inner, using);
    } catch (error) {
      return errorAnswer(error, { headers: inner.headers }, using.standing.now());
    }
  });
}

function demandToken(request: IncomingMessage, token: string): void {
  if (request.headers.authorization === `Bearer ${token}`) return;
  throw request.headers.authorization === undefined
    ? new GraphError(401, 'InvalidAuthenticationToken', 'Access token is empty.')
    : new GraphError(
        401,
        'InvalidAuthenticationToken',
        'Access token validation failure. Invalid signature.',
      );
}
