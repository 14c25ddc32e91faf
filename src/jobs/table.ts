import { z } from 'zod';
import type { Log } from '../log.ts';

/** How often and after how long a failed job is run again; the pause doubles each time, with jitter. */
export interface RetryPolicy {
  readonly limit: number;
  readonly delaySeconds: number;
  readonly maxDelaySeconds: number;
}

export interface JobContext {
  readonly id: string;
  /** 1 for the first run. */
  readonly attempt: number;
  /** Aborts when the job has run too long or the program stops without it: what it does then counts for nothing. */
  readonly signal: AbortSignal;
  readonly log: Log;
}

interface JobDefinition<Payload extends object, Enqueued extends object> {
  /** What the payload must look like. It holds ids, not copies of data, and may come from last month's release. */
  readonly schema: z.ZodType<Payload, Enqueued>;
  /** Safe to run twice: a job whose process died is run again from its beginning. */
  run(payload: Payload, context: JobContext): Promise<void>;
  readonly retry?: Partial<RetryPolicy>;
  /** The longest one run may take; then it counts as failed. */
  readonly timeLimitSeconds?: number;
  /** How many are claimed and run together in one process. They are settled together, so let them be alike. */
  readonly together?: number;
  /** How many run beside each other in one process, each claimed and settled for itself. */
  readonly workers?: number;
}

/** One row of the table, as the queue sees it. `Enqueued` is what may be enqueued under its name. */
export interface Job<Enqueued extends object = object> {
  readonly schema: z.ZodType<object, Enqueued>;
  readonly retry: RetryPolicy;
  readonly timeLimitSeconds: number;
  readonly together: number;
  readonly workers: number;
  /** Reads what the database holds: either what is wrong with it, in words, or what is to be run. */
  prepare(payload: unknown): { readonly problem: string } | { run(context: JobContext): Promise<void> };
}

/** Name → job. app.ts supplies it: the jobs know the product, the queue does not. */
export type JobTable = Readonly<Record<string, Job>>;

export type Enqueued<Row> = Row extends Job<infer Payload> ? Payload : never;

const RETRY: RetryPolicy = { limit: 5, delaySeconds: 5, maxDelaySeconds: 900 };
const TIME_LIMIT_SECONDS = 300;

export function defineJob<Payload extends object, Stored extends object = Payload>(
  definition: JobDefinition<Payload, Stored>,
): Job<Stored> {
  return {
    schema: definition.schema,
    retry: { ...RETRY, ...definition.retry },
    timeLimitSeconds: definition.timeLimitSeconds ?? TIME_LIMIT_SECONDS,
    together: definition.together ?? 1,
    workers: definition.workers ?? 1,
    prepare(payload) {
      const parsed = definition.schema.safeParse(payload);
      if (!parsed.success) return { problem: z.prettifyError(parsed.error) };
      return { run: (context) => definition.run(parsed.data, context) };
    },
  };
}
