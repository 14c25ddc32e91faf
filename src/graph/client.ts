import type { Clock } from '../clock.ts';
import { KnownError, TryAgainLater, Unavailable } from '../errors.ts';
import type { Budget } from './budget.ts';
import { isRecord, type Outcome, readOutcome, unreachable } from './outcomes.ts';
import { escapeValue, fillPath } from './path.ts';
import type { RequestRow } from './requests/row.ts';
import { mayRepeat, type Params, type RequestName, rowOf } from './requests.ts';
import { nonsense } from './shape.ts';
import { createTransport, type Dispatch } from './transport.ts';
import type { Urgency } from './window.ts';

export interface AskOptions {
  readonly urgency: Urgency;
  /** Not escaped yet. */
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly signal?: AbortSignal;
  /** Milliseconds that its turn may take to come; what is usual for the urgency where nothing is said. */
  readonly patience?: number;
  /**
   * Every tenant has it: where it is not there, something else than Graph answers. An error instead is thrown as it
   * is, for what whoever asks believes to be there.
   */
  readonly mustExist?: true | Error;
}

export interface Graph {
  /** Graph's answer as it came, or undefined where what was asked for does not exist. */
  ask<Name extends RequestName>(name: Name, params: Params<Name>, options: AskOptions): Promise<unknown>;
  /**
   * A list, page by page, each row as `readRow` makes it. One page is read ahead and no more, so memory does not
   * grow with the list.
   */
  pages<Name extends RequestName, Row>(
    name: Name,
    params: Params<Name>,
    options: AskOptions,
    readRow: (row: unknown) => Row,
  ): AsyncGenerator<readonly Row[], void, undefined>;
  /** Milliseconds that such a request made now would wait for its turn. */
  expectedWait(name: RequestName, urgency: Urgency): number;
}

/** One request and its answer, for metrics. Status 0: no answer. */
export interface Observation {
  readonly request: RequestName;
  readonly status: number;
  readonly milliseconds: number;
}

/** Teams waits some fifteen seconds for the answer to a message, and the card is to be sent in it too; work that nobody waits for may queue behind a whole window or a pause. */
const PATIENCE_MS: Readonly<Record<Urgency, number>> = { interactive: 12_000, background: 600_000 };
const TIMEOUT_MS = 60_000;
const ATTEMPTS = 4;
const FIRST_BACKOFF_MS = 1_000;

export interface GraphOptions {
  /** Null: nothing is configured, and every request says so. */
  readonly baseUrl: string | null;
  readonly token: () => Promise<string>;
  readonly budget: Budget;
  readonly clock: Clock;
  readonly observe?: (observation: Observation) => void;
  readonly fetch?: typeof globalThis.fetch;
  readonly timeout?: number;
  /** From 0 to 1: how much of the jitter is used. */
  readonly random?: () => number;
}

/** One request with everything that does not change from attempt to attempt. */
interface Errand {
  readonly name: RequestName;
  readonly row: RequestRow;
  readonly urgency: Urgency;
  readonly letter: Omit<Dispatch, 'signal'>;
  readonly signal: AbortSignal | undefined;
  readonly patience: number;
}

export function createGraph(options: GraphOptions): Graph {
  const ask = createAsker(options);
  return {
    async ask(name, params, request) {
      const body = await ask(errandOf(name, params, request, null));
      if (body === undefined && request.mustExist) throw notThere(rowOf(name), request.mustExist);
      return body;
    },
    async *pages(name, params, request, readRow) {
      const stop = new AbortController();
      const signal = request.signal ? AbortSignal.any([request.signal, stop.signal]) : stop.signal;
      const read = async (address: string | null) => {
        const body = await ask(errandOf(name, params, { ...request, signal }, address));
        if (body === undefined && request.mustExist) throw notThere(rowOf(name), request.mustExist);
        const { rows, next } = pageIn(body, address);
        // Here and not where they are handed out, so that Graph's own page is forgotten before the next arrives.
        return { rows: rows.map(readRow), next };
      };
      try {
        let page = await read(null);
        for (;;) {
          const next = page.next === null ? null : read(page.next);
          // Thrown below when its turn comes; a reader who stops before must not see it at all.
          next?.catch(() => undefined);
          yield page.rows;
          if (next === null) return;
          page = await next;
        }
      } finally {
        stop.abort();
      }
    },
    expectedWait: (name, urgency) => options.budget.expectedWait(rowOf(name).budget, urgency),
  };
}

function errandOf(
  name: RequestName,
  params: Readonly<Record<string, string>>,
  { urgency, query = {}, headers = {}, body = null, signal, patience = PATIENCE_MS[urgency] }: AskOptions,
  address: string | null,
): Errand {
  const row = rowOf(name);
  // Graph sheds work that nobody waits for first.
  const priority = urgency === 'interactive' ? { 'x-ms-throttle-priority': 'High' } : {};
  const escaped = Object.fromEntries(Object.entries(query).map(([key, value]) => [key, escapeValue(value)]));
  const path = fillPath(row.path, params);
  const letter = { row, path, query: escaped, headers: { ...headers, ...priority }, body, address };
  return { name, row, urgency, letter, signal, patience };
}

function createAsker(options: GraphOptions): (errand: Errand) => Promise<unknown> {
  const { budget, clock, random = Math.random } = options;
  const attempt = createAttempt(options);
  const jittered = (milliseconds: number) => Math.round(milliseconds * (1 + random() * 0.1));
  const backoff = (attempts: number) => FIRST_BACKOFF_MS * 2 ** (attempts - 1);

  return async (errand) => {
    const { row, urgency, signal } = errand;
    const deadline = clock.now().getTime() + errand.patience;
    for (let attempts = 1; ; attempts += 1) {
      const patience = deadline - clock.now().getTime();
      const outcome = await budget.run({ budgetClass: row.budget, urgency, patience, signal }, async () => {
        const left = deadline - clock.now().getTime();
        const found = await attempt(errand, left);
        if (found.kind !== 'busy') return { ...found, pause: 0 };
        // Before the slot is given back, so that nobody slips through in between.
        const pause = jittered(found.seconds === null ? backoff(attempts) : found.seconds * 1000);
        budget.pause(row.budget, pause);
        return { ...found, pause };
      });
      if (outcome.kind === 'answer') return outcome.body;
      if (outcome.kind === 'absent') return undefined;
      if (outcome.kind === 'failed') throw outcome.error;
      if (outcome.kind === 'busy') {
        if (attempts < ATTEMPTS && mayRepeat(row)) continue;
        throw new TryAgainLater(Math.ceil(outcome.pause / 1000), 'Microsoft Graph');
      }
      const pause = jittered(backoff(attempts));
      const late = clock.now().getTime() + pause >= deadline;
      if (attempts === ATTEMPTS || late || !mayRepeat(row)) throw outcome.error;
      await clock.sleep(pause, signal);
    }
  };
}

function createAttempt(options: GraphOptions): (errand: Errand, patience: number) => Promise<Outcome> {
  const { baseUrl, clock, observe, timeout = TIMEOUT_MS } = options;
  if (baseUrl === null) return () => Promise.resolve({ kind: 'failed', error: notConfigured() });
  const send = createTransport({ baseUrl, token: options.token, fetch: options.fetch ?? globalThis.fetch });

  return async ({ name, row, letter, signal }, patience) => {
    const deadline = startDeadline(Math.min(timeout, Math.max(1, patience)), signal);
    const begun = clock.now().getTime();
    let status = 0;
    try {
      const response = await send({ ...letter, signal: deadline.signal });
      status = response.status;
      return await readOutcome(row, response, clock.now());
    } catch (error) {
      signal?.throwIfAborted();
      if (error instanceof KnownError) return { kind: 'failed', error };
      if (deadline.signal.aborted) return unreachable('Microsoft Graph does not answer in time.', error);
      if (error instanceof TypeError) return unreachable('Microsoft Graph cannot be reached.', error);
      throw error;
    } finally {
      deadline.clear();
      observe?.({ request: name, status, milliseconds: clock.now().getTime() - begun });
    }
  };
}

/** Not `AbortSignal.timeout`: its timer stays for the whole time, however soon the answer came. */
function startDeadline(milliseconds: number, signal: AbortSignal | undefined) {
  const controller = new AbortController();
  const stop = () => controller.abort(signal?.reason);
  const timer = setTimeout(stop, milliseconds);
  signal?.addEventListener('abort', stop, { once: true });
  if (signal?.aborted) stop();
  return {
    signal: controller.signal,
    clear() {
      clearTimeout(timer);
      signal?.removeEventListener('abort', stop);
    },
  };
}

function notConfigured(): Unavailable {
  return new Unavailable(
    'No Graph is configured.',
    'With LOCAL_ONLY, set GRAPH_BASE_URL to a loopback address such as http://127.0.0.1:4000.',
  );
}

function notThere(row: RequestRow, mustExist: true | Error): Error {
  if (mustExist !== true) return mustExist;
  return new Unavailable(
    `What answers for Microsoft Graph knows no /${row.version}${row.path}.`,
    'Check that GRAPH_BASE_URL is Graph’s own address for your cloud, and not that of something in between.',
  );
}

interface Page {
  readonly rows: readonly unknown[];
  readonly next: string | null;
}

function pageIn(body: unknown, address: string | null): Page {
  if (body === undefined) return { rows: [], next: null };
  const rows = isRecord(body) ? body.value : undefined;
  const next = isRecord(body) ? (body['@odata.nextLink'] ?? null) : null;
  // A page that names itself as the next would be read for ever.
  if (Array.isArray(rows) && (next === null || (typeof next === 'string' && next !== address))) {
    return { rows, next };
  }
  throw nonsense('a page without its list, or one that leads back to itself');
}
