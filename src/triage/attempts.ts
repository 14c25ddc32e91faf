import { isHarmless, isInterrupt } from './codes.ts';
import type { SignIn } from './evidence.ts';
import { type DenialKind, readResult } from './results.ts';
import { type JudgedStep, judgeStep, passed, type StepKind } from './steps.ts';

const MINUTE = 60_000;
/** Rows without a correlation id belong together when nothing but this time lies between them. */
const SAME_ATTEMPT = 5 * MINUTE;
/** An interrupt that is written this soon after the end of its attempt was on its way before. */
const LATE_ROW = 2 * MINUTE;
/** Browsers start a new correlation when the person reloads: an interrupt that is followed this soon went on. */
const CARRIED_ON = 10 * MINUTE;

export interface Denial {
  readonly kind: DenialKind;
  readonly step: StepKind | null;
  /** The device or masked number that the step names. */
  readonly detail: string | null;
  readonly at: Date;
  readonly row: SignIn;
}

/** Everything that belongs to one try of one person to get in. */
export interface Attempt {
  readonly personId: string;
  /** Oldest first. */
  readonly rows: readonly SignIn[];
  /** The row that decides: the last one, unless a straggler was written behind it. */
  readonly last: SignIn;
  readonly at: Date;
  readonly outcome: 'succeeded' | 'failed' | 'interrupted';
  readonly steps: readonly JudgedStep[];
  /** Without Graph's beta nobody knows which step it was. */
  readonly stepsKnown: boolean;
  /** Why the second step was not passed, where the log says so. */
  readonly denial: Denial | null;
  /** Every refusal on the way, oldest first, whatever came of it in the end. */
  readonly denials: readonly Denial[];
  /** A second step was really done, not taken over from earlier. */
  readonly provedTwice: boolean;
}

/** The rows of the log as attempts, newest first. */
export function readAttempts(rows: readonly SignIn[]): readonly Attempt[] {
  const attempts = group(rows).map(judge);
  const successes = attempts.filter(({ outcome }) => outcome === 'succeeded');
  return attempts
    .map((attempt) =>
      attempt.outcome === 'failed' && isInterrupt(attempt.last.code) && wentOn(attempt, successes)
        ? { ...attempt, outcome: 'interrupted' as const }
        : attempt,
    )
    .sort((a, b) => b.at.getTime() - a.at.getTime());
}

function group(rows: readonly SignIn[]): readonly (readonly SignIn[])[] {
  const sorted = [...rows].sort((a, b) => a.at.getTime() - b.at.getTime() || weight(a) - weight(b));
  const groups = new Map<string, SignIn[]>();
  const open = new Map<string, SignIn[]>();
  for (const row of sorted) {
    if (row.correlationId) {
      const key = `${row.personId} ${row.correlationId}`;
      groups.set(key, [...(groups.get(key) ?? []), row]);
      continue;
    }
    const key = `${row.personId} ${row.application.id ?? row.application.name} ${row.ip}`;
    const going = open.get(key);
    const before = going?.at(-1);
    if (going && before && row.at.getTime() - before.at.getTime() <= SAME_ATTEMPT) going.push(row);
    else {
      const fresh = [row];
      open.set(key, fresh);
      groups.set(`${row.personId} row ${row.id} ${groups.size}`, fresh);
    }
  }
  return [...groups.values()];
}

/** Rows of the same second: what asks comes before what answers. */
function weight({ code }: SignIn): number {
  if (code === 0) return 2;
  return isInterrupt(code) ? 0 : 1;
}

function judge(rows: readonly SignIn[]): Attempt {
  const last = decidingRow(rows);
  const steps = rows.flatMap((row) => (row.steps.known ? row.steps.value.map(judgeStep) : []));
  const denials = denialsIn(rows);
  const outcome = last.code === 0 ? 'succeeded' : isHarmless(last.code) ? 'interrupted' : 'failed';
  return {
    personId: last.personId,
    rows,
    last,
    at: last.at,
    outcome,
    steps,
    stepsKnown: rows.some(({ steps }) => steps.known),
    denial: outcome === 'failed' ? (denials.at(-1) ?? null) : null,
    denials,
    provedTwice: steps.some((step) => step.second && step.kind !== 'claim' && passed(step)),
  };
}

function decidingRow(rows: readonly SignIn[]): SignIn {
  const newest = rows.at(-1) as SignIn; // A group is made with its first row.
  if (!isInterrupt(newest.code)) return newest;
  const decided = rows.findLast(({ code }) => !isInterrupt(code));
  return decided && newest.at.getTime() - decided.at.getTime() <= LATE_ROW ? decided : newest;
}

/** Every refusal on the way, oldest first. Rows of one attempt repeat the steps of those before them. */
function denialsIn(rows: readonly SignIn[]): readonly Denial[] {
  const found = new Map<string, Denial>();
  for (const row of rows) {
    const steps = row.steps.known ? row.steps.value.map(judgeStep) : [];
    for (const { result, kind, step } of steps) {
      if (result?.outcome !== 'denied' || !result.denial) continue;
      const denial = { kind: result.denial, step: kind, detail: step.detail, at: step.at ?? row.at, row };
      found.set(`${kind} ${result.denial} ${step.at?.getTime() ?? row.id}`, denial);
    }
    // Without steps, v1.0 sometimes repeats the result here.
    const said = steps.length === 0 && row.code !== 0 ? readResult(row.additionalDetails) : null;
    if (said?.outcome === 'denied' && said.denial) {
      found.set(row.id, { kind: said.denial, step: null, detail: null, at: row.at, row });
    }
  }
  return [...found.values()];
}

function wentOn(attempt: Attempt, successes: readonly Attempt[]): boolean {
  return successes.some(
    (later) =>
      later.personId === attempt.personId &&
      later.at >= attempt.at &&
      later.at.getTime() - attempt.at.getTime() <= CARRIED_ON &&
      samePlace(later.last, attempt.last) &&
      sameApplication(later.last, attempt.last),
  );
}

function samePlace(a: SignIn, b: SignIn): boolean {
  return a.ip === b.ip || (a.country !== null && a.country === b.country);
}

export function sameApplication(a: SignIn, b: SignIn): boolean {
  if (a.application.id !== null && a.application.id === b.application.id) return true;
  return a.application.name !== null && a.application.name === b.application.name;
}
