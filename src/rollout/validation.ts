import type { KnownError } from '../errors.ts';
import type { CauseId } from '../triage/catalogue.ts';
import type { Decision, ExceptionKind } from './exceptions.ts';
import type { Item, Said } from './gate.ts';

/** What has to hold before anybody says that the rollout is done; the last is good news and holds up nobody. */
export const PART_IDS = ['registered', 'second-step', 'legacy', 'break-glass', 'clean-log', 'risk'] as const;
export type PartId = (typeof PART_IDS)[number];
const REQUIRED = PART_IDS.filter((id) => id !== 'risk');

/** `unknown` could not be read, or not for long enough: it is never taken for a pass. */
export const PART_STATES = ['open', 'unknown', 'pass'] as const;
export type PartState = (typeof PART_STATES)[number];

/** What one part found. */
export interface PartFinding {
  readonly state: PartState;
  readonly found: readonly Said[];
  /** Whom or what it is about, the first of them. */
  readonly items: readonly Item[];
  readonly missing?: readonly KnownError[];
}

export interface Part extends PartFinding {
  readonly id: PartId;
  readonly missing: readonly KnownError[];
}

/** An account that goes another way than the others, and may. */
export interface ListedException {
  readonly id: string;
  readonly name: string;
  /** Emergency accounts are the only standing ones; `excluded`: in the group that no campaign writes to. */
  readonly kind: 'emergency' | 'excluded' | ExceptionKind;
  readonly decision: Decision | null;
  readonly owner: string | null;
  /** The last day: `2027-02-28`. Null: without an end, or undecided. */
  readonly until: string | null;
}

/** Failures of one cause within a quarter of an hour. */
export interface FailureSlot {
  readonly from: Date;
  readonly cause: CauseId | 'unknown';
  readonly people: number;
  readonly attempts: number;
}

export interface Registered {
  readonly people: number;
  readonly registered: number;
}

/** What was found so far: while it is being read some parts are not there yet. */
export interface Validation {
  /** In the order of `PART_IDS`. */
  readonly parts: readonly Part[];
  readonly registered: Registered | null;
  /** Null: could not be read. */
  readonly exceptions: readonly ListedException[] | null;
  /** Of the last two weeks, as far back as the log is kept; null: not known. */
  readonly failures: { readonly since: Date; readonly slots: readonly FailureSlot[] } | null;
  /** When everybody's enforcement began, as far as it is known here. */
  readonly enforcedAt: Date | null;
  readonly asOf: Date;
  readonly complete: boolean;
  readonly bugs: readonly Error[];
}

export type Verdict = 'reading' | PartState;

/** Done is what every required part says; anything open is not done, and what is not known is not done either. */
export function verdictOf({ parts, complete }: Pick<Validation, 'parts' | 'complete'>): Verdict {
  if (!complete) return 'reading';
  const states = REQUIRED.map((id) => parts.find((part) => part.id === id)?.state ?? 'unknown');
  return PART_STATES.find((state) => states.includes(state)) ?? 'unknown';
}

const HOUR_MS = 3_600_000;
/** So long the log has to be clean. */
export const CLEAN_FOR_MS = 72 * HOUR_MS;
/** What the charts show. */
export const SHOWN_DAYS = 14;

/**
 * Sign-ins before the enforcement say nothing about it: what counts is what happened since, three days at least.
 * Where nobody has told when it began, everything that was read counts.
 */
export function countedFrom(enforcedAt: Date | null, readFrom: Date, now: Date): Date {
  if (enforcedAt === null) return readFrom;
  const since = Math.min(enforcedAt.getTime(), now.getTime() - CLEAN_FOR_MS);
  return new Date(Math.max(readFrom.getTime(), since));
}
