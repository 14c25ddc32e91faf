import type { KnownError } from '../../src/errors.ts';
import type { KeptLog } from '../../src/rollout/kept-log.ts';
import type { EmergencyAccount, LastSignIn } from '../../src/rollout/ports.ts';
import type { FailureSlot } from '../../src/rollout/validation.ts';
import type { ValidationFacts, ValidationReaders } from '../../src/rollout/validation-ports.ts';
import { AT, accessPolicy, daysAgo, people } from './report-gates.ts';

export const emergencyAccount = (id: string): EmergencyAccount => ({
  asked: id,
  person: {
    id,
    userPrincipalName: `${id}@contoso.example`,
    displayName: 'Emergency access',
    givenName: null,
    mail: null,
    kind: 'member',
    enabled: true,
    department: null,
    jobTitle: null,
    usageLocation: null,
    preferredLanguage: null,
  },
  synced: false,
});

export const lastSignIn = (at: Date | null): { readonly known: true; readonly value: LastSignIn } => ({
  known: true,
  value: { at, attemptOnly: false, withinDays: null, instead: null },
});

export const NO_RISK = { people: [], signIns: 0 };

export const keptLog = (over: Partial<KeptLog> = {}): KeptLog => ({
  lag: { readTo: AT, breadth: 'everything', breadthSince: null },
  oldest: daysAgo(20),
  slots: [],
  lockedOut: [],
  risk: { told: true, counts: { stopped: NO_RISK, passed: NO_RISK, through: NO_RISK } },
  ...over,
});

/** A slot that began so many minutes ago. */
export const slot = (minutesAgo: number, count: number, over: Partial<FailureSlot> = {}): FailureSlot => ({
  from: new Date(AT.getTime() - minutesAgo * 60_000),
  cause: 'wrong-password',
  people: count,
  attempts: count * 2,
  ...over,
});

/** A company in which everything holds. */
export const DONE: ValidationFacts = {
  ...people({ registered: 8, passkey: 2 }),
  emergency: [emergencyAccount('bg1'), emergencyAccount('bg2')],
  emergencyGroups: new Map(),
  emergencyMethods: new Map(),
  emergencySignIns: new Map([
    ['bg1', lastSignIn(daysAgo(5))],
    ['bg2', lastSignIn(daysAgo(40))],
  ]),
  roleHoldings: [],
  policies: [accessPolicy()],
  leftOut: { people: new Map(), groups: new Map() },
  plannedExceptions: [],
  decidedExceptions: new Set(),
  securityDefaults: false,
  registrationNudge: {
    state: 'disabled',
    snoozeDays: null,
    everybody: false,
    includedIds: [],
    excludedIds: [],
    methods: [],
  },
  deviceLicences: new Set(),
  lastUse: new Map(),
  legacy: {
    report: {
      days: 30,
      since: daysAgo(30),
      asOf: AT,
      people: [],
      totals: {
        people: 0,
        peopleWithSuccess: 0,
        signIns: 0,
        successes: 0,
        failures: 0,
        nonInteractive: 0,
        byProtocol: {},
      },
      unlisted: 0,
    },
    withoutNonInteractive: null,
  },
  reportOnlyWeek: { window: { days: 7, signIns: 0, whole: true, since: daysAgo(7) }, policies: new Map() },
  singleFactorWeek: { window: { days: 7, signIns: 0, whole: true, since: daysAgo(7) }, uses: [] },
  proofs: new Map(),
  keptLog: keptLog(),
  enforcedAt: daysAgo(3),
  register: [],
};

/** Readers of these facts; what is an error could not be read. */
export function readersOf(
  over: { readonly [Name in keyof ValidationFacts]?: ValidationFacts[Name] | KnownError | Error } = {},
): ValidationReaders {
  const all = Object.entries({ ...DONE, ...over }).map(([name, value]) => [
    name,
    async () => {
      if (value instanceof Error) throw value;
      return value;
    },
  ]);
  // Exactly the names of `DONE`.
  return Object.fromEntries(all) as ValidationReaders;
}
