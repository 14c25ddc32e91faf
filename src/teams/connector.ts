import { type ConnectorClient, ConnectorFactory } from 'botframework-connector';
import { isLoopback } from '../environment.ts';

export interface Connector {
  /** The client for one region of Teams. Every call makes one attempt and says how it ended. */
  clientFor(serviceUrl: string): Promise<ConnectorClient>;
  /** The same clients, as botbuilder's turns ask for them. */
  readonly factory: ConnectorFactory;
}

export interface ConnectorOptions {
  readonly create: (serviceUrl: string) => Promise<ConnectorClient>;
  readonly timeoutMs?: number;
}

/** Teams has a handful of service addresses; the bound is against an endless variety of them. */
const MOST_CLIENTS = 50;
const TIMEOUT_MS = 15_000;

/** The part of Azure's pipeline that is needed here; ConnectorClient keeps it in a private property. */
interface Pipeline {
  removePolicy(options: { name: string }): readonly unknown[];
  addPolicy(policy: {
    name: string;
    sendRequest(request: { timeout: number }, next: (request: { timeout: number }) => unknown): unknown;
  }): void;
}

export function createConnector({ create, timeoutMs = TIMEOUT_MS }: ConnectorOptions): Connector {
  const clients = new Map<string, Promise<ConnectorClient>>();
  const clientFor = (serviceUrl: string) => {
    const known = clients.get(serviceUrl);
    if (known !== undefined) return known;
    const made = create(serviceUrl).then((client) => {
      const { pipeline } = (client as unknown as { client: { pipeline: Pipeline } }).client;
      oneAttempt(pipeline, timeoutMs);
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
function oneAttempt(pipeline: Pipeline, timeoutMs: number): void {
  for (const name of ['defaultRetryPolicy', 'redirectPolicy']) remove(pipeline, name);
  pipeline.addPolicy({
    name: 'musterTimeoutPolicy',
    sendRequest(request, next) {
      request.timeout = timeoutMs;
      return next(request);
    },
  });
}

function remove(pipeline: Pipeline, name: string): void {
  if (pipeline.removePolicy({ name }).length > 0) return;
  throw new Error(`The connector has no ${name} any more: look where its work went before sending.`);
}
