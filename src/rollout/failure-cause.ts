import type { CauseId } from '../triage/catalogue.ts';
import { isHarmless, meaningOf } from '../triage/codes.ts';
import { type DenialKind, readResult } from '../triage/results.ts';
import type { LoggedSignIn } from './sign-in-log.ts';

/**
 * What a failure looks like from the log's row alone, in the catalogue's words. Good enough to count and to see what
 * is new; whoever helps one person asks for that person, which reads everything else, too.
 */
const BY_DENIAL: Readonly<Partial<Record<DenialKind, CauseId>>> = {
  'no-answer': 'authenticator-no-notification',
  'not-delivered': 'authenticator-on-old-phone',
  'not-sent': 'authenticator-no-notification',
  declined: 'declined-by-mistake',
  fraud: 'fraud-reported',
  blocked: 'blocked-after-fraud-report',
  'credential-policy': 'method-disabled-by-policy',
  'wrong-app-code': 'one-time-code-rejected',
  'wrong-code': 'one-time-code-rejected',
  'code-reused': 'one-time-code-rejected',
  'too-many-codes': 'one-time-code-rejected',
  'no-code': 'phone-number-changed',
  unreachable: 'phone-number-changed',
  voicemail: 'phone-number-changed',
  'hung-up': 'phone-number-changed',
  'bad-number': 'phone-number-or-region-invalid',
  'nothing-registered': 'never-registered',
  'pass-expired': 'temporary-access-pass-unusable',
  'pass-unknown': 'temporary-access-pass-unusable',
  'service-error': 'service-incident',
};

const BY_CODE: ReadonlyMap<number, CauseId> = new Map<number, CauseId>([
  [50072, 'never-registered'],
  [50079, 'never-registered'],
  [50203, 'never-registered'],
  [50126, 'wrong-password'],
  [50053, 'smart-lockout'],
  [50055, 'password-expired'],
  [50057, 'account-disabled'],
  [50105, 'application-not-assigned'],
  [53000, 'device-not-compliant'],
  [53001, 'device-not-managed'],
  [53003, 'blocked-by-location-policy'],
  [53004, 'registration-blocked-by-risk'],
  [500121, 'authenticator-no-notification'],
]);

/** For the many codes of one subject. */
const BY_SUBJECT: Readonly<Record<string, CauseId>> = {
  password: 'wrong-password',
  'password-agent': 'password-agent-unreachable',
  device: 'device-not-compliant',
  registration: 'never-registered',
  risk: 'risk-policy-block',
  'conditional-access': 'blocked-by-location-policy',
  'temporary-pass': 'temporary-access-pass-unusable',
  'telecom-limit': 'telecom-throttled',
  legacy: 'legacy-authentication',
  lockout: 'smart-lockout',
  disabled: 'account-disabled',
  assignment: 'application-not-assigned',
  'external-provider': 'external-mfa-provider',
  'second-step': 'authenticator-no-notification',
  passwordless: 'windows-hello-or-passkey-lost',
  'tenant-restriction': 'guest-not-redeemed-or-blocked',
  service: 'service-incident',
};

const LEGACY = /exchange activesync|imap|pop|smtp|other clients|mapi|exchange web services|autodiscover/i;

type Failure = Pick<LoggedSignIn, 'code' | 'result' | 'client'>;

export function likelyCause({ code, result, client }: Failure): CauseId | 'unknown' {
  const denial = readResult(result)?.denial;
  const denied = denial ? BY_DENIAL[denial] : undefined;
  if (denied) return denied;
  const subject = meaningOf(code)?.subject;
  // These clients cannot show a second step: what stops them is what they are, whatever the code says.
  if (client !== null && LEGACY.test(client) && subject !== 'password') return 'legacy-authentication';
  return BY_CODE.get(code) ?? (subject === undefined ? 'unknown' : (BY_SUBJECT[subject] ?? 'unknown'));
}

/** Whether the row is somebody who did not get in; pages on the way and other people's applications are not. */
export function isFailure({ code }: Pick<LoggedSignIn, 'code'>): boolean {
  return code !== 0 && !isHarmless(code) && !ON_THE_WAY.has(code);
}

/** Written for everybody who is asked for a second step, also where it is passed a moment later. */
const ON_THE_WAY: ReadonlySet<number> = new Set([50074, 50076, 50125, 50127, 50129, 50140, 50144, 50058]);
