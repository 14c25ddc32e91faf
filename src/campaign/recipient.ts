import type { RecipientState } from './campaign.ts';

/** Where a recipient may go from where they are. Final states are left only by what proves them wrong. */
export const MOVES: Readonly<Record<RecipientState, readonly RecipientState[]>> = {
  waiting: ['told', 'asked', 'registered', 'unreachable', 'left', 'not-registered'],
  told: ['snoozed', 'asked', 'registered', 'left', 'not-registered'],
  snoozed: ['told', 'snoozed', 'asked', 'registered', 'left', 'not-registered'],
  asked: ['told', 'snoozed', 'registered', 'left', 'not-registered'],
  registered: [],
  unreachable: ['waiting', 'told', 'asked', 'registered', 'left', 'not-registered'],
  left: [],
  'not-registered': [],
};

/** One recipient's next state. Whoever is past it meanwhile stays where they are. */
export interface RecipientChange {
  readonly personId: string;
  readonly to: RecipientState;
  readonly reason: string | null;
  /** With `snoozed` alone: counts as one more time. */
  readonly snoozedUntil?: Date;
}
