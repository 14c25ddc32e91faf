import type { CauseId } from './catalogue.ts';

/** Names the text that is ready to be said to the person, in their language. */
export type TellKey = `tell.${CauseId | 'unknown'}`;

export function tellKey(cause: CauseId | 'unknown'): TellKey {
  return `tell.${cause}`;
}
