import type { Db } from './db.ts';

export type ConversationKind = 'personal' | 'group' | 'channel';

/** What one event of Teams tells about the conversation it came from. */
export interface SeenConversation {
  readonly conversationId: string;
  readonly kind: ConversationKind;
  /** Entra object id; null unless the conversation is personal. */
  readonly personId: string | null;
  readonly tenantId: string | null;
  readonly serviceUrl: string;
  readonly botId: string;
  readonly teamId: string | null;
  readonly locale: string | null;
  /** Such as Europe/Berlin; null where Teams did not say. */
  readonly timeZone: string | null;
  readonly name: string | null;
  /** False only for the event that takes the bot out; whoever writes to the bot has it installed. */
  readonly installed: boolean;
  /** When Teams sent the event, not when it arrived. */
  readonly at: Date;
}

export interface Conversation extends Omit<SeenConversation, 'at'> {
  readonly firstSeenAt: Date;
  readonly lastSeenAt: Date;
  readonly welcomedAt: Date | null;
  readonly removedAt: Date | null;
}

const COLUMNS = `conversation_id as "conversationId", kind, person_id as "personId", tenant_id as "tenantId",
  service_url as "serviceUrl", bot_id as "botId", team_id as "teamId", locale, time_zone as "timeZone", name, installed,
  first_seen_at as "firstSeenAt", last_seen_at as "lastSeenAt", welcomed_at as "welcomedAt", removed_at as "removedAt"`;

/**
 * Keeps what an install, a removal or a message tells. Teams repeats events, sends them at once and out of
 * order: an event that is older than what is known changes nothing, so the end is the same in any order.
 * What a newer event leaves out (a message names no team) stays as it was. Where several people were once known
 * to read along, nothing makes the chat a personal one again: private answers would go there.
 */
export async function rememberConversation(db: Db, seen: SeenConversation): Promise<void> {
  await db.query(
    `insert into conversations as known (conversation_id, kind, person_id, tenant_id, service_url, bot_id,
       team_id, locale, time_zone, name, installed, first_seen_at, last_seen_at, removed_at)
     values ($1, $2, lower($3), $4, $5, $6, $7, $8, $9, $10, $11, $12, $12, $13)
     on conflict (conversation_id) do update set
       kind = case when known.kind = 'personal' or excluded.kind <> 'personal' then excluded.kind else known.kind end,
       person_id = case when known.kind = 'personal' and excluded.kind = 'personal'
         then coalesce(excluded.person_id, known.person_id) end,
       tenant_id = coalesce(excluded.tenant_id, known.tenant_id),
       service_url = excluded.service_url,
       bot_id = excluded.bot_id,
       team_id = coalesce(excluded.team_id, known.team_id),
       locale = coalesce(excluded.locale, known.locale),
       time_zone = coalesce(excluded.time_zone, known.time_zone),
       name = coalesce(excluded.name, known.name),
       installed = excluded.installed,
       last_seen_at = excluded.last_seen_at,
       welcomed_at = case when excluded.installed then known.welcomed_at end,
       removed_at = excluded.removed_at
     where excluded.last_seen_at >= known.last_seen_at`,
    [
      seen.conversationId,
      seen.kind,
      seen.personId,
      seen.tenantId,
      seen.serviceUrl,
      seen.botId,
      seen.teamId,
      seen.locale,
      seen.timeZone,
      seen.name,
      seen.installed,
      seen.at,
      seen.installed ? null : seen.at,
    ],
  );
}

/**
 * Teams says that the bot cannot write there any more. For a removal event, which brings the whole
 * conversation, use rememberConversation with `installed: false`: that holds even if it overtakes the install.
 * Such refusals have been wrong at times, so this one makes no second hello.
 */
export async function forgetInstallation(db: Db, conversationId: string, at: Date): Promise<void> {
  await db.query(
    `update conversations set installed = false, removed_at = $2, last_seen_at = $2
      where conversation_id = $1 and last_seen_at <= $2`,
    [conversationId, at],
  );
}

/** Where to write to this person; undefined where the bot is not installed for them. */
export async function personalConversationOf(db: Db, personId: string): Promise<Conversation | undefined> {
  const [found] = await db.query<Conversation>(
    `select ${COLUMNS} from conversations
      where person_id = lower($1) and kind = 'personal' and installed
      order by last_seen_at desc limit 1`,
    [personId],
  );
  return found;
}

export async function conversationById(db: Db, conversationId: string): Promise<Conversation | undefined> {
  const [found] = await db.query<Conversation>(
    `select ${COLUMNS} from conversations where conversation_id = $1`,
    [conversationId],
  );
  return found;
}

/** True exactly once for each time the bot is brought in, to whoever asks first: that caller sends the welcome. */
export async function claimWelcome(db: Db, conversationId: string, at: Date): Promise<boolean> {
  const claimed = await db.query(
    `update conversations set welcomed_at = $2
      where conversation_id = $1 and welcomed_at is null and installed returning conversation_id`,
    [conversationId, at],
  );
  return claimed.length > 0;
}
