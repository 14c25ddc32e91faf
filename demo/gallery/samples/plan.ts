import { type PlanCardInput, type PlanView, toNoPlanView, toPlanView } from '../../../src/cards/plan.ts';
import { type PlanFormInput, type PlanFormView, toPlanFormView } from '../../../src/cards/plan-form.ts';
import type { Texts } from '../../../src/cards/texts.ts';
import { GATE_IDS, type GateId, type GateResult, type GateStatus } from '../../../src/rollout/gate.ts';
import { newPlan, type Plan } from '../../../src/rollout/plan.ts';
import type { PlanFacts } from '../../../src/rollout/plan-checklist.ts';
import { scheduleOf } from '../../../src/rollout/plan-days.ts';
import { PLAN_PROBLEMS, type PlanField, typedPlanOf } from '../../../src/rollout/plan-form.ts';
import { ITEMS } from '../../../src/rollout/plan-items.ts';
import { CAMPAIGN } from './campaign-facts.ts';
import { NOW, ORGANISATION } from './people.ts';

const TICK = { by: 'a0000000-0000-4000-8000-000000000009', name: 'Ada Admin', at: NOW };
const DRAFT = newPlan('2026-11-19', [6, 7]);

export const PLAN: Plan = {
  ...DRAFT,
  startsOn: '2026-11-23',
  id: 'b1a00000-0000-4000-8000-000000000001',
  campaignId: CAMPAIGN.id,
  phases: {
    ...DRAFT.phases,
    prepare: { days: 2, waits: 0, owner: 'Ada Admin' },
    register: { days: 14, waits: 0, owner: 'Helpdesk & Communications' },
  },
  ticks: { 'managers-told': TICK },
  createdBy: TICK.by,
  createdAt: NOW,
  changedBy: TICK.by,
  changedAt: NOW,
  endedAt: null,
  version: 4,
};

export function gateResult(id: GateId, status: GateStatus): GateResult {
  const found: GateResult['found'] =
    id === 'registration-rate'
      ? [{ say: 'registration-rate.rate', values: { rate: 0.46, registered: 554, people: 1_204 } }]
      : id === 'exceptions-planned'
        ? [{ say: 'exceptions-planned.planned', values: { count: 41 } }]
        : [];
  return { id, status, found, fix: [], items: [], missing: [], link: 'https://entra.microsoft.com/' };
}

const gates = (different: Readonly<Partial<Record<GateId, GateStatus>>>, otherwise: GateStatus) =>
  GATE_IDS.map((id) => gateResult(id, different[id] ?? otherwise));

export const PLAN_FACTS: PlanFacts = {
  gates: gates({ 'legacy-auth': 'fail', 'weak-methods-only': 'warn', 'unused-accounts': 'unknown' }, 'pass'),
  gatesComplete: true,
  campaign: {
    name: CAMPAIGN.name,
    startsOn: '2026-11-25',
    deadline: '2026-12-08',
    contact: 'ext. 4711',
    announced: true,
    contactListSent: false,
    coverage: 0.46,
    goalShare: 0.95,
  },
  pilotWatchedAt: null,
  everybodyWatchedAt: null,
  emergencyTestedAt: new Date('2026-11-10T09:00:00Z'),
  now: NOW,
};

const BASE: PlanCardInput = {
  plan: PLAN,
  facts: PLAN_FACTS,
  edition: 'P1',
  organisation: ORGANISATION.displayName,
  campaignGone: false,
};
const shown =
  (different: Partial<PlanCardInput>, facts: Partial<PlanFacts> = {}) =>
  (texts: Texts): PlanView =>
    toPlanView({ ...BASE, ...different, facts: { ...PLAN_FACTS, ...facts } }, texts);
const on = (day: string): Partial<PlanFacts> => ({ now: new Date(`${day}T09:00:00Z`) });
const ALL_TICKED = Object.fromEntries(ITEMS.map(({ id }) => [id, TICK]));
const withoutGates = { gates: [], gatesComplete: false } as const;

export const planSamples = {
  'no plan yet': (texts: Texts) => toNoPlanView(NOW, texts),
  'before it begins': shown({}, { campaign: null }),
  'without a campaign': shown(
    { plan: { ...PLAN, campaignId: null, contact: 'it@contoso.com' } },
    {
      campaign: null,
    },
  ),
  'while the tenant is read': shown({ edition: null, organisation: null }, withoutGates),
  'people register': shown({}, on('2026-11-27')),
  'everything up to here is done': shown(
    { plan: { ...PLAN, ticks: ALL_TICKED } },
    {
      ...on('2026-11-24'),
      gates: gates({}, 'pass'),
    },
  ),
  'behind, between two phases': shown({}, { ...on('2026-12-12'), gates: gates({}, 'fail') }),
  'the day of enforcement, with a licence for risk': shown({ edition: 'P2' }, on('2026-12-14')),
  'moved by three days': shown({
    moves: [
      { phases: ['register', 'pilot', 'enforce', 'validate'], days: 3 },
      { phases: ['prepare'], days: -1 },
    ],
  }),
  'somebody was faster': (texts: Texts) => shown({ remark: texts.t('plan.faster') })(texts),
  'there is one already': (texts: Texts) => shown({ remark: texts.t('plan.exists') })(texts),
  'campaign gone, small tenant': shown(
    { campaignGone: true },
    {
      campaign: null,
      gates: [
        {
          ...gateResult('registration-rate', 'pass'),
          found: [{ say: 'registration-rate.rate', values: { people: 12 } }],
        },
        { ...gateResult('exceptions-planned', 'pass'), found: [{ say: 'exceptions-planned.none' }] },
      ],
    },
  ),
  'campaign at other dates, no licence': shown(
    { edition: 'free' },
    {
      campaign: PLAN_FACTS.campaign && {
        ...PLAN_FACTS.campaign,
        startsOn: '2026-12-01',
        deadline: '2026-12-14',
        coverage: null,
      },
    },
  ),
  'over, not finished': shown({}, on('2027-01-11')),
  'over and done': shown(
    { plan: { ...PLAN, ticks: { ...ALL_TICKED, 'signed-off': { ...TICK, name: null } } } },
    {
      ...on('2027-01-11'),
      gates: gates({}, 'pass'),
      pilotWatchedAt: new Date('2026-12-09T08:00:00Z'),
      everybodyWatchedAt: new Date('2026-12-14T08:00:00Z'),
      emergencyTestedAt: new Date('2026-12-15T08:00:00Z'),
      campaign: PLAN_FACTS.campaign && { ...PLAN_FACTS.campaign, contactListSent: true, coverage: 0.98 },
    },
  ),
  'hostile names': shown({
    organisation: '[Contoso](https://evil.example)',
    plan: {
      ...PLAN,
      contact: '**call** <at>everyone</at> \u202egnirts',
      phases: { ...PLAN.phases, prepare: { days: 2, waits: 0, owner: '# [x](http://evil.example) `rm`' } },
      ticks: { 'managers-told': { ...TICK, name: '<b>Mallory</b> [x](y)' } },
    },
  }),
} satisfies Record<string, (texts: Texts) => PlanView>;

const LINES: PlanFormInput['campaigns'] = [
  {
    id: CAMPAIGN.id,
    name: CAMPAIGN.name,
    goal: 'any-method',
    state: 'running',
    startsOn: '2026-11-25',
    targeted: 1_204,
    registered: 554,
  },
];
const form =
  (different: Partial<PlanFormInput>) =>
  (texts: Texts): PlanFormView =>
    toPlanFormView(
      {
        typed: typedPlanOf(PLAN, scheduleOf(PLAN)),
        problems: [],
        campaigns: LINES,
        change: PLAN,
        ...different,
      },
      texts,
    );

const WRONG: readonly PlanField[] = [
  'startsOn',
  'campaign',
  'contact',
  'daysOff',
  'register-starts',
  'register-days',
  'pilot-starts',
  'enforce-starts',
  'validate-starts',
  'validate-days',
  'validate-owner',
  'prepare-days',
];

export const planFormSamples = {
  'a new plan': form({ typed: typedPlanOf(DRAFT, null), campaigns: [], change: null }),
  'a change': form({}),
  'everything that can be wrong': form({
    problems: PLAN_PROBLEMS.map((problem, index) => ({
      field: WRONG[index] ?? 'startsOn',
      problem,
      least: 1,
      most: 60,
      day: '2026-12-14',
      found: '24.12.',
    })),
  }),
} satisfies Record<string, (texts: Texts) => PlanFormView>;
