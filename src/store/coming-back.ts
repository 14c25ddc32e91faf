import type { Database } from './db.ts';
import { clearDoubts } from './delivery-plan.ts';
import { moveRecipients } from './recipients.ts';

/**
 * Somebody who could not be reached has installed the bot or written to it: what could not be sent to them is to be
 * sent now. The batches that have work. For everybody else it is one look into an index.
 */
export async function comeBack(database: Database, personId: string, at: Date): Promise<readonly number[]> {
  const missed = await database.query<{ campaignId: string }>(
    `select distinct campaign_id as "campaignId" from deliveries
      where person_id = lower($1)
        and (state in ('blocked', 'not-found', 'not-installed') or (state = 'planned' and doubt is not null))
        and campaign_id in (select campaign_id::text from campaigns where state in ('running', 'paused'))`,
    [personId],
  );
  if (missed.length === 0) return [];
  const campaignIds = missed.map(({ campaignId }) => campaignId);
  return database.transaction(async (db) => {
    for (const campaignId of campaignIds) {
      const back = { personId, to: 'waiting', reason: null } as const;
      await moveRecipients(db, campaignId, [back], at);
    }
    return clearDoubts(db, personId, campaignIds, at);
  });
}
