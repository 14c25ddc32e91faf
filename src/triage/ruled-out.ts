import { type Facts, refusedWith } from './facts.ts';
import { counted } from './words.ts';

/** Why it is not something else: sentences that only something that was read allows to be said. */

/** No failed sign-in ended in one of these codes. */
export function neverRefusedWith(facts: Facts, codes: readonly number[], sentence: string): string | null {
  const read = facts.evidence.signIns.known && facts.failures.length > 0;
  return read && refusedWith(facts, ...codes).length === 0 ? sentence : null;
}

/** Somebody else would be hit, too. */
export function nobodyElse({ scope }: Facts): string | null {
  if (!scope.known || scope.common) return null;
  return scope.alike.length === 0
    ? 'Nobody else failed in this way at that time.'
    : `Only ${counted(scope.alike.length, 'other person', 'others')} failed in this way at that time.`;
}

/** The second step itself was passed. */
export function secondStepPassed({ last }: Facts, sentence: string): string | null {
  return last?.provedTwice ? sentence : null;
}
