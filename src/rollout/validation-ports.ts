import type { KeptLog } from './kept-log.ts';
import type { Attempt, Facts } from './ports.ts';
import type { ListedException, PartFinding, PartId } from './validation.ts';

/** What the gates of readiness stand on, and what only our own database knows. */
export interface ValidationFacts extends Facts {
  /** When each emergency account was last proved to open, by object id. */
  readonly proofs: ReadonlyMap<string, Date>;
  readonly keptLog: KeptLog;
  /** When everybody's enforcement began to be watched; null: nobody has watched one. */
  readonly enforcedAt: Date | null;
  /** What the register of exceptions holds. */
  readonly register: readonly ListedException[];
}

export type ValidationFactName = keyof ValidationFacts;
export type ValidationReaders = {
  readonly [Name in ValidationFactName]: () => Promise<ValidationFacts[Name]>;
};
export type AttemptedValidation = {
  readonly [Name in ValidationFactName]?: Attempt<ValidationFacts[Name]>;
};

/** One part: which facts it stands on, and a pure function of them. */
export interface PartRow {
  readonly id: PartId;
  readonly reads: readonly ValidationFactName[];
  /** What it cannot judge without. */
  readonly needs: readonly ValidationFactName[];
  judge(facts: AttemptedValidation, at: Date): PartFinding;
}

type Known<Names extends ValidationFactName> = { readonly [Name in Names]: ValidationFacts[Name] };
type Attempted<Names extends ValidationFactName> = {
  readonly [Name in Names]: Attempt<ValidationFacts[Name]>;
};

/** Keeps the types of what a part reads between its row and its judgement, as gates do. */
export function definePart<
  const Needs extends ValidationFactName,
  const Wants extends ValidationFactName = never,
>(row: {
  readonly id: PartId;
  readonly needs: readonly Needs[];
  /** What helps and may be missing: the part is told why. */
  readonly wants?: readonly Wants[];
  judge(facts: Known<Needs> & Attempted<Wants>, at: Date): PartFinding;
}): PartRow {
  const { id, needs, wants = [] } = row;
  return {
    id,
    needs,
    reads: [...needs, ...wants],
    judge(attempted, at) {
      const known = needs.map((name) => {
        const attempt = attempted[name];
        if (!attempt?.known) throw new Error(`${id} was judged without ${name}`);
        return [name, attempt.value];
      });
      const tried = wants.map((name) => [name, attempted[name]]);
      // Exactly the names of both lists, each with the value that was read under it.
      const facts = Object.fromEntries([...known, ...tried]) as Known<Needs> & Attempted<Wants>;
      return row.judge(facts, at);
    },
  };
}

/** So many are named; the rest is counted. */
export const NAMED = 50;

export function enforcedIn(enforcedAt: Attempt<Date | null>): Date | null {
  return enforcedAt.known ? enforcedAt.value : null;
}
