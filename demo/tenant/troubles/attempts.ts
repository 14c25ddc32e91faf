import { POLICY } from '../company/policies.ts';
import type { AppliedPolicy, SignInDraft, Step } from '../company/sign-in.ts';
import { DAY, HOUR, MINUTE } from '../company/stable.ts';
import { rightPassword, wrongPassword } from '../company/steps.ts';

export const minutes = (count: number) => count * MINUTE;
export const hours = (count: number) => count * HOUR;
export const days = (count: number) => count * DAY;

/** How the policies of the tenant judged an attempt of somebody in the pilot. */
const judged = (pilot: string, reported: string): readonly AppliedPolicy[] => [
  { name: POLICY.pilot, result: pilot },
  { name: POLICY.everybody, result: reported },
  { name: POLICY.legacy, result: 'notApplied', controls: ['Block'] },
];

export const HELD = judged('failure', 'reportOnlyInterrupted');
export const PASSED = judged('success', 'reportOnlySuccess');
export const NOT_REACHED = judged('notApplied', 'reportOnlyNotApplied');

type More = Partial<SignInDraft>;

/** Password right, second step asked for (50074), not passed (500121): two rows of one attempt. */
export function held(ago: number, step: Step, more: More = {}): readonly SignInDraft[] {
  const attempt = more.attempt ?? `held ${ago}`;
  const row = { policies: HELD, ...more, attempt };
  return [
    { ...row, ago: ago + 45_000, code: 50074, steps: [rightPassword] },
    { ...row, ago, code: 500121, steps: [rightPassword, step] },
  ];
}

/** The second step was asked for and done: the interrupt is followed by the success, in one attempt. */
export function passed(ago: number, step: Step, more: More = {}): readonly SignInDraft[] {
  const attempt = more.attempt ?? `passed ${ago}`;
  const row = { policies: PASSED, ...more, attempt };
  return [
    { ...row, ago: ago + 20_000, code: 50074, steps: [rightPassword], policies: HELD },
    { ...row, ago, code: 0, steps: [rightPassword, step] },
  ];
}

/** One row that ends the attempt before or beside the second step. */
export const refused = (ago: number, code: number, more: More = {}): readonly SignInDraft[] => [
  { ago, code, steps: [rightPassword], policies: HELD, ...more },
];

export const badPassword = (ago: number, more: More = {}): readonly SignInDraft[] =>
  refused(ago, 50126, { steps: [wrongPassword], policies: NOT_REACHED, ...more });

/** Must register first; there is nothing to ask with. */
export const mustRegister = (ago: number, more: More = {}): readonly SignInDraft[] =>
  refused(ago, 50079, { requiredBy: 'multiConditionalAccess', ...more });
