import {
  app,
  applied,
  audit,
  badPassword,
  crowd,
  DAY,
  evidence,
  HELSINKI,
  hoursAgo,
  known,
  method,
  passed,
  phone,
  policy,
  policyChange,
  push,
  refused,
  signIn,
  step,
} from '../../support/triage.ts';
import type { Told } from './told.ts';

const NEW_POLICY = [applied('MFA from today', 'failure')];
const REGISTER = {
  policies: known([applied('MFA for all', 'failure')]),
  requirementProviders: ['multiConditionalAccess'],
};

/** Nothing registered, or nothing that may be used. */
export const registrationTold: readonly Told[] = [
  {
    cause: 'never-registered',
    told: 'nothing is registered and a policy asks for it',
    confidence: 'high',
    not: ['policy-before-registration', 'registration-blocked-by-policy', 'methods-reset-by-admin'],
    evidence: evidence({
      signIns: [...refused(DAY, 50079, REGISTER), ...refused(0.7, 50072, REGISTER)],
      audits: [audit(DAY, 'User canceled security info registration')],
    }),
  },
  {
    cause: 'registration-blocked-by-policy',
    told: 'registering is refused in a hotel',
    not: ['never-registered', 'blocked-by-location-policy'],
    evidence: evidence({
      signIns: [...refused(3, 50079, REGISTER), ...refused(2.9, 53010, { place: HELSINKI })],
    }),
  },
  {
    cause: 'registration-blocked-by-policy',
    told: 'a policy about registering blocks with the ordinary number',
    not: ['blocked-by-location-policy', 'risk-policy-block'],
    evidence: evidence({
      policies: [
        policy('Register in our offices', {
          controls: ['block'],
          userActions: ['urn:user:registersecurityinfo'],
          locations: ['All'],
        }),
      ],
      signIns: refused(1, 53003, {
        policies: known([applied('Register in our offices', 'failure', 'Block')]),
      }),
    }),
  },
  {
    cause: 'registration-blocked-by-risk',
    told: 'registering is refused because of risk',
    escalates: true,
    not: ['never-registered', 'registration-blocked-by-policy'],
    evidence: evidence({ signIns: [...refused(9, 50079, REGISTER), ...refused(1, 53004)] }),
  },
  {
    cause: 'methods-reset-by-admin',
    told: 'the helpdesk removed the old phone yesterday',
    confidence: 'high',
    not: ['never-registered', 'account-takeover'],
    evidence: evidence({
      signIns: [...passed(6 * DAY, push('Pixel 6')), ...refused(2, 50079, REGISTER)],
      audits: [audit(20, 'Admin deleted security info', { by: 'desk@haldenbrook.example' })],
    }),
  },
  {
    cause: 'policy-before-registration',
    told: 'a policy was switched on this morning and many had not registered',
    confidence: 'high',
    not: ['service-incident'],
    evidence: evidence({
      signIns: refused(3, 50079, { policies: known(NEW_POLICY) }),
      others: crowd(6, (index) => refused(3 - index / 10, 50079, { policies: known(NEW_POLICY) })),
      changes: [policyChange(4, 'Add conditional access policy', 'MFA from today')],
    }),
  },
  {
    cause: 'never-registered',
    told: 'a policy that is as old as the company stopped nobody else',
    not: ['policy-before-registration'],
    evidence: evidence({
      policies: [policy('MFA for all')],
      signIns: refused(3, 50079, REGISTER),
      others: crowd(6, () => badPassword(3)),
    }),
  },
  {
    cause: 'method-disabled-by-policy',
    told: 'calls were switched off, and a desk phone is all there is',
    not: ['never-registered', 'telecom-method-retired', 'authenticator-on-old-phone'],
    evidence: evidence({
      methods: [phone('+49 405550133', { kind: 'office', used: 4 })],
      methodRules: {
        enabled: ['Sms', 'MicrosoftAuthenticator'],
        disabled: ['Voice'],
        changedAt: hoursAgo(2 * DAY),
      },
      registration: {
        isAdmin: false,
        registered: true,
        capable: false,
        methods: ['officePhone'],
        updatedAt: null,
      },
      changes: [
        policyChange(2 * DAY, 'Authentication Methods Policy Update', 'Authentication Methods Policy'),
      ],
      signIns: refused(4, 50079, REGISTER),
    }),
  },
  {
    cause: 'unknown',
    told: 'a method that is still allowed is no disabled method',
    not: ['method-disabled-by-policy', 'never-registered'],
    evidence: evidence({
      methods: [app('iPhone 15'), phone('+49 405550133', { kind: 'office' })],
      methodRules: { enabled: ['MicrosoftAuthenticator'], disabled: ['Voice'], changedAt: null },
      signIns: refused(4, 50079, REGISTER),
    }),
  },
  {
    cause: 'per-user-mfa-left-on',
    told: 'the old per-user setting asks and no policy does',
    not: ['policy-before-registration', 'legacy-authentication'],
    evidence: evidence({
      methods: [phone('+49 1515550119')],
      perUserMfa: 'enforced',
      signIns: refused(5, 50076, { requirementProviders: ['user'] }),
    }),
  },
  {
    cause: 'security-defaults-registration',
    told: 'security defaults ask for a registration',
    not: ['policy-before-registration'],
    evidence: evidence({
      securityDefaults: true,
      signIns: refused(1, 50079, { requirementProviders: ['mfaRegistrationRequiredBySecurityDefaults'] }),
    }),
  },
  {
    cause: 'security-defaults-registration',
    told: 'v1.0 does not say who asked, and the tenant’s settings do',
    not: ['policy-before-registration'],
    evidence: evidence({ securityDefaults: true, signIns: refused(1, 50079) }),
  },
  {
    cause: 'temporary-access-pass-unusable',
    told: 'a pass of yesterday is tried today',
    not: ['blocked-after-fraud-report', 'never-registered'],
    evidence: evidence({
      methods: [
        method('temporary-pass', { usable: false, unusableBecause: 'Expired', addedAt: hoursAgo(DAY) }),
      ],
      signIns: [
        signIn(0.4, 130504, {
          steps: known([step('Temporary Access Pass', 'Your Temporary Access Pass has expired')]),
        }),
      ],
      audits: [audit(DAY, 'Admin registered security info', { by: 'desk@haldenbrook.example' })],
    }),
  },
];
