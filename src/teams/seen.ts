import type { InboundActivity } from './activity.ts';
import { kindOf, readerOf, withoutThread } from './asked.ts';

/** What one activity tells about the conversation it came from: enough to write there later. */
export interface Seen {
  readonly conversationId: string;
  readonly kind: 'personal' | 'group' | 'channel';
  readonly personId: string | null;
  readonly tenantId: string | null;
  readonly serviceUrl: string;
  readonly botId: string;
  readonly teamId: string | null;
  readonly locale: string | null;
  readonly timeZone: string | null;
  readonly name: string | null;
  readonly installed: boolean;
  readonly at: Date;
}

export function seenIn(activity: InboundActivity, now: Date): Seen {
  const kind = kindOf(activity);
  const reader = readerOf(activity);
  return {
    conversationId: withoutThread(activity.conversation.id),
    kind,
    personId: kind === 'personal' ? (activity.from.aadObjectId ?? null) : null,
    tenantId: activity.channelData?.tenant?.id ?? activity.conversation.tenantId ?? null,
    serviceUrl: activity.serviceUrl,
    botId: activity.recipient.id,
    teamId: activity.channelData?.team?.id ?? null,
    locale: reader.language,
    timeZone: reader.timeZone,
    name: activity.conversation.name ?? activity.channelData?.channel?.name ?? null,
    installed: !takesBotOut(activity),
    at: activity.timestamp ?? now,
  };
}

/** The bot was installed, for the first time or after a removal: the moment to say hello in a private chat. */
export function bringsBotIn(activity: InboundActivity): boolean {
  if (activity.type === 'installationUpdate') return activity.action?.startsWith('add') ?? false;
  return (activity.membersAdded ?? []).some((member) => member.id === activity.recipient.id);
}

function takesBotOut(activity: InboundActivity): boolean {
  if (activity.type === 'installationUpdate') return activity.action?.startsWith('remove') ?? false;
  return (activity.membersRemoved ?? []).some((member) => member.id === activity.recipient.id);
}
