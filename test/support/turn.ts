import { textsFor } from '../../src/cards/texts.ts';
import type { Role } from '../../src/people/roles.ts';
import type { Turn } from '../../src/teams/turn.ts';

export const ASKER = 'a11ce000-0000-4000-8000-000000000001';

/** A turn of somebody in a private chat, with what is to be different. */
export function turnOf(
  different: { readonly roles?: readonly Role[]; readonly conversation?: Partial<Turn['conversation']> } = {},
): Turn {
  return {
    askerId: ASKER,
    roles: new Set(different.roles ?? ['user']),
    conversation: {
      id: 'a:1alice',
      kind: 'personal',
      rosterId: 'a:1alice',
      serviceUrl: 'https://smba.example/emea/',
      ...different.conversation,
    },
    texts: textsFor('en-GB', 'Europe/London'),
    reference: 'reference-1',
  };
}
