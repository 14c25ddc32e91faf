import type { Clock } from '../clock.ts';
import { type KnownError, MissingLicence, MissingPermission } from '../errors.ts';
import { asKnown, attempt as attemptTo, soonOf } from './attempts.ts';
import { BLADES } from './blades.ts';
import { type AttemptedFacts, GATE_IDS, type Gate, type GateResult } from './gate.ts';
import { GATES } from './gates/table.ts';
import type { Attempt, FactName, FactReaders } from './ports.ts';

/** What was found so far: while it is being read some gates are not there yet. */
export interface Readiness {
  /** In the contract's order. */
  readonly gates: readonly GateResult[];
  /** When reading began: nothing shown is newer than that would allow. */
  readonly asOf: Date;
  readonly complete: boolean;
  /** Failures that nobody can mend but we: each left a gate `unknown`, and belongs in the log. */
  readonly bugs: readonly Error[];
}

export interface ReadinessRun {
  readonly startedAt: Date;
  /** What is known after that long at the latest. */
  soon(boundMs: number): Promise<Readiness>;
  readonly whole: Promise<Readiness>;
}

/**
 * Judges all gates beside each other, each as soon as what it stands on is read. A fact is read once; a gate whose
 * fact cannot be read is `unknown` and says why, and the others go on.
 */
export function startReadiness(options: {
  readonly readers: FactReaders;
  readonly clock: Clock;
  readonly gates?: readonly Gate[];
}): ReadinessRun {
  const { readers, clock, gates = GATES } = options;
  const startedAt = clock.now();
  const bugs: Error[] = [];
  const attempt = attemptOnce(readers, bugs);
  const results = new Map<string, GateResult>();
  const now = (complete: boolean): Readiness => ({
    gates: GATE_IDS.flatMap((id) => results.get(id) ?? []),
    asOf: startedAt,
    complete,
    bugs,
  });
  const judging = gates.map(async (gate) => {
    const attempted = await Promise.all(gate.reads.map(async (name) => [name, await attempt(name)] as const));
    results.set(gate.id, judge(gate, Object.fromEntries(attempted), { at: startedAt, bugs }));
  });
  const whole = Promise.all(judging).then(() => now(true));
  return {
    startedAt,
    whole,
    soon: (boundMs) => soonOf(whole, { now: () => now(false), clock, boundMs }),
  };
}

function attemptOnce(readers: FactReaders, bugs: Error[]) {
  const attempts = new Map<FactName, Promise<Attempt<unknown>>>();
  return (name: FactName): Promise<Attempt<unknown>> => {
    const attempted = attempts.get(name) ?? attemptTo<unknown>(readers[name], bugs);
    attempts.set(name, attempted);
    return attempted;
  };
}

function judge(
  gate: Gate,
  attempted: AttemptedFacts,
  { at, bugs }: { readonly at: Date; readonly bugs: Error[] },
): GateResult {
  const unread = gate.needs.flatMap((name) => {
    const attempt = attempted[name];
    return attempt && !attempt.known ? [attempt.error] : [];
  });
  if (unread.length > 0) return unknownBecause(gate, unread);
  try {
    const { missing: gaps = [], link, ...finding } = gate.judge(attempted, at);
    const missing = unique(gaps);
    const elsewhere = finding.status === 'unknown' ? pageFor(missing) : null;
    return { id: gate.id, ...finding, link: elsewhere ?? link ?? gate.link, missing };
  } catch (error) {
    return unknownBecause(gate, [asKnown(error, bugs)]);
  }
}

function unknownBecause({ id, link }: Gate, errors: readonly KnownError[]): GateResult {
  const missing = unique(errors);
  return { id, status: 'unknown', found: [], fix: [], items: [], missing, link: pageFor(missing) ?? link };
}

/** Where the first of what is missing is granted or bought. */
function pageFor([first]: readonly KnownError[]): string | null {
  if (first instanceof MissingPermission) return BLADES.appRegistrations;
  return first instanceof MissingLicence ? BLADES.licences : null;
}

/** Several reads may lack the same permission: it is said once. */
function unique(errors: readonly KnownError[]): readonly KnownError[] {
  return [...new Map(errors.map((error) => [`${error.code} ${error.hint}`, error])).values()];
}
