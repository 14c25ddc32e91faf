import type { Outcome } from '../delivery/outcome.ts';
import type { Db } from './db.ts';

export interface DeliveryCount {
  readonly wave: string;
  readonly state: 'targeted' | Outcome;
  readonly count: number;
}

export interface DeliveryRow {
  readonly wave: string;
  readonly personId: string;
  readonly state: 'planned' | 'sending' | Outcome;
  readonly conversationId: string | null;
  readonly activityId: string | null;
  readonly detail: string | null;
  readonly endedAt: Date | null;
}

const COLUMNS = `wave, person_id as "personId", state, conversation_id as "conversationId",
  activity_id as "activityId", detail, ended_at as "endedAt"`;

/** As cheap for a million recipients as for ten. */
export async function deliveryCounts(db: Db, campaignId: string): Promise<readonly DeliveryCount[]> {
  return db.query(
    `select wave, state, count from delivery_counts where campaign_id = $1 and count <> 0 order by wave, state`,
    [campaignId],
  );
}

/** What one person got from a campaign, in no order. */
export async function deliveriesTo(
  db: Db,
  personId: string,
  campaignId: string,
): Promise<readonly DeliveryRow[]> {
  return db.query(`select ${COLUMNS} from deliveries where person_id = lower($1) and campaign_id = $2`, [
    personId,
    campaignId,
  ]);
}

/** Every row of a campaign, a batch at a time: memory does not grow with the audience. */
export async function* deliveryPages(db: Db, campaignId: string): AsyncGenerator<readonly DeliveryRow[]> {
  for (let after = 0; ; ) {
    const [batch] = await db.query<{ batchId: number }>(
      `select batch_id as "batchId" from delivery_batches where campaign_id = $1 and batch_id > $2
        order by batch_id limit 1`,
      [campaignId, after],
    );
    if (batch === undefined) return;
    yield await db.query<DeliveryRow>(`select ${COLUMNS} from deliveries where batch_id = $1 order by seq`, [
      batch.batchId,
    ]);
    after = batch.batchId;
  }
}
