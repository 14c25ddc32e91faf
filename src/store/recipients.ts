import type { Recipient, RecipientState } from '../campaign/campaign.ts';
import { MOVES, type RecipientChange } from '../campaign/recipient.ts';
import type { Db } from './db.ts';

const COLUMNS = `campaign_id as "campaignId", person_id as "personId", user_principal_name as "userPrincipalName",
  display_name as "displayName", department, country, language, time_zone as "timeZone", is_admin as "isAdmin",
  state, reason, snoozes, snoozed_until as "snoozedUntil", changed_at as "changedAt"`;

const ALLOWED = Object.entries(MOVES).flatMap(([from, all]) => all.map((to) => `${from}>${to}`));

/**
 * Brings recipients to other states and keeps every count, in one statement. Only moves of `MOVES` happen: whoever is
 * past it stays. The ids of those that moved. In order, so that two instances never deadlock.
 */
export async function moveRecipients(
  db: Db,
  campaignId: string,
  changes: readonly RecipientChange[],
  now: Date,
): Promise<readonly string[]> {
  if (changes.length === 0) return [];
  const [found] = await db.query<{ moved: string[] | null }>(MOVE, [
    campaignId,
    changes.map(({ personId }) => personId),
    changes.map(({ to }) => to),
    changes.map(({ reason }) => reason),
    changes.map(({ snoozedUntil }) => snoozedUntil ?? null),
    ALLOWED,
    now,
  ]);
  return found?.moved ?? [];
}

const MOVE = `with given as (
    select distinct on (lower(person_id)) lower(person_id) as person_id, state, reason, until
      from unnest($2::text[], $3::text[], $4::text[], $5::timestamptz[]) with ordinality
        as t (person_id, state, reason, until, place)
     order by lower(person_id), place desc
  ), before as (
    select row.person_id, row.state as old_state, row.reason as old_reason, row.reached as was_reached,
           given.state, given.reason, given.until
      from recipients row join given on given.person_id = row.person_id
     where row.campaign_id = $1 and row.state || '>' || given.state = any($6::text[])
     order by row.person_id for update of row
  ), moved as (
    update recipients row set state = before.state, reason = before.reason, snoozed_until = before.until,
           snoozes = row.snoozes + case when before.state = 'snoozed' then 1 else 0 end,
           reached = row.reached or before.state = 'told', changed_at = $7
      from before where row.campaign_id = $1 and row.person_id = before.person_id
    returning row.person_id, coalesce(row.department, '') as department, before.old_state, before.old_reason,
              before.was_reached, row.state, row.reason
  ), steps as (
    select state, coalesce(reason, '') as reason, 1 as step from moved
    union all select old_state, coalesce(old_reason, ''), -1 from moved
    union all select 'reached', '', 1 from moved where state = 'told' and not was_reached
  ), counted as (
    insert into recipient_counts as known (campaign_id, state, reason, count)
    select $1, state, reason, sum(step) from steps group by state, reason having sum(step) <> 0
     order by state, reason
    on conflict (campaign_id, state, reason) do update set count = known.count + excluded.count
  ), departments as (
    insert into department_counts as known (campaign_id, department, targeted, registered)
    select $1, department, 0, count(*) from moved where state = 'registered' group by department order by department
    on conflict (campaign_id, department) do update set registered = known.registered + excluded.registered
  ), days as (
    insert into campaign_days as known (campaign_id, day, wave, registered)
    select $1, ($7::timestamptz at time zone 'UTC')::date, coalesce((
        select case when steps_taken @> '{last-call}' then 'last-call' when steps_taken @> '{reminder}' then 'reminder'
               when steps_taken @> '{announcement}' then 'announcement' end
          from campaigns where campaign_id = $1), ''), count(*)
      from moved where state = 'registered' having count(*) > 0
    on conflict (campaign_id, day, wave) do update set registered = known.registered + excluded.registered
  )
  select array_agg(person_id) as moved from moved`;

export async function recipientOf(
  db: Db,
  campaignId: string,
  personId: string,
): Promise<Recipient | undefined> {
  const [found] = await recipientsOf(db, campaignId, [personId]);
  return found;
}

/** In no order; whoever is no recipient is not among them. */
export async function recipientsOf(
  db: Db,
  campaignId: string,
  personIds: readonly string[],
): Promise<readonly Recipient[]> {
  return db.query(
    `select ${COLUMNS} from recipients where campaign_id = $1 and person_id = any($2::text[])`,
    [campaignId, personIds.map((id) => id.toLowerCase())],
  );
}

const MOVED_AT_ONCE = 1_000;

/**
 * Brings everybody who is in one of these states (for one of these reasons) to another, a piece at a time and by id:
 * to look for them from the beginning each time would take longer and longer.
 */
export async function moveEverybody(
  db: Db,
  campaignId: string,
  move: {
    readonly from: readonly RecipientState[];
    readonly reasons?: readonly string[];
    readonly to: RecipientState;
    readonly reason: string | null;
  },
  now: Date,
): Promise<void> {
  const { from, reasons = null, to, reason } = move;
  for (let after = ''; ; ) {
    const piece = await db.query<{ personId: string; fits: boolean }>(
      `select person_id as "personId",
              state = any($3::text[]) and ($4::text[] is null or coalesce(reason = any($4::text[]), false)) as fits
         from recipients where campaign_id = $1 and person_id > $2 order by person_id limit $5`,
      [campaignId, after, from, reasons, MOVED_AT_ONCE],
    );
    const last = piece.at(-1);
    if (last === undefined) return;
    const fitting = piece.filter(({ fits }) => fits);
    await moveRecipients(
      db,
      campaignId,
      fitting.map(({ personId }) => ({ personId, to, reason })),
      now,
    );
    after = last.personId;
  }
}

/** Whoever has neither registered nor left, administrators first, then by name. */
export async function contactsOf(
  db: Db,
  campaignId: string,
  { offset, limit }: { readonly offset: number; readonly limit: number },
): Promise<readonly Recipient[]> {
  return db.query(
    `select ${COLUMNS} from recipients
      where campaign_id = $1 and state not in ('registered', 'left')
      order by is_admin desc, display_name, person_id offset $2 limit $3`,
    [campaignId, offset, limit],
  );
}
