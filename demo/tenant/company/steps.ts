import type { Step } from './sign-in.ts';

/** The steps of a sign-in in Entra's own phrases. */

const second = (method: string, detail: string | null, denied: string | undefined, passed: string): Step => ({
  method,
  detail,
  first: false,
  succeeded: denied === undefined,
  result: denied === undefined ? passed : `MFA denied; ${denied}`,
});

export const rightPassword: Step = {
  method: 'Password',
  detail: 'Password Hash Sync',
  first: true,
  succeeded: true,
  result: 'Correct password',
};

export const wrongPassword: Step = {
  ...rightPassword,
  succeeded: false,
  result: 'Invalid username or password or Invalid on-premise username or password.',
};

export const push = (phone: string, denied?: string) =>
  second('Mobile app notification', phone, denied, 'MFA successfully completed');

export const text = (number: string, denied?: string) =>
  second('Text message', number, denied, 'MFA successfully completed');

export const call = (number: string, denied?: string) =>
  second('Phone call approval (Authentication phone)', number, denied, 'MFA successfully completed');

export const appCode = (denied?: string) =>
  second('OATH verification code', null, denied, 'MFA successfully completed');

export const externalStep = (provider: string, denied?: string) =>
  second(
    'External authentication method',
    provider,
    denied,
    'MFA requirement satisfied by claim provided by external provider',
  );

export const claim: Step = {
  method: 'Previously satisfied',
  detail: null,
  first: false,
  succeeded: true,
  result: 'MFA requirement satisfied by claim in the token',
};

/** Nothing to ask with: the person has no second step. */
export const nothingRegistered: Step = {
  method: '',
  detail: null,
  first: false,
  succeeded: false,
  result: 'MFA denied; user does not have any verification methods registered',
};

export const passkeyStep: Step = {
  method: 'Passkey (device-bound)',
  detail: 'YubiKey 5 NFC',
  first: true,
  succeeded: true,
  result: 'MFA requirement satisfied by multi-factor device',
};

export const helloStep = (succeeded: boolean): Step => ({
  method: 'Windows Hello for Business',
  detail: null,
  first: true,
  succeeded,
  result: succeeded
    ? 'MFA requirement satisfied by multi-factor device'
    : 'Windows Hello for Business key not found',
});

/** Entra's words for a second step that failed. */
export const DENIED = {
  noAnswer: 'user did not respond to mobile app notification',
  notSent: 'unable to send the mobile app notification to the device',
  declined: 'user declined the authentication',
  wrongAppCode: 'invalid mobile app verification code',
  wrongCode: 'user entered incorrect code',
  noCode: 'user never entered the verification code',
  unreachable: "unable to reach the user's phone",
  badNumber: 'phone number has an invalid format',
  broken: 'invalid authentication',
  blocked: 'user is blocked',
  fraud: 'Phone App Reported Fraud',
  service: 'service error',
} as const;
