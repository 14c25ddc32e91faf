import type { KnownError } from '../../src/errors.ts';
import { MissingPermission } from '../../src/errors.ts';
import type { RegistrationState } from '../../src/people/registration.ts';
import type { AccessPolicy } from '../../src/rollout/access-policy.ts';
import type { Finding, Gate } from '../../src/rollout/gate.ts';
import type { FactName, Facts } from '../../src/rollout/ports.ts';
import type { Account, Reported } from '../../src/rollout/roster.ts';

export const AT = new Date('2026-11-20T09:00:00Z');
const DAY_MS = 86_400_000;
export const daysAgo = (days: number) => new Date(AT.getTime() - days * DAY_MS);

export const account = (id: string, over: Partial<Account> = {}): Account => ({
  id,
  name: `${id}@contoso.example`,
  mailbox: true,
  licences: ['e5'],
  passwordNeverExpires: false,
  createdAt: daysAgo(400),
  ...over,
});

/** So many people in each state of registration; their ids are the state and a number. */
export function people(counts: Partial<Record<RegistrationState, number>>, admin = false) {
  const states = Object.entries(counts).flatMap(([state, count]) =>
    Array.from({ length: count }, (_, index) => ({ id: `${state}-${index + 1}`, state })),
  );
  const registrations = new Map(
    // Object.entries forgets that the keys are states.
    states.map(({ id, state }) => [id, { state: state as RegistrationState, admin }] as const),
  );
  return { roster: { members: states.map(({ id }) => account(id)), guests: 0, disabled: 0 }, registrations };
}

export const reported = (...rows: readonly (readonly [string, RegistrationState, boolean?])[]) =>
  new Map<string, Reported>(rows.map(([id, state, admin = false]) => [id, { state, admin }]));

export const accessPolicy = (over: Partial<AccessPolicy> = {}): AccessPolicy => ({
  id: 'policy-1',
  name: 'Everybody: MFA',
  state: 'enabled',
  people: { included: ['All'], excluded: [] },
  groups: { included: [], excluded: [] },
  roles: { included: [], excluded: [] },
  outside: { included: null, excluded: null },
  workloadsOnly: false,
  applications: { included: ['All'], excluded: [] },
  applicationFilter: false,
  userActions: [],
  authenticationContexts: [],
  locations: { included: [], excluded: [] },
  platforms: { included: [], excluded: [] },
  clientTypes: ['all'],
  deviceFilter: null,
  riskOnly: false,
  flowsOnly: false,
  grant: { operator: 'OR', controls: ['mfa'], strength: null, customFactors: 0, termsOfUse: 0 },
  ...over,
});

const EMPTY: Partial<Facts> = {
  emergency: [],
  plannedExceptions: [],
  decidedExceptions: new Set(),
  roster: { members: [], guests: 0, disabled: 0 },
  registrations: new Map(),
  deviceLicences: new Set(),
  lastUse: new Map(),
  roleHoldings: [],
  policies: [],
  securityDefaults: false,
  leftOut: { people: new Map(), groups: new Map() },
};

export const UNREADABLE: KnownError = new MissingPermission('AuditLog.Read.All', 'the log');

/** Judges with these facts; what is named among `unread` could not be read. */
export function judged(gate: Gate, facts: Partial<Facts>, unread: readonly FactName[] = []): Finding {
  const all: Partial<Facts> = { ...EMPTY, ...facts };
  const attempted = gate.reads.map((name) => {
    if (unread.includes(name)) return [name, { known: false, error: UNREADABLE }];
    const value = all[name];
    return [name, value === undefined ? { known: false, error: UNREADABLE } : { known: true, value }];
  });
  return gate.judge(Object.fromEntries(attempted), AT);
}

/** The sentences that were said, without their values. */
export const says = ({ found }: Finding): readonly string[] =>
  found.map(({ say }) => say.replace(/^[^.]*\./, ''));

export const valuesOf = ({ found }: Finding, saying: string) =>
  found.find(({ say }) => say.endsWith(`.${saying}`))?.values;
