import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { isLoopback } from '../environment.ts';
import { HttpProblem } from './problem.ts';

const HOST = /^(\[[0-9a-f:.]{2,45}\]|[a-z0-9]([a-z0-9.-]{0,252}))(:\d{1,5})?$/i;
const SINGLE_HEADERS = [
  'host',
  'authorization',
  'content-type',
  'content-encoding',
  'content-length',
  'origin',
];

export const SECURITY_HEADERS = {
  'x-content-type-options': 'nosniff',
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
};

/** The caller's own id where it is one that may stand in a log, else a new one. */
export function requestIdOf(req: IncomingMessage): string {
  const given = req.headers['x-request-id'];
  return typeof given === 'string' && /^[\w.-]{8,64}$/.test(given) ? given : randomUUID();
}

/**
 * Refuses requests that the router must not see: it builds a URL from the Host header and the target
 * outside of any handler, and one that cannot be built ends the process.
 */
export function guardRequest(req: IncomingMessage, { localOnly }: { readonly localOnly: boolean }): void {
  const host = req.headers.host ?? 'localhost';
  const target = req.url ?? '';
  if (!HOST.test(host) || !/^\/[\x21-\x7e]*$/.test(target) || !URL.canParse(`http://${host}${target}`)) {
    throw new HttpProblem(400, 'bad-request', 'The address of the request cannot be read.');
  }
  for (const name of SINGLE_HEADERS) {
    if ((req.headersDistinct[name]?.length ?? 0) > 1) {
      throw new HttpProblem(400, 'repeated-header', 'A header is given twice.');
    }
  }
  if (localOnly) guardLocal(req);
}

/** Without credentials the only wall is "from this machine": a web page in its browser must not get through. */
function guardLocal(req: IncomingMessage): void {
  const host = (req.headers.host ?? '').replace(/:\d+$/, '');
  if (!isLoopback(host)) {
    throw new HttpProblem(403, 'not-local', 'Only requests to a loopback address are taken.');
  }
  if (req.headers.origin !== undefined) {
    throw new HttpProblem(403, 'not-for-browsers', 'Requests of web pages are not taken.');
  }
}
