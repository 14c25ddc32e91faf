import {
  ANNA,
  app,
  crowd,
  DAY,
  evidence,
  held,
  hoursAgo,
  incident,
  known,
  MINUTE,
  NO_ANSWER,
  NOW,
  passed,
  push,
  refused,
  signIn,
  unread,
} from '../../support/triage.ts';
import type { Told } from './told.ts';

const GUEST = {
  ...ANNA,
  kind: 'guest',
  userPrincipalName: 'bo_nordseil.example#EXT#@haldenbrook.example',
} as const;
const FROM_PARTNER = { homeTenantId: 'partner', crossTenantAccess: 'b2bCollaboration' };
const PHONE = [app('iPhone 15', { used: 1 })];

/** Guests, outages, and what the log itself is short of. */
export const logTold: readonly Told[] = [
  {
    cause: 'guest-home-mfa-not-trusted',
    told: 'a guest who did MFA at home is asked to register here',
    not: ['never-registered', 'guest-not-redeemed-or-blocked'],
    evidence: evidence({ person: GUEST, signIns: refused(3, 50079, FROM_PARTNER) }),
  },
  {
    cause: 'guest-not-redeemed-or-blocked',
    told: 'an invitation was never accepted',
    not: ['guest-home-mfa-not-trusted'],
    evidence: evidence({ person: GUEST, signIns: refused(6, 50014, FROM_PARTNER) }),
  },
  {
    cause: 'never-registered',
    told: 'an account of the kind guest that was made here is nobody’s guest',
    not: ['guest-home-mfa-not-trusted'],
    evidence: evidence({ person: { ...ANNA, kind: 'guest' }, signIns: refused(3, 50079) }),
  },
  {
    cause: 'service-incident',
    told: 'Microsoft has an incident and others fail in the same way',
    confidence: 'high',
    not: ['policy-before-registration', 'authenticator-on-old-phone'],
    evidence: evidence({
      methods: PHONE,
      incidents: [incident(3)],
      signIns: [...passed(DAY, push('iPhone 15')), ...held(1, push('iPhone 15', 'service error'))],
      others: crowd(8, () => held(1, push(null, 'service error'))),
    }),
  },
  {
    cause: 'service-incident',
    told: 'a sudden wave of unanswered prompts is an outage before Microsoft says so',
    evidence: evidence({
      methods: [app('iPhone 11', { version: '6.2.14', added: 1100, used: 4 })],
      signIns: [...passed(4 * DAY, push('iPhone 11')), ...held(1, push('iPhone 11', NO_ANSWER))],
      others: [
        ...crowd(26, (index) => held(1 - index / 120, push(null, NO_ANSWER))),
        ...held(9, push(null, NO_ANSWER), { personId: 'of the morning' }),
      ],
    }),
  },
  {
    cause: 'authenticator-no-notification',
    told: 'prompts that go unanswered here and there all day long are no outage',
    not: ['service-incident'],
    evidence: evidence({
      methods: PHONE,
      signIns: [...passed(DAY, push('iPhone 15')), ...held(1, push('iPhone 15', NO_ANSWER))],
      others: crowd(20, (index) => held(1 + index, push(null, NO_ANSWER))),
    }),
  },
  {
    cause: 'interrupted-then-succeeded',
    told: 'asked for a second step on the way, and in',
    not: ['authenticator-on-old-phone'],
    evidence: evidence({
      methods: PHONE,
      signIns: [...passed(DAY, push('iPhone 15')), ...passed(1, push('iPhone 15'))],
    }),
  },
  {
    cause: 'interrupted-then-succeeded',
    told: 'the browser reloaded, so the success bears another correlation',
    evidence: evidence({ methods: PHONE, signIns: [...refused(1, 50074), signIn(0.95, 0)] }),
  },
  {
    cause: 'logs-not-yet-available',
    told: 'it failed just now, and the newest row is of yesterday',
    not: ['authenticator-on-old-phone', 'licence-missing'],
    evidence: evidence({
      question: { since: hoursAgo(0.5), until: NOW, application: null },
      methods: PHONE,
      signIns: passed(DAY, push('iPhone 15')),
    }),
  },
  {
    cause: 'logs-not-yet-available',
    told: 'nothing failed in the week, and the newest row is of yesterday',
    evidence: evidence({ methods: PHONE, signIns: passed(DAY, push('iPhone 15')) }),
  },
  {
    cause: 'unknown',
    told: 'nothing failed, and the newest row is a minute old',
    evidence: evidence({ methods: PHONE, signIns: [signIn(MINUTE, 0)] }),
  },
  {
    cause: 'unknown',
    told: 'nothing failed on that day of last week',
    not: ['logs-not-yet-available'],
    evidence: evidence({
      question: { since: hoursAgo(6 * DAY), until: hoursAgo(5 * DAY), application: null },
      methods: PHONE,
      signIns: [signIn(5.5 * DAY, 0)],
    }),
  },
  {
    cause: 'licence-missing',
    told: 'the tenant has no licence for the log',
    not: ['logs-not-yet-available'],
    evidence: evidence({
      edition: 'free',
      methods: PHONE,
      signIns: unread('Reading sign-ins needs Microsoft Entra ID P1 in this tenant.'),
    }),
  },
  {
    cause: 'unknown',
    told: 'a missing permission is no missing licence',
    not: ['licence-missing'],
    evidence: evidence({ methods: PHONE, signIns: unread('Reading sign-ins needs AuditLog.Read.All.') }),
  },
  {
    cause: 'unknown',
    told: 'rows of somebody else in the answer are not this person’s',
    evidence: evidence({
      methods: PHONE,
      signIns: [
        signIn(MINUTE, 0),
        ...held(1, push('iPhone 15', NO_ANSWER), { personId: 'anna.adlerson', steps: known([]) }),
      ],
    }),
  },
];
