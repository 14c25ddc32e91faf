import type { Clock } from '../clock.ts';
import { KnownError, TryAgainLater } from '../errors.ts';

export interface Keeping {
  readonly clock: Clock;
  readonly milliseconds: number;
}

/** What cannot be read now, such as for want of a permission, is not asked for again by everybody at once. */
const REFUSAL_KEPT_MS = 60_000;

/** One answer for everybody who asks within that time; who asks while it is being read waits for the same. */
export function keep<Value>(
  { clock, milliseconds }: Keeping,
  read: () => Promise<Value>,
): () => Promise<Value> {
  let kept: { until: number; readonly answer: Promise<Value> } | null = null;
  return () => {
    const now = clock.now().getTime();
    if (kept && kept.until > now) return kept.answer;
    const answer = read();
    const mine = { until: Number.POSITIVE_INFINITY, answer };
    kept = mine;
    const settle = (forMilliseconds: number) => {
      mine.until = clock.now().getTime() + forMilliseconds;
    };
    answer.then(
      () => settle(milliseconds),
      (error: unknown) => settle(lasts(error) ? Math.min(REFUSAL_KEPT_MS, milliseconds) : 0),
    );
    return answer;
  };
}

/** A bug, or somebody else's turn, tells nothing about the next time. */
function lasts(error: unknown): boolean {
  return error instanceof KnownError && !(error instanceof TryAgainLater);
}
