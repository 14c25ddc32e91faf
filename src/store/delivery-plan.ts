import type { Outcome } from '../delivery/outcome.ts';
import type { Recipient, Wave } from '../delivery/ports.ts';
import type { Db } from './db.ts';

/** How many recipients one batch may have. */
export const BATCH_AT_MOST = 500;

/** Batches that are looked through in one statement: the embedded database must not hold everybody up. */
const BATCHES_AT_ONCE = 100;

/**
 * Adds a batch of recipients to a wave. Who is in the wave already stays where they are, so a planner that died
 * half-way may simply begin again. Null: all of them were.
 */
export async function planBatch(
  db: Db,
  wave: Wave,
  plan: { readonly dueAt: Date; readonly recipients: readonly Recipient[] },
): Promise<{ readonly batchId: number; readonly added: number } | null> {
  const { recipients, dueAt } = plan;
  if (recipients.length > BATCH_AT_MOST)
    throw new RangeError(`A batch has at most ${BATCH_AT_MOST} recipients.`);
  const [planned] = await db.query<{ batchId: number; added: number }>(
    `with batch as (
       select nextval(pg_get_serial_sequence('delivery_batches', 'batch_id')) as batch_id
     ), added as (
       insert into deliveries (batch_id, seq, campaign_id, wave, person_id, language, due_at)
       select batch.batch_id, given.seq, $1, $2, lower(given.person_id), given.language, $3
         from batch, unnest($4::text[], $5::text[]) with ordinality as given (person_id, language, seq)
       on conflict (person_id, campaign_id, wave) do nothing
       returning batch_id
     ), opened as (
       insert into delivery_batches (batch_id, campaign_id, wave, due_at) overriding system value
       select distinct batch_id, $1, $2, $3::timestamptz from added
     ), counted as (
       insert into delivery_counts as known (campaign_id, wave, state, count)
       select $1, $2, 'targeted', count(*) from added having count(*) > 0
       on conflict (campaign_id, wave, state) do update set count = known.count + excluded.count
     )
     select batch_id as "batchId", count(*)::integer as added from added group by batch_id`,
    [
      wave.campaignId,
      wave.wave,
      dueAt,
      recipients.map(({ personId }) => personId),
      recipients.map(({ language }) => language),
    ],
  );
  return planned ?? null;
}

/** What is not finished of a campaign, to be taken up again after a pause. */
export async function openBatches(
  db: Db,
  campaignId: string,
): Promise<readonly { readonly batchId: number; readonly dueAt: Date }[]> {
  return db.query(
    `select batch_id as "batchId", due_at as "dueAt" from delivery_batches
      where campaign_id = $1 and open order by due_at, batch_id`,
    [campaignId],
  );
}

/** A card of an earlier wave is never sent again to whoever has a later one in their chat, or on its way. */
const NEWEST = `not exists (select 1 from deliveries later where later.person_id = deliveries.person_id
  and later.campaign_id = deliveries.campaign_id and later.batch_id > deliveries.batch_id)`;

/** Puts into the queue what was planned again, in the transaction that plans it. */
export type Reopened = (batchIds: readonly number[], db: Db) => Promise<void>;

/** Plans again whose newest card ended in one of these ways. The batches that have work now. */
export async function planAgain(
  db: Db,
  campaignId: string,
  outcomes: readonly Outcome[],
  now: Date,
  reopened?: Reopened,
): Promise<readonly number[]> {
  const again: number[] = [];
  for (let after = 0; ; ) {
    const batches = await db.query<{ batchId: number }>(
      `select batch_id as "batchId" from delivery_batches where campaign_id = $1 and batch_id > $2
        order by batch_id limit $3`,
      [campaignId, after, BATCHES_AT_ONCE],
    );
    const ids = batches.map(({ batchId }) => batchId);
    const last = ids.at(-1);
    if (last === undefined) return again;
    again.push(
      ...(await reopen(db, `batch_id = any($2::bigint[]) and ${NEWEST}`, {
        outcomes,
        now,
        values: [ids],
        reopened,
      })),
    );
    after = last;
  }
}

/**
 * The person has installed the bot or written to it, so what was believed about reaching them is wrong. Only within
 * these campaigns: one that is over keeps its reasons.
 */
export async function clearDoubts(
  db: Db,
  personId: string,
  campaignIds: readonly string[],
  now: Date,
): Promise<readonly number[]> {
  const outcomes = ['blocked', 'not-found', 'not-installed'] as const;
  return reopen(db, `person_id = lower($2) and campaign_id = any($3::text[]) and ${NEWEST}`, {
    outcomes,
    now,
    values: [personId, campaignIds],
  });
}

async function reopen(
  db: Db,
  where: string,
  {
    outcomes,
    now,
    values,
    reopened,
  }: {
    readonly outcomes: readonly Outcome[];
    readonly now: Date;
    readonly values: readonly unknown[];
    readonly reopened?: Reopened | undefined;
  },
): Promise<number[]> {
  const fitting = `${where} and (state = any($1::text[]) or (state = 'planned' and doubt = any($1::text[])))`;
  return db.transaction(async (transaction) => {
    // The lock under which a worker closes a batch: neither may overlook what the other does.
    await transaction.query(
      `select 1 from delivery_batches where batch_id in (select batch_id from deliveries where ${fitting})
        order by batch_id for update`,
      [outcomes, ...values],
    );
    const rows = await transaction.query<{ batchId: number }>(
      `with before as (
         select batch_id, seq, campaign_id, wave, state from deliveries where ${fitting} for update
       ), moved as (
         update deliveries row set state = 'planned', due_at = $${values.length + 2}, doubt = null,
                installation_tried = false, ended_at = null
           from before where row.batch_id = before.batch_id and row.seq = before.seq
         returning before.batch_id, before.campaign_id, before.wave, before.state
       ), counted as (
         insert into delivery_counts as known (campaign_id, wave, state, count)
         select campaign_id, wave, state, -count(*) from moved where state <> 'planned'
          group by campaign_id, wave, state order by campaign_id, wave, state
         on conflict (campaign_id, wave, state) do update set count = known.count + excluded.count
       ), opened as (
         update delivery_batches set open = true where batch_id in (select batch_id from moved)
       )
       select distinct batch_id as "batchId" from moved order by 1`,
      [outcomes, ...values, now],
    );
    const ids = rows.map(({ batchId }) => batchId);
    if (ids.length > 0) await reopened?.(ids, transaction);
    return ids;
  });
}
