import type { Method, MethodKind, RegistrationRow } from './people.ts';

/**
 * How far a person is, from worst to best:
 * `none`      nothing that counts as a second step
 * `phone-only` only SMS or voice, which Microsoft ends on 2027-02-01
 * `registered` an app, a code or a key that proves who they are
 * `passkey`   something that cannot be phished
 */
export const REGISTRATION_STATES = ['none', 'phone-only', 'registered', 'passkey'] as const;
export type RegistrationState = (typeof REGISTRATION_STATES)[number];

/** Microsoft-provided SMS and voice for MFA end on this day. */
export const PHONE_ENDS = '2027-02-01';

const RANK: Record<MethodKind, RegistrationState> = {
  passkey: 'passkey',
  'windows-hello': 'passkey',
  'platform-credential': 'passkey',
  certificate: 'passkey',
  authenticator: 'registered',
  'software-code': 'registered',
  'hardware-code': 'registered',
  external: 'registered',
  phone: 'phone-only',
  // A pass lets somebody in once to register; it is not a registration.
  'temporary-pass': 'none',
  'qr-pin': 'none',
  email: 'none',
  password: 'none',
  unknown: 'none',
};

export function registrationState(methods: readonly Method[]): RegistrationState {
  return best(methods.map((method) => RANK[method.kind]));
}

/** The methods that count as a second step, strongest first: what a status card lists. */
export function secondSteps(methods: readonly Method[]): readonly Method[] {
  const rank = (method: Method) => REGISTRATION_STATES.indexOf(RANK[method.kind]);
  return methods.filter((method) => rank(method) > 0).sort((a, b) => rank(b) - rank(a));
}

/** The report's words for methods (userRegistrationDetails.methodsRegistered); others count as registered when the report says so. */
const REPORT_PHONES = new Set(['mobilePhone', 'alternateMobilePhone', 'officePhone']);
const REPORT_PASSKEYS = new Set([
  'fido2SecurityKey',
  'passKeyDeviceBound',
  'passKeyDeviceBoundAuthenticator',
  'passKeyDeviceBoundWindowsHello',
  'passKeySynced',
  'windowsHelloForBusiness',
  'macOsSecureEnclaveKey',
  'x509CertificateSingleFactor',
  'x509CertificateMultiFactor',
]);
const REPORT_NOT_COUNTING = new Set(['email', 'password', 'securityQuestion', 'temporaryAccessPass', 'none']);

/** The same judgement from a row of the report. */
export function reportedState(row: RegistrationRow): RegistrationState {
  if (!row.mfaRegistered) return 'none';
  if (row.methods.some((method) => REPORT_PASSKEYS.has(method))) return 'passkey';
  const counting = row.methods.filter((method) => !REPORT_NOT_COUNTING.has(method));
  return counting.length > 0 && counting.every((method) => REPORT_PHONES.has(method))
    ? 'phone-only'
    : 'registered';
}

function best(states: readonly RegistrationState[]): RegistrationState {
  return states.reduce<RegistrationState>(
    (a, b) => (REGISTRATION_STATES.indexOf(b) > REGISTRATION_STATES.indexOf(a) ? b : a),
    'none',
  );
}
