import type { Person } from '../../src/people/people.ts';
import type { RegisteredMethod, SignIn } from '../../src/triage/evidence.ts';
import type { Account, PersonReader, TenantReader } from '../../src/triage/ports.ts';

export const ADA: Person = {
  id: '0a0a0a0a-0000-4000-8000-000000000001',
  userPrincipalName: 'Ada@contoso.com',
  displayName: 'Ada Lovelace',
  givenName: 'Ada',
  mail: 'ada@contoso.com',
  kind: 'member',
  enabled: true,
  department: 'Engines',
  jobTitle: null,
  usageLocation: 'GB',
  preferredLanguage: 'en-GB',
};

export const account = (over: Partial<Account> = {}): Account => ({
  person: ADA,
  synced: false,
  passwordChangedAt: null,
  ...over,
});

export const signIn = (over: Partial<SignIn> = {}): SignIn => ({
  id: 's-1',
  at: new Date('2026-11-20T08:40:00Z'),
  personId: ADA.id,
  correlationId: 'c-1',
  code: 500121,
  failureReason: null,
  additionalDetails: null,
  application: { id: null, name: 'Outlook' },
  resource: { id: null, name: null },
  client: 'Browser',
  userAgent: null,
  ip: null,
  country: null,
  city: null,
  network: null,
  device: {
    id: null,
    name: null,
    system: null,
    browser: null,
    compliant: null,
    managed: null,
    trust: null,
  },
  policies: { known: true, value: [] },
  conditionalAccess: null,
  riskLevel: null,
  riskState: null,
  riskDetail: null,
  riskEvents: [],
  steps: { known: true, value: [] },
  requirement: 'multiFactorAuthentication',
  requirementProviders: ['multiConditionalAccess'],
  crossTenantAccess: null,
  homeTenantId: null,
  resourceTenantId: null,
  tokenIssuer: null,
  interactive: true,
  ...over,
});

export const method = (over: Partial<RegisteredMethod> = {}): RegisteredMethod => ({
  id: 'm-1',
  kind: 'authenticator',
  label: 'iPhone 11',
  addedAt: null,
  lastUsedAt: null,
  usable: true,
  appVersion: '6.8.0',
  storedNumber: null,
  phoneKind: null,
  unusableBecause: null,
  ...over,
});

/** Readers that answer at once, and count who was asked what. */
export function fakeReaders(over: Partial<PersonReader & TenantReader> = {}): {
  readonly person: PersonReader;
  readonly tenant: TenantReader;
  readonly asked: string[];
} {
  const asked: string[] = [];
  const answers: PersonReader & TenantReader = {
    accountOf: async () => account(),
    signInsOf: async () => [signIn()],
    silentSignInsOf: async () => [],
    methodsWithUseOf: async () => [method()],
    registrationOf: async () => null,
    auditsAbout: async () => [],
    riskOf: async () => null,
    perUserMfaOf: async () => 'disabled',
    rolesOf: async () => [],
    groupsHolding: async () => new Set(),
    expectedWait: () => 0,
    organisation: async () => ({ tenantId: 't', displayName: 'Contoso', countryCode: 'GB' }),
    edition: async () => 'P2',
    recentFailures: async () => [],
    policies: async () => [],
    securityDefaults: async () => false,
    methodRules: async () => ({ enabled: ['Sms'], disabled: [], changedAt: null }),
    changes: async () => [],
    incidents: async () => [],
    roleGrants: async () => [],
    ...over,
  };
  const counted = Object.fromEntries(
    Object.entries(answers).map(([name, answer]: [string, (...given: never[]) => unknown]) => [
      name,
      (...given: never[]) => {
        asked.push(name);
        return answer(...given);
      },
    ]),
  ) as unknown as PersonReader & TenantReader; // the same names with the same answers
  return { person: counted, tenant: counted, asked };
}
