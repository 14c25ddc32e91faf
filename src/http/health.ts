import type { Response } from 'restify';
import type { Log } from '../log.ts';
import { answer, HttpProblem, problemBody } from './problem.ts';

export interface Readiness {
  readonly ok: boolean;
  /** What was looked at, and whether it works: `{ database: true, queue: false }`. */
  readonly checks: Readonly<Record<string, boolean>>;
}

export interface HealthOptions {
  readonly readiness: () => Promise<Readiness>;
  readonly stopping: () => boolean;
  readonly log: Log;
  readonly timeoutMs: number;
}

/** A probe gives up after a second or two; a check that takes longer is a check that fails. */
const MOST_MS = 2_000;

/** Says which check fails and no more: what is wrong with it is in the log of the part itself. */
export async function answerReadiness(
  res: Response,
  requestId: string,
  { readiness, stopping, log, timeoutMs }: HealthOptions,
): Promise<void> {
  const { ok, checks } = stopping()
    ? { ok: false, checks: { server: false } }
    : await inTime(readiness(), Math.min(MOST_MS, timeoutMs)).catch((err: unknown): Readiness => {
        log.error({ err }, 'Readiness could not be told.');
        return { ok: false, checks: { answer: false } };
      });
  if (ok) return answer(res, 200, { status: 'ready', checks });
  const failing = Object.keys(checks).filter((name) => !checks[name]);
  log.warn({ failing }, 'Not ready.');
  const problem = new HttpProblem(503, 'not-ready', `Not ready: ${failing.join(', ')}.`);
  answer(res, 503, { ...problemBody(problem, requestId), checks });
}

async function inTime(checked: Promise<Readiness>, milliseconds: number): Promise<Readiness> {
  const { promise: late, resolve } = Promise.withResolvers<Readiness>();
  const timer = setTimeout(() => resolve({ ok: false, checks: { answer: false } }), milliseconds);
  try {
    return await Promise.race([checked, late]);
  } finally {
    clearTimeout(timer);
  }
}
