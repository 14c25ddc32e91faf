import type { Calendar } from './campaign.ts';
import { dueAt, workingMoment } from './hours.ts';

export interface Timing {
  /** At the tenant's rate, without waiting for working hours. */
  readonly sendingSeconds: number;
  readonly firstSend: Date | null;
  readonly lastSend: Date | null;
}

/** Without a limit of the tenant's it is about what one process sends. */
const UNLIMITED_PER_SECOND = 2_000;

/** When the first wave reaches everybody: each zone begins at its nine o'clock, and all share one rate. */
export function timingOf(
  zones: readonly { readonly key: string | null; readonly count: number }[],
  calendar: Calendar,
  { perSecond, now }: { readonly perSecond: number | null; readonly now: Date },
): Timing {
  const rate = perSecond ?? UNLIMITED_PER_SECOND;
  const people = zones.reduce((sum, { count }) => sum + count, 0);
  const wave = { date: calendar.startsOn, hours: calendar.hours };
  const due = zones
    .filter(({ count }) => count > 0)
    .map(({ key, count }) => ({ zone: key ?? 'UTC', count, at: dueAt(wave, key ?? 'UTC', now) }))
    .toSorted((a, b) => a.at.getTime() - b.at.getTime());
  let lastSend: Date | null = null;
  for (const { zone, count, at } of due) {
    const begins = Math.max(at.getTime(), lastSend?.getTime() ?? 0);
    const ends = new Date(begins + (count / rate) * 1000);
    lastSend = calendar.hours === 'now' ? ends : workingMoment(ends, zone);
  }
  return { sendingSeconds: people / rate, firstSend: due[0]?.at ?? null, lastSend };
}
