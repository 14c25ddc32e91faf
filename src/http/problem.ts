import type { Response } from 'restify';

/** Why a request gets no answer of its own. The message goes to the caller: it says nothing about us. */
export class HttpProblem extends Error {
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

const STATUS_WORDS: Record<number, readonly [code: string, message: string]> = {
  400: ['bad-request', 'The request cannot be read.'],
  401: ['unauthorized', 'A valid token of the Bot Framework is needed.'],
  403: ['forbidden', 'This is not taken here.'],
  404: ['not-found', 'There is nothing at this address.'],
  405: ['method-not-allowed', 'This address takes another method.'],
  503: ['unavailable', 'The service cannot answer now.'],
};

/** The plain problem of a status, for answers that carry no words of their own. */
export function problemOf(status: number): HttpProblem {
  const [code, message] = STATUS_WORDS[status] ?? ['internal-error', 'Something went wrong here.'];
  return new HttpProblem(status, code, message);
}

export function problemBody(problem: HttpProblem, requestId: string): object {
  return { error: { code: problem.code, message: problem.message, requestId } };
}

/** Restify's own `send` negotiates a format and prints error messages; this sends what it is given. */
export function answer(res: Response, status: number, body?: unknown): void {
  if (res.headersSent || res.destroyed) return;
  if (body === undefined) return void res.sendRaw(status, '', { 'content-length': '0' });
  const text = JSON.stringify(body);
  res.sendRaw(status, text, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': String(Buffer.byteLength(text)),
  });
}
