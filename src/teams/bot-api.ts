import * as http from 'node:http';
import * as https from 'node:https';
import type { Answer } from '../delivery/outcome.ts';

/** What one POST to the Bot API came to. */
export type Exchange =
  | { readonly kind: 'answer'; readonly answer: Answer; readonly body: unknown }
  /** No byte of the request left this machine. */
  | { readonly kind: 'not-sent'; readonly detail: string }
  /** It left, wholly or in part, and no answer came. */
  | { readonly kind: 'lost'; readonly detail: string };

export interface BotApi {
  /** One attempt. Rejects only where no token is to be had. */
  post(serviceUrl: string, path: string, body: string): Promise<Exchange>;
  /** The same for what may be done twice. */
  put(serviceUrl: string, path: string, body: string): Promise<Exchange>;
  close(): void;
}

export interface BotApiOptions {
  /** Null: the service asks for none (LOCAL_ONLY). `fresh`: the last one was refused. */
  readonly token: (options: { readonly fresh: boolean }) => Promise<string | null>;
  readonly timeoutMs?: number;
}

interface Call {
  readonly method: 'POST' | 'PUT';
  readonly serviceUrl: string;
  readonly path: string;
  readonly body: string;
}

const TIMEOUT_MS = 15_000;
/** As many lines as two batches have calls in flight. */
const LINES = 512;
/** A line that was silent for longer may just be closed from the other side, and a message on it be lost. */
const IDLE_MS = 4_000;
const ANSWER_AT_MOST = 64 * 1024;
/** The credentials have their own cache; this spares the promises and timers around it for each message. */
const TOKEN_MS = 30_000;

/**
 * The Bot Connector's REST protocol over plain lines that stay open. The SDK's client costs six times the CPU for
 * each message and repeats POSTs by itself; what a wave needs of it is two addresses.
 */
export function createBotApi({ token, timeoutMs = TIMEOUT_MS }: BotApiOptions): BotApi {
  const how = { keepAlive: true, maxSockets: LINES, timeout: IDLE_MS, scheduling: 'lifo' } as const;
  const agents = { 'http:': new http.Agent(how), 'https:': new https.Agent(how) };
  const places = new Map<string, URL>();
  let authorization: { value: string | null; until: number } | null = null;

  const placeOf = (serviceUrl: string): URL => {
    const known = places.get(serviceUrl) ?? new URL(serviceUrl.replace(/\/*$/, '/'));
    places.set(serviceUrl, known);
    return known;
  };
  const authorize = async (fresh: boolean): Promise<string | null> => {
    const now = performance.now();
    if (!fresh && authorization !== null && authorization.until > now) return authorization.value;
    const bearer = await token({ fresh });
    const value = bearer === null ? null : `Bearer ${bearer}`;
    authorization = { value, until: now + TOKEN_MS };
    return value;
  };

  const attempt = (call: Call, bearer: string | null) =>
    new Promise<Exchange>((resolve) => {
      const { method, path, body } = call;
      const place = placeOf(call.serviceUrl);
      const secure = place.protocol === 'https:';
      const request = (secure ? https : http).request({
        agent: agents[secure ? 'https:' : 'http:'],
        hostname: place.hostname,
        port: place.port,
        path: place.pathname + path,
        method,
        timeout: timeoutMs,
        headers: {
          'content-type': 'application/json',
          'content-length': Buffer.byteLength(body),
          ...(bearer === null ? {} : { authorization: bearer }),
        },
      });
      let left = false;
      request.once('socket', (socket) => {
        if (!socket.connecting) left = true;
        else {
          socket.once(secure ? 'secureConnect' : 'connect', () => {
            left = true;
          });
        }
      });
      request.once('timeout', () => request.destroy(new Error('no answer in time')));
      // The second error of a destroyed request finds nobody else listening.
      request.on('error', (error: Error & { code?: string }) => {
        resolve({ kind: left ? 'lost' : 'not-sent', detail: error.code ?? error.message });
      });
      request.once('response', (response) => {
        readAnswer(response).then(resolve, (error: Error) =>
          resolve({ kind: 'lost', detail: error.message }),
        );
      });
      request.end(body);
    });

  const send = async (call: Call): Promise<Exchange> => {
    const exchange = await attempt(call, await authorize(false));
    if (exchange.kind !== 'answer' || exchange.answer.status !== 401) return exchange;
    // A token may be withdrawn before its time. 401 took nothing, so the one repetition is safe.
    const bearer = await authorize(true);
    return bearer === null ? exchange : attempt(call, bearer);
  };

  return {
    post: (serviceUrl, path, body) => send({ method: 'POST', serviceUrl, path, body }),
    put: (serviceUrl, path, body) => send({ method: 'PUT', serviceUrl, path, body }),
    close() {
      for (const agent of Object.values(agents)) agent.destroy();
    },
  };
}

/** Its status says what happened, even where the rest of the answer breaks off. */
function readAnswer(response: http.IncomingMessage): Promise<Exchange> {
  return new Promise((resolve) => {
    let text = '';
    response.setEncoding('utf8');
    response.on('data', (chunk: string) => {
      if (text.length < ANSWER_AT_MOST) text += chunk;
    });
    // 'close' comes after 'end' and after every error alike.
    response.on('error', () => undefined);
    response.once('close', () => {
      const body = parse(text);
      const { id } = (body ?? {}) as { id?: unknown };
      resolve({
        kind: 'answer',
        body,
        answer: {
          status: response.statusCode ?? 0,
          codes: codesIn(body),
          retryAfterMs: retryAfterMs(response.headers['retry-after']),
          activityId: typeof id === 'string' && id !== '' ? id : null,
        },
      });
    });
  });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // A gateway's page of HTML, or half an answer: the status has to do.
    return undefined;
  }
}

/** `code`, `errorCode` and `subCode`, wherever the service puts them this year. */
function codesIn(body: unknown, depth = 0): string[] {
  if (typeof body !== 'object' || body === null || depth > 3) return [];
  return Object.entries(body).flatMap(([key, value]) => {
    if (/^(code|errorCode|subCode)$/i.test(key)) return value === null ? [] : [String(value)];
    return codesIn(value, depth + 1);
  });
}

export function retryAfterMs(header: string | undefined, now: number = Date.now()): number | null {
  if (header === undefined || header.trim() === '') return null;
  const seconds = Number(header);
  const milliseconds = Number.isNaN(seconds) ? Date.parse(header) - now : seconds * 1000;
  return Number.isNaN(milliseconds) ? null : Math.max(0, milliseconds);
}
