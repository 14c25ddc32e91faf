import type { RegistrationState } from '../people/registration.ts';
import { GOALS, type Goal } from './campaign.ts';

/** The goals that somebody has met who is that far. Whoever has nothing has met none, not even `no-sms-only`. */
export const GOALS_MET: Readonly<Record<RegistrationState, readonly Goal[]>> = {
  none: [],
  'phone-only': ['any-method'],
  registered: ['any-method', 'no-sms-only'],
  passkey: GOALS,
};

export function meetsGoal(goal: Goal, state: RegistrationState): boolean {
  return GOALS_MET[state].includes(goal);
}
