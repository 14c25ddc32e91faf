import { type Conversation, conversationById } from './conversations.ts';
import type { Db } from './db.ts';

export type ChannelPurpose = 'helpdesk' | 'admins';

/** Each purpose has one channel; the last that was named. */
export async function nameChannel(
  db: Db,
  channel: {
    readonly purpose: ChannelPurpose;
    readonly conversationId: string;
    readonly by: string;
    readonly at: Date;
  },
): Promise<void> {
  await db.query(
    `insert into named_channels (purpose, conversation_id, named_by, named_at) values ($1, $2, lower($3), $4)
     on conflict (purpose) do update set conversation_id = excluded.conversation_id,
       named_by = excluded.named_by, named_at = excluded.named_at`,
    [channel.purpose, channel.conversationId, channel.by, channel.at],
  );
}

/** Undefined where none was named, or the bot has been taken out of it. */
export async function namedChannel(db: Db, purpose: ChannelPurpose): Promise<Conversation | undefined> {
  const [found] = await db.query<{ conversationId: string }>(
    `select conversation_id as "conversationId" from named_channels where purpose = $1`,
    [purpose],
  );
  const channel = found && (await conversationById(db, found.conversationId));
  return channel?.installed ? channel : undefined;
}
