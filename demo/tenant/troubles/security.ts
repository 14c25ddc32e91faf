import { BUCHAREST, HOSTING, LAGOS, UNKNOWN_LINUX } from '../company/log-places.ts';
import { OFFICE_HOME } from '../company/log-words.ts';
import { POLICY } from '../company/policies.ts';
import { appCode, DENIED, push } from '../company/steps.ts';
import { days, HELD, held, hours, minutes, passed, refused } from './attempts.ts';
import type { Trouble } from './trouble.ts';

/** Somebody else is at the door, or has been. */
export const securityTroubles: readonly Trouble[] = [
  {
    cause: 'account-takeover',
    story:
      'Cannot sign in since last night. Somebody in Lagos registered a phone of their own and removed hers.',
    who: {
      name: 'regina.thalberg',
      displayName: 'Regina Thalberg',
      city: 'Hamburg',
      department: 'Finance',
      title: 'Controller',
    },
    methods: ({ app }) => [app('Redmi Note 9', { added: hours(11), used: hours(10) })],
    signIns: [
      ...passed(days(2), push('iPhone 13')),
      ...passed(hours(11.5), push('iPhone 13'), { place: LAGOS, device: UNKNOWN_LINUX, app: OFFICE_HOME }),
      ...passed(hours(10), push('Redmi Note 9'), { place: LAGOS, device: UNKNOWN_LINUX, app: OFFICE_HOME }),
      ...held(hours(1), push('Redmi Note 9', DENIED.noAnswer)),
      ...held(minutes(40), push('Redmi Note 9', DENIED.declined)),
    ],
    audits: () => [
      {
        ago: hours(11),
        activity: 'User registered security info',
        service: 'Authentication Methods',
        from: LAGOS.ip,
        reason: 'User registered Authenticator App with Notification and Code',
      },
      {
        ago: hours(10.9),
        activity: 'User deleted security info',
        service: 'Authentication Methods',
        from: LAGOS.ip,
        reason: 'User deleted Authenticator App with Notification and Code',
      },
    ],
    risk: {
      level: 'medium',
      state: 'atRisk',
      detections: [
        {
          ago: hours(11.5),
          event: 'unfamiliarFeatures',
          ip: LAGOS.ip,
          city: LAGOS.city,
          country: LAGOS.country,
        },
      ],
    },
  },
  {
    cause: 'stolen-password-prompts-declined',
    story: 'Is asked to approve sign-ins at night and declines: somebody in Bucharest knows the password.',
    who: {
      name: 'ralf.osterloh',
      displayName: 'Ralf Osterloh',
      city: 'Hamburg',
      department: 'Legal',
      title: 'Legal Counsel',
    },
    methods: ({ app }) => [app('iPhone 15', { added: days(280), used: hours(4) })],
    signIns: [
      ...passed(hours(4), push('iPhone 15')),
      ...[9, 8.5, 8].flatMap((ago) =>
        held(hours(ago), push('iPhone 15', DENIED.declined), { place: BUCHAREST, device: UNKNOWN_LINUX }),
      ),
    ],
  },
  {
    cause: 'mfa-fatigue-succeeded',
    story: 'Fourteen prompts within five minutes; the last one was approved to make it stop.',
    who: {
      name: 'mia.lennart',
      displayName: 'Mia Lennart',
      city: 'Hamburg',
      department: 'Marketing',
      title: 'Content Editor',
    },
    methods: ({ app }) => [app('Pixel 8', { added: days(100), used: hours(6) })],
    signIns: [
      ...passed(days(1), push('Pixel 8')),
      ...Array.from({ length: 13 }, (_, index) =>
        held(
          hours(6) + minutes(5) - index * 20_000,
          push('Pixel 8', index % 3 === 0 ? DENIED.noAnswer : DENIED.declined),
          {
            place: HOSTING,
            device: UNKNOWN_LINUX,
            attempt: `prompt ${index}`,
          },
        ),
      ).flat(),
      ...passed(hours(6), push('Pixel 8'), { place: HOSTING, device: UNKNOWN_LINUX }),
    ],
  },
  {
    cause: 'fraud-reported',
    story: 'Pressed "It was not me" in the app.',
    who: {
      name: 'sandra.pohl',
      displayName: 'Sandra Pohl',
      city: 'Hamburg',
      department: 'People & Culture',
      title: 'Recruiter',
    },
    methods: ({ app }) => [app('iPhone 14', { added: days(310), used: hours(15) })],
    signIns: [
      ...passed(days(1), push('iPhone 14')),
      ...held(hours(5), push('iPhone 14', DENIED.fraud), {
        place: BUCHAREST,
        device: UNKNOWN_LINUX,
        attempt: 'fraud',
      }),
    ],
    audits: () => [
      {
        ago: hours(5),
        activity: 'Suspicious activity reported',
        service: 'MFA',
        reason: 'Suspicious activity reported',
      },
    ],
    risk: {
      level: 'high',
      state: 'atRisk',
      detections: [
        {
          ago: hours(5),
          event: 'userReportedSuspiciousActivity',
          ip: BUCHAREST.ip,
          city: BUCHAREST.city,
          country: BUCHAREST.country,
          attempt: 'fraud',
        },
      ],
    },
  },
  {
    cause: 'blocked-after-fraud-report',
    story: 'Reported a prompt as fraud last week and is refused by every method since, new ones too.',
    who: {
      name: 'armin.keller',
      displayName: 'Armin Keller',
      city: 'Hamburg',
      department: 'Product Design',
      title: 'Pattern Maker',
    },
    methods: ({ app }) => [app('Pixel 9', { added: days(1), used: days(1) })],
    signIns: [
      ...passed(days(7), push('Pixel 8')),
      ...held(days(1), push('Pixel 9', DENIED.blocked)),
      ...held(hours(2), appCode(DENIED.blocked)),
    ],
    audits: () => [
      {
        ago: days(6),
        activity: 'Fraud reported - user is blocked for MFA',
        service: 'MFA',
        reason: 'User reported fraud',
      },
      {
        ago: days(1),
        activity: 'User registered security info',
        service: 'Authentication Methods',
        from: '198.51.100.14',
        reason: 'User registered Authenticator App with Notification and Code',
      },
    ],
  },
  {
    cause: 'declined-by-mistake',
    story: 'Pressed Deny instead of Approve, tried again and was in.',
    who: {
      name: 'thea.brinkmann',
      displayName: 'Thea Brinkmann',
      city: 'Hamburg',
      department: 'Customer Care',
      title: 'Customer Care Agent',
    },
    methods: ({ app }) => [app('iPhone SE', { added: days(230), used: minutes(70) })],
    signIns: [
      ...passed(days(1), push('iPhone SE')),
      ...held(minutes(74), push('iPhone SE', DENIED.declined)),
      ...passed(minutes(70), push('iPhone SE')),
    ],
  },
  {
    cause: 'risk-policy-block',
    story: 'Every sign-in is blocked: the password was found in a leak.',
    who: {
      name: 'vera.kamp',
      displayName: 'Vera Kamp',
      city: 'Hamburg',
      department: 'E-Commerce',
      title: 'Performance Marketer',
    },
    methods: ({ app }) => [app('SM-S921B', { added: days(190), used: days(1) })],
    signIns: [
      ...passed(days(2), push('SM-S921B')),
      ...[hours(3), hours(1)].flatMap((ago) =>
        refused(ago, 53003, {
          policies: [...HELD.slice(1), { name: POLICY.risk, result: 'failure', controls: ['Block'] }],
          risk: { level: 'high', state: 'atRisk', events: ['leakedCredentials'] },
        }),
      ),
    ],
    risk: {
      level: 'high',
      state: 'atRisk',
      detections: [{ ago: days(1), event: 'leakedCredentials', ip: '', city: '', country: '' }],
    },
  },
];
