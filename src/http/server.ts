import restify, { type Request, type Response, type Server } from 'restify';
import type { Log, LogTrail } from '../log.ts';
import { readJsonObject } from './body.ts';
import { close, limitConnections, listen } from './connections.ts';
import { guardRequest, requestIdOf, SECURITY_HEADERS } from './guard.ts';
import { answerReadiness, type Readiness } from './health.ts';
import type { Metrics } from './metrics.ts';
import { answer, HttpProblem, problemBody, problemOf } from './problem.ts';

export interface Incoming {
  readonly authorization: string;
  /** Parsed JSON, still to be checked. */
  readonly body: object;
  readonly requestId: string;
}
export interface Outgoing {
  readonly status: number;
  readonly body?: unknown;
}

export interface ServerOptions {
  readonly host: string;
  readonly port: number;
  readonly localOnly: boolean;
  readonly receive: (incoming: Incoming) => Promise<Outgoing>;
  readonly readiness: () => Promise<Readiness>;
  readonly metrics: Metrics;
  readonly log: Log;
  readonly trail: LogTrail;
  readonly maxBodyBytes?: number;
  /** A body that takes longer is refused, a request head that takes longer is cut off. */
  readonly timeoutMs?: number;
}

export interface HttpServer {
  start(): Promise<{ readonly url: string }>;
  /** Takes nothing new, lets what runs finish within the bound, then closes what is left. */
  stop(boundMs: number): Promise<void>;
}

type Handler = (req: Request, res: Response, requestId: string) => Promise<void>;

const MOST_BODY_BYTES = 256 * 1024;
const TIMEOUT_MS = 10_000;

export function createServer(options: ServerOptions): HttpServer {
  const { log, timeoutMs = TIMEOUT_MS } = options;
  let stopping = false;
  const app = restify.createServer({
    // An empty name leaves the Server header out.
    name: '',
    // Restify logs requests and errors whole. What is worth a line is logged here. (Its types ask for bunyan.)
    log: log.child({}, { level: 'silent' }) as never,
  });
  // Restify repeats the server's errors here, and one that nobody hears ends the process.
  app.on('error', (err: unknown) => log.error({ err }, 'The server reports an error.'));
  limitConnections(app.server, timeoutMs);
  guardRequests(app, options, () => stopping);
  addRoutes(app, { ...options, timeoutMs }, () => stopping);
  return {
    start: () => listen(app.server, options),
    async stop(boundMs) {
      stopping = true;
      await close(app.server, boundMs, log);
    },
  };
}

/** What happens before and after every request, wherever it goes. */
function guardRequests(app: Server, options: ServerOptions, stopping: () => boolean): void {
  app.pre(async (req: Request, res: Response) => {
    res.setHeader('x-request-id', requestIdOf(req));
    for (const [name, value] of Object.entries(SECURITY_HEADERS)) res.setHeader(name, value);
    if (stopping()) res.setHeader('connection', 'close');
    guardRequest(req, options);
  });
  app.on('restifyError', (req: Request, res: Response, error: unknown, done: () => void) => {
    answerError(req, res, error, options.log);
    done();
  });
  app.on('after', (req: Request, res: Response) => note(req, res, options));
}

function addRoutes(
  app: Server,
  options: ServerOptions & { readonly timeoutMs: number },
  stopping: () => boolean,
): void {
  const { receive, readiness, metrics, log, trail, maxBodyBytes = MOST_BODY_BYTES, timeoutMs } = options;
  const route = (handler: Handler) => async (req: Request, res: Response) => {
    const requestId = String(res.getHeader('x-request-id'));
    await trail.run({ requestId }, () => handler(req, res, requestId));
  };
  const messages: Handler = async (req, res, requestId) => {
    const body = await readJsonObject(req, { maxBytes: maxBodyBytes, timeoutMs });
    const { authorization = '' } = req.headers;
    const { status, body: reply } = await receive({ authorization, body, requestId });
    answer(res, status, reply ?? (status >= 400 ? problemBody(problemOf(status), requestId) : undefined));
  };
  const numbers: Handler = async (_req, res) => {
    const { contentType, text } = await metrics.render();
    res.sendRaw(200, text, { 'content-type': contentType });
  };
  app.post('/api/messages', route(messages));
  app.get('/metrics', route(numbers));
  app.get(
    '/healthz',
    route(async (_req, res) => answer(res, 200, { status: 'alive' })),
  );
  const health = { readiness, stopping, log, timeoutMs };
  app.get(
    '/readyz',
    route((_req, res, requestId) => answerReadiness(res, requestId, health)),
  );
}

function answerError(req: Request, res: Response, error: unknown, log: Log): void {
  const requestId = String(res.getHeader('x-request-id'));
  const problem = error instanceof HttpProblem ? error : problemOf(statusOf(error));
  // The rest of a body that is late may still come, and would be read as the next request.
  if (problem.status === 408) res.setHeader('connection', 'close');
  if (problem.status >= 500) log.error({ err: error, requestId, method: req.method }, 'A request failed.');
  answer(res, problem.status, problemBody(problem, requestId));
}

/** Restify's own refusals; anything else that is thrown is a bug. */
function statusOf(error: unknown): number {
  const status = error instanceof Error && 'statusCode' in error ? error.statusCode : 500;
  return status === 404 || status === 405 ? status : 500;
}

function note(req: Request, res: Response, { metrics, log }: ServerOptions): void {
  const route = (req.getRoute() as { path?: string } | undefined)?.path ?? 'other';
  const method = req.method === 'GET' || req.method === 'POST' ? req.method : 'other';
  const seconds = (Date.now() - req.time()) / 1000;
  metrics.httpAnswered(route, method, res.statusCode, seconds);
  const line = { requestId: res.getHeader('x-request-id'), route, method, status: res.statusCode, seconds };
  // Probes and scrapes come every few seconds.
  log[route === '/api/messages' ? 'info' : 'debug'](line, 'Answered a request.');
}
