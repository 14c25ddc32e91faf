import type { GreenStore, Ungreened } from '../campaign/running.ts';
import type { Db } from './db.ts';

export function createGreenStore(db: Db): GreenStore {
  return {
    async toGreen(campaignId, after, atMost) {
      const rows = await db.query<Omit<Ungreened, 'cards'> & { cards: Ungreened['cards'] | null }>(
        `select row.person_id as "personId", row.language, (
            select json_agg(json_build_object('conversationId', sent.conversation_id,
                     'serviceUrl', chat.service_url, 'activityId', sent.activity_id))
              from deliveries sent join conversations chat using (conversation_id)
             where sent.person_id = row.person_id and sent.campaign_id = row.campaign_id::text
               and sent.activity_id is not null and chat.installed) as cards
           from recipients row
          where row.campaign_id = $1 and row.state = 'registered' and not row.greened and row.person_id > $2
          order by row.person_id limit $3`,
        [campaignId, after, atMost],
      );
      return rows.map(({ cards, ...row }) => ({ ...row, cards: cards ?? [] }));
    },
    async greened(campaignId, people) {
      // A card that was on its way when they were looked for has come meanwhile: it is next.
      await db.query(
        `update recipients row set greened = true
          where campaign_id = $1 and person_id = any($2::text[]) and not exists (
            select 1 from deliveries sent join conversations chat using (conversation_id)
             where sent.person_id = row.person_id and sent.campaign_id = row.campaign_id::text
               and sent.activity_id is not null and chat.installed and not sent.activity_id = any($3::text[]))`,
        [
          campaignId,
          people.map(({ personId }) => personId),
          people.flatMap(({ cards }) => cards.map(({ activityId }) => activityId)),
        ],
      );
    },
  };
}
