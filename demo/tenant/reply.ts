import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Answer } from './call.ts';
import { GraphError } from './errors.ts';

/** A refusal, or a bug of ours, in Graph's envelope. */
export function errorAnswer(error: unknown, request: Pick<IncomingMessage, 'headers'>, now: Date): Answer {
  const known =
    error instanceof GraphError
      ? error
      : new GraphError(500, 'InternalServerError', `The simulated tenant failed: ${String(error)}`);
  const requestId = randomUUID();
  return {
    status: known.status,
    headers: known.headers,
    body: {
      error: {
        code: known.code,
        message: known.message,
        innerError: {
          date: now.toISOString().slice(0, 19),
          'request-id': requestId,
          'client-request-id': String(request.headers['client-request-id'] ?? requestId),
        },
      },
    },
  };
}

const JSON_TYPE =
  'application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8';

/** Sends the answer, or its first bytes where a fault cuts it. */
export function write(
  request: IncomingMessage,
  response: ServerResponse,
  answer: Answer,
  cutAfter: number | undefined,
): void {
  const bare = typeof answer.body === 'number';
  const text = answer.text ?? (answer.body === undefined ? '' : JSON.stringify(answer.body));
  const bytes = Buffer.from(text);
  response.writeHead(answer.status, {
    ...(text === '' ? {} : { 'content-type': bare ? 'text/plain' : JSON_TYPE }),
    'content-length': bytes.length,
    'request-id': randomUUID(),
    'client-request-id': String(request.headers['client-request-id'] ?? randomUUID()),
    ...answer.headers,
  });
  if (cutAfter === undefined) response.end(bytes);
  else response.write(bytes.subarray(0, cutAfter), () => response.destroy());
}
