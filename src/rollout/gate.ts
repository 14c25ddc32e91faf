import type { KnownError } from '../errors.ts';
import type { MethodKind } from '../people/people.ts';
import type { CauseId } from '../triage/catalogue.ts';
import type { Attempt, FactName, Facts } from './ports.ts';
import type { Saying } from './sayings.ts';

/** The contract's gates, in its order. */
export const GATE_IDS = [
  'break-glass-two-accounts',
  'break-glass-global-admin',
  'break-glass-excluded',
  'break-glass-not-registered',
  'break-glass-tested',
  'admins-registered',
  'registration-rate',
  'weak-methods-only',
  'legacy-auth',
  'exceptions-planned',
  'enforcement-policy',
  'security-defaults',
  'report-only-impact',
  'registration-campaign-conflict',
  'sign-ins-without-mfa',
  'unused-accounts',
] as const;
export type GateId = (typeof GATE_IDS)[number];

/**
 * Worst first:
 * `fail`    going on would lock somebody out or leave a door open
 * `warn`    to be looked at before going on
 * `unknown` could not be read, and is never taken for a pass
 * `pass`    in order
 */
export const GATE_STATUSES = ['fail', 'warn', 'unknown', 'pass'] as const;
export type GateStatus = (typeof GATE_STATUSES)[number];

/**
 * A name, a number, a day, a day with its time, kinds of methods, a cause of the catalogue, or a list of names of
 * which as many are shown as fit.
 */
export type SaidValue =
  | string
  | number
  | Date
  | readonly string[]
  | { readonly methods: readonly MethodKind[] }
  | { readonly cause: CauseId | 'unknown' }
  | { readonly moment: Date };

/** One sentence, in whatever language the reader has: its words are in `cards/texts`, under `gate.…`. */
export interface Said {
  readonly say: Saying;
  readonly values?: Readonly<Record<string, SaidValue>>;
}

/** What a gate found about: somebody or something with a name. */
export interface Item {
  readonly kind: 'person' | 'policy' | 'group' | 'role' | 'application' | 'location' | 'device' | 'other';
  /** Null where it has none. */
  readonly id: string | null;
  readonly name: string;
  /** What is the matter with it, where the gate's own sentence does not say it. */
  readonly said?: Said;
}

export interface Finding {
  readonly status: GateStatus;
  /** What was found: names and counts. */
  readonly found: readonly Said[];
  /** How to mend it; nothing where nothing is to be mended. */
  readonly fix: readonly Said[];
  readonly items: readonly Item[];
  /** What could not be read and would have mattered. A finding that is `unknown` has at least one. */
  readonly missing?: readonly KnownError[];
  /** The very page to mend it on, where it is not the gate's own. */
  readonly link?: string;
}

export interface GateResult extends Omit<Finding, 'missing' | 'link'> {
  readonly id: GateId;
  readonly missing: readonly KnownError[];
  readonly link: string;
}

/** One gate: which facts it stands on, and a pure function of them. */
export interface Gate {
  readonly id: GateId;
  /** A page of the Entra admin center. */
  readonly link: string;
  /** Every fact that has to be read before it judges, those that it can do without included. */
  readonly reads: readonly FactName[];
  /** What it cannot judge without: where one of these cannot be read, the gate is `unknown`. */
  readonly needs: readonly FactName[];
  judge(facts: AttemptedFacts, at: Date): Finding;
}

export type AttemptedFacts = { readonly [Name in FactName]?: Attempt<Facts[Name]> };

type Known<Names extends FactName> = { readonly [Name in Names]: Facts[Name] };
type Attempted<Names extends FactName> = { readonly [Name in Names]: Attempt<Facts[Name]> };

/** Keeps the types of what a gate reads between its row and its judgement, then forgets them: a table holds all. */
export function defineGate<const Needs extends FactName, const Wants extends FactName = never>(row: {
  readonly id: GateId;
  readonly link: string;
  readonly needs: readonly Needs[];
  /** What helps and may be missing: the gate is told why. */
  readonly wants?: readonly Wants[];
  judge(facts: Known<Needs> & Attempted<Wants>, at: Date): Finding;
}): Gate {
  const { id, link, needs, wants = [] } = row;
  return {
    id,
    link,
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
