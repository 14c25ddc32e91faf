import type { Entity } from '../entity.ts';

/** Which methods may be used, and Entra's own registration campaign. */

const EVERYBODY = { targetType: 'group', id: 'all_users', isRegistrationRequired: false };

function configuration(name: string, id: string, state: 'enabled' | 'disabled', more: Entity = {}): Entity {
  return {
    '@odata.type': `#microsoft.graph.${name}AuthenticationMethodConfiguration`,
    id,
    state,
    excludeTargets: [],
    includeTargets: [EVERYBODY],
    ...more,
  };
}

const feature = (state: 'enabled' | 'disabled' | 'default') => ({
  state,
  includeTarget: { targetType: 'group', id: 'all_users' },
  excludeTarget: { targetType: 'group', id: '00000000-0000-0000-0000-000000000000' },
});

const configurations: readonly Entity[] = [
  configuration('fido2', 'Fido2', 'enabled', {
    isSelfServiceRegistrationAllowed: true,
    isAttestationEnforced: false,
    keyRestrictions: { isEnforced: false, enforcementType: 'allow', aaGuids: [] },
    includeTargets: [{ ...EVERYBODY, allowedPasskeyProfiles: [] }],
  }),
  configuration('microsoftAuthenticator', 'MicrosoftAuthenticator', 'enabled', {
    isSoftwareOathEnabled: true,
    featureSettings: {
      displayAppInformationRequiredState: feature('enabled'),
      displayLocationInformationRequiredState: feature('default'),
    },
    includeTargets: [{ ...EVERYBODY, authenticationMode: 'any' }],
  }),
  configuration('sms', 'Sms', 'enabled', { includeTargets: [{ ...EVERYBODY, isUsableForSignIn: false }] }),
  configuration('temporaryAccessPass', 'TemporaryAccessPass', 'enabled', {
    defaultLength: 8,
    defaultLifetimeInMinutes: 60,
    minimumLifetimeInMinutes: 60,
    maximumLifetimeInMinutes: 480,
    isUsableOnce: false,
  }),
  configuration('softwareOath', 'SoftwareOath', 'enabled'),
  configuration('voice', 'Voice', 'disabled', { isOfficePhoneAllowed: false }),
  configuration('email', 'Email', 'enabled', { allowExternalIdToUseEmailOtp: 'default' }),
  configuration('x509Certificate', 'X509Certificate', 'disabled', {
    certificateUserBindings: [],
    authenticationModeConfiguration: {
      x509CertificateAuthenticationDefaultMode: 'x509CertificateSingleFactor',
      rules: [],
    },
  }),
];

export const methodsPolicy: Entity = {
  id: 'authenticationMethodsPolicy',
  displayName: 'Authentication Methods Policy',
  description: 'The tenant-wide policy that controls which authentication methods are allowed in the tenant',
  lastModifiedDateTime: '2026-05-19T11:02:33Z',
  policyVersion: '1.5',
  policyMigrationState: 'migrationComplete',
  reconfirmationInDays: null,
  registrationEnforcement: {
    authenticationMethodsRegistrationCampaign: {
      snoozeDurationInDays: 1,
      enforceRegistrationAfterAllowedSnoozes: true,
      state: 'default',
      excludeTargets: [],
      includeTargets: [
        { id: 'all_users', targetType: 'group', targetedAuthenticationMethod: 'microsoftAuthenticator' },
      ],
    },
  },
  reportSuspiciousActivitySettings: {
    state: 'enabled',
    includeTarget: { targetType: 'group', id: 'all_users' },
    voiceReportingCode: 0,
  },
  systemCredentialPreferences: {
    state: 'default',
    excludeTargets: [],
    includeTargets: [{ id: 'all_users', targetType: 'group' }],
  },
  authenticationMethodConfigurations: configurations,
};

/** The three strengths that every tenant has. */
export const strengths: readonly Entity[] = [
  strength('00000000-0000-0000-0000-000000000002', 'Multifactor authentication', [
    'windowsHelloForBusiness',
    'fido2',
    'x509CertificateMultiFactor',
    'deviceBasedPush',
    'temporaryAccessPassOneTime',
    'temporaryAccessPassMultiUse',
    'password,microsoftAuthenticatorPush',
    'password,softwareOath',
    'password,hardwareOath',
    'password,sms',
    'password,voice',
    'federatedMultiFactor',
  ]),
  strength('00000000-0000-0000-0000-000000000003', 'Passwordless MFA', [
    'windowsHelloForBusiness',
    'fido2',
    'x509CertificateMultiFactor',
    'deviceBasedPush',
  ]),
  strength('00000000-0000-0000-0000-000000000004', 'Phishing-resistant MFA', [
    'windowsHelloForBusiness',
    'fido2',
    'x509CertificateMultiFactor',
  ]),
];

function strength(id: string, displayName: string, allowedCombinations: readonly string[]): Entity {
  return {
    id,
    displayName,
    description: `Combinations of methods that satisfy ${displayName}`,
    policyType: 'builtIn',
    requirementsSatisfied: 'mfa',
    allowedCombinations,
    createdDateTime: '2021-12-01T00:00:00Z',
    modifiedDateTime: '2021-12-01T00:00:00Z',
    combinationConfigurations: [],
  };
}
