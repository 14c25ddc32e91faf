import { TryAgainLater, UserError } from '../errors.ts';
import type { Log } from '../log.ts';
import type { Job } from './table.ts';

export interface ClaimedJob {
  readonly id: string;
  readonly name: string;
  readonly data: unknown;
  /** How often it has been run before. */
  readonly retryCount: number;
  readonly signal: AbortSignal;
}

export type Outcome =
  | { readonly kind: 'done' }
  /** Whatever is done about it, running it again would end the same. */
  | { readonly kind: 'refused'; readonly reason: string }
  | { readonly kind: 'failed'; readonly reason: string }
  | { readonly kind: 'postponed'; readonly seconds: number; readonly reason: string };

/** Runs one claimed job and says what becomes of it; the kind of error decides, never its words. */
export async function runJob(job: Job, claimed: ClaimedJob, parent: Log): Promise<Outcome> {
  const log = parent.child({ job: claimed.name, jobId: claimed.id });
  const prepared = job.prepare(claimed.data);
  if ('problem' in prepared) {
    log.error({ problem: prepared.problem }, 'a job with a payload that cannot be read was given up');
    return { kind: 'refused', reason: prepared.problem };
  }
  const { signal, retryCount } = claimed;
  try {
    await prepared.run({ id: claimed.id, attempt: retryCount + 1, signal, log });
    return { kind: 'done' };
  } catch (error) {
    return judge(error, retryCount < job.retry.limit, log);
  }
}

function judge(error: unknown, retries: boolean, log: Log): Outcome {
  const reason = error instanceof Error ? error.message : String(error);
  if (error instanceof UserError) {
    log.info({ err: error }, 'a job was refused');
    return { kind: 'refused', reason };
  }
  if (!retries) {
    log.error({ err: error }, 'a job failed for the last time and was given up');
    return { kind: 'failed', reason };
  }
  if (error instanceof TryAgainLater) {
    log.warn({ seconds: error.seconds, reason }, 'a job was told to come again later');
    return { kind: 'postponed', seconds: error.seconds, reason };
  }
  log.error({ err: error }, 'a job failed and will be run again');
  return { kind: 'failed', reason };
}
