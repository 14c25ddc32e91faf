import {
  app,
  applied,
  audit,
  BUCHAREST,
  code,
  DAY,
  DECLINED,
  evidence,
  held,
  known,
  LAGOS,
  NO_ANSWER,
  passed,
  policy,
  push,
  refused,
  STRANGE_DEVICE,
} from '../../support/triage.ts';
import type { Told } from './told.ts';

const ABROAD = { place: BUCHAREST, device: STRANGE_DEVICE };
const IN_LAGOS = { place: LAGOS, device: STRANGE_DEVICE };

/** Somebody else is at the door, or has been. */
export const securityTold: readonly Told[] = [
  {
    cause: 'account-takeover',
    told: 'somebody in Lagos registered a phone and removed hers',
    escalates: true,
    confidence: 'high',
    not: ['authenticator-on-old-phone', 'methods-reset-by-admin', 'never-registered'],
    evidence: evidence({
      methods: [app('Redmi Note 9', { added: 0.45, used: 0.42 })],
      signIns: [
        ...passed(2 * DAY, push('iPhone 13')),
        ...passed(11.5, push('iPhone 13'), IN_LAGOS),
        ...passed(10, push('Redmi Note 9'), IN_LAGOS),
        ...held(1, push('Redmi Note 9', NO_ANSWER)),
      ],
      audits: [
        audit(10.9, 'User deleted security info', { from: LAGOS.ip }),
        audit(11, 'User registered security info', { from: LAGOS.ip }),
      ],
    }),
  },
  {
    cause: 'account-takeover',
    told: 'the audit log cannot be read, and a method is as young as a foreign sign-in',
    escalates: true,
    evidence: evidence({
      audits: { known: false, reason: 'No permission.' },
      methods: [app('iPhone 14', { used: 1 }), app('Redmi Note 9', { added: 0.4 })],
      signIns: [
        ...passed(3 * DAY, push('iPhone 14')),
        ...passed(11, push('iPhone 14'), IN_LAGOS),
        ...held(1, push('Redmi Note 9', NO_ANSWER)),
      ],
    }),
  },
  {
    cause: 'stolen-password-prompts-declined',
    told: 'prompts from Bucharest are declined while she works in Hamburg',
    escalates: true,
    confidence: 'high',
    not: ['declined-by-mistake', 'push-withheld-anomalous-sign-in', 'mfa-fatigue-succeeded'],
    evidence: evidence({
      methods: [app('iPhone 15', { used: 0.2 })],
      signIns: [
        ...passed(4, push('iPhone 15')),
        ...held(9, push('iPhone 15', DECLINED), ABROAD),
        ...held(8, push('iPhone 15', DECLINED), ABROAD),
      ],
    }),
  },
  {
    cause: 'mfa-fatigue-succeeded',
    told: 'the thirteenth prompt within five minutes was approved',
    escalates: true,
    not: ['declined-by-mistake'],
    evidence: evidence({
      methods: [app('Pixel 8', { used: 0.25 })],
      signIns: [
        ...passed(DAY, push('Pixel 8')),
        ...Array.from({ length: 13 }, (_, index) =>
          held(6.1 - index * 0.006, push('Pixel 8', index % 3 === 0 ? NO_ANSWER : DECLINED), ABROAD),
        ).flat(),
        ...passed(6, push('Pixel 8'), ABROAD),
      ],
    }),
  },
  {
    cause: 'mfa-fatigue-succeeded',
    told: 'seven prompts of one and the same attempt were ignored and the eighth approved',
    escalates: true,
    not: ['interrupted-then-succeeded', 'declined-by-mistake'],
    evidence: evidence({
      methods: [app('Pixel 8', { used: 0.25 })],
      signIns: [
        ...passed(DAY, push('Pixel 8')),
        ...Array.from({ length: 7 }, (_, index) =>
          held(6.1 - index * 0.01, push('Pixel 8', NO_ANSWER), { ...ABROAD, correlationId: 'one' }),
        ).flat(),
        ...passed(6, push('Pixel 8'), { ...ABROAD, correlationId: 'one' }),
      ],
    }),
  },
  {
    cause: 'declined-by-mistake',
    told: 'declined and then approved within one attempt',
    not: ['stolen-password-prompts-declined'],
    evidence: evidence({
      methods: [app('iPhone SE', { used: 0 })],
      signIns: [
        ...passed(DAY, push('iPhone SE')),
        ...held(1.2, push('iPhone SE', DECLINED), { correlationId: 'one' }),
        ...passed(1.15, push('iPhone SE'), { correlationId: 'one' }),
      ],
    }),
  },
  {
    cause: 'fraud-reported',
    told: 'a prompt was reported as not theirs',
    escalates: true,
    not: ['declined-by-mistake', 'blocked-after-fraud-report'],
    evidence: evidence({
      methods: [app('iPhone 14', { used: 1 })],
      signIns: [
        ...passed(DAY, push('iPhone 14')),
        ...held(5, push('iPhone 14', 'Phone App Reported Fraud'), ABROAD),
      ],
      audits: [audit(5, 'Suspicious activity reported')],
    }),
  },
  {
    cause: 'blocked-after-fraud-report',
    told: 'every method is refused since a report, new ones too',
    escalates: true,
    not: ['authenticator-on-old-phone', 'temporary-access-pass-unusable'],
    evidence: evidence({
      methods: [app('Pixel 9', { added: 1, used: 1 })],
      signIns: [
        ...passed(7 * DAY, push('Pixel 8')),
        ...held(DAY, push('Pixel 9', 'user is blocked')),
        ...held(2, code('user is blocked')),
      ],
      audits: [audit(6 * DAY, 'Fraud reported - user is blocked for MFA')],
    }),
  },
  {
    cause: 'declined-by-mistake',
    told: 'declined at the own desk and approved a minute later',
    not: ['stolen-password-prompts-declined', 'fraud-reported', 'account-takeover'],
    evidence: evidence({
      methods: [app('iPhone SE', { used: 0 })],
      signIns: [
        ...passed(DAY, push('iPhone SE')),
        ...held(1.2, push('iPhone SE', DECLINED)),
        ...passed(1.15, push('iPhone SE')),
      ],
    }),
  },
  {
    cause: 'risk-policy-block',
    told: 'the password was found in a leak and a policy blocks',
    escalates: true,
    not: ['device-not-compliant', 'blocked-by-location-policy'],
    evidence: evidence({
      policies: [policy('Block high risk', { controls: ['block'], userRisk: ['high'] })],
      signIns: refused(1, 53003, {
        policies: known([applied('Block high risk', 'failure', 'Block')]),
        riskLevel: 'high',
        riskState: 'atRisk',
      }),
      risk: { level: 'high', state: 'atRisk', detail: null, updatedAt: null, detections: [] },
    }),
  },
  {
    cause: 'declined-by-mistake',
    told: 'a colleague with a similar name and foreign prompts is another person',
    not: ['stolen-password-prompts-declined'],
    evidence: evidence({
      methods: [app('iPhone SE', { used: 0 })],
      signIns: [...passed(DAY, push('iPhone SE')), ...held(1.2, push('iPhone SE', DECLINED))],
      others: held(1, push('iPhone SE', DECLINED), { ...ABROAD, personId: 'somebody with a similar name' }),
    }),
  },
];
