import type { Campaign, Recipient } from '../campaign/campaign.ts';
import type { RecipientNow, RunningStore } from '../campaign/running.ts';
import { campaignById, recordAudit, saveCampaign } from './campaigns.ts';
import type { Database } from './db.ts';
import { moveRecipients, recipientsOf } from './recipients.ts';

/** What sending and the calendar ask of the database about campaigns that go on. */
export function createRunningStore(database: Database): RunningStore {
  return {
    campaign: (campaignId) => campaignById(database, campaignId),
    async recipients(campaignId, personIds, at) {
      const [recipients, due] = await Promise.all([
        recipientsOf(database, campaignId, personIds),
        database.query<{ personId: string }>(
          `select person_id as "personId" from recipients
            where campaign_id = $1 and person_id = any($2::text[]) and look_at <= $3`,
          [campaignId, personIds, at],
        ),
      ]);
      const looks = new Set(due.map(({ personId }) => personId));
      return recipients.map(
        (recipient): RecipientNow => ({ ...recipient, lookDue: looks.has(recipient.personId) }),
      );
    },
    async leftOf({ campaignId, wave }) {
      const [found] = await database.query<{ left: number }>(
        `select coalesce(sum(case when state = 'targeted' then count else -count end), 0)::integer as left
           from delivery_counts where campaign_id = $1 and wave = $2`,
        [campaignId, wave],
      );
      return found?.left ?? 0;
    },
    change: (campaignId, personIds, decide, at) =>
      database.transaction(async (db) => {
        const locked = await db.query(
          `select 1 from recipients where campaign_id = $1 and person_id = any($2::text[])
            order by person_id for update`,
          [campaignId, personIds],
        );
        if (locked.length === 0) return [];
        const recipients: readonly Recipient[] = await recipientsOf(db, campaignId, personIds);
        const changes = recipients.flatMap((recipient) => decide(recipient) ?? []);
        return moveRecipients(db, campaignId, changes, at);
      }),
    pauseFor: (campaignId, trouble, at) =>
      database.transaction(async (db) => {
        const before = await campaignById(db, campaignId);
        if (before?.state !== 'running') return false;
        const after: Campaign = { ...before, state: 'paused', trouble, version: before.version + 1 };
        if (!(await saveCampaign(db, before, after))) return false;
        await recordAudit(db, campaignId, { at, by: 'muster', what: 'pause', why: trouble });
        return true;
      }),
  };
}
