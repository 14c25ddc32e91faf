import { z } from 'zod';
import { KnownError } from '../errors.ts';
import { defineJob } from '../jobs/table.ts';

/**
 * The look at the calendar, which puts the next one into the queue. A look that fails is not repeated, because the
 * next is on its way already; one that died, or could not say when the next one is, is: else there would be none.
 */
export function tickJob(parts: {
  readonly again: () => Promise<unknown>;
  readonly tick: (signal: AbortSignal) => Promise<void>;
}) {
  return defineJob({
    schema: z.object({}),
    retry: { limit: 1_000_000, maxDelaySeconds: 60 },
    async run(_, { signal, log }) {
      await parts.again();
      try {
        await parts.tick(signal);
      } catch (err) {
        const level = err instanceof KnownError ? 'warn' : 'error';
        log[level]({ err }, 'a look at the calendar of campaigns failed; the next one follows');
      }
    },
  });
}
