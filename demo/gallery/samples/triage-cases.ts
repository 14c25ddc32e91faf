import type { Diagnosis, EvidenceRow, Fix } from '../../../src/triage/diagnosis.ts';
import type { Evidence, Read, RegisteredMethod, SignIn } from '../../../src/triage/evidence.ts';
import { ALICE, method, NOW, ORGANISATION } from './people.ts';

/** Verdicts as the engine words them, for the pictures. */

export const CASE_ID = 'ca5e0000-0000-4000-8000-000000000001';
const ENTRA = 'https://entra.microsoft.com/#view/Microsoft_AAD_UsersAndTenants/UserProfileMenuBlade/~';
const PENDING = { known: false, reason: 'It is still being read.', because: 'pending' } as const;

export const AT = (text: string) => new Date(`2026-11-${text}:00Z`);

const OLD_PHONE: RegisteredMethod = {
  ...method('authenticator', 'iPhone 11', '2023-11-16T10:00:00Z'),
  lastUsedAt: AT('16T08:03'),
  appVersion: '6.2.14',
  storedNumber: null,
  phoneKind: null,
  unusableBecause: null,
};

function row(source: EvidenceRow['source'], at: Date | null, text: string): EvidenceRow {
  return { source, at, text, id: at === null ? null : `${source}-0000-4000-8000-${at.getTime()}` };
}

const NO_DEVICE = {
  id: null,
  name: null,
  system: null,
  browser: null,
  compliant: null,
  managed: null,
  trust: null,
};
/** The newest failure, for the ids that a ticket needs. */
const NEWEST: SignIn = {
  id: `signIn-0000-4000-8000-${AT('20T08:00').getTime()}`,
  at: AT('20T08:00'),
  personId: ALICE.id,
  correlationId: 'c0220000-0000-4000-8000-000000000001',
  code: 500121,
  failureReason: null,
  additionalDetails: null,
  application: { id: null, name: 'Outlook' },
  resource: { id: null, name: null },
  client: null,
  userAgent: null,
  ip: null,
  country: 'DE',
  city: 'Hamburg',
  network: null,
  device: NO_DEVICE,
  policies: { known: true, value: [] },
  conditionalAccess: null,
  riskLevel: null,
  riskState: null,
  riskDetail: null,
  riskEvents: [],
  steps: { known: true, value: [] },
  requirement: null,
  requirementProviders: [],
  crossTenantAccess: null,
  homeTenantId: null,
  resourceTenantId: null,
  tokenIssuer: null,
  interactive: true,
};
const signIns: Read<readonly SignIn[]> = { known: true, value: [NEWEST] };

export const EVIDENCE: Evidence = {
  asOf: NOW,
  question: { since: AT('19T00:00'), until: NOW, application: null },
  person: ALICE,
  organisation: ORGANISATION,
  synced: true,
  passwordChangedAt: null,
  breakGlass: false,
  roles: { known: true, value: [] },
  signIns,
  methods: { known: true, value: [OLD_PHONE] },
  registration: { known: false, reason: 'The registered methods were read.', because: 'not-needed' },
  audits: { known: true, value: [] },
  risk: { known: true, value: null },
  perUserMfa: { known: false, reason: 'Nothing points to it.', because: 'not-needed' },
  policies: { known: true, value: [] },
  securityDefaults: { known: true, value: false },
  methodRules: { known: true, value: { enabled: [], disabled: [], changedAt: null } },
  changes: { known: true, value: [] },
  incidents: { known: true, value: [] },
  others: { known: true, value: [] },
  edition: 'P2',
};

export const READING: Evidence = { ...EVIDENCE, signIns: PENDING, methods: PENDING, audits: PENDING };
export const METHODS_PENDING: Evidence = { ...EVIDENCE, methods: PENDING };

function fix(id: Fix['id'], who: Fix['who'], title: string, more: Partial<Fix> = {}): Fix {
  return { id, who, title, steps: [], destructive: false, needsIdentityProof: false, link: null, ...more };
}

const PROVE = fix('prove-identity', 'helpdesk', 'Prove who is asking', {
  steps: [
    'Call back on the number in HR’s record, or see them with their badge on video.',
    'Never use a number that the caller gives.',
  ],
});
const REMOVE_STALE = fix('remove-stale-method', 'helpdesk', 'Remove the one stale registration', {
  steps: ['Delete the entry “iPhone 11”, and no other.', 'Leave every other method as it is.'],
  destructive: true,
  needsIdentityProof: true,
  link: `${ENTRA}/UserAuthMethods/userId/${ALICE.id}`,
});
const RE_REGISTER = fix('re-register', 'user', 'Register the phone that is in use now', {
  steps: ['Open aka.ms/mysecurityinfo in a browser and sign in.', 'Choose “Add sign-in method”.'],
});
const PAGE_SECURITY = fix('page-security', 'security', 'Hand over to security now', {
  steps: ['Give security this case at once and change nothing: no reset, no new method, no pass.'],
  link: `${ENTRA}/overview/userId/${ALICE.id}`,
});

export const OLD: Diagnosis = {
  person: ALICE,
  asOf: NOW,
  cause: 'authenticator-on-old-phone',
  tellKey: 'tell.authenticator-on-old-phone',
  confidence: 'high',
  alternatives: ['authenticator-no-notification'],
  also: [],
  securityEscalation: false,
  guards: [],
  scope: 'person',
  summary:
    'Alice Weber’s prompts go to “iPhone 11”, which was last used 4 days ago and has an app from 2022. If there is a new phone, it was never registered.',
  evidence: [
    row(
      'signIn',
      AT('20T08:00'),
      'Sign-in to “Outlook” from Hamburg, DE failed: nobody answered the prompt (“iPhone 11”) (500121).',
    ),
    row(
      'signIn',
      AT('20T07:32'),
      'Sign-in to “Outlook” from Hamburg, DE failed: nobody answered the prompt (“iPhone 11”) (500121).',
    ),
    row(
      'signIn',
      AT('20T06:37'),
      'Sign-in to “Outlook” from Hamburg, DE failed: the prompt could not be sent (“iPhone 11”) (500121).',
    ),
    row(
      'method',
      AT('16T08:03'),
      'Authenticator “iPhone 11”: registered 3 years ago, last used 4 days ago, app version 6.2.14.',
    ),
    row('signIn', AT('16T08:03'), 'Sign-in to “Outlook” from Hamburg, DE worked, proved with “iPhone 11”.'),
    row('audit', null, 'No change of security info within 30 days.'),
  ],
  ruledOut: [
    { cause: 'service-incident', why: 'Microsoft reports no incident, and nobody else fails.' },
    {
      cause: 'push-withheld-anomalous-sign-in',
      why: 'The sign-ins come from the place and device of every day.',
    },
  ],
  fixes: [PROVE, REMOVE_STALE, RE_REGISTER],
  doNot: ['Do not delete every method: one stale registration is the trouble.'],
  nextQuestion: 'Is “iPhone 11” still in use?',
  missing: [],
};

export const TAKEOVER: Diagnosis = {
  ...OLD,
  cause: 'account-takeover',
  tellKey: 'tell.account-takeover',
  alternatives: ['authenticator-on-old-phone'],
  securityEscalation: true,
  summary:
    'Somebody in Lagos, NG signed in to Alice Weber’s account, registered “Redmi Note 9” and removed the phone that was there before. Treat the account as taken.',
  evidence: [
    row('audit', AT('19T21:12'), 'User registered security info: Authenticator App, from 102.89.0.7.'),
    row('audit', AT('19T21:18'), 'User deleted security info: Authenticator App, from 102.89.0.7.'),
    row('signIn', AT('19T20:42'), 'Sign-in to “Office” from Lagos, NG worked, proved with “iPhone 13”.'),
    row('risk', AT('19T20:42'), 'Risk detected: unfamiliarFeatures, medium, from NG.'),
  ],
  ruledOut: [],
  fixes: [
    PAGE_SECURITY,
    fix('contain-account', 'security', 'Contain the account', {
      steps: ['Disable the account or revoke its sessions, and reset the password.'],
      destructive: true,
      needsIdentityProof: true,
      link: `${ENTRA}/UserAuthMethods/userId/${ALICE.id}`,
    }),
  ],
  doNot: [
    'Do not reset MFA, remove a method or issue a temporary access pass: the request itself may be part of the attack.',
  ],
  nextQuestion: null,
};

export const UNKNOWN: Diagnosis = {
  ...OLD,
  cause: 'unknown',
  tellKey: 'tell.unknown',
  confidence: 'low',
  alternatives: ['authenticator-no-notification', 'authenticator-on-old-phone'],
  summary: 'Alice Weber failed to sign in to “Outlook” 12 minutes ago, and the log does not show why.',
  evidence: OLD.evidence.slice(0, 1),
  ruledOut: [],
  fixes: [],
  doNot: [],
  nextQuestion: 'What did they see: a prompt on the phone, and on which phone; a code; or nothing at all?',
  missing: [
    {
      source: 'signIn.authenticationDetails',
      reason: 'Only Graph’s beta tells which method was used, and it did not answer.',
    },
    { source: 'audit', reason: 'Reading audits needs the Graph permission AuditLog.Read.All.' },
    { source: 'audit.changes', reason: 'Reading audits needs the Graph permission AuditLog.Read.All.' },
  ],
};

export const FINE: Diagnosis = {
  ...OLD,
  cause: 'interrupted-then-succeeded',
  tellKey: 'tell.interrupted-then-succeeded',
  alternatives: [],
  summary: 'Nothing failed: Alice Weber was asked for the second step and passed it.',
  evidence: OLD.evidence.slice(4, 5),
  ruledOut: [],
  fixes: [],
  doNot: ['Do not reset anything: it works.'],
  nextQuestion: null,
};

export const INCIDENT: Diagnosis = {
  ...OLD,
  cause: 'service-incident',
  tellKey: 'tell.service-incident',
  alternatives: [],
  scope: 'everybody',
  summary:
    'Microsoft reports trouble with prompts of the Authenticator since 08:40, and 31 others fail in the same way.',
  evidence: [
    row('health', AT('20T07:40'), 'Microsoft reports MO1234567: “Users can’t complete MFA”.'),
    ...OLD.evidence.slice(0, 1),
  ],
  ruledOut: [],
  fixes: [
    fix('wait-for-incident', 'helpdesk', 'Wait until Microsoft has repaired it', {
      steps: ['Post one notice for everybody.'],
      link: 'https://admin.microsoft.com/#/servicehealth',
    }),
  ],
  doNot: [
    'Do not reset or re-register anybody: many people are hit in the same way, and their phones are fine.',
  ],
  nextQuestion: null,
};

export const POLICY: Diagnosis = {
  ...INCIDENT,
  cause: 'policy-before-registration',
  tellKey: 'tell.policy-before-registration',
  scope: 'policy',
  confidence: 'medium',
  summary:
    'The policy “Require MFA” was switched on yesterday, and 14 people who never registered are stopped.',
  evidence: [
    row('policy', null, 'The policy “Require MFA” is enabled for everybody.'),
    row('registration', null, 'The registration report says: not registered for MFA.'),
    row('tenant', null, 'Security defaults are off.'),
    row('user', null, 'The account was made 34 days ago.'),
    row('audit', AT('19T15:20'), 'Update conditional access policy: “Require MFA”, by ingrid@contoso.com.'),
  ],
};

export const BREAK_GLASS: Diagnosis = {
  ...OLD,
  person: {
    ...ALICE,
    displayName: 'Emergency Access 1',
    userPrincipalName: 'emergency1@contoso.com',
    preferredLanguage: null,
    department: null,
  },
  cause: 'wrong-password',
  tellKey: 'tell.wrong-password',
  securityEscalation: true,
  guards: ['break-glass-account', 'protected-admin'],
  alternatives: [],
  summary: 'Somebody typed a wrong password for an emergency account.',
  fixes: [PAGE_SECURITY],
  doNot: ['Do not change anything on this account: it is the organisation’s emergency access.'],
};

export const GUEST: Diagnosis = {
  ...OLD,
  person: {
    ...ALICE,
    kind: 'guest',
    displayName: 'Bob Adams',
    userPrincipalName: 'bob_fabrikam.com#EXT#@contoso.com',
    department: null,
    preferredLanguage: 'ar',
  },
  cause: 'guest-home-mfa-not-trusted',
  tellKey: 'tell.guest-home-mfa-not-trusted',
  confidence: 'medium',
  also: ['default-authenticator-is-old-one'],
  guards: ['external-guest', 'default-method-last'],
  summary: 'Bob Adams passed MFA at home, and a policy here asks for its own.',
  fixes: [
    fix('contact-home-tenant', 'user', 'Ask the own organisation’s helpdesk', {
      steps: ['Its helpdesk alone can reset the methods there.'],
    }),
    fix('trust-home-tenant-mfa', 'admin', 'Trust the MFA of the guest’s organisation', {
      link: 'https://entra.microsoft.com/',
    }),
  ],
  doNot: ['Do not issue a temporary access pass: a guest cannot use one.'],
  nextQuestion: 'Did they see a prompt of their own organisation first?',
};
