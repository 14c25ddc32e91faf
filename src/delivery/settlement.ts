import type { Result } from './outcome.ts';
import type { DueRow, Settlement } from './ports.ts';

export interface Patience {
  /** After how long a first "blocked" or "not found" is tried again, before it is believed. */
  readonly confirmAfterMs: number;
  /** The pause after a first failure that names none; it doubles each time. */
  readonly firstPauseMs: number;
  readonly longestPauseMs: number;
  /** So often a row is begun at most. */
  readonly attempts: number;
}

/** Twelve attempts with doubling pauses span about an hour: longer than Teams' own incidents usually ask for. */
export const PATIENCE: Patience = {
  confirmAfterMs: 30 * 60_000,
  firstPauseMs: 2_000,
  longestPauseMs: 10 * 60_000,
  attempts: 12,
};

export interface Judged {
  readonly settlement: Settlement;
  /** The stored chat is of no use any more. */
  readonly forgetChat: boolean;
}

/** What becomes of a row whose POST proved this; `row.attempt` counts that POST. */
export function settlementOf(
  row: DueRow,
  result: Result,
  how: { readonly patience: Patience; readonly canInstall: boolean; readonly random: number },
): Judged {
  const { attempt } = row;
  const conversationId = row.address?.conversationId ?? null;
  const final = (
    state: Exclude<Settlement['state'], 'planned'>,
    detail: string | null,
    activityId = null as string | null,
  ) => ({
    seq: row.seq,
    attempt,
    state,
    conversationId,
    activityId,
    detail,
  });
  const again = (dueInMs: number, detail: string, doubt: DueRow['doubt'] = row.doubt) =>
    ({ seq: row.seq, attempt, state: 'planned', dueInMs, detail, doubt }) as const;
  const stays = (settlement: Settlement): Judged => ({ settlement, forgetChat: false });
  const forgets = (settlement: Settlement): Judged => ({ settlement, forgetChat: true });

  if (result.kind === 'sent') return stays(final('sent', null, result.activityId));
  if (result.kind === 'unknown') return stays(final('unknown', result.detail));
  if (result.kind === 'again') {
    if (attempt >= how.patience.attempts)
      return stays(final('unknown', `${result.detail}, ${attempt} times`));
    return stays(again(result.afterMs ?? pauseOf(attempt, how), result.detail));
  }
  const { outcome, detail } = result;
  const mayInstall = how.canInstall && !row.installationTried;
  if (outcome === 'not-installed') {
    return forgets(mayInstall ? again(0, detail) : final(outcome, detail));
  }
  if (outcome !== 'blocked' && outcome !== 'not-found') return stays(final(outcome, detail));
  // Teams says both now and then of people who are neither.
  if (row.doubt === null) return stays(again(how.patience.confirmAfterMs, detail, outcome));
  if (outcome === 'blocked') return stays(final(outcome, detail));
  // The chat is gone for good; where the app can be installed, another is opened.
  return forgets(mayInstall ? again(0, detail) : final(outcome, detail));
}

/** With jitter, so that what failed together does not come again together. */
export function pauseOf(attempt: number, how: { patience: Patience; random: number }): number {
  const { firstPauseMs, longestPauseMs } = how.patience;
  return Math.min(longestPauseMs, firstPauseMs * 2 ** (attempt - 1)) * (1 + how.random / 2);
}
