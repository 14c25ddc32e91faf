import type { IncomingMessage } from 'node:http';
import type { Incoming } from './dispatch.ts';
import { badRequest, GraphError } from './errors.ts';
import type { Version } from './model.ts';

const LARGEST_BODY = 1024 * 1024;

export async function readIncoming(request: IncomingMessage): Promise<Incoming> {
  const body = await readBody(request);
  const target = splitTarget(request.url ?? '/');
  return {
    ...target,
    method: request.method ?? 'GET',
    headers: request.headers,
    body: body === '' ? undefined : parseBody(body),
  };
}

/** `/v1.0/users?$top=5` in its parts. Also reads the relative addresses inside a batch. */
export function splitTarget(target: string): Pick<Incoming, 'version' | 'path' | 'query'> {
  const [address = '', ...rest] = target.split('?');
  const [, version = '', path = '/'] = /^\/([^/]*)(\/.*)?$/.exec(address) ?? [];
  return {
    version: demandVersion(version),
    path: path.length > 1 ? path.replace(/\/+$/, '') : path,
    query: readQueryString(rest.join('?')),
  };
}

function demandVersion(text: string): Version {
  const version = text.toLowerCase();
  if (version === 'v1.0' || version === 'beta') return version;
  throw new GraphError(404, 'BadRequest', `Invalid version: ${text}`);
}

export function readQueryString(text: string): ReadonlyMap<string, string> {
  const query = new Map<string, string>();
  for (const [name, value] of new URLSearchParams(text)) {
    // $search may repeat in principle; nothing that Muster sends does, so a second one is a mistake.
    const lower = name.toLowerCase();
    if (query.has(lower)) throw badRequest(`Query option '${name}' was specified more than once.`);
    query.set(lower, value);
  }
  return query;
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    const bytes = Buffer.from(chunk);
    size += bytes.length;
    if (size > LARGEST_BODY) throw new GraphError(413, 'RequestEntityTooLarge', 'The request is too large.');
    chunks.push(bytes);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function parseBody(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw Object.assign(badRequest('Unable to read JSON request payload.'), { cause });
  }
}
