import type { Entity } from '../entity.ts';
import { NAMED_GROUPS } from './groups.ts';
import { PAYROLL } from './log-words.ts';
import { strengths } from './methods-policy.ts';
import { roleId } from './roles.ts';
import { stableId } from './stable.ts';

/** Conditional Access as a company half-way through a rollout has it. */

interface PolicyDraft {
  readonly name: string;
  readonly state: 'enabled' | 'disabled' | 'enabledForReportingButNotEnforced';
  readonly users?: Entity;
  readonly applications?: Entity;
  readonly conditions?: Entity;
  readonly grant?: Entity | null;
  readonly session?: Entity | null;
}

/** The names of all policies, as the log repeats them. */
export const POLICY = {
  admins: 'CA01 Administrators: MFA',
  pilot: 'CA02 Pilot: MFA for all apps',
  everybody: 'CA03 Everybody: MFA for all apps',
  legacy: 'CA04 Block legacy authentication',
  registration: 'CA05 Register security information in our offices only',
  guests: 'CA06 Guests: MFA',
  risk: 'CA07 Block high user risk',
  compliant: 'CA08 Payroll: compliant device',
  managed: 'CA09 ERP: domain-joined device',
  strength: 'CA10 Privileged roles: phishing-resistant MFA',
  places: 'CA11 Block countries we do not work in',
  frequency: 'CA12 Pilot: sign in again every 12 hours',
} as const;

const NOBODY_ELSE: Entity = {
  includeUsers: [],
  excludeUsers: [],
  includeGroups: [],
  excludeGroups: [],
  includeRoles: [],
  excludeRoles: [],
  includeGuestsOrExternalUsers: null,
  excludeGuestsOrExternalUsers: null,
};

export const policyId = (name: string) => stableId('policy', name);

export function policy(draft: PolicyDraft): Entity {
  return {
    id: policyId(draft.name),
    templateId: null,
    displayName: draft.name,
    createdDateTime: '2025-03-11T09:15:00Z',
    modifiedDateTime: '2026-06-02T13:40:12Z',
    deletedDateTime: null,
    state: draft.state,
    conditions: {
      userRiskLevels: [],
      signInRiskLevels: [],
      clientAppTypes: ['all'],
      servicePrincipalRiskLevels: [],
      insiderRiskLevels: null,
      platforms: null,
      locations: null,
      devices: null,
      clientApplications: null,
      authenticationFlows: null,
      users: { ...NOBODY_ELSE, ...draft.users },
      applications: {
        includeApplications: ['All'],
        excludeApplications: [],
        includeUserActions: [],
        includeAuthenticationContextClassReferences: [],
        applicationFilter: null,
        ...draft.applications,
      },
      ...draft.conditions,
    },
    grantControls: draft.grant === undefined ? grant('mfa') : draft.grant,
    sessionControls: draft.session ?? null,
  };
}

export const grant = (...builtInControls: readonly string[]): Entity => ({
  operator: 'OR',
  builtInControls,
  customAuthenticationFactors: [],
  termsOfUse: [],
  authenticationStrength: null,
});

const EXCEPT_EMERGENCY = { excludeGroups: [NAMED_GROUPS.policyExclusions.id] };

export const policies: readonly Entity[] = [
  policy({
    name: POLICY.admins,
    state: 'enabled',
    users: {
      includeRoles: [
        roleId('Global Administrator'),
        roleId('Exchange Administrator'),
        roleId('Security Administrator'),
      ],
      ...EXCEPT_EMERGENCY,
    },
  }),
  policy({
    name: POLICY.pilot,
    state: 'enabled',
    users: { includeGroups: [NAMED_GROUPS.pilot.id], ...EXCEPT_EMERGENCY },
  }),
  policy({
    name: POLICY.everybody,
    state: 'enabledForReportingButNotEnforced',
    users: { includeUsers: ['All'], ...EXCEPT_EMERGENCY },
  }),
  policy({
    name: POLICY.legacy,
    state: 'enabled',
    users: { includeUsers: ['All'], ...EXCEPT_EMERGENCY },
    conditions: { clientAppTypes: ['exchangeActiveSync', 'other'] },
    grant: grant('block'),
  }),
  policy({
    name: POLICY.registration,
    state: 'enabled',
    users: { includeUsers: ['All'], ...EXCEPT_EMERGENCY },
    applications: { includeApplications: [], includeUserActions: ['urn:user:registersecurityinfo'] },
    conditions: { locations: { includeLocations: ['All'], excludeLocations: ['AllTrusted'] } },
    grant: grant('block'),
  }),
  policy({
    name: POLICY.guests,
    state: 'enabled',
    users: { includeUsers: ['GuestsOrExternalUsers'], ...EXCEPT_EMERGENCY },
  }),
  policy({
    name: POLICY.risk,
    state: 'enabled',
    users: { includeUsers: ['All'], ...EXCEPT_EMERGENCY },
    conditions: { userRiskLevels: ['high'] },
    grant: grant('block'),
  }),
  policy({
    name: POLICY.compliant,
    state: 'enabled',
    users: { includeUsers: ['All'], ...EXCEPT_EMERGENCY },
    applications: { includeApplications: [PAYROLL.id] },
    grant: grant('compliantDevice'),
  }),
  policy({
    name: POLICY.managed,
    state: 'enabled',
    users: { includeUsers: ['All'], ...EXCEPT_EMERGENCY },
    applications: { includeApplications: ['0a7bdc5c-7b57-40be-9939-d4c5fc7cd417'] },
    grant: grant('domainJoinedDevice'),
  }),
  policy({
    name: POLICY.strength,
    state: 'enabled',
    users: { includeRoles: [roleId('Privileged Role Administrator')], ...EXCEPT_EMERGENCY },
    grant: { ...grant(), authenticationStrength: strengths[2] },
  }),
  policy({
    name: POLICY.places,
    state: 'enabled',
    users: { includeUsers: ['All'], ...EXCEPT_EMERGENCY },
    conditions: {
      locations: { includeLocations: ['All'], excludeLocations: [stableId('location', 'countries')] },
    },
    grant: grant('block'),
  }),
  policy({
    name: POLICY.frequency,
    state: 'enabled',
    users: { includeGroups: [NAMED_GROUPS.pilot.id], ...EXCEPT_EMERGENCY },
    grant: null,
    session: {
      signInFrequency: {
        isEnabled: true,
        value: 12,
        type: 'hours',
        authenticationType: 'primaryAndSecondaryAuthentication',
        frequencyInterval: 'timeBased',
      },
      disableResilienceDefaults: null,
      applicationEnforcedRestrictions: null,
      cloudAppSecurity: null,
      persistentBrowser: null,
    },
  }),
];

export const namedLocations: readonly Entity[] = [
  {
    '@odata.type': '#microsoft.graph.ipNamedLocation',
    id: stableId('location', 'offices'),
    displayName: 'Offices',
    createdDateTime: '2024-10-01T10:00:00Z',
    modifiedDateTime: '2024-10-01T10:00:00Z',
    deletedDateTime: null,
    isTrusted: true,
    ipRanges: ['198.51.100.0/25', '203.0.113.0/25', '192.0.2.0/26'].map((cidrAddress) => ({
      '@odata.type': '#microsoft.graph.iPv4CidrRange',
      cidrAddress,
    })),
  },
  {
    '@odata.type': '#microsoft.graph.countryNamedLocation',
    id: stableId('location', 'countries'),
    displayName: 'Countries we work in',
    createdDateTime: '2024-10-01T10:00:00Z',
    modifiedDateTime: '2025-01-20T08:00:00Z',
    deletedDateTime: null,
    countriesAndRegions: ['DE', 'FR', 'ES', 'PT', 'BR', 'JP', 'AE', 'SA', 'US', 'GB'],
    countryLookupMethod: 'clientIpAddress',
    includeUnknownCountriesAndRegions: false,
  },
];

export const securityDefaults: Entity = {
  id: '00000000-0000-0000-0000-000000000005',
  deletedDateTime: null,
  displayName: 'Security Defaults',
  description:
    'Security defaults is a set of basic identity security mechanisms recommended by Microsoft. When enabled, these recommendations will be automatically enforced in your organization.',
  isEnabled: false,
};
