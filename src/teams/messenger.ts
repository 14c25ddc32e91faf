import type { Activity } from 'botbuilder';
import { KnownError } from '../errors.ts';
import type { Connector } from './connector.ts';

/** Where a chat is reached outside of a turn. The address belongs to the chat: regions differ. */
export interface ConversationAddress {
  readonly conversationId: string;
  readonly serviceUrl: string;
}

export interface Messenger {
  /** Posts once; a failure says nothing about whether it arrived. Null: Teams gave no id, so it cannot be updated. */
  send(to: ConversationAddress, activity: Partial<Activity>): Promise<{ readonly activityId: string | null }>;
  update(to: ConversationAddress, activityId: string, activity: Partial<Activity>): Promise<void>;
}

export function createMessenger(options: {
  readonly connector: Connector;
  readonly appId: string | null;
}): Messenger {
  const { connector, appId } = options;
  const addressed = ({ conversationId, serviceUrl }: ConversationAddress, activity: Partial<Activity>) => ({
    type: 'message',
    channelId: 'msteams',
    serviceUrl,
    ...(appId === null ? {} : { from: { id: `28:${appId}` } }),
    ...activity,
    conversation: { id: conversationId },
  });
  return {
    async send(to, activity) {
      const { conversations } = await connector.clientFor(to.serviceUrl);
      // The connector's types ask for every field of an activity; the service wants only these.
      const body = addressed(to, activity) as Activity;
      const response = await conversations.sendToConversation(to.conversationId, body);
      return { activityId: response.id || null };
    },
    async update(to, activityId, activity) {
      const { conversations } = await connector.clientFor(to.serviceUrl);
      const body = { ...addressed(to, activity), id: activityId } as Activity;
      await conversations.updateActivity(to.conversationId, activityId, body);
    },
  };
}

/** How Teams says that this chat takes nothing from the bot until somebody there, or an administrator, acts. */
const CLOSED: Readonly<Record<string, number>> = {
  BotNotInConversationRoster: 403,
  ConversationBlockedByUser: 403,
  BotDisabledByAdmin: 403,
  MessageWritesBlocked: 403,
  ForbiddenOperationException: 403,
  ConversationNotFound: 404,
};

/** What Teams says when it is busy or broken. */
const PASSING: ReadonlySet<unknown> = new Set([408, 412, 429, 500, 502, 503, 504]);

/** Whether it lies with Teams or the way to it: no mistake of ours, and nothing that has to be looked into. */
export function isTeamsFailure(error: unknown): boolean {
  const { name, statusCode } = (error ?? {}) as { name?: unknown; statusCode?: unknown };
  const noAnswer = name === 'RestError' && statusCode === undefined;
  return noAnswer || PASSING.has(statusCode) || error instanceof KnownError || isOutOfReach(error);
}

/** Whether a send failed because the bot is not, or no longer, let into the chat: trying again is of no use. */
export function isOutOfReach(error: unknown): boolean {
  const { statusCode, code } = (error ?? {}) as { statusCode?: unknown; code?: unknown };
  return typeof code === 'string' && Object.hasOwn(CLOSED, code) && CLOSED[code] === statusCode;
}
