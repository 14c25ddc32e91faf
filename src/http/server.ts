import restify, { type Request, type Response, type Server } from 'restify';
import type { Log, LogTrail } from '../log.ts';
import { readJsonObject } from './body.ts';
import { close, limitConnections, listen } from './connections.ts';
import { guardRequest, requestIdOf, SECURITY_HEADERS } from './guard.ts';
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
export interface Readiness {
  readonly ok: boolean;
  /** What was looked at, and whether it works: `{ database: true, queue: false }`. */
  readonly checks: Readonly<Record<string, boolean>>;
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

const READINESS_MS = 2_000;

export function createServer(options: ServerOptions): HttpServer {
  const state = { stopping: false };
  const app = restify.createServer({
    // An empty name leaves the Server header out.
    name: '',
    // Restify logs requests and errors whole. What is worth a line is logged here. (Its types ask for bunyan.)
    log: options.log.child({}, { level: 'silent' }) as never,
  });
  // Restify repeats the server's errors here, and one that nobody hears ends the process.
  app.on('error', (err: unknown) => options.log.error({ err }, 'The server reports an error.'));
  limitConnections(app.server, options.timeoutMs ?? 10_000);
  addRoutes(app, options, state);
  return {
    start: () => listen(app.server, options),
    async stop(boundMs) {
      state.stopping = true;
      await close(app.server, boundMs, options.log);
    },
  };
}

function addRoutes(app: Server, options: ServerOptions, state: { stopping: boolean }): void {
  const { receive, metrics, log, trail } = options;
  const limits = { maxBytes: options.maxBodyBytes ?? 256 * 1024, timeoutMs: options.timeoutMs ?? 10_000 };
  const route = (handler: Handler) => async (req: Request, res: Response) => {
    const requestId = String(res.getHeader('x-request-id'));
    await trail.run({ requestId }, () => handler(req, res, requestId));
  };

  app.pre(async (req: Request, res: Response) => {
    res.setHeader('x-request-id', requestIdOf(req));
    for (const [name, value] of Object.entries(SECURITY_HEADERS)) res.setHeader(name, value);
    if (state.stopping) res.setHeader('connection', 'close');
    guardRequest(req, options);
  });
  app.post(
    '/api/messages',
    route(async (req, res, requestId) => {
      const body = await readJsonObject(req, limits);
      const { status, body: reply } = await receive({
        authorization: req.headers.authorization ?? '',
        body,
        requestId,
      });
      answer(res, status, reply ?? (status >= 400 ? problemBody(problemOf(status), requestId) : undefined));
    }),
  );
  app.get(
    '/healthz',
    route(async (_req, res) => answer(res, 200, { status: 'alive' })),
  );
  app.get(
    '/readyz',
    route(async (_req, res, requestId) => answerReadiness(res, requestId, options, state)),
  );
  app.get(
    '/metrics',
    route(async (_req, res) => {
      const { contentType, text } = await metrics.render();
      res.sendRaw(200, text, { 'content-type': contentType });
    }),
  );
  app.on('restifyError', (req: Request, res: Response, error: unknown, done: () => void) => {
    answerError(req, res, error, log);
    done();
  });
  app.on('after', (req: Request, res: Response) => note(req, res, options));
}

async function answerReadiness(
  res: Response,
  requestId: string,
  { readiness, log, timeoutMs = READINESS_MS }: ServerOptions,
  state: { stopping: boolean },
): Promise<void> {
  const late = new Promise<Readiness>((resolve) => {
    setTimeout(resolve, Math.min(READINESS_MS, timeoutMs), { ok: false, checks: { answer: false } }).unref();
  });
  const found = state.stopping
    ? { ok: false, checks: { server: false } }
    : await Promise.race([readiness(), late]).catch((err: unknown): Readiness => {
        log.error({ err }, 'Readiness could not be told.');
        return { ok: false, checks: { answer: false } };
      });
  if (found.ok) return answer(res, 200, { status: 'ready', checks: found.checks });
  const failing = Object.keys(found.checks).filter((name) => !found.checks[name]);
  log.warn({ failing }, 'Not ready.');
  const problem = new HttpProblem(503, 'not-ready', `Not ready: ${failing.join(', ')}.`);
  answer(res, 503, { ...(problemBody(problem, requestId) as object), checks: found.checks });
}

function answerError(req: Request, res: Response, error: unknown, log: Log): void {
  const requestId = String(res.getHeader('x-request-id'));
  const problem = error instanceof HttpProblem ? error : problemOf(statusOf(error));
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
