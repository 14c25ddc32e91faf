import { type ConnectorClient, ConnectorFactory } from 'botframework-connector';
import type { Limiter } from '../delivery/limiter.ts';
import { isLoopback } from '../environment.ts';
import { retryAfterMs } from './bot-api.ts';

export interface Connector {
  /** The client for one region of Teams. Every call makes one attempt and says how it ended. */
  clientFor(serviceUrl: string): Promise<ConnectorClient>;
  /** The same clients, as botbuilder's turns ask for them. */
  readonly factory: ConnectorFactory;
}

export interface ConnectorOptions {
  readonly create: (serviceUrl: string) => Promise<ConnectorClient>;
  readonly timeoutMs?: number;
  /** Every call waits for its turn in here. */
  readonly limiter?: Limiter;
}

/** Teams has a handful of service addresses; the bound is against an endless variety of them. */
const MOST_CLIENTS = 50;
const TIMEOUT_MS = 15_000;
/** A person who asked waits about so long for an answer. */
const PATIENCE_MS = 10_000;
/** For a 429 that does not say how long. */
const UNSAID_PAUSE_MS = 2_000;

/** The part of Azure's pipeline that is needed here; ConnectorClient keeps it in a private property. */
interface Pipeline {
  removePolicy(options: { name: string }): readonly unknown[];
  addPolicy(policy: {
    name: string;
    sendRequest(request: PipelineRequest, next: (request: PipelineRequest) => Promise<unknown>): unknown;
  }): void;
}

interface PipelineRequest {
  timeout: number;
  readonly url: string;
}

export function createConnector({ create, limiter, timeoutMs = TIMEOUT_MS }: ConnectorOptions): Connector {
  const clients = new Map<string, Promise<ConnectorClient>>();
  const clientFor = (serviceUrl: string) => {
    const known = clients.get(serviceUrl);
    if (known !== undefined) return known;
    const made = create(serviceUrl).then((client) => {
      const { pipeline } = (client as unknown as { client: { pipeline: Pipeline } }).client;
      oneAttempt(pipeline, timeoutMs, limiter);
      // Azure takes HTTP_PROXY from the environment by itself: what stays on this machine must not go through it.
      if (isLoopback(new URL(serviceUrl).hostname)) remove(pipeline, 'proxyPolicy');
      return client;
    });
    clients.set(serviceUrl, made);
    made.catch(() => clients.delete(serviceUrl));
    const [oldest] = clients.keys();
    if (clients.size > MOST_CLIENTS && oldest !== undefined) clients.delete(oldest);
    return made;
  };
  return { clientFor, factory: new SharedClients(clientFor) };
}

class SharedClients extends ConnectorFactory {
  readonly #clientFor: Connector['clientFor'];

  constructor(clientFor: Connector['clientFor']) {
    super();
    this.#clientFor = clientFor;
  }

  override create(serviceUrl: string): Promise<ConnectorClient> {
    return this.#clientFor(serviceUrl);
  }
}

/**
 * A message has no idempotency key: a retry after a lost answer posts it twice, and three hidden retries per send
 * go past every limit on the rate. Whoever sends decides whether to try again. Redirects would repeat the POST too.
 */
function oneAttempt(pipeline: Pipeline, timeoutMs: number, limiter?: Limiter): void {
  for (const name of ['defaultRetryPolicy', 'redirectPolicy']) remove(pipeline, name);
  pipeline.addPolicy({
    name: 'musterTimeoutPolicy',
    async sendRequest(request, next) {
      request.timeout = timeoutMs;
      await limiter?.take({ ...callIn(request.url), urgency: 'interactive', patienceMs: PATIENCE_MS });
      try {
        return await next(request);
      } catch (error) {
        await stopTenant(error, limiter);
        throw error;
      }
    },
  });
}

function remove(pipeline: Pipeline, name: string): void {
  if (pipeline.removePolicy({ name }).length > 0) return;
  throw new Error(`The connector has no ${name} any more: look where its work went before sending.`);
}

/** The SDK makes an error of every refusal before any policy sees the answer. */
async function stopTenant(error: unknown, limiter: Limiter | undefined): Promise<void> {
  const { statusCode, response } = error as {
    statusCode?: number;
    response?: { headers?: { get(name: string): string | undefined } };
  };
  if (statusCode !== 429) return;
  await limiter?.pause(retryAfterMs(response?.headers?.get('retry-after')) ?? UNSAID_PAUSE_MS);
}

/** `…/v3/conversations/CHAT/activities` and `…/CHAT/members` count against that chat, each for itself. */
function callIn(url: string): { readonly chat: string | null; readonly operation: 'send' | 'read' } {
  const [, chat, what] = /\/v3\/conversations\/([^/?]+)\/([^/?]+)/.exec(url) ?? [];
  if (chat === undefined || what === undefined) return { chat: null, operation: 'send' };
  return {
    chat: decodeURIComponent(chat),
    operation: /^(paged)?members$/.test(what) ? 'read' : 'send',
  };
}
