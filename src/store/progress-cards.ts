import type { Db } from './db.ts';

/** A card of a campaign's progress that edits itself. */
export interface ProgressCard {
  readonly conversationId: string;
  readonly serviceUrl: string;
  readonly activityId: string;
  readonly locale: string | null;
  readonly timeZone: string | null;
}

/** One card of each campaign in each chat: the newest; older ones stay as they were. */
export async function followProgress(
  db: Db,
  campaignId: string,
  card: Pick<ProgressCard, 'conversationId' | 'serviceUrl' | 'activityId'>,
  at: Date,
): Promise<void> {
  await db.query(
    `insert into progress_cards (campaign_id, conversation_id, service_url, activity_id, edited_at)
     values ($1, $2, $3, $4, $5)
     on conflict (campaign_id, conversation_id) do update set service_url = excluded.service_url,
       activity_id = excluded.activity_id, edited_at = excluded.edited_at`,
    [campaignId, card.conversationId, card.serviceUrl, card.activityId, at],
  );
}

/** In the language and on the clock of whoever reads in that chat. */
export async function progressCards(db: Db, campaignId: string): Promise<readonly ProgressCard[]> {
  return db.query(
    `select card.conversation_id as "conversationId", card.service_url as "serviceUrl",
            card.activity_id as "activityId", chat.locale, chat.time_zone as "timeZone"
       from progress_cards card left join conversations chat using (conversation_id)
      where campaign_id = $1 order by conversation_id`,
    [campaignId],
  );
}

/** It was deleted, or the bot may not write there any more. */
export async function forgetProgressCard(
  db: Db,
  campaignId: string,
  { conversationId, activityId }: Pick<ProgressCard, 'conversationId' | 'activityId'>,
): Promise<void> {
  await db.query(
    `delete from progress_cards where campaign_id = $1 and conversation_id = $2 and activity_id = $3`,
    [campaignId, conversationId, activityId],
  );
}
