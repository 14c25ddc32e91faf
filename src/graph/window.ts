/** Somebody waits for the answer, or nobody does. */
export type Urgency = 'interactive' | 'background';

export interface Limit {
  readonly requests: number;
  readonly milliseconds: number;
  /** So many of them background work never takes, so that a question is answered at once. */
  readonly keptForQuestions: number;
}

/** What one throttling class has used of its limit. */
export interface Window {
  readonly limit: Limit;
  /** Requests on their way. */
  running: number;
  /** When the last ones ended, oldest first. */
  ended: number[];
  pausedUntil: number;
}

export function openWindow(limit: Limit): Window {
  return { limit, running: 0, ended: [], pausedUntil: 0 };
}

/**
 * Milliseconds until somebody may start who has `ahead` others before them; 0 is now.
 *
 * A request holds its slot from its start until a whole window after its end. Graph counts it at some moment in
 * between, so however slow the way there is, Graph never sees more in a window than the limit allows.
 */
export function waitOf(window: Window, turn: { urgency: Urgency; ahead: number }, now: number): number {
  const { limit, ended, running } = window;
  const capacity = limit.requests - (turn.urgency === 'background' ? limit.keptForQuestions : 0);
  const opens = Math.max(now, window.pausedUntil);
  if (ended.length + running + turn.ahead < capacity) return opens - now;
  // Those on their way may end at any moment; the soonest is now.
  const free = [...ended, ...Array<number>(running).fill(now)]
    .map((end) => Math.max(opens, end + limit.milliseconds))
    .slice(-capacity);
  const idle = Array<number>(capacity - free.length).fill(opens);
  // Who takes a slot gives it back a window later at the soonest, so the times repeat.
  const start = [...idle, ...free][turn.ahead % capacity] ?? opens;
  return start + Math.floor(turn.ahead / capacity) * limit.milliseconds - now;
}

/** Forgets what no longer counts. A clock set back must not hold a slot for longer than a window. */
export function tidy(window: Window, now: number): void {
  window.ended = window.ended
    .filter((end) => end > now - window.limit.milliseconds)
    .map((end) => Math.min(end, now));
}
