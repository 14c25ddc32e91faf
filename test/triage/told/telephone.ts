import { DAY, evidence, held, NOW, passed, phone, refused, step, text } from '../../support/triage.ts';
import type { Told } from './told.ts';

const UNREACHABLE = "unable to reach the user's phone";
const NO_CODE = 'user never entered the verification code';
const call = (denied: string) => step('Phone call approval (Authentication phone)', `MFA denied; ${denied}`);
const FEBRUARY = new Date('2027-02-10T09:00:00Z');
const inFebruary = (hours: number) => new Date(FEBRUARY.getTime() - hours * 3_600_000);

/** Messages and calls. */
export const telephoneTold: readonly Told[] = [
  {
    cause: 'telecom-throttled',
    told: 'so many messages were asked for that the limit was reached',
    confidence: 'high',
    not: ['service-incident', 'phone-number-or-region-invalid'],
    evidence: evidence({
      methods: [phone('+49 1515550171', { used: 1 })],
      signIns: [
        ...passed(DAY, text()),
        ...[0.3, 0.25, 0.2].flatMap((hours) => held(hours, text(NO_CODE))),
        ...refused(0.1, 50088),
      ],
    }),
  },
  {
    cause: 'telecom-throttled',
    told: 'one message after the other within minutes, and then none arrives',
    evidence: evidence({
      methods: [phone('+49 1515550171', { used: 1 })],
      signIns: [0.3, 0.28, 0.25, 0.2, 0.15, 0.1].flatMap((hours) => held(hours, text(NO_CODE))),
    }),
  },
  {
    cause: 'phone-number-changed',
    told: 'neither messages nor calls reach a number that was last used weeks ago',
    not: ['telecom-throttled', 'phone-number-or-region-invalid', 'telecom-method-retired'],
    evidence: evidence({
      methods: [phone('+33 655501839', { added: 1400, used: 24 })],
      signIns: [...passed(24 * DAY, text()), ...held(2, text(NO_CODE)), ...held(1, call(UNREACHABLE))],
    }),
  },
  {
    cause: 'phone-number-or-region-invalid',
    told: 'the log calls the number’s format invalid',
    not: ['phone-number-changed', 'telecom-throttled'],
    evidence: evidence({
      methods: [phone('0555550133', { added: 30 })],
      signIns: [
        ...held(6, text('phone number has an invalid format')),
        ...held(5, call('phone number has an invalid format')),
      ],
    }),
  },
  {
    cause: 'phone-number-or-region-invalid',
    told: 'the stored number lacks its country code and cannot be reached',
    evidence: evidence({ methods: [phone('0555550133')], signIns: held(1, text(UNREACHABLE)) }),
  },
  {
    cause: 'telecom-method-retired',
    told: 'after the first of February somebody with a phone alone must register',
    not: ['never-registered', 'method-disabled-by-policy'],
    evidence: evidence({
      asOf: FEBRUARY,
      question: { since: inFebruary(7 * DAY), until: FEBRUARY, application: null },
      methods: [phone('+49 1515550162')],
      signIns: refused(0, 50079, { at: inFebruary(3) }),
    }),
  },
  {
    cause: 'one-time-code-rejected',
    told: 'a code from a message was typed wrongly',
    not: ['phone-number-changed'],
    evidence: evidence({
      methods: [phone('+49 1515550162', { used: 1 })],
      signIns: held(1, text('user entered incorrect code')),
    }),
  },
  {
    cause: 'unknown',
    told: 'before that day a phone alone is no reason to be asked to register',
    not: ['telecom-method-retired', 'never-registered'],
    evidence: evidence({
      asOf: NOW,
      methods: [phone('+49 1515550162')],
      signIns: refused(3, 50079),
    }),
  },
];
