import { z } from 'zod';
import type { Clock } from '../clock.ts';
import type { DeliveryJobs } from '../delivery/ports.ts';
import type { EnqueueOptions } from './queue.ts';
import { defineJob, type Job, type RetryPolicy } from './table.ts';

const BatchPayload = z.object({ batchId: z.int() });
type BatchPayload = z.infer<typeof BatchPayload>;
type Work = (batchId: number, signal: AbortSignal) => Promise<void>;

/** A batch is given up by nobody but its campaign: its rows know what is done, so running it again costs little. */
const RETRY: RetryPolicy = { limit: 1_000_000, delaySeconds: 1, maxDelaySeconds: 30 };
/** Several instances share the rate: then a batch takes a few times longer than alone. */
const TIME_LIMIT_SECONDS = 900;
/** While one batch waits for its last answers, the other uses the slots. */
const WORKERS = 2;

export interface DeliveryTable extends Readonly<Record<string, Job>> {
  readonly deliver: Job<BatchPayload>;
  readonly install: Job<BatchPayload>;
}

export function deliveryTable(work: { readonly deliver: Work; readonly install: Work }): DeliveryTable {
  const row = (run: Work, workers: number) =>
    defineJob({
      schema: BatchPayload,
      retry: RETRY,
      timeLimitSeconds: TIME_LIMIT_SECONDS,
      workers,
      run: ({ batchId }, { signal }) => run(batchId, signal),
    });
  return { deliver: row(work.deliver, WORKERS), install: row(work.install, 1) };
}

/** One waiting job for each batch and second: a sooner one is never swallowed by one that waits for later. */
export function deliveryJobs(
  enqueue: (name: 'deliver' | 'install', payload: BatchPayload, options: EnqueueOptions) => Promise<unknown>,
  clock: Clock,
): DeliveryJobs {
  const add = async (name: 'deliver' | 'install', batchId: number, afterMs: number) => {
    const startAfter = new Date(clock.now().getTime() + afterMs);
    const singletonKey = `${batchId}@${Math.floor(startAfter.getTime() / 1000)}`;
    await enqueue(name, { batchId }, { singletonKey, ...(afterMs > 0 ? { startAfter } : {}) });
  };
  return {
    deliver: (batchId, afterMs) => add('deliver', batchId, afterMs),
    install: (batchId) => add('install', batchId, 0),
  };
}
