import type { ServerResponse } from 'node:http';
import { GraphError } from './errors.ts';

/** What a bad day between Muster and Graph looks like. Injected by tests, benches and the demo. */
export type Fault =
  /** 429, 503, 504 … in Graph's envelope, with or without Retry-After. */
  | { readonly kind: 'status'; readonly status: number; readonly retryAfterSeconds?: number }
  /** The connection dies before an answer. */
  | { readonly kind: 'reset' }
  /** The answer stops after this many bytes. */
  | { readonly kind: 'cut'; readonly bytes: number }
  /** A gateway in front of Graph answers with a page of its own. */
  | { readonly kind: 'html'; readonly status: number }
  | { readonly kind: 'empty'; readonly status: number }
  /** Right, but late. */
  | { readonly kind: 'slow'; readonly milliseconds: number };

const CODES: Readonly<Record<number, string>> = {
  429: 'TooManyRequests',
  500: 'InternalServerError',
  502: 'BadGateway',
  503: 'ServiceUnavailable',
  504: 'GatewayTimeout',
};

export function faultError(fault: Extract<Fault, { kind: 'status' }>): GraphError {
  return new GraphError(
    fault.status,
    CODES[fault.status] ?? 'UnknownError',
    'The service is temporarily unavailable. Please try again later.',
    fault.retryAfterSeconds === undefined ? {} : { 'retry-after': String(fault.retryAfterSeconds) },
  );
}

/** Answers by itself where the fault leaves no room for Graph's answer. */
export function breakAnswer(fault: Fault, response: ServerResponse): boolean {
  switch (fault.kind) {
    case 'reset':
      response.socket?.resetAndDestroy();
      return true;
    case 'html':
      response.writeHead(fault.status, { 'content-type': 'text/html' });
      response.end(
        "<html><head><title>Service Unavailable</title></head><body><h2>Our services aren't available right now</h2></body></html>",
      );
      return true;
    case 'empty':
      // Not in one breath: restify, in the same process, makes writeHead return nothing.
      response.writeHead(fault.status);
      response.end();
      return true;
    default:
      return false;
  }
}
