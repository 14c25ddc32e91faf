import type { Clock } from '../clock.ts';
import type { Batch, DueRow, Ledger, Settled, Settlement } from '../delivery/ports.ts';
import type { Database, Db } from './db.ts';

const SETTLED = `person_id as "personId", state as outcome, conversation_id as "conversationId",
  activity_id as "activityId", detail`;

interface Seqs {
  readonly seqs: readonly number[] | null;
}

/** As one row: a row for each costs the embedded database more than changing it. */
const SEQS = 'select array_agg(seq) as seqs from moved';

/** Counts what a CTE named `moved` has brought to a final state. In order, so that two instances never deadlock. */
const COUNT_MOVED = `insert into delivery_counts as known (campaign_id, wave, state, count)
  select campaign_id, wave, state, count(*) from moved where state not in ('planned', 'sending')
   group by campaign_id, wave, state order by campaign_id, wave, state
  on conflict (campaign_id, wave, state) do update set count = known.count + excluded.count`;

/** Every change of a row names the attempt that it belongs to, so a process that was thought dead breaks nothing. */
export function createLedger(database: Database, clock: Clock): Ledger {
  const now = () => clock.now();
  return {
    async batch(batchId) {
      const [found] = await database.query<Batch>(
        `select batch_id as "batchId", campaign_id as "campaignId", wave from delivery_batches where batch_id = $1`,
        [batchId],
      );
      return found;
    },
    due: (batch) => readDue(database, batch, now()),
    async begin(batch, rows) {
      const [begun] = await database.query<Seqs>(
        `with moved as (
           update deliveries row set state = 'sending', attempt = row.attempt + 1, begun_at = $4
             from unnest($2::smallint[], $3::smallint[]) as given (seq, attempt)
            where row.batch_id = $1 and row.seq = given.seq and row.attempt = given.attempt
              and row.state = 'planned'
           returning row.seq
         ) ${SEQS}`,
        [batch.batchId, rows.map(({ seq }) => seq), rows.map(({ attempt }) => attempt), now()],
      );
      return new Set(begun?.seqs);
    },
    async settle(batch, rows) {
      const moved = await settle(database, batch, rows, now());
      const late = rows.filter(({ seq, state }) => !moved.has(seq) && state !== 'planned');
      return late.length === 0
        ? moved
        : new Set([...moved, ...(await settleLate(database, batch, late, now()))]);
    },
    abandon: (batch, olderThanMs) =>
      end(database, batch, {
        to: 'unknown',
        where: `state = 'sending' and begun_at <= $4`,
        detail: 'the process that sent it ended before the answer came',
        now: now(),
        value: new Date(now().getTime() - olderThanMs),
      }),
    cancel: (batch) =>
      end(database, batch, {
        to: 'cancelled',
        where: `state = 'planned' and due_at <= $4`,
        detail: null,
        now: now(),
        value: FAR_AWAY,
      }),
    close: (batch) => close(database, batch, now()),
    async markInstallationTried(batch, seqs) {
      await database.query(
        `update deliveries set installation_tried = true where batch_id = $1 and seq = any($2::smallint[])`,
        [batch.batchId, seqs],
      );
    },
  };
}

const FAR_AWAY = new Date('9999-01-01T00:00:00Z');

async function readDue(db: Db, batch: Batch, now: Date): Promise<DueRow[]> {
  const rows = await db.query<
    Omit<DueRow, 'address'> & { conversationId: string | null; serviceUrl: string }
  >(
    `select row.seq, row.person_id as "personId", row.language, row.attempt, row.doubt,
            row.installation_tried as "installationTried",
            chat.conversation_id as "conversationId", chat.service_url as "serviceUrl"
       from deliveries row
       left join lateral (
         select conversation_id, service_url from conversations
          where person_id = row.person_id and kind = 'personal' and installed
          order by last_seen_at desc limit 1) chat on true
      where row.batch_id = $1 and row.state = 'planned' and row.due_at <= $2
      order by row.seq`,
    [batch.batchId, now],
  );
  return rows.map(({ conversationId, serviceUrl, ...row }) => ({
    ...row,
    address: conversationId === null ? null : { conversationId, serviceUrl },
  }));
}

async function settle(db: Db, batch: Batch, rows: readonly Settlement[], now: Date): Promise<Set<number>> {
  const [moved] = await db.query<Seqs>(
    `with given as (
       select * from unnest($2::smallint[], $3::smallint[], $4::text[], $5::text[], $6::text[], $7::text[],
         $8::float8[], $9::text[]) as t (seq, attempt, state, conversation_id, activity_id, detail, due_in, doubt)
     ), moved as (
       update deliveries row set state = given.state, detail = given.detail, doubt = given.doubt,
              conversation_id = given.conversation_id, activity_id = given.activity_id,
              due_at = case when given.state = 'planned'
                then $10::timestamptz + given.due_in * interval '1 millisecond' else row.due_at end,
              ended_at = case when given.state = 'planned' then null else $10::timestamptz end
         from given
        where row.batch_id = $1 and row.seq = given.seq and row.attempt = given.attempt
          and row.state in ('sending', 'planned')
       returning row.seq, row.state, row.campaign_id, row.wave
     ), counted as (${COUNT_MOVED})
     ${SEQS}`,
    [batch.batchId, ...columnsOf(rows), now],
  );
  return new Set(moved?.seqs);
}

/** It was taken for dead, and its rows for unknown, when it was only slow: now it is known after all. */
async function settleLate(db: Db, batch: Batch, rows: readonly Settlement[], now: Date): Promise<number[]> {
  const [moved] = await db.query<Seqs>(
    `with given as (
       select * from unnest($2::smallint[], $3::smallint[], $4::text[], $5::text[], $6::text[], $7::text[],
         $8::float8[], $9::text[]) as t (seq, attempt, state, conversation_id, activity_id, detail, due_in, doubt)
     ), moved as (
       update deliveries row set state = given.state, detail = given.detail, ended_at = $10,
              conversation_id = given.conversation_id, activity_id = given.activity_id
         from given
        where row.batch_id = $1 and row.seq = given.seq and row.attempt = given.attempt
          and row.state = 'unknown' and given.state <> 'unknown'
       returning row.seq, row.state, row.campaign_id, row.wave
     ), counted as (
       insert into delivery_counts as known (campaign_id, wave, state, count)
       select campaign_id, wave, change.state, sum(change.by)
         from moved, lateral (values (moved.state, 1), ('unknown', -1)) as change (state, by)
        group by campaign_id, wave, change.state order by campaign_id, wave, change.state
       on conflict (campaign_id, wave, state) do update set count = known.count + excluded.count
     )
     ${SEQS}`,
    [batch.batchId, ...columnsOf(rows), now],
  );
  return [...(moved?.seqs ?? [])];
}

function columnsOf(rows: readonly Settlement[]): unknown[] {
  return [
    rows.map(({ seq }) => seq),
    rows.map(({ attempt }) => attempt),
    rows.map(({ state }) => state),
    rows.map((row) => (row.state === 'planned' ? null : row.conversationId)),
    rows.map((row) => (row.state === 'planned' ? null : row.activityId)),
    rows.map(({ detail }) => detail),
    rows.map((row) => (row.state === 'planned' ? row.dueInMs : null)),
    rows.map((row) => (row.state === 'planned' ? row.doubt : null)),
  ];
}

async function end(
  db: Db,
  batch: Batch,
  change: { to: string; where: string; detail: string | null; now: Date; value: Date },
): Promise<Settled[]> {
  return db.query<Settled>(
    `with moved as (
       update deliveries set state = '${change.to}', detail = coalesce($3, detail), ended_at = $2
        where batch_id = $1 and ${change.where} returning *
     ), counted as (${COUNT_MOVED})
     select ${SETTLED} from moved`,
    [batch.batchId, change.now, change.detail, change.value],
  );
}

/** Under the batch's lock, which whoever plans rows of it again holds too. */
async function close(database: Database, batch: Batch, now: Date) {
  return database.transaction(async (db) => {
    await db.query('select 1 from delivery_batches where batch_id = $1 for update', [batch.batchId]);
    const [left] = await db.query<{ rows: number; next: Date | null }>(
      `select count(*)::integer as rows, min(due_at) filter (where state = 'planned') as next
         from deliveries where batch_id = $1 and state in ('planned', 'sending')`,
      [batch.batchId],
    );
    const open = left !== undefined && left.rows > 0;
    await db.query('update delivery_batches set open = $2 where batch_id = $1 and open <> $2', [
      batch.batchId,
      open,
    ]);
    return { open, nextInMs: left?.next ? Math.max(0, left.next.getTime() - now.getTime()) : null };
  });
}
