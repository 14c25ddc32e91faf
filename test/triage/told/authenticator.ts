import {
  app,
  audit,
  code,
  DAY,
  DECLINED,
  evidence,
  HELSINKI,
  HOME,
  held,
  known,
  MINUTE,
  method,
  NO_ANSWER,
  NOT_DELIVERED,
  PASSWORD,
  PRIVATE_PHONE,
  passed,
  phone,
  push,
  SHENZHEN,
  STRANGE_DEVICE,
  signIn,
  unread,
} from '../../support/triage.ts';
import type { Told } from './told.ts';

/** Prompts that nobody answers. */
export const authenticatorTold: readonly Told[] = [
  {
    cause: 'authenticator-on-old-phone',
    told: 'prompts go to an old iPhone that was last used days ago',
    confidence: 'high',
    not: [
      'authenticator-no-notification',
      'push-withheld-anomalous-sign-in',
      'service-incident',
      'account-takeover',
    ],
    evidence: evidence({
      methods: [app('iPhone 11', { version: '6.2.14', added: 1100, used: 4 })],
      signIns: [
        ...passed(4 * DAY, push('iPhone 11')),
        ...held(95 * MINUTE, push('iPhone 11', NOT_DELIVERED)),
        ...held(12 * MINUTE, push('iPhone 11', NO_ANSWER)),
      ],
    }),
  },
  {
    cause: 'authenticator-on-old-phone',
    told: 'an iPhone is registered, while sign-ins come from an Android phone since last week',
    not: ['service-incident'],
    evidence: evidence({
      methods: [app('iPhone 14', { used: 9 })],
      signIns: [
        ...passed(9 * DAY, push('iPhone 14')),
        signIn(5, 50058, { device: PRIVATE_PHONE, place: HOME }),
        ...held(2, push('iPhone 14', NO_ANSWER)),
        ...held(1, push('iPhone 14', NO_ANSWER), { device: PRIVATE_PHONE, place: HOME }),
      ],
    }),
  },
  {
    cause: 'authenticator-on-old-phone',
    told: 'a text message got the person in while the prompts went nowhere',
    evidence: evidence({
      methods: [app('Pixel 4', { version: '6.1.9', added: 1400, used: 40 }), phone('+49 1701234571')],
      signIns: [
        ...passed(40 * DAY, push('Pixel 4')),
        ...held(2, push('Pixel 4', NOT_DELIVERED)),
        ...held(1, push('Pixel 4', NOT_DELIVERED)),
      ],
    }),
  },
  {
    cause: 'authenticator-no-notification',
    told: 'the same phone as yesterday does not answer',
    not: ['push-withheld-anomalous-sign-in', 'default-authenticator-is-old-one'],
    evidence: evidence({
      methods: [app('iPhone 15', { added: 260, used: 1 })],
      signIns: [
        ...passed(2 * DAY, push('iPhone 15')),
        ...passed(DAY, push('iPhone 15')),
        ...held(50 * MINUTE, push('iPhone 15', NO_ANSWER)),
        ...held(30 * MINUTE, push('iPhone 15', NO_ANSWER)),
      ],
    }),
  },
  {
    cause: 'authenticator-no-notification',
    told: 'a prompt was missed and the next one on the same phone approved',
    not: ['authenticator-on-old-phone'],
    evidence: evidence({
      methods: [app('iPhone 15', { used: 0 })],
      signIns: [
        ...passed(DAY, push('iPhone 15')),
        ...held(1, push('iPhone 15', NO_ANSWER)),
        ...passed(0.8, push('iPhone 15')),
      ],
    }),
  },
  {
    cause: 'default-authenticator-is-old-one',
    told: 'two phones are registered and the older one is asked',
    not: ['authenticator-on-old-phone', 'authenticator-no-notification'],
    evidence: evidence({
      methods: [
        app('SM-G973F', { version: '6.5.2', added: 900, used: 9 }),
        app('SM-S921B', { added: 6, used: 6 }),
      ],
      signIns: [
        ...passed(9 * DAY, push('SM-G973F')),
        ...held(3, push('SM-G973F', NO_ANSWER)),
        ...held(0.3, push('SM-G973F', NO_ANSWER)),
      ],
      audits: [audit(6 * DAY, 'User registered security info')],
    }),
  },
  {
    cause: 'default-authenticator-is-old-one',
    told: 'Microsoft leaves the dates out, and the models tell which phone is the old one',
    not: ['authenticator-on-old-phone'],
    evidence: evidence({
      methods: [app('iPhone 16', { added: null }), app('iPhone X', { added: null })],
      signIns: held(1, push('iPhone X', NOT_DELIVERED)),
    }),
  },
  {
    cause: 'authenticator-limit-reached',
    told: 'five are registered and adding a sixth was broken off',
    not: ['authenticator-on-old-phone', 'default-authenticator-is-old-one'],
    evidence: evidence({
      methods: [
        app('Pixel 4', { version: '6.1.9', added: 1500 }),
        app('Pixel 6', { added: 900 }),
        app('Pixel 7a', { added: 420, used: 8 }),
        method('software-code'),
        method('software-code'),
      ],
      signIns: [...passed(8 * DAY, push('Pixel 7a')), ...held(2, push('Pixel 7a', NO_ANSWER))],
      audits: [
        audit(1.3, 'User canceled security info registration'),
        audit(1.35, 'User started security info registration'),
      ],
    }),
  },
  {
    cause: 'push-withheld-anomalous-sign-in',
    told: 'on a journey with the company’s laptop no banner appears',
    not: ['authenticator-on-old-phone', 'authenticator-no-notification', 'stolen-password-prompts-declined'],
    evidence: evidence({
      methods: [app('iPhone 14', { used: 2 })],
      signIns: [
        ...passed(2 * DAY, push('iPhone 14')),
        ...held(35 * MINUTE, push('iPhone 14', NO_ANSWER), {
          place: HELSINKI,
          riskLevel: 'medium',
          riskState: 'atRisk',
        }),
      ],
    }),
  },
  {
    cause: 'authenticator-outdated',
    told: 'the app is too old to match numbers and its answers are invalid',
    not: ['authenticator-on-old-phone'],
    evidence: evidence({
      methods: [app('SM-A405FN', { version: '6.1.5', added: 1300, used: 20 })],
      signIns: [
        ...passed(20 * DAY, push('SM-A405FN')),
        ...held(5, push('SM-A405FN', 'invalid authentication')),
        ...held(4, push('SM-A405FN', 'invalid authentication')),
      ],
    }),
  },
  {
    cause: 'approving-on-watch',
    told: 'the log names a watch',
    evidence: evidence({
      methods: [app('iPhone 15 Pro + Apple Watch', { used: 1 })],
      signIns: [
        ...passed(DAY, push('iPhone 15 Pro + Apple Watch')),
        ...held(2, push('iPhone 15 Pro + Apple Watch', NO_ANSWER)),
        ...held(1.9, push('iPhone 15 Pro + Apple Watch', DECLINED)),
      ],
    }),
  },
  {
    cause: 'push-blocked-in-china',
    told: 'an Android phone gets no prompts in Shenzhen',
    not: ['service-incident', 'authenticator-on-old-phone', 'stolen-password-prompts-declined'],
    evidence: evidence({
      methods: [app('SM-S921B', { used: 3 })],
      signIns: [
        ...passed(3 * DAY, push('SM-S921B')),
        ...held(7, push('SM-S921B', NOT_DELIVERED), { place: SHENZHEN }),
        ...held(6, push('SM-S921B', NOT_DELIVERED), { place: SHENZHEN }),
      ],
    }),
  },
  {
    cause: 'push-withheld-anomalous-sign-in',
    told: 'an iPhone in China is reached by Apple, so China is not why',
    not: ['push-blocked-in-china'],
    evidence: evidence({
      methods: [app('iPhone 15', { used: 3 })],
      signIns: [
        ...passed(3 * DAY, push('iPhone 15')),
        ...held(6, push('iPhone 15', NO_ANSWER), { place: SHENZHEN }),
      ],
    }),
  },
  {
    cause: 'one-time-code-rejected',
    told: 'the code from the app is wrong each time',
    not: ['authenticator-on-old-phone', 'authenticator-restored-from-backup'],
    evidence: evidence({
      methods: [method('software-code', { lastUsedAt: null })],
      signIns: [
        ...passed(15 * DAY, code()),
        ...held(0.4, code('invalid mobile app verification code')),
        ...held(0.3, code('invalid mobile app verification code')),
      ],
    }),
  },
  {
    cause: 'authenticator-restored-from-backup',
    told: 'prompts do not arrive and the app’s own codes are refused',
    not: ['authenticator-no-notification'],
    evidence: evidence({
      methods: [app('iPhone 12', { added: 800, used: 5 })],
      signIns: [
        ...passed(5 * DAY, push('iPhone 12')),
        ...held(1.2, push('iPhone 12', NOT_DELIVERED)),
        ...held(1.1, code('invalid mobile app verification code')),
      ],
    }),
  },
  {
    cause: 'unknown',
    told: 'a failed second step without its steps is no proof of an unseen prompt',
    confidence: 'low',
    evidence: evidence({
      methods: [app('iPhone 15', { used: 1 })],
      signIns: [signIn(0.5, 500121, { steps: unread('Only beta tells.') })],
    }),
  },
  {
    cause: 'unknown',
    told: 'the sentence that stands beside every 500121 says nothing',
    evidence: evidence({
      methods: [app('iPhone 15', { used: 1 })],
      signIns: [
        signIn(0.5, 500121, {
          steps: known([PASSWORD]),
          failureReason: 'Authentication failed during strong authentication request.',
          additionalDetails:
            'The user didn’t complete the MFA prompt. They may have timed out, opted not to authenticate, or encountered an issue with their MFA setup.',
        }),
      ],
    }),
  },
  {
    cause: 'authenticator-on-old-phone',
    told: 'v1.0 alone repeats the result in another place',
    evidence: evidence({
      methods: [app('iPhone 8', { version: '6.1.2', added: 1500, used: 60 })],
      signIns: [
        signIn(0.5, 500121, {
          steps: unread('Only beta tells.'),
          additionalDetails: 'MFA Denied; User did not respond to mobile app notification.',
        }),
      ],
    }),
  },
  {
    cause: 'stolen-password-prompts-declined',
    told: 'a new phone is claimed while prompts from abroad go unanswered at the same hour',
    escalates: true,
    evidence: evidence({
      methods: [app('iPhone 11', { version: '6.2.14', added: 1100, used: 4 })],
      signIns: [
        ...passed(4 * DAY, push('iPhone 11')),
        ...held(3, push('iPhone 11', NO_ANSWER), { place: HELSINKI, device: STRANGE_DEVICE }),
        ...held(2, push('iPhone 11', NO_ANSWER)),
      ],
    }),
  },
];
