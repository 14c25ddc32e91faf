import { StringDecoder } from 'node:string_decoder';
import { type Dispatcher, Pool } from 'undici';
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
const JSON_TYPE = ['content-type', 'application/json'];

interface Place {
  readonly lines: Pool;
  /** What comes before each path. */
  readonly pathname: string;
}

/**
 * The Bot Connector's REST protocol over plain lines that stay open. The SDK's client costs ten times the CPU for
 * each message and repeats POSTs by itself; what a wave needs of it is two addresses. Undici is the client inside of
 * Node's own `fetch`: it costs half of `node:http`, and tells when a request leaves.
 */
export function createBotApi({ token, timeoutMs = TIMEOUT_MS }: BotApiOptions): BotApi {
  const places = new Map<string, Place>();
  let known: { readonly headers: string[]; readonly until: number } | null = null;

  const placeOf = (serviceUrl: string): Place => {
    const found = places.get(serviceUrl);
    if (found !== undefined) return found;
    const { origin, pathname } = new URL(serviceUrl.replace(/\/*$/, '/'));
    const place = { lines: openLines(origin, timeoutMs), pathname };
    places.set(serviceUrl, place);
    return place;
  };
  const authorize = async (fresh: boolean): Promise<string[]> => {
    const now = performance.now();
    if (!fresh && known !== null && known.until > now) return known.headers;
    const bearer = await token({ fresh });
    const headers = [...JSON_TYPE, ...(bearer === null ? [] : ['authorization', `Bearer ${bearer}`])];
    known = { headers, until: now + TOKEN_MS };
    return headers;
  };

  const attempt = ({ method, serviceUrl, path, body }: Call, headers: string[]) =>
    new Promise<Exchange>((resolve) => {
      const { lines, pathname } = placeOf(serviceUrl);
      lines.dispatch({ method, path: pathname + path, headers, body }, waitForAnswer(resolve));
    });

  const send = async (call: Call): Promise<Exchange> => {
    const exchange = await attempt(call, await authorize(false));
    if (exchange.kind !== 'answer' || exchange.answer.status !== 401) return exchange;
    // A token may be withdrawn before its time. 401 took nothing, so the one repetition is safe.
    const headers = await authorize(true);
    return headers.length === JSON_TYPE.length ? exchange : attempt(call, headers);
  };

  return {
    post: (serviceUrl, path, body) => send({ method: 'POST', serviceUrl, path, body }),
    put: (serviceUrl, path, body) => send({ method: 'PUT', serviceUrl, path, body }),
    close() {
      for (const { lines } of places.values()) void lines.destroy();
    },
  };
}

function openLines(origin: string, timeoutMs: number): Pool {
  return new Pool(origin, {
    connections: LINES,
    // All messages on one line would be unknown when it breaks: one at a time, by either protocol.
    pipelining: 1,
    allowH2: false,
    connect: { timeout: timeoutMs },
    headersTimeout: timeoutMs,
    bodyTimeout: timeoutMs,
    keepAliveTimeout: IDLE_MS,
    keepAliveMaxTimeout: IDLE_MS,
    maxResponseSize: ANSWER_AT_MOST,
  });
}

/** The status says what happened, even where the rest of the answer breaks off. */
function waitForAnswer(resolve: (exchange: Exchange) => void): Dispatcher.DispatchHandler {
  const decoder = new StringDecoder('utf8');
  let left = false;
  let status = 0;
  let retryAfter: string | string[] | undefined;
  let text = '';
  const answer = () => {
    const body = parse(text);
    const { id } = (body ?? {}) as { id?: unknown };
    const activityId = typeof id === 'string' && id !== '' ? id : null;
    const again = typeof retryAfter === 'string' ? retryAfterMs(retryAfter) : null;
    resolve({
      kind: 'answer',
      body,
      answer: { status, codes: codesIn(body), retryAfterMs: again, activityId },
    });
  };
  return {
    onRequestStart() {
      left = true;
    },
    onResponseStart(_, code, headers) {
      // Less is a word in between, after which the answer can still be lost.
      if (code < 200) return;
      status = code;
      retryAfter = headers['retry-after'];
    },
    onResponseData(_, chunk) {
      text += decoder.write(chunk);
    },
    onResponseEnd: answer,
    onResponseError(_, error: Error & { code?: string }) {
      if (status > 0) answer();
      else resolve({ kind: left ? 'lost' : 'not-sent', detail: error.code ?? error.message });
    },
  };
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
