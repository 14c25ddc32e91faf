import { type EmergencyInput, type EmergencyView, toEmergencyView } from '../../../src/cards/emergency.ts';
import type { Texts } from '../../../src/cards/texts.ts';
import { NOW } from './people.ts';

const AT = new Date('2026-11-20T08:04:00Z');
const SIGN_IN = {
  personName: 'Emergency access 1',
  userPrincipalName: 'emergency1@contoso.com',
  at: AT,
  succeeded: true,
  application: 'Azure Portal',
  ip: '203.0.113.7',
  country: 'NL',
  code: 0,
  repeated: 0,
};

const shown =
  (input: EmergencyInput) =>
  (texts: Texts): EmergencyView =>
    toEmergencyView(input, texts);

export const emergencySamples = {
  'alarm, signed in': shown({ kind: 'alarm', signIn: SIGN_IN, seenAt: NOW }),
  'alarm, failed many times': shown({
    kind: 'alarm',
    signIn: { ...SIGN_IN, succeeded: false, code: 50126, repeated: 37 },
    seenAt: NOW,
  }),
  'alarm, hardly anything known': shown({
    kind: 'alarm',
    signIn: {
      ...SIGN_IN,
      userPrincipalName: null,
      personName: null,
      ip: null,
      country: null,
      application: null,
    },
    seenAt: NOW,
  }),
  'test announced': shown({ kind: 'announced', until: new Date('2026-11-20T09:12:00Z'), seenAt: NOW }),
  'test announced before': shown({
    kind: 'announced-before',
    until: new Date('2026-11-20T09:02:00Z'),
    seenAt: NOW,
  }),
  'test proved': shown({
    kind: 'proof',
    account: 'emergency1@contoso.com',
    at: AT,
    due: new Date('2027-02-18T08:04:00Z'),
    seenAt: NOW,
  }),
  'test due': shown({ kind: 'due', last: new Date('2026-08-20T08:04:00Z'), seenAt: NOW }),
  'test due, never tested': shown({ kind: 'due', last: null, seenAt: NOW }),
} satisfies Record<string, (texts: Texts) => EmergencyView>;
