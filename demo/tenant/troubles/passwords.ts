import { HOSTING, NO_BROWSER } from '../company/log-places.ts';
import { EXCHANGE, TEAMS } from '../company/log-words.ts';
import { POLICY } from '../company/policies.ts';
import { push, wrongPassword } from '../company/steps.ts';
import { badPassword, days, hours, minutes, NOT_REACHED, PASSED, passed, refused } from './attempts.ts';
import type { Trouble } from './trouble.ts';

const FIRST_STEP_FAILED = { steps: [wrongPassword], policies: NOT_REACHED };

/** It never came to a second step. */
export const passwordTroubles: readonly Trouble[] = [
  {
    cause: 'wrong-password',
    story: 'Is sure that MFA is broken, and mistypes the password.',
    who: {
      name: 'nils.hagemann',
      displayName: 'Nils Hagemann',
      city: 'Hamburg',
      department: 'Retail',
      title: 'Visual Merchandiser',
    },
    methods: ({ app }) => [app('Pixel 8', { added: days(150), used: days(1) })],
    signIns: [
      ...passed(days(1), push('Pixel 8')),
      ...badPassword(minutes(31)),
      ...badPassword(minutes(29)),
      ...badPassword(minutes(28)),
    ],
  },
  {
    cause: 'smart-lockout',
    story:
      'Changed the password on Friday; an old tablet keeps trying the former one until the account locks.',
    who: {
      name: 'sofie.bernard',
      displayName: 'Sofie Bernard',
      city: 'Lyon',
      department: 'Marketing',
      title: 'Brand Manager',
    },
    methods: ({ app }) => [app('iPhone 14', { added: days(300), used: days(1) })],
    signIns: [
      ...passed(days(1), push('iPhone 14')),
      ...[64, 62, 60, 58, 56, 54, 52, 50, 48, 46].flatMap((ago) =>
        badPassword(minutes(ago), { app: EXCHANGE, device: NO_BROWSER, client: 'Exchange ActiveSync' }),
      ),
      ...refused(minutes(44), 50053, FIRST_STEP_FAILED),
      ...refused(minutes(15), 50053, FIRST_STEP_FAILED),
    ],
  },
  {
    cause: 'malicious-ip-blocked',
    story: 'Works through a cheap VPN whose address attackers use as well.',
    who: {
      name: 'ethan.marsh',
      displayName: 'Ethan Marsh',
      city: 'Portland',
      department: 'E-Commerce',
      title: 'Performance Marketer',
    },
    methods: ({ app }) => [app('Pixel 8', { added: days(220), used: days(1) })],
    signIns: [
      ...passed(days(1), push('Pixel 8')),
      ...refused(minutes(50), 50053, {
        ...FIRST_STEP_FAILED,
        place: HOSTING,
        reason: 'Sign-in was blocked because it came from an IP address with malicious activity.',
      }),
    ],
  },
  {
    cause: 'account-disabled',
    story: 'Left on the last of the month; the account was switched off by People & Culture.',
    who: {
      name: 'kurt.wallner',
      displayName: 'Kurt Wallner',
      city: 'Hamburg',
      department: 'Logistics',
      title: 'Warehouse Lead',
      enabled: false,
    },
    methods: ({ app }) => [app('SM-A546B', { added: days(500), used: days(6) })],
    signIns: [...passed(days(6), push('SM-A546B')), ...refused(hours(3), 50057, FIRST_STEP_FAILED)],
    audits: ({ admin }) => [
      {
        ago: days(3),
        activity: 'Disable account',
        service: 'Core Directory',
        by: admin,
        from: '198.51.100.14',
        changed: [{ name: 'AccountEnabled', from: '[true]', to: '[false]' }],
      },
    ],
  },
  {
    cause: 'password-expired',
    story: 'The password of the domain expired over the weekend.',
    who: {
      name: 'celine.arnaud',
      displayName: 'Céline Arnaud',
      city: 'Lyon',
      department: 'Finance',
      title: 'Controller',
    },
    methods: ({ app }) => [app('iPhone 13', { added: days(330), used: days(3) })],
    signIns: [
      ...passed(days(3), push('iPhone 13')),
      ...refused(hours(1), 50144, FIRST_STEP_FAILED),
      ...refused(minutes(50), 50144, FIRST_STEP_FAILED),
    ],
  },
  {
    cause: 'session-revoked',
    story: 'Was signed out of everything this morning, because the twelve hours were over.',
    who: {
      name: 'marta.giner',
      displayName: 'Marta Giner',
      city: 'Valencia',
      department: 'Customer Care',
      title: 'Customer Care Agent',
    },
    methods: ({ app }) => [app('Pixel 7a', { added: days(180), used: hours(13) })],
    signIns: [
      ...passed(hours(13), push('Pixel 7a'), { app: TEAMS }),
      ...refused(minutes(40), 70043, {
        app: TEAMS,
        steps: [],
        policies: [...PASSED, { name: POLICY.frequency, result: 'success', controls: [] }],
        silent: true,
      }),
      ...refused(minutes(39), 70043, { app: TEAMS, steps: [], policies: PASSED }),
    ],
  },
  {
    cause: 'password-agent-unreachable',
    story: 'For forty minutes nobody with a domain account could sign in: the password agent was down.',
    who: {
      name: 'heiner.lobeck',
      displayName: 'Heiner Lobeck',
      city: 'Hamburg',
      department: 'Manufacturing',
      title: 'Production Planner',
    },
    alsoHit: [
      ['insa.claussen', 'Insa Claussen', 'Hamburg'],
      ['benoit.lamy', 'Benoît Lamy', 'Lyon'],
      ['aitana.roig', 'Aitana Roig', 'Valencia'],
      ['rhian.powell', 'Rhian Powell', 'Bristol'],
    ].map(([name = '', displayName = '', city = '']) => ({
      name,
      displayName,
      city,
      department: 'Manufacturing',
      title: 'Quality Engineer',
    })),
    methods: ({ app }) => [app('Pixel 8', { added: days(250), used: days(11) })],
    signIns: [
      ...passed(days(11), push('Pixel 8')),
      ...refused(days(10), 80002, FIRST_STEP_FAILED),
      ...refused(days(10) - minutes(9), 80002, FIRST_STEP_FAILED),
    ],
  },
  {
    cause: 'sign-in-hours-restricted',
    story: 'Works in the late shift, and the account may sign in until six.',
    who: {
      name: 'dragan.ilic',
      displayName: 'Dragan Ilić',
      city: 'Hamburg',
      department: 'Logistics',
      title: 'Warehouse Lead',
    },
    methods: ({ app }) => [app('SM-A546B', { added: days(140), used: days(1) })],
    signIns: [...passed(days(1), push('SM-A546B')), ...refused(hours(10), 80012, FIRST_STEP_FAILED)],
  },
  {
    cause: 'logs-not-yet-available',
    story: 'Says that it failed two minutes ago; the log has nothing yet.',
    who: {
      name: 'julie.caron',
      displayName: 'Julie Caron',
      city: 'Lyon',
      department: 'People & Culture',
      title: 'Recruiter',
    },
    methods: ({ app }) => [app('iPhone 15', { added: days(90), used: days(1) })],
    signIns: passed(days(1), push('iPhone 15')),
  },
];
