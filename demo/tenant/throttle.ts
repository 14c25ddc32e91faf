import { GraphError } from './errors.ts';
import type { ThrottleClass } from './workload.ts';

interface Limit {
  /** Requests, or resource units, in the window. */
  readonly most: number;
  readonly seconds: number;
  /** The risk service sends 429 without saying for how long. */
  readonly saysWhen: boolean;
}

export const LIMITS: Readonly<Record<ThrottleClass | 'batch' | 'signInActivity', Limit>> = {
  reports: { most: 5, seconds: 10, saysWhen: true },
  risk: { most: 1, seconds: 1, saysWhen: false },
  directory: { most: 3500, seconds: 10, saysWhen: true },
  health: { most: 240, seconds: 60, saysWhen: true },
  teams: { most: 30, seconds: 1, saysWhen: true },
  batch: { most: 1000, seconds: 10, saysWhen: true },
  signInActivity: { most: 10, seconds: 60, saysWhen: true },
};

/** A sliding window per class. Refused requests count as well, so hammering never gets through. */
export class Throttle {
  readonly #now: () => Date;
  readonly #spent = new Map<string, { readonly at: number; readonly units: number }[]>();

  constructor(now: () => Date) {
    this.#now = now;
  }

  /** Throws 429 when the class has no room for this many units. */
  spend(name: keyof typeof LIMITS, units: number): void {
    const limit = LIMITS[name];
    const now = this.#now().getTime();
    const recent = (this.#spent.get(name) ?? []).filter((entry) => entry.at > now - limit.seconds * 1000);
    const total = recent.reduce((sum, entry) => sum + entry.units, 0);
    recent.push({ at: now, units });
    this.#spent.set(name, recent);
    if (total + units <= limit.most) return;
    throw new GraphError(
      429,
      'TooManyRequests',
      'Too many requests.',
      limit.saysWhen ? { 'retry-after': String(secondsUntilRoom(recent, limit, now)) } : {},
    );
  }
}

/** When enough of what is in the window, the refused request included, will have left it. */
function secondsUntilRoom(
  recent: readonly { readonly at: number; readonly units: number }[],
  limit: Limit,
  now: number,
): number {
  let total = recent.reduce((sum, entry) => sum + entry.units, 0) + 1;
  for (const entry of recent) {
    total -= entry.units;
    if (total <= limit.most) return Math.max(1, Math.ceil((entry.at + limit.seconds * 1000 - now) / 1000));
  }
  return limit.seconds;
}
