import { TEST_EVERY_DAYS } from './alarm.ts';
import { worstOf } from './emergency.ts';
import type { GateId, GateResult, GateStatus } from './gate.ts';
import type { ScheduledPhase } from './phases.ts';
import type { Plan, Tick } from './plan.ts';
import { type FactId, ITEMS, type Item, type Proof } from './plan-items.ts';

/** What is known at the moment; null: it could not be read, or there is nothing to read. */
export interface PlanFacts {
  /** Those that have been judged so far. */
  readonly gates: readonly GateResult[];
  /** False while more of them are being judged. */
  readonly gatesComplete: boolean;
  readonly campaign: PlanCampaign | null;
  readonly pilotWatchedAt: Date | null;
  readonly everybodyWatchedAt: Date | null;
  readonly emergencyTestedAt: Date | null;
  readonly now: Date;
}

/** The plan's campaign, as far as the plan stands on it. */
export interface PlanCampaign {
  readonly name: string;
  readonly startsOn: string;
  readonly deadline: string;
  readonly contact: string | null;
  readonly announced: boolean;
  readonly contactListSent: boolean;
  /** From 0 to 1; null while nobody is targeted yet. */
  readonly coverage: number | null;
  readonly goalShare: number;
}

/**
 * proved   the tenant shows it
 * ticked   somebody says so, and nothing shows the opposite
 * refuted  the tenant shows that it is not so: no tick changes that
 * doubtful it may be good enough: somebody looks and decides
 * unknown  could not be read, or there is nothing that would show it
 * reading  is being read
 * open     is for somebody to do and to tick
 */
export type ItemState = 'proved' | 'ticked' | 'refuted' | 'doubtful' | 'unknown' | 'reading' | 'open';

export interface JudgedItem extends Item {
  readonly state: ItemState;
  readonly tick: Tick | null;
}

export function judgeItems(
  plan: Pick<Plan, 'ticks'>,
  schedule: readonly ScheduledPhase[],
  facts: PlanFacts,
): readonly JudgedItem[] {
  return ITEMS.map((item) => {
    const shown = shownOf(item.proof, schedule, facts);
    const tick = plan.ticks[item.id] ?? null;
    return { ...item, tick, state: tick !== null && mayTick(shown) ? 'ticked' : shown };
  });
}

export function isDone({ state }: Pick<JudgedItem, 'state'>): boolean {
  return state === 'proved' || state === 'ticked';
}

/** What the tenant proves needs no tick, and what it refutes takes none. */
export function mayTick(state: ItemState): boolean {
  return state !== 'proved' && state !== 'refuted';
}

function shownOf(proof: Proof, schedule: readonly ScheduledPhase[], facts: PlanFacts): ItemState {
  if (proof.by === 'hand') return 'open';
  if (proof.by === 'fact') return FACTS[proof.fact](facts, schedule);
  return gatesState(proof.gates, facts);
}

const OF_STATUS: Readonly<Record<GateStatus, ItemState>> = {
  pass: 'proved',
  warn: 'doubtful',
  fail: 'refuted',
  unknown: 'unknown',
};

function gatesState(ids: readonly GateId[], { gates, gatesComplete }: PlanFacts): ItemState {
  const found = gates.filter(({ id }) => ids.includes(id));
  if (found.length < ids.length) return gatesComplete ? 'unknown' : 'reading';
  return OF_STATUS[worstOf(found.map(({ status }) => status))];
}

const DAY_MS = 86_400_000;

const FACTS: Readonly<Record<FactId, (facts: PlanFacts, schedule: readonly ScheduledPhase[]) => ItemState>> =
  {
    'emergency-tested': ({ emergencyTestedAt, now, ...facts }) =>
      emergencyTestedAt !== null && now.getTime() - emergencyTestedAt.getTime() <= TEST_EVERY_DAYS * DAY_MS
        ? 'proved'
        : gatesState(['break-glass-tested'], { ...facts, emergencyTestedAt, now }),
    'campaign-announced': ({ campaign }) => ofCampaign(campaign, (known) => known.announced),
    'contact-list-sent': ({ campaign }) => ofCampaign(campaign, (known) => known.contactListSent),
    'campaign-goal-reached': ({ campaign }) => {
      if (campaign === null || campaign.coverage === null) return 'unknown';
      return campaign.coverage >= campaign.goalShare ? 'proved' : 'refuted';
    },
    'pilot-watched': ({ pilotWatchedAt }, schedule) => ofMoment(pilotWatchedAt, dayOf(schedule, 'pilot')),
    'everybody-watched': ({ everybodyWatchedAt }, schedule) =>
      ofMoment(everybodyWatchedAt, dayOf(schedule, 'enforce')),
    'emergency-tested-since': ({ emergencyTestedAt }, schedule) =>
      ofMoment(emergencyTestedAt, dayOf(schedule, 'enforce')),
  };

/** It may have been done by other means: then whoever did it ticks it. */
function ofCampaign(campaign: PlanCampaign | null, holds: (known: PlanCampaign) => boolean): ItemState {
  return campaign !== null && holds(campaign) ? 'proved' : 'unknown';
}

/** A day begins fourteen hours earlier in the east than in Greenwich; nobody watches by chance on the day before. */
const FIRST_ZONE_MS = 14 * 3_600_000;

function ofMoment(at: Date | null, from: string): ItemState {
  return at !== null && at.getTime() >= Date.parse(`${from}T00:00:00Z`) - FIRST_ZONE_MS ? 'proved' : 'open';
}

function dayOf(schedule: readonly ScheduledPhase[], phase: ScheduledPhase['phase']): string {
  const found = schedule.find((one) => one.phase === phase);
  if (!found) throw new Error(`A plan has ${phase}.`);
  return found.startsOn;
}
