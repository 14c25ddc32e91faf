import { call, DENIED, rightPassword, text } from '../company/steps.ts';
import { days, HELD, held, hours, minutes, passed, refused } from './attempts.ts';
import type { Trouble } from './trouble.ts';

/** Text messages and calls. */
export const phoneTroubles: readonly Trouble[] = [
  {
    cause: 'telecom-throttled',
    story: 'Asked for so many text messages within minutes that no more are sent.',
    who: {
      name: 'dominik.sauer',
      displayName: 'Dominik Sauer',
      city: 'Hamburg',
      department: 'Retail',
      title: 'Store Manager',
    },
    methods: ({ phone }) => [phone('+49 151 5550171', { added: days(700), used: days(1) })],
    signIns: [
      ...passed(days(1), text('+XX XXXXXXX71')),
      ...[18, 16, 14, 12, 11].flatMap((ago) => held(minutes(ago), text('+XX XXXXXXX71', DENIED.noCode))),
      ...refused(minutes(9), 50088, { steps: [rightPassword, text('+XX XXXXXXX71', DENIED.unreachable)] }),
      ...refused(minutes(7), 50088, { steps: [rightPassword, text('+XX XXXXXXX71', DENIED.unreachable)] }),
    ],
  },
  {
    cause: 'phone-number-changed',
    story: 'Changed the number in summer; the codes go to whoever has the old one.',
    who: {
      name: 'odile.mercier',
      displayName: 'Odile Mercier',
      city: 'Lyon',
      department: 'Retail',
      title: 'Visual Merchandiser',
    },
    methods: ({ phone }) => [phone('+33 6 55501839', { added: days(1400), used: days(24) })],
    signIns: [
      ...passed(days(24), text('+XX XXXXXXX39')),
      ...held(hours(2), text('+XX XXXXXXX39', DENIED.noCode)),
      ...held(hours(1), call('+XX XXXXXXX39', DENIED.unreachable)),
    ],
  },
  {
    cause: 'phone-number-or-region-invalid',
    story: 'The number was typed in without a country code.',
    who: {
      name: 'khalid.alrashid',
      displayName: 'خالد الرشيد',
      city: 'Jeddah',
      department: 'Retail',
      title: 'Store Manager',
    },
    methods: ({ phone }) => [phone('0555550133', { added: days(30) })],
    signIns: [
      ...held(hours(6), text('XXXXXXXX33', DENIED.badNumber)),
      ...held(hours(5), call('XXXXXXXX33', DENIED.badNumber)),
    ],
  },
  {
    cause: 'telecom-method-retired',
    story: 'Has only text messages, and is asked to register something else since Microsoft ended them.',
    who: {
      name: 'magda.lorenz',
      displayName: 'Magda Lorenz',
      city: 'Hamburg',
      department: 'Customer Care',
      title: 'Customer Care Agent',
    },
    methods: ({ phone }) => [phone('+49 151 5550162', { added: days(1000), used: days(3) })],
    signIns: [
      ...passed(days(3), text('+XX XXXXXXX62')),
      ...refused(hours(3), 50079, {
        steps: [rightPassword],
        policies: HELD,
        requiredBy: 'mfaRegistrationRequiredByMultiConditionalAccess',
      }),
    ],
    alone: 'text messages end on 2027-02-01: before that day its log would be another cause',
  },
];
