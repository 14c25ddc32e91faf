import type { Membership } from '../people/membership.ts';
import type { Reply } from './dispatch.ts';
import type { Turn } from './turn.ts';

/** Larger rosters are not read person by person: such a chat counts as one where somebody may not see it. */
export const READ_AT_MOST = 30;

/** Entra object ids of the members of a conversation, or null where not every one of them is known. */
export type ReadMembers = (
  conversation: Pick<Turn['conversation'], 'rosterId' | 'serviceUrl'>,
  atMost: number,
) => Promise<readonly string[] | null>;

/**
 * Whether an answer may stand in this conversation for all to read. An answer about the asker is their own
 * affair; one about others may be shown only where every single member holds the role that it needs.
 */
export async function mayStandHere(
  reply: Pick<Reply, 'about' | 'holding'>,
  turn: Pick<Turn, 'conversation'>,
  ports: { readonly members: ReadMembers; readonly membership: Pick<Membership, 'allHold'> },
): Promise<boolean> {
  if (turn.conversation.kind === 'personal' || reply.about === 'nobody') return true;
  if (reply.about === 'asker') return false;
  const members = await ports.members(turn.conversation, READ_AT_MOST);
  return members !== null && members.length > 0 && ports.membership.allHold(members, reply.holding);
}
