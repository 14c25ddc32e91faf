import { HELSINKI, SHENZHEN } from '../company/log-places.ts';
import { appCode, DENIED, push, text } from '../company/steps.ts';
import { days, held, hours, minutes, passed } from './attempts.ts';
import type { Trouble } from './trouble.ts';

/** Prompts that go astray. */
export const authenticatorTroubles: readonly Trouble[] = [
  {
    cause: 'authenticator-on-old-phone',
    story: 'Has had a new phone since Monday. The prompts still go to the iPhone 11 in the drawer.',
    who: {
      name: 'bettina.rohde',
      displayName: 'Bettina Rohde',
      city: 'Hamburg',
      department: 'Finance',
      title: 'Accountant',
    },
    methods: ({ app }) => [app('iPhone 11', { version: '6.2.14', added: days(1100), used: days(4) })],
    signIns: [
      ...passed(days(4), push('iPhone 11')),
      ...held(minutes(95), push('iPhone 11', DENIED.notSent)),
      ...held(minutes(40), push('iPhone 11', DENIED.noAnswer)),
      ...held(minutes(12), push('iPhone 11', DENIED.noAnswer)),
    ],
  },
  {
    cause: 'authenticator-no-notification',
    story: 'Same phone as ever; nothing pops up since focus mode was switched on.',
    who: {
      name: 'yannick.roussel',
      displayName: 'Yannick Roussel',
      city: 'Lyon',
      department: 'Logistics',
      title: 'Dispatch Planner',
    },
    methods: ({ app }) => [app('iPhone 15', { added: days(260), used: days(1) })],
    signIns: [
      ...passed(days(2), push('iPhone 15')),
      ...passed(days(1), push('iPhone 15')),
      ...held(minutes(50), push('iPhone 15', DENIED.noAnswer)),
      ...held(minutes(30), push('iPhone 15', DENIED.noAnswer)),
    ],
  },
  {
    cause: 'default-authenticator-is-old-one',
    story: 'Added the new phone last week and never removed the old one, which is still asked first.',
    who: {
      name: 'carla.montes',
      displayName: 'Carla Montes',
      city: 'Valencia',
      department: 'Marketing',
      title: 'Content Editor',
    },
    methods: ({ app }) => [
      app('SM-G973F', { version: '6.5.2', added: days(900), used: days(9) }),
      app('SM-S921B', { added: days(6), used: days(6) }),
    ],
    signIns: [
      ...passed(days(9), push('SM-G973F')),
      ...held(hours(3), push('SM-G973F', DENIED.noAnswer)),
      ...held(minutes(20), push('SM-G973F', DENIED.noAnswer)),
    ],
    audits: () => [
      {
        ago: days(6),
        activity: 'User registered security info',
        service: 'Authentication Methods',
        reason: 'User registered Authenticator App with Notification and Code',
        from: '198.51.100.52',
      },
    ],
  },
  {
    cause: 'authenticator-limit-reached',
    story: 'Wants to add a new phone and is told that there are too many already.',
    who: {
      name: 'hugo.pimenta',
      displayName: 'Hugo Pimenta',
      city: 'Porto',
      department: 'E-Commerce',
      title: 'Software Developer',
    },
    methods: ({ app, codes }) => [
      app('Pixel 4', { version: '6.1.9', added: days(1500) }),
      app('Pixel 6', { version: '6.4.0', added: days(900) }),
      app('Pixel 7a', { added: days(420), used: days(8) }),
      codes({ added: days(700) }, 1),
      codes({ added: days(300) }, 2),
    ],
    signIns: [...passed(days(8), push('Pixel 7a')), ...held(hours(2), push('Pixel 7a', DENIED.noAnswer))],
    audits: () => [
      {
        ago: minutes(80),
        activity: 'User started security info registration',
        service: 'Authentication Methods',
      },
      {
        ago: minutes(78),
        activity: 'User canceled security info registration',
        service: 'Authentication Methods',
        reason: 'User canceled registration of Authenticator App',
      },
    ],
  },
  {
    cause: 'push-withheld-anomalous-sign-in',
    story: 'On a business trip in Finland: no banner appears, and the prompt waits inside the app.',
    who: {
      name: 'anneke.vogt',
      displayName: 'Anneke Vogt',
      city: 'Hamburg',
      department: 'Product Design',
      title: 'Product Designer',
    },
    methods: ({ app }) => [app('iPhone 14', { added: days(400), used: days(2) })],
    signIns: [
      ...passed(days(2), push('iPhone 14')),
      ...held(minutes(35), push('iPhone 14', DENIED.noAnswer), {
        place: HELSINKI,
        risk: { level: 'medium', state: 'atRisk', events: ['unfamiliarFeatures'] },
      }),
    ],
  },
  {
    cause: 'authenticator-outdated',
    story: 'Never updated the app, which cannot show the number that has to be matched.',
    who: {
      name: 'rolf.petzold',
      displayName: 'Rolf Petzold',
      city: 'Hamburg',
      department: 'Manufacturing',
      title: 'Workshop Lead',
    },
    methods: ({ app }) => [app('SM-A405FN', { version: '6.1.5', added: days(1300), used: days(20) })],
    signIns: [
      ...passed(days(20), push('SM-A405FN')),
      ...held(hours(5), push('SM-A405FN', DENIED.broken)),
      ...held(hours(4), push('SM-A405FN', DENIED.broken)),
    ],
  },
  {
    cause: 'approving-on-watch',
    story: 'Taps Approve on the watch, which cannot match a number.',
    who: {
      name: 'grace.holloway',
      displayName: 'Grace Holloway',
      city: 'Portland',
      department: 'Customer Care',
      title: 'Care Team Lead',
    },
    methods: ({ app }) => [app('iPhone 15 Pro + Apple Watch', { added: days(200), used: days(1) })],
    signIns: [
      ...passed(days(1), push('iPhone 15 Pro + Apple Watch')),
      ...held(hours(2), push('iPhone 15 Pro + Apple Watch', DENIED.noAnswer)),
      ...held(hours(1.9), push('iPhone 15 Pro + Apple Watch', DENIED.declined)),
    ],
  },
  {
    cause: 'push-blocked-in-china',
    story: 'Visits a supplier in Shenzhen with an Android phone: no prompt ever arrives.',
    who: {
      name: 'jonas.reuter',
      displayName: 'Jonas Reuter',
      city: 'Hamburg',
      department: 'Manufacturing',
      title: 'Quality Engineer',
    },
    methods: ({ app }) => [app('SM-S921B', { added: days(500), used: days(3) })],
    signIns: [
      ...passed(days(3), push('SM-S921B')),
      ...held(hours(7), push('SM-S921B', DENIED.notSent), { place: SHENZHEN }),
      ...held(hours(6), push('SM-S921B', DENIED.notSent), { place: SHENZHEN }),
    ],
  },
  {
    cause: 'authenticator-restored-from-backup',
    story: 'Restored the new phone from a backup: the account is in the app, and no prompt comes.',
    who: {
      name: 'ines.caldeira',
      displayName: 'Inês Caldeira',
      city: 'Porto',
      department: 'People & Culture',
      title: 'People Partner',
    },
    methods: ({ app }) => [app('iPhone 12', { added: days(800), used: days(5) })],
    signIns: [
      ...passed(days(5), push('iPhone 12')),
      ...held(minutes(70), push('iPhone 12', DENIED.notSent)),
      ...held(minutes(66), appCode(DENIED.wrongAppCode)),
    ],
  },
  {
    cause: 'one-time-code-rejected',
    story:
      'Types the code from the app and is told each time that it is wrong; the phone is four minutes fast.',
    who: {
      name: 'piet.ahrens',
      displayName: 'Piet Ahrens',
      city: 'Hamburg',
      department: 'Logistics',
      title: 'Warehouse Lead',
    },
    methods: ({ codes }) => [codes({ added: days(350), used: days(15) })],
    signIns: [
      ...passed(days(15), appCode()),
      ...[22, 19, 16].flatMap((ago) => held(minutes(ago), appCode(DENIED.wrongAppCode))),
    ],
  },
  {
    cause: 'interrupted-then-succeeded',
    story: 'Saw an error for a moment, then it worked. Nothing is wrong.',
    who: {
      name: 'lucia.benavent',
      displayName: 'Lucía Benavent',
      city: 'Valencia',
      department: 'Retail',
      title: 'Sales Associate',
    },
    methods: ({ app, phone }) => [
      app('Pixel 8', { added: days(120), used: minutes(55) }),
      phone('+34 612 5550144', { added: days(120) }),
    ],
    signIns: [...passed(days(1), text('+XX XXXXXXXX44')), ...passed(minutes(55), push('Pixel 8'))],
  },
];
