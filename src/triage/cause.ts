import type { Attempt } from './attempts.ts';
import type { CauseId, FixId } from './catalogue.ts';
import type { Confidence, EvidenceRow } from './diagnosis.ts';
import type { RegisteredMethod } from './evidence.ts';
import type { Facts } from './facts.ts';

/**
 * What one cause makes of the facts. The score, from 0 to 100:
 * 90 and more  the log says it in so many words, and what else was read agrees
 * 70 to 89     its tell-tales are there and those of its neighbours are not
 * 50 to 69     it fits, and so does something else
 * 25 to 49     not ruled out: named as an alternative
 * below 25     not worth naming
 */
export interface Finding {
  readonly score: number;
  /** At least one, or the finding is ignored: no cause without something that was read. */
  readonly rows: readonly EvidenceRow[];
  /** The failed attempts it accounts for; none where it is about the tenant or the log itself. */
  readonly explains: readonly Attempt[];
  readonly summary: string;
  readonly fixes: readonly FixId[];
  /** Sources that would tell it from its neighbours: unread, they lower the confidence. */
  readonly needs?: readonly Need[];
  /** What could not be read is itself what this says. */
  readonly fromGap?: boolean;
  /** Somebody else may be at the door: security comes first. */
  readonly escalates?: boolean;
  /** It hits many at once: comes before everything about one person. */
  readonly common?: boolean;
  /** Nothing needs to be done: success is part of the story. */
  readonly settled?: boolean;
  /** The one registration that should go. */
  readonly stale?: RegisteredMethod;
  readonly doNot?: readonly string[];
  readonly nextQuestion?: string;
}

export type Need =
  | 'signIns'
  | 'steps'
  | 'appliedPolicies'
  | 'methods'
  | 'registration'
  | 'audits'
  | 'risk'
  | 'policies'
  | 'methodRules'
  | 'securityDefaults'
  | 'perUserMfa'
  | 'changes'
  | 'incidents'
  | 'others';

export interface Cause {
  readonly id: CauseId;
  readonly title: string;
  /** No evidence makes anybody surer of it: what the person says or does is part of it, or it looks like its neighbours. */
  readonly surest: Confidence;
  /** What it is easily taken for. */
  readonly near: readonly CauseId[];
  judge(facts: Facts): Finding | null;
  /** What was read that speaks against it, in a sentence; null where nothing does. */
  whyNot(facts: Facts): string | null;
}

export function clamp(score: number): number {
  return Math.max(0, Math.min(97, Math.round(score)));
}
