import type { ReadMembers } from './audience.ts';
import type { Connector } from './connector.ts';

/** Reads who is in a conversation from Teams itself: one page, or null where there are more than asked for. */
export function createReadMembers(connector: Pick<Connector, 'clientFor'>): ReadMembers {
  return async ({ rosterId, serviceUrl }, atMost) => {
    if (rosterId === null) return null;
    const client = await connector.clientFor(serviceUrl);
    // The connector's type asks for a token that the first page cannot have.
    const firstPage = { pageSize: atMost + 1 } as { pageSize: number; continuationToken: string };
    const page = await client.conversations.getConversationPagedMembers(rosterId, firstPage);
    if (page.continuationToken || page.members.length > atMost) return null;
    // Somebody without an Entra id (an anonymous guest of a meeting) holds no role.
    const ids = page.members.map(objectIdIn);
    return ids.every((member) => member !== undefined) ? ids : null;
  };
}

/** The Entra object id behind a Teams id, as it stands in a mention. Undefined: Teams does not say. */
export async function objectIdOf(
  connector: Pick<Connector, 'clientFor'>,
  conversation: { readonly rosterId: string | null; readonly serviceUrl: string },
  teamsId: string,
): Promise<string | undefined> {
  if (conversation.rosterId === null) return undefined;
  const client = await connector.clientFor(conversation.serviceUrl);
  return objectIdIn(await client.conversations.getConversationMember(conversation.rosterId, teamsId));
}

/** Teams sends one of two spellings, by the age of the endpoint. */
function objectIdIn(member: object): string | undefined {
  const { aadObjectId, objectId } = member as { aadObjectId?: unknown; objectId?: unknown };
  const id = aadObjectId ?? objectId;
  return typeof id === 'string' ? id.toLowerCase() : undefined;
}
