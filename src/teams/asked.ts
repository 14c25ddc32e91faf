import type { InboundActivity } from './activity.ts';

export interface Asked {
  /** What was typed, without the mention of the bot. */
  readonly text: string;
  /** The first person mentioned besides the bot, by their Teams id, and how the text names them. */
  readonly mentioned: { readonly teamsId: string; readonly name: string } | null;
}

/** Text as a command sees it. Teams wraps mentions in <at>…</at> and puts non-breaking spaces around them. */
export function readAsked(activity: InboundActivity): Asked {
  const mentions = (activity.entities ?? []).flatMap((entity) => (entity.type === 'mention' ? [entity] : []));
  let text = activity.text ?? '';
  for (const mention of mentions) {
    if (mention.mentioned.id === activity.recipient.id && mention.text)
      text = text.replace(mention.text, ' ');
  }
  const other = mentions.find((mention) => mention.mentioned.id !== activity.recipient.id);
  text = text.replace(/<at[^>]*>([^<]*)<\/at>/gi, (_whole, name: string) =>
    // Some clients leave out what the mention stands for; the bot's own name is no part of a question.
    readable(name) === activity.recipient.name ? ' ' : name,
  );
  return {
    text: readable(text),
    mentioned: other
      ? {
          teamsId: other.mentioned.id,
          name: readable(other.mentioned.name ?? other.text?.replace(/<[^>]+>/g, '') ?? ''),
        }
      : null,
  };
}

/** Teams escapes some of what people type, and the same name once with and once without. */
const ESCAPED: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&apos;': "'",
  '&#39;': "'",
  '&nbsp;': ' ',
};

function readable(text: string): string {
  return text
    .replace(/&(?:amp|lt|gt|quot|apos|#39|nbsp);/g, (escaped) => ESCAPED[escaped] ?? escaped)
    .replace(/\s+/g, ' ')
    .trim();
}

/** The language and time zone in which this person reads Teams right now. */
export function readerOf(activity: InboundActivity): {
  readonly language: string | null;
  readonly timeZone: string | null;
} {
  const client = activity.entities?.find((entity) => entity.type === 'clientInfo');
  return {
    language: activity.locale ?? (client?.type === 'clientInfo' ? client.locale : null) ?? null,
    timeZone: (client?.type === 'clientInfo' ? client.timezone : null) ?? activity.localTimezone ?? null,
  };
}

/** Only what is certainly a chat of two is one: in every other place others may read what is answered. */
export function kindOf(activity: InboundActivity): 'personal' | 'group' | 'channel' {
  const { conversationType, isGroup } = activity.conversation;
  if (conversationType === 'channel') return 'channel';
  return conversationType === 'personal' && !isGroup ? 'personal' : 'group';
}

/** In a channel Teams appends the thread to the id. Answers go to the thread; everything else is the channel's. */
export function withoutThread(conversationId: string): string {
  return conversationId.replace(/;messageid=.*$/i, '');
}

/**
 * Whose members read along here. For a channel Teams is asked about its team, which holds all of them; null for
 * a shared channel, where people of other teams and organisations read and no roster tells of all of them.
 */
export function rosterOf(activity: InboundActivity): string | null {
  const { team, channel } = activity.channelData ?? {};
  if (channel?.type?.toLowerCase() === 'shared') return null;
  return team?.id ?? withoutThread(activity.conversation.id);
}
