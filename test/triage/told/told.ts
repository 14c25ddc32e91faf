import type { CauseId } from '../../../src/triage/catalogue.ts';
import type { Confidence } from '../../../src/triage/diagnosis.ts';
import type { Evidence } from '../../../src/triage/evidence.ts';

/** What was read, told in a sentence, and what must be made of it. */
export interface Told {
  readonly cause: CauseId | 'unknown';
  readonly told: string;
  readonly evidence: Evidence;
  /** Neither the answer nor an alternative. */
  readonly not?: readonly CauseId[];
  readonly confidence?: Confidence;
  /** Absent: security has nothing to do with it. */
  readonly escalates?: true;
}
