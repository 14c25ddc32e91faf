import type { GateId } from './gate.ts';
import type { Phase } from './phases.ts';

/** What the tenant, the campaign or Muster's own records can show of an item. */
export type Proof =
  | { readonly by: 'gates'; readonly gates: readonly GateId[] }
  | { readonly by: 'fact'; readonly fact: FactId }
  | { readonly by: 'hand' };

/** What is read from our own records: the campaign of the plan, watches, tests of emergency accounts. */
export const FACT_IDS = [
  'emergency-tested',
  'campaign-announced',
  'contact-list-sent',
  'campaign-goal-reached',
  'pilot-watched',
  'everybody-watched',
  'emergency-tested-since',
] as const;
export type FactId = (typeof FACT_IDS)[number];

const hand: Proof = { by: 'hand' };
const gates = (...ids: readonly GateId[]): Proof => ({ by: 'gates', gates: ids });
const fact = (id: FactId): Proof => ({ by: 'fact', fact: id });

/** What is to be done in each phase, in the order in which it is best done. */
export const CHECKLIST = {
  prepare: {
    'emergency-accounts': gates(
      'break-glass-two-accounts',
      'break-glass-global-admin',
      'break-glass-excluded',
      'break-glass-not-registered',
    ),
    'emergency-tested': fact('emergency-tested'),
    'admins-registered': gates('admins-registered'),
    'exceptions-decided': gates('exceptions-planned'),
    'one-campaign': gates('registration-campaign-conflict'),
    'managers-told': hand,
    'helpdesk-ready': hand,
  },
  register: {
    announced: fact('campaign-announced'),
    'contact-list': fact('contact-list-sent'),
    'people-called': hand,
    'goal-reached': fact('campaign-goal-reached'),
    'strong-methods': gates('weak-methods-only'),
  },
  pilot: {
    'policy-tried': gates('report-only-impact'),
    'old-protocols': gates('legacy-auth'),
    'pilot-watched': fact('pilot-watched'),
    'pilot-heard': hand,
  },
  enforce: {
    'notice-sent': hand,
    'helpdesk-staffed': hand,
    'policy-on': gates('enforcement-policy'),
    'one-way': gates('security-defaults'),
    'everybody-watched': fact('everybody-watched'),
  },
  validate: {
    'everybody-registered': gates('registration-rate'),
    'no-holes': gates('sign-ins-without-mfa'),
    'unused-closed': gates('unused-accounts'),
    'emergency-again': fact('emergency-tested-since'),
    'signed-off': hand,
  },
} as const satisfies Readonly<Record<Phase, Readonly<Record<string, Proof>>>>;

type ItemsOf<Name extends Phase> = keyof (typeof CHECKLIST)[Name];
export type ItemId = { [Name in Phase]: ItemsOf<Name> }[Phase];

export interface Item {
  readonly id: ItemId;
  readonly phase: Phase;
  readonly proof: Proof;
}

export const ITEMS: readonly Item[] = (Object.keys(CHECKLIST) as Phase[]).flatMap((phase) =>
  // The keys of a phase's row are its items' ids, and nothing else has keys here.
  (Object.entries(CHECKLIST[phase]) as [ItemId, Proof][]).map(([id, proof]) => ({ id, phase, proof })),
);

export function itemsOf(phase: Phase): readonly Item[] {
  return ITEMS.filter((item) => item.phase === phase);
}

/** Those of these words that are items: they come from buttons. */
export function itemsNamed(words: readonly string[]): readonly ItemId[] {
  return ITEMS.filter(({ id }) => words.includes(id)).map(({ id }) => id);
}
