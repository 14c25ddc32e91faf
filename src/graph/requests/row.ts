import type { BudgetClass } from '../budget.ts';

/** One request that Muster makes of Graph. */
export interface RequestRow {
  readonly method: 'GET' | 'POST';
  readonly version: 'v1.0' | 'beta';
  /** Words in braces are filled with escaped values. */
  readonly path: string;
  readonly budget: BudgetClass;
  /** The least application permission that answers with what we need of it. */
  readonly permission: string;
  /** Completes "Muster needs this permission …". */
  readonly reason: string;
  /** Completes "Reading … needs the Graph permission …". */
  readonly subject: string;
  /** What the tenant must have bought, where it is not in every edition. */
  readonly licence?: string;
  /** A POST that changes nothing may be repeated after a lost answer, as a GET may. */
  readonly readsByPost?: true;
}
