import type { PlanDraft } from './phases.ts';
import type { Move, Plan } from './plan.ts';
import type { PlanFacts } from './plan-checklist.ts';
import type { ItemId } from './plan-items.ts';
import type { Edition } from './recommendation.ts';

/** Who did what to the plan. */
export interface PlanEntry {
  readonly at: Date;
  readonly by: string;
  readonly what: 'create' | 'change' | 'tick' | 'end';
  /** What of it: the phases that moved, the items that were ticked. */
  readonly why: string | null;
}

/** What became of a press. */
export type PlanPressed =
  | { readonly kind: 'done'; readonly plan: Plan; readonly moves: readonly Move[] }
  /** Somebody else has changed the plan meanwhile; this is what it is now. */
  | { readonly kind: 'faster'; readonly plan: Plan }
  | { readonly kind: 'gone' };

/** A plan as administrators saw it when they pressed. */
export interface SeenPlan {
  readonly plan: string;
  readonly seen: number;
}

/** Everything around a plan that its card shows. */
export interface PlanLook {
  readonly facts: PlanFacts;
  readonly edition: Edition | null;
  readonly organisation: string | null;
  /** The plan names a campaign that is not there any more. */
  readonly campaignGone: boolean;
}

export interface PlanLooking {
  /** What is known after that long at the latest. */
  soon(boundMs: number): Promise<PlanLook>;
  readonly whole: Promise<PlanLook>;
}

/** The plan as a text that is kept and printed, and as entries of a calendar. */
export const PLAN_FILES = ['markdown', 'calendar'] as const;
export type PlanFile = (typeof PLAN_FILES)[number];

/** The plan outside of Teams: the document for programs, and texts in English. */
export interface WrittenPlan {
  readonly document: object;
  readonly text: string;
  readonly markdown: string;
  readonly calendar: string;
}

/** What administrators do with the plan of their rollout. Everything that changes it leaves an entry. */
export interface PlanDesk {
  /** Days of the week without work where the organisation is at home. */
  weekend(): Promise<readonly number[]>;
  current(): Promise<Plan | undefined>;
  /** `isNew` false: there is one already, which is returned instead. */
  create(by: string, draft: PlanDraft): Promise<{ readonly plan: Plan; readonly isNew: boolean }>;
  change(by: string, seen: SeenPlan, draft: PlanDraft): Promise<PlanPressed>;
  /** Of the items of these lists those in `done` are done; `name`: whoever says so, for others to read. */
  tick(
    by: { readonly id: string; readonly name: string | null },
    seen: SeenPlan,
    said: { readonly about: readonly ItemId[]; readonly done: readonly ItemId[] },
  ): Promise<PlanPressed>;
  end(by: string, seen: SeenPlan): Promise<PlanPressed>;
  look(plan: Plan): PlanLooking;
}
