import type { Rendered } from '../cards/render.ts';
import { withoutThread } from './asked.ts';
import { noticeReply } from './replies.ts';
import type { Services, Turn } from './turn.ts';

/** "cases here": what recipients ask of the helpdesk goes to this channel from now on. */
export const casesHere = naming('helpdesk', 'cases-here');
/** "digest here": what administrators are told without asking goes to this channel. */
export const digestHere = naming('admins', 'digest-here');

function naming(purpose: 'helpdesk' | 'admins', done: 'cases-here' | 'digest-here') {
  return async (_input: object, turn: Turn, { campaigns }: Services): Promise<Rendered> => {
    const { id, kind, rosterId } = turn.conversation;
    // Of a shared channel Teams does not tell everybody who reads there, and cases are about people.
    if (kind === 'personal' || rosterId === null) return noticeReply({ kind: 'not-a-channel' }, turn);
    await campaigns.nameChannel(turn.askerId, purpose, withoutThread(id));
    return noticeReply({ kind: done }, turn);
  };
}
