import type { CauseId, FixId, GuardId } from './catalogue.ts';
import type { Confidence, Diagnosis } from './diagnosis.ts';
import type { Question } from './evidence.ts';

/** One question about one person, and what was answered: the audit trail, and what a button goes by. */
export interface Case {
  readonly id: string;
  readonly askerId: string;
  /** Null while several people fit and nobody has been chosen. */
  readonly personId: string | null;
  readonly askedAt: Date;
  readonly since: Date;
  /** Null: up to the moment of reading. */
  readonly until: Date | null;
  readonly application: string | null;
  /** Null while nothing has been answered. */
  readonly answer: CaseAnswer | null;
  readonly stepsSentAt: Date | null;
}

/** What is kept of an answer: no evidence, only what must be known later to say what was said. */
export interface CaseAnswer {
  readonly cause: CauseId | 'unknown';
  readonly confidence: Confidence;
  readonly securityEscalation: boolean;
  readonly guards: readonly GuardId[];
  readonly fixes: readonly FixId[];
}

/** Where cases are kept; implemented in store/. */
export interface Cases {
  open(one: Omit<Case, 'answer' | 'stepsSentAt'>): Promise<void>;
  answer(caseId: string, answer: CaseAnswer, at: Date): Promise<void>;
  find(caseId: string): Promise<Case | undefined>;
  /** False where the same steps went to the same person within the hour before. */
  claimSteps(caseId: string, by: { readonly askerId: string; readonly at: Date }): Promise<boolean>;
  /** They could not be sent after all. */
  releaseSteps(caseId: string): Promise<void>;
}

/**
 * Half a year: long enough for a complaint or an investigation to look back at who asked about whom, short enough
 * that nobody's curiosity, and nobody's trouble, is kept for ever.
 */
export const CASES_KEPT_DAYS = 180;

/** After a day the card of a case tells of another world: its buttons ask for the question again. */
const BUTTONS_LIVE_MS = 24 * 3_600_000;

export function isFresh({ askedAt }: Case, now: Date): boolean {
  return now.getTime() - askedAt.getTime() <= BUTTONS_LIVE_MS;
}

export function answerOf(diagnosis: Diagnosis): CaseAnswer {
  const { cause, confidence, securityEscalation, guards, fixes } = diagnosis;
  return { cause, confidence, securityEscalation, guards, fixes: fixes.map(({ id }) => id) };
}

/** The question as it is asked again: what had no end still has none. */
export function questionOf({ since, until, application }: Case, now: Date): Question {
  return { since, until: until ?? now, application };
}

/** Whether there is something that the person may be told to do, and nobody else should not hear. */
export function maySendSteps({ cause, securityEscalation, guards }: CaseAnswer): boolean {
  if (securityEscalation || guards.includes('break-glass-account')) return false;
  return cause !== 'unknown' && cause !== 'interrupted-then-succeeded';
}
