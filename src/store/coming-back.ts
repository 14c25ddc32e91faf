import type { Database, Db } from './db.ts';
import { clearDoubts } from './delivery-plan.ts';
import { moveRecipients } from './recipients.ts';

/**
 * Somebody who could not be reached has installed the bot or written to it: what could not be sent to them is to be
 * sent now. For everybody else it is one look into an index.
 */
export async function comeBack(
  database: Database,
  personId: string,
  at: Date,
  deliver: (batchId: number, db: Db) => Promise<unknown>,
): Promise<void> {
  const missed = await database.query<{ campaignId: string }>(
    `select distinct campaign_id as "campaignId" from deliveries
      where person_id = lower($1)
        and (state in ('blocked', 'not-found', 'not-installed') or (state = 'planned' and doubt is not null))
        and campaign_id in (select campaign_id::text from campaigns where state in ('running', 'paused'))`,
    [personId],
  );
  if (missed.length === 0) return;
  const campaignIds = missed.map(({ campaignId }) => campaignId);
  await database.transaction(async (db) => {
    for (const campaignId of campaignIds) {
      const back = { personId, to: 'waiting', reason: null } as const;
      await moveRecipients(db, campaignId, [back], at);
    }
    for (const batchId of await clearDoubts(db, personId, campaignIds, at)) await deliver(batchId, db);
  });
}
