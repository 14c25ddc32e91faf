import type { Answer } from './call.ts';
import type { Incoming } from './dispatch.ts';
import { badRequest } from './errors.ts';
import { splitTarget } from './incoming.ts';

interface Step {
  readonly id: string;
  readonly incoming: Incoming;
  readonly dependsOn: readonly string[];
}

/** JSON batching: at most 20 requests, answered together; one that stands on a failed one gets 424. */
export function answerBatch(batch: Incoming, dispatch: (incoming: Incoming) => Answer): Answer {
  const steps = stepsOf(batch);
  const statuses = new Map<string, number>();
  const responses = steps.map((step) => {
    const failed = step.dependsOn.some((id) => (statuses.get(id) ?? 0) >= 400);
    const answer = failed ? FAILED_DEPENDENCY : dispatch(step.incoming);
    statuses.set(step.id, answer.status);
    return {
      id: step.id,
      status: answer.status,
      headers: { 'Content-Type': 'application/json', ...retryAfter(answer) },
      ...(answer.text !== undefined ? { body: JSON.parse(answer.text) as unknown } : {}),
      ...(answer.body !== undefined ? { body: answer.body } : {}),
    };
  });
  return { status: 200, body: { responses } };
}

const FAILED_DEPENDENCY: Answer = {
  status: 424,
  body: { error: { code: 'FailedDependency', message: 'A request that this one depends on failed.' } },
};

const retryAfter = (answer: Answer) =>
  answer.headers?.['retry-after'] === undefined ? {} : { 'Retry-After': answer.headers['retry-after'] };

function stepsOf(batch: Incoming): readonly Step[] {
  const requests = (batch.body as { requests?: unknown } | undefined)?.requests;
  if (!Array.isArray(requests) || requests.length === 0) throw badRequest('Invalid batch payload format.');
  if (requests.length > 20) {
    throw badRequest(`Number of batch request steps exceeds the maximum value of 20.`);
  }
  const steps = requests.map((request: unknown) => stepOf(request, batch));
  const ids = new Set(steps.map((step) => step.id.toLowerCase()));
  if (ids.size !== steps.length) throw badRequest('Duplicate request id found in the batch.');
  return steps;
}

function stepOf(request: unknown, batch: Incoming): Step {
  const { id, method, url, headers, body, dependsOn } = (request ?? {}) as Readonly<Record<string, unknown>>;
  if (typeof id !== 'string' || typeof method !== 'string' || typeof url !== 'string') {
    throw badRequest('Each batch request needs the strings id, method and url.');
  }
  const own = lowerCased(headers);
  if (body !== undefined && own['content-type'] === undefined) {
    throw badRequest(`Request ${id} has a body and no Content-Type header.`);
  }
  return {
    id,
    dependsOn: Array.isArray(dependsOn) ? dependsOn.map(String) : [],
    incoming: {
      ...splitTarget(`/${batch.version}${url.startsWith('/') ? url : `/${url}`}`),
      method: method.toUpperCase(),
      headers: { authorization: batch.headers.authorization, ...own },
      body,
    },
  };
}

const lowerCased = (headers: unknown): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries((headers ?? {}) as Readonly<Record<string, unknown>>).map(([name, value]) => [
      name.toLowerCase(),
      String(value),
    ]),
  );
