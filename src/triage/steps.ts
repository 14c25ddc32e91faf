import type { Step } from './evidence.ts';
import { readResult, type StepResult } from './results.ts';

/** What was asked for, whatever Microsoft calls it this year. */
export type StepKind =
  | 'push'
  | 'text'
  | 'call'
  | 'code'
  | 'passkey'
  | 'windows-hello'
  | 'certificate'
  | 'temporary-pass'
  | 'external'
  | 'claim'
  | 'password'
  | 'other';

/** Order matters: "Mobile app verification code" is a code, "Phone app notification" is no call. */
const KINDS: readonly (readonly [RegExp, StepKind])[] = [
  [/previously satisfied/i, 'claim'],
  [/temporary access pass/i, 'temporary-pass'],
  [/external/i, 'external'],
  [/windows hello/i, 'windows-hello'],
  [/passkey|fido|security key/i, 'passkey'],
  [/certificate/i, 'certificate'],
  [/app ?notification|companion app|phone sign-?in|authenticator.*(push|passwordless)/i, 'push'],
  [/oath|otp|verification code|one-?time|\bcode\b/i, 'code'],
  [/sms|text/i, 'text'],
  [/call|voice/i, 'call'],
  [/password/i, 'password'],
];

export interface JudgedStep {
  readonly step: Step;
  readonly kind: StepKind;
  readonly result: StepResult | null;
  /** Asked for as the second step, not as the first. */
  readonly second: boolean;
}

export function judgeStep(step: Step): JudgedStep {
  const kind = KINDS.find(([pattern]) => pattern.test(step.method ?? ''))?.[1] ?? 'other';
  const result = readResult(step.result);
  return { step, kind, result, second: isSecond(step, kind, result) };
}

function isSecond(step: Step, kind: StepKind, result: StepResult | null): boolean {
  if (/primary/i.test(step.requirement ?? '')) return result?.denial != null;
  if (/multi/i.test(step.requirement ?? '')) return true;
  if (result?.outcome === 'first-step-passed' || result?.outcome === 'first-step-failed') return false;
  return kind !== 'password' && kind !== 'claim' ? true : result?.outcome === 'passed';
}

export function passed({ step, result }: JudgedStep): boolean {
  return result === null ? step.succeeded === true : result.outcome === 'passed';
}

/** The device that the step names is the device that is registered. */
export function namesDevice(detail: string | null, label: string | null): boolean {
  if (!detail || !label) return false;
  const [a, b] = [detail, label].map((text) => text.trim().toLowerCase().replace(/\s+/g, ' '));
  return a !== undefined && a !== '' && a === b;
}
