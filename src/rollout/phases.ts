/**
 * prepare   emergency accounts, administrators, exceptions: whatever enforcement could break
 * register  people set up their second step; lasts as long as a campaign's window
 * pilot     the policy holds for a few people, who are watched
 * enforce   the policy holds for everybody
 * validate  what is left over is found, and the end is proved
 */
export const PHASES = ['prepare', 'register', 'pilot', 'enforce', 'validate'] as const;
export type Phase = (typeof PHASES)[number];

export interface PhaseSettings {
  readonly days: number;
  /** Days that this phase could have begun on and lets pass after the one before it has ended. */
  readonly waits: number;
  /** Whoever answers for it, as they are called in the organisation. */
  readonly owner: string | null;
}

export const DEFAULT_DAYS: Readonly<Record<Phase, number>> = {
  prepare: 2,
  register: 14,
  pilot: 3,
  enforce: 1,
  validate: 3,
};

/** Days of the calendar, `2026-11-23`: the same for everybody, so that no change of clocks shifts one. */
export interface WorkingDays {
  /** Days of the week without work; 1 is Monday. */
  readonly weekend: readonly number[];
  /** Public holidays, and whenever nobody is there. */
  readonly daysOff: readonly string[];
}

/** What an administrator decides. Every date follows from it. */
export interface PlanDraft extends WorkingDays {
  readonly startsOn: string;
  readonly phases: Readonly<Record<Phase, PhaseSettings>>;
  readonly campaignId: string | null;
  /** How people reach the helpdesk; null: as the campaign says. */
  readonly contact: string | null;
}

export interface ScheduledPhase {
  readonly phase: Phase;
  readonly startsOn: string;
  /** Its last day. */
  readonly endsOn: string;
}
