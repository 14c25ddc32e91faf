import type { Person } from '../people/people.ts';
import type { CauseId, FixId, GuardId } from './catalogue.ts';
import type { Source } from './evidence.ts';
import type { TellKey } from './tell.ts';

export const CONFIDENCES = ['high', 'medium', 'low'] as const;
export type Confidence = (typeof CONFIDENCES)[number];

/** Something that was read, in a sentence, with its time and id where it has one. */
export interface EvidenceRow {
  readonly source: Source;
  readonly at: Date | null;
  readonly text: string;
  readonly id: string | null;
}

export interface Fix {
  readonly id: FixId;
  readonly who: 'user' | 'helpdesk' | 'admin' | 'security';
  readonly title: string;
  readonly steps: readonly string[];
  /** Takes something away that cannot be brought back by pressing a button. */
  readonly destructive: boolean;
  /** Weakens the account if the wrong person asks: prove first who is asking. */
  readonly needsIdentityProof: boolean;
  /** The very page of the Entra admin center, where there is one. */
  readonly link: string | null;
}

/** How many are hit: that comes before everything about one person. */
export type Scope = 'person' | 'application' | 'policy' | 'network' | 'method' | 'everybody' | 'unknown';

export interface Diagnosis {
  readonly person: Person;
  readonly asOf: Date;
  readonly cause: CauseId | 'unknown';
  /** Names the text that is ready to be said to the person. */
  readonly tellKey: TellKey;
  readonly confidence: Confidence;
  /** Not ruled out by the evidence, likeliest first. */
  readonly alternatives: readonly CauseId[];
  /** An independent second trouble, such as a disabled method beside a wrong password. */
  readonly also: readonly CauseId[];
  readonly securityEscalation: boolean;
  readonly guards: readonly GuardId[];
  readonly scope: Scope;
  /** One or two sentences that a helpdesk person can act on. */
  readonly summary: string;
  readonly evidence: readonly EvidenceRow[];
  readonly ruledOut: readonly { readonly cause: CauseId; readonly why: string }[];
  readonly fixes: readonly Fix[];
  /** What must not be done, in a sentence each. */
  readonly doNot: readonly string[];
  /** What to ask next, where the evidence alone does not decide. */
  readonly nextQuestion: string | null;
  readonly missing: readonly { readonly source: string; readonly reason: string }[];
}
