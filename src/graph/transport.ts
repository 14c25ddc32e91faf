import { Client, type Context, type Middleware, ResponseType } from '@microsoft/microsoft-graph-client';
import { Unavailable } from '../errors.ts';
import type { RequestRow } from './requests/row.ts';

export interface Dispatch {
  readonly row: RequestRow;
  /** Filled and escaped. */
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
  /** A next page: followed as Graph wrote it, since it is opaque. */
  readonly address: string | null;
  readonly signal: AbortSignal;
}

/** One request on its way through the SDK, which rewrites every error it sees: the true one is kept here. */
class Journey {
  readonly address: string | null;
  failure: unknown = null;

  constructor(address: string | null) {
    this.address = address;
  }
}

/**
 * The SDK's client with a chain of our own. Its default chain repeats requests by itself, out of sight of the
 * budget, and follows redirects; ours adds the token and sends, once.
 */
export function createTransport(options: {
  baseUrl: string;
  token: () => Promise<string>;
  fetch: typeof globalThis.fetch;
}): (dispatch: Dispatch) => Promise<Response> {
  const client = Client.initWithMiddleware({ baseUrl: options.baseUrl, middleware: createChain(options) });
  return async ({ row, path, query, headers, body, address, signal }) => {
    const journey = new Journey(address);
    const request = client
      .api(path)
      .version(row.version)
      .query({ ...query })
      .headers({ ...headers })
      .options({ signal, redirect: 'manual' })
      .middlewareOptions([journey])
      .responseType(ResponseType.RAW);
    const response: Response = await (row.method === 'GET' ? request.get() : request.post(body));
    if (journey.failure !== null) throw journey.failure;
    return response;
  };
}

function createChain({ baseUrl, token, fetch }: Parameters<typeof createTransport>[0]): Middleware {
  const { origin } = new URL(baseUrl);
  const send = async (context: Context, journey: Journey): Promise<Response> => {
    const address = journey.address ?? String(context.request);
    refuseElsewhere(address, origin);
    const bearer = await unlessAborted(token(), context.options?.signal);
    const headers = { ...context.options?.headers, Authorization: `Bearer ${bearer}` };
    return fetch(address, { ...context.options, headers });
  };
  return {
    async execute(context) {
      const journey = context.middlewareControl?.getMiddlewareOptions(Journey);
      if (!(journey instanceof Journey)) throw new TypeError('a request without its journey');
      try {
        context.response = await send(context, journey);
      } catch (error) {
        journey.failure = error;
        context.response = Response.error();
      }
    },
  };
}

/** The token opens the whole directory: it goes to the configured Graph and nowhere else. */
function refuseElsewhere(address: string, origin: string): void {
  if (URL.canParse(address) && new URL(address).origin === origin) return;
  throw new Unavailable(
    'Graph’s next page points to another server, and our token does not go there.',
    'Check that GRAPH_BASE_URL is Graph’s own address for your cloud, and not that of something in between.',
  );
}

/** The identity provider may hang just as Graph may, and its client takes no signal of ours. */
async function unlessAborted<Value>(work: Promise<Value>, signal?: AbortSignal | null): Promise<Value> {
  if (!signal) return work;
  const { promise: aborted, reject } = Promise.withResolvers<never>();
  const abort = () => reject(signal.reason);
  signal.addEventListener('abort', abort, { once: true });
  try {
    signal.throwIfAborted();
    return await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener('abort', abort);
  }
}
