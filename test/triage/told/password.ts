import {
  app,
  applied,
  audit,
  BUCHAREST,
  badPassword,
  crowd,
  DAY,
  evidence,
  held,
  known,
  MINUTE,
  NO_ANSWER,
  NOT_DELIVERED,
  PAYROLL,
  passed,
  push,
  refused,
  STRANGE_DEVICE,
} from '../../support/triage.ts';
import type { Told } from './told.ts';

const PHONE = [app('iPhone 15', { used: 1 })];
const YESTERDAY = passed(DAY, push('iPhone 15'));
const LOCKED = {
  failureReason:
    'The account is locked, you’ve tried to sign in too many times with an incorrect user ID or password.',
};

/** It never came to a second step. */
export const passwordTold: readonly Told[] = [
  {
    cause: 'wrong-password',
    told: 'the password was wrong three times',
    confidence: 'high',
    not: ['authenticator-on-old-phone', 'smart-lockout'],
    evidence: evidence({ methods: PHONE, signIns: [...YESTERDAY, ...badPassword(0.5), ...badPassword(0.4)] }),
  },
  {
    cause: 'authenticator-on-old-phone',
    told: 'passwords guessed abroad are noise beside the person’s own trouble',
    not: ['wrong-password', 'malicious-ip-blocked'],
    evidence: evidence({
      methods: [app('iPhone 8', { version: '6.1.2', added: 1500, used: 30 })],
      signIns: [
        ...passed(30 * DAY, push('iPhone 8')),
        ...held(1, push('iPhone 8', NOT_DELIVERED)),
        ...badPassword(0.5, { place: BUCHAREST, device: STRANGE_DEVICE }),
        ...refused(0.4, 50053, {
          place: BUCHAREST,
          device: STRANGE_DEVICE,
          failureReason: 'Sign-in was blocked because it came from an IP address with malicious activity.',
        }),
      ],
    }),
  },
  {
    cause: 'smart-lockout',
    told: 'an old tablet tried the former password until the account was locked',
    not: ['malicious-ip-blocked', 'account-disabled'],
    evidence: evidence({
      methods: PHONE,
      signIns: [
        ...YESTERDAY,
        ...[64, 60, 56, 52].flatMap((minutes) =>
          badPassword(minutes * MINUTE, { client: 'Exchange ActiveSync' }),
        ),
        ...refused(15 * MINUTE, 50053, LOCKED),
      ],
    }),
  },
  {
    cause: 'malicious-ip-blocked',
    told: 'a cheap VPN has an address that attackers use',
    escalates: true,
    not: ['smart-lockout'],
    evidence: evidence({
      methods: PHONE,
      signIns: [
        ...YESTERDAY,
        ...refused(0.8, 50053, {
          place: BUCHAREST,
          failureReason: 'Sign-in was blocked because it came from an IP address with malicious activity.',
        }),
      ],
    }),
  },
  {
    cause: 'account-disabled',
    told: 'the account was switched off three days ago',
    not: ['smart-lockout'],
    evidence: evidence({
      person: { ...evidence().person, enabled: false },
      methods: PHONE,
      signIns: refused(3, 50057),
      audits: [audit(3 * DAY, 'Disable account', { by: 'hr@haldenbrook.example' })],
    }),
  },
  {
    cause: 'password-expired',
    told: 'the password of the domain has expired',
    not: ['wrong-password'],
    evidence: evidence({ methods: PHONE, signIns: [...YESTERDAY, ...refused(1, 50144)] }),
  },
  {
    cause: 'session-revoked',
    told: 'twelve hours are over',
    not: ['authenticator-on-old-phone'],
    evidence: evidence({
      methods: PHONE,
      signIns: [...YESTERDAY, ...refused(0.6, 70043, { interactive: false })],
    }),
  },
  {
    cause: 'password-agent-unreachable',
    told: 'nobody with a domain account gets in',
    not: ['wrong-password', 'service-incident'],
    evidence: evidence({
      synced: true,
      methods: PHONE,
      signIns: [...YESTERDAY, ...refused(1, 80002)],
      others: crowd(5, () => refused(1, 80001)),
    }),
  },
  {
    cause: 'sign-in-hours-restricted',
    told: 'the account may not sign in at night',
    not: ['account-disabled', 'password-expired', 'password-agent-unreachable'],
    evidence: evidence({ synced: true, methods: PHONE, signIns: refused(10, 80012) }),
  },
  {
    cause: 'application-not-assigned',
    told: 'one application says that the person is not assigned',
    not: ['account-disabled'],
    evidence: evidence({
      methods: PHONE,
      signIns: [...passed(3, push('iPhone 15')), ...refused(1, 50105, { application: PAYROLL })],
    }),
  },
  {
    cause: 'wrong-password',
    told: 'a report-only policy would have refused, which changes nothing',
    not: ['blocked-by-location-policy', 'device-not-compliant', 'authentication-strength-not-met'],
    evidence: evidence({
      methods: PHONE,
      signIns: badPassword(0.5, {
        policies: known([
          applied('Block countries', 'reportOnlyFailure', 'Block'),
          applied('Healthy devices', 'reportOnlyFailure', 'RequireCompliantDevice'),
        ]),
      }),
    }),
  },
  {
    cause: 'authenticator-no-notification',
    told: 'a password that was mistyped and then right is no trouble any more',
    not: ['wrong-password'],
    evidence: evidence({
      methods: PHONE,
      signIns: [
        ...badPassword(2),
        ...passed(1.9, push('iPhone 15')),
        ...held(0.5, push('iPhone 15', NO_ANSWER)),
      ],
    }),
  },
];
