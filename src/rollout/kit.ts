import { deadlineOf } from '../campaign/calendar.ts';
import type { Campaign } from '../campaign/campaign.ts';
import type { Phase } from './phases.ts';
import type { Plan } from './plan.ts';
import { scheduleOf } from './plan-days.ts';

/** What administrators send during a rollout, in the order in which they need it. */
export const KIT_TEXTS = ['announcement', 'reminder', 'enforcement', 'manager', 'helpdesk'] as const;
export type KitText = (typeof KIT_TEXTS)[number];

/** What the texts say; null: not known yet. Days are `2026-11-23`. */
export interface KitFacts {
  readonly organisation: string | null;
  readonly startsOn: string | null;
  readonly deadline: string | null;
  readonly enforcedOn: string | null;
  readonly contact: string | null;
  readonly registrationUrl: string;
}

/** People know the campaign's own dates from their cards: these win over the plan's. */
export function kitFacts(about: {
  readonly plan: Plan | undefined;
  readonly campaign: Campaign | undefined;
  readonly organisation: string | null;
  readonly registrationUrl: string;
}): KitFacts {
  const { plan, campaign, organisation, registrationUrl } = about;
  const schedule = plan ? scheduleOf(plan) : [];
  const of = (phase: Phase) => schedule.find((one) => one.phase === phase);
  return {
    organisation,
    startsOn: campaign?.calendar.startsOn ?? of('register')?.startsOn ?? null,
    deadline: campaign ? deadlineOf(campaign.calendar) : (of('register')?.endsOn ?? null),
    enforcedOn: of('enforce')?.startsOn ?? null,
    contact: plan?.contact ?? campaign?.contact ?? null,
    registrationUrl,
  };
}

/** The plan's campaign; without one, the newest that is not over. */
export async function kitCampaign(
  plan: Plan | undefined,
  campaigns: {
    find(id: string): Promise<Campaign | undefined>;
    list(): Promise<readonly { readonly id: string; readonly state: Campaign['state'] }[]>;
  },
): Promise<Campaign | undefined> {
  if (plan?.campaignId) return campaigns.find(plan.campaignId);
  if (plan) return undefined;
  const open = (await campaigns.list()).find(({ state }) => state !== 'completed' && state !== 'cancelled');
  return open && campaigns.find(open.id);
}
