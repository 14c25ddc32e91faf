/** Why a second step was not passed, in one word each. */
export const DENIALS = [
  'no-answer',
  'not-delivered',
  'not-sent',
  'declined',
  'fraud',
  'blocked',
  'credential-policy',
  'invalid',
  'wrong-app-code',
  'wrong-code',
  'code-reused',
  'too-many-codes',
  'no-code',
  'wrong-pin',
  'unreachable',
  'voicemail',
  'hung-up',
  'bad-number',
  'nothing-registered',
  'pass-expired',
  'pass-unknown',
  'duplicate',
  'in-progress',
  'service-error',
  'misconfiguration',
  'unknown-person',
] as const;
export type DenialKind = (typeof DENIALS)[number];

export type StepOutcome = 'denied' | 'passed' | 'pending' | 'first-step-passed' | 'first-step-failed';

export interface StepResult {
  readonly outcome: StepOutcome;
  readonly denial: DenialKind | null;
}

type Phrase = readonly [text: string, outcome: StepOutcome, denial?: DenialKind];

/**
 * Microsoft's phrases. They come alone, behind "MFA denied;", and inside longer sentences,
 * in any mixture of capitals. Where one contains another, the longer stands first.
 */
const PHRASES: readonly Phrase[] = [
  ['user did not respond to mobile app notification', 'denied', 'no-answer'],
  ['unable to send the mobile app notification to the device', 'denied', 'not-delivered'],
  ['unable to send the mobile app notification', 'denied', 'not-sent'],
  ['user declined the authentication', 'denied', 'declined'],
  ['phone app reported fraud', 'denied', 'fraud'],
  ['fraud code entered', 'denied', 'fraud'],
  ['user is blocked', 'denied', 'blocked'],
  ['account is locked/blocked', 'denied', 'blocked'],
  ['blocked due to user credential policy', 'denied', 'credential-policy'],
  ['temporary access pass has expired', 'denied', 'pass-expired'],
  ['access pass could not be found or verified', 'denied', 'pass-unknown'],
  ['invalid mobile app verification code', 'denied', 'wrong-app-code'],
  ['invalid verification code', 'denied', 'wrong-app-code'],
  ['entered incorrect code too many times', 'denied', 'too-many-codes'],
  ['user entered incorrect code', 'denied', 'wrong-code'],
  ['verification code already used once', 'denied', 'code-reused'],
  ['user never entered the verification code', 'denied', 'no-code'],
  ['user entered incorrect pin', 'denied', 'wrong-pin'],
  ["unable to reach the user's phone", 'denied', 'unreachable'],
  ['phone call went to voicemail', 'denied', 'voicemail'],
  ['user hung up the phone call', 'denied', 'hung-up'],
  ['phone number has an invalid format', 'denied', 'bad-number'],
  ['user does not have any verification methods registered', 'denied', 'nothing-registered'],
  ['duplicate authentication attempt', 'denied', 'duplicate'],
  ['authentication in-progress', 'pending', 'in-progress'],
  ['invalid authentication', 'denied', 'invalid'],
  ['misconfiguration', 'denied', 'misconfiguration'],
  ['service error', 'denied', 'service-error'],
  ['user not found', 'denied', 'unknown-person'],
  ['first factor requirement satisfied', 'first-step-passed'],
  ['correct password', 'first-step-passed'],
  ['invalid username or password', 'first-step-failed'],
  ['invalid on-premise username or password', 'first-step-failed'],
  ['mfa required in', 'pending'],
  ['has expired due to the policies configured', 'pending'],
  ['registration prompted', 'pending'],
  ['satisfied by claim', 'passed'],
  ['satisfied by strong authentication', 'passed'],
  ['satisfied by multi-factor device', 'passed'],
  ['mfa completed in', 'passed'],
  ['completed in the cloud', 'passed'],
  ['successfully completed', 'passed'],
  ['user approved', 'passed'],
  ['skipped due to', 'passed'],
  ['skipped as flow', 'passed'],
];

/** What Microsoft writes beside every failed second step, whatever happened: it says nothing. */
const BOILERPLATE = [
  'authentication failed during strong authentication request',
  'the user did not complete the mfa prompt',
  'user did not pass the mfa challenge',
];

/** The result of a step from Microsoft's sentence; null where the sentence decides nothing. */
export function readResult(sentence: string | null): StepResult | null {
  if (!sentence) return null;
  const text = plain(sentence);
  const found = PHRASES.find(([phrase]) => text.includes(phrase));
  return found ? { outcome: found[1], denial: found[2] ?? null } : null;
}

export function isBoilerplate(sentence: string | null): boolean {
  return sentence !== null && BOILERPLATE.some((phrase) => plain(sentence).includes(phrase));
}

/** Small letters, straight apostrophes, single spaces, and the older "did not" for the newer "didn't". */
function plain(sentence: string): string {
  return sentence
    .toLowerCase()
    .replace(/[’‘`]/g, "'")
    .replace(/\s+/g, ' ')
    .replace(/\b(did|does|could|was)n't\b/g, '$1 not');
}

/** What happened, for a sentence that goes on with "…". */
export const DENIAL_WORDS: Readonly<Record<DenialKind, string>> = {
  'no-answer': 'the prompt was not answered',
  'not-delivered': 'the prompt could not be delivered to the device',
  'not-sent': 'the prompt could not be sent',
  declined: 'the prompt was declined',
  fraud: 'the prompt was reported as fraud',
  blocked: 'the account is blocked for MFA',
  'credential-policy': 'the policy for this kind of proof refused it',
  invalid: 'the proof was refused as invalid',
  'wrong-app-code': 'the code from the app was wrong',
  'wrong-code': 'the code was wrong',
  'code-reused': 'the code had been used before',
  'too-many-codes': 'a wrong code was entered too many times',
  'no-code': 'no code was entered',
  'wrong-pin': 'the PIN was wrong',
  unreachable: 'the phone could not be reached',
  voicemail: 'the call went to voicemail',
  'hung-up': 'the call ended before it was confirmed',
  'bad-number': 'the stored phone number has an invalid format',
  'nothing-registered': 'no second step is registered',
  'pass-expired': 'the temporary access pass has expired',
  'pass-unknown': 'the temporary access pass was not found',
  duplicate: 'another prompt was still open',
  'in-progress': 'the second step was still going on',
  'service-error': 'Microsoft’s service reported an error',
  misconfiguration: 'the second step is set up wrongly',
  'unknown-person': 'the second step’s service does not know the account',
};
