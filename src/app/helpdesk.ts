import type { Clock } from '../clock.ts';
import type { Config } from '../config.ts';
import { onlyKnown } from '../errors.ts';
import type { Membership } from '../people/membership.ts';
import type { BulkDirectory } from '../people/ports.ts';
import { type Conversation, personalConversationOf } from '../store/conversations.ts';
import type { Database } from '../store/db.ts';
import { namedChannel } from '../store/named-channels.ts';
import { READ_AT_MOST, type ReadMembers } from '../teams/audience.ts';
import type { HelpdeskChat } from '../teams/campaign-case.ts';

export interface HelpdeskParts {
  readonly config: Pick<Config, 'groups'>;
  readonly database: Database;
  readonly clock: Clock;
  readonly bulkDirectory: Pick<BulkDirectory, 'peopleIn'>;
  readonly members: ReadMembers;
  readonly membership: Pick<Membership, 'allHold'>;
}

const TOLD_AT_MOST = 20;
/** Whoever has asked for help waits for the answer; the group is read behind everything else. */
const LOOKED_FOR_MS = 3_000;

/** Where the helpdesk reads. */
export function buildHelpdesk(parts: HelpdeskParts) {
  const { database, clock, config, bulkDirectory, members, membership } = parts;
  /** The channel that was named, else everybody of the helpdesk who has a chat with the bot. */
  const places = async (): Promise<readonly Conversation[]> => {
    const channel = await namedChannel(database, 'helpdesk');
    if (channel !== undefined) return [channel];
    const { helpdesk } = config.groups;
    if (helpdesk === null) return [];
    const found: Conversation[] = [];
    for await (const page of bulkDirectory.peopleIn(helpdesk)) {
      for (const personId of page) {
        const chat = await personalConversationOf(database, personId);
        if (chat !== undefined) found.push(chat);
        if (found.length === TOLD_AT_MOST) return found;
      }
    }
    return found;
  };
  const isHelpdeskAlone = async ({ kind, teamId, conversationId, serviceUrl }: Conversation) => {
    if (kind === 'personal') return true;
    const people = await members({ rosterId: teamId ?? conversationId, serviceUrl }, READ_AT_MOST).catch(
      // Who reads along is not known: then nobody is shown what not everybody may see.
      () => null,
    );
    return people !== null && people.length > 0 && membership.allHold(people, 'helpdesk');
  };
  return {
    places,
    /** Nothing is promised that is not known: a question is taken in any case, and told as soon as it can be. */
    async canBeReached(): Promise<boolean> {
      const soon = new AbortController();
      const late = clock.sleep(LOOKED_FOR_MS, soon.signal).catch(() => undefined);
      const found = await Promise.race([places().catch(onlyKnown), late]);
      soon.abort();
      return (found ?? []).length > 0;
    },
    async chats(): Promise<readonly HelpdeskChat[]> {
      const chats = await places();
      return Promise.all(
        chats.map(async (chat) => ({ ...chat, helpdeskAlone: await isHelpdeskAlone(chat) })),
      );
    },
  };
}
