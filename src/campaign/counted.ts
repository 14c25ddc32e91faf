import type { Outcome } from '../delivery/outcome.ts';
import { OUTCOMES } from '../delivery/outcome.ts';
import { type Campaign, RECIPIENT_STATES, type RecipientState, WAVES } from './campaign.ts';
import type { Progress } from './ports.ts';

export interface DeliveryCount {
  readonly wave: string;
  readonly state: 'targeted' | Outcome;
  readonly count: number;
}

/** The counters of a campaign as they are kept with every change. */
export interface Counted {
  /** By state and reason; `reached` is no state: told at least once. */
  readonly states: readonly {
    readonly state: RecipientState | 'reached';
    readonly reason: string | null;
    readonly count: number;
  }[];
  readonly deliveries: readonly DeliveryCount[];
  /** Oldest first. `wave`: the newest that had begun; empty before any. */
  readonly days: readonly { readonly day: string; readonly wave: string; readonly registered: number }[];
  readonly departments: Progress['departments'];
  readonly openCases: number;
}

const DAY_MS = 86_400_000;
/** The longest calendar, and a little for a pause. */
const DAYS_AT_MOST = 400;
const FAILED: ReadonlySet<string> = new Set([
  'blocked',
  'not-installed',
  'not-found',
  'too-large',
  'refused',
]);

export function progressOf(campaign: Campaign, counted: Counted, now: Date): Progress {
  const states = Object.fromEntries(
    RECIPIENT_STATES.map((state) => [state, sumOf(counted, state)]),
  ) as Record<RecipientState, number>;
  const targeted = Object.values(states).reduce((sum, count) => sum + count, 0);
  return {
    campaign,
    targeted,
    states,
    reached: sumOf(counted, 'reached'),
    unreachable: OUTCOMES.flatMap((outcome) => {
      const found = counted.states.find(({ state, reason }) => state === 'unreachable' && reason === outcome);
      return found === undefined || found.count === 0 ? [] : [{ outcome, count: found.count }];
    }),
    waves: wavesOf(counted),
    coverage: coverageOf(campaign, counted, { targeted, now }),
    departments: counted.departments,
    openCases: counted.openCases,
    asOf: now,
  };
}

function sumOf(counted: Counted, wanted: string): number {
  return counted.states.reduce((sum, { state, count }) => (state === wanted ? sum + count : sum), 0);
}

/** Those that have been sent, or are about to be. */
function wavesOf({ deliveries, days }: Counted): Progress['waves'] {
  return WAVES.flatMap((wave) => {
    const of = (fits: (state: string) => boolean) =>
      deliveries.reduce((sum, one) => (one.wave === wave && fits(one.state) ? sum + one.count : sum), 0);
    const targeted = of((state) => state === 'targeted');
    if (targeted === 0) return [];
    return {
      wave,
      targeted,
      sent: of((state) => state === 'sent'),
      unknown: of((state) => state === 'unknown'),
      failed: of((state) => FAILED.has(state)),
      registeredAfter: days.reduce((sum, day) => (day.wave === wave ? sum + day.registered : sum), 0),
    };
  });
}

function coverageOf(
  { startedAt, endedAt }: Campaign,
  { days }: Counted,
  { targeted, now }: { readonly targeted: number; readonly now: Date },
): Progress['coverage'] {
  if (startedAt === null) return [];
  const last = dayOf(endedAt ?? now);
  const points: { day: string; registered: number; targeted: number }[] = [];
  let registered = 0;
  let next = 0;
  for (let moment = startedAt; points.length < DAYS_AT_MOST; moment = new Date(moment.getTime() + DAY_MS)) {
    const day = dayOf(moment);
    if (day > last) break;
    for (let one = days[next]; one !== undefined && one.day <= day; one = days[next]) {
      registered += one.registered;
      next += 1;
    }
    points.push({ day, registered, targeted });
  }
  return points;
}

function dayOf(moment: Date): string {
  return moment.toISOString().slice(0, 10);
}
