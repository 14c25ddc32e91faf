import type { Recipient } from '../campaign/campaign.ts';
import { decide, MUSTER } from '../campaign/life-cycle.ts';
import type { RecipientNow, RunningStore } from '../campaign/running.ts';
import type { Settled, Wave } from '../delivery/ports.ts';
import { campaignById, recordAudit, saveCampaign } from './campaigns.ts';
import type { Database, Db } from './db.ts';
import { moveRecipients, recipientsOf } from './recipients.ts';

/** What sending and the calendar ask of the database about campaigns that go on. */
export function createRunningStore(database: Database): RunningStore {
  return {
    campaign: (campaignId) => campaignById(database, campaignId),
    async recipients(campaignId, personIds, at) {
      // Whom the log has named (no looks of their own), somebody may just be reading: until then it is not known.
      const [recipients, due] = await Promise.all([
        recipientsOf(database, campaignId, personIds),
        database.query<{ personId: string }>(
          `select person_id as "personId" from recipients
            where campaign_id = $1 and person_id = any($2::text[])
              and (look_at <= $3 or (look_at is not null and looks = 0))`,
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
    async ungreen(campaignId, personIds) {
      if (personIds.length === 0) return 0;
      const changed = await database.query(
        `update recipients set greened = false
          where campaign_id = $1 and person_id = any($2::text[]) and state = 'registered' and greened returning 1`,
        [campaignId, personIds],
      );
      return changed.length;
    },
    pauseFor: (campaignId, trouble, at) =>
      database.transaction(async (db) => {
        const before = await campaignById(db, campaignId);
        if (before?.state !== 'running') return false;
        const decision = decide(before, { kind: 'pause', by: MUSTER, why: trouble }, at);
        if (decision.kind !== 'done') return false;
        if (!(await saveCampaign(db, before, { ...decision.campaign, trouble }))) return false;
        await recordAudit(db, campaignId, { at, by: MUSTER, what: decision.what, why: decision.why });
        return true;
      }),
  };
}

/** Cards of a batch whose end is saved while their recipients still wait for them. Undefined: there are none. */
export async function untoldOf(
  db: Db,
  batchId: number,
): Promise<{ readonly wave: Wave; readonly rows: readonly Settled[] } | undefined> {
  const rows = await db.query<Settled & Wave>(
    `select sent.campaign_id as "campaignId", sent.wave, sent.person_id as "personId", sent.state as outcome,
            sent.conversation_id as "conversationId", sent.activity_id as "activityId", sent.detail
       from deliveries sent
       join recipients row on row.campaign_id = sent.campaign_id::uuid and row.person_id = sent.person_id
      where sent.batch_id = $1 and sent.state not in ('planned', 'sending', 'superseded')
        and row.state = 'waiting'`,
    [batchId],
  );
  const [first] = rows;
  return first && { wave: { campaignId: first.campaignId, wave: first.wave }, rows };
}
