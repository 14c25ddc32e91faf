import type { ReportedRow, RosterRow } from '../campaign/roster-ports.ts';
import type { Db } from './db.ts';

const FORGOTTEN_AT_ONCE = 5_000;

export async function saveRosterPage(db: Db, reading: number, rows: readonly RosterRow[]): Promise<void> {
  await db.query(
    `insert into roster as known (person_id, user_principal_name, display_name, mail, kind, enabled, department, country,
       language, time_zone, reading)
     select distinct on (lower(given.person_id)) lower(given.person_id), upn, display_name, mail, kind, enabled,
            department, country, language, time_zone, $1::integer
       from unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::boolean[], $8::text[], $9::text[],
         $10::text[], $11::text[])
         as given (person_id, upn, display_name, mail, kind, enabled, department, country, language, time_zone)
      order by lower(given.person_id)
     on conflict (person_id) do update set user_principal_name = excluded.user_principal_name,
       display_name = excluded.display_name, mail = excluded.mail, kind = excluded.kind, enabled = excluded.enabled,
       department = excluded.department, country = excluded.country, language = excluded.language,
       time_zone = excluded.time_zone, reading = excluded.reading`,
    [
      reading,
      rows.map(({ personId }) => personId),
      rows.map(({ userPrincipalName }) => userPrincipalName),
      rows.map(({ displayName }) => displayName),
      rows.map(({ mail }) => mail),
      rows.map(({ kind }) => kind),
      rows.map(({ enabled }) => enabled),
      rows.map(({ department }) => department),
      rows.map(({ country }) => country),
      rows.map(({ language }) => language),
      rows.map(({ timeZone }) => timeZone),
    ],
  );
}

/**
 * What the report says, unless the person's own methods have been looked at since: the report lags by hours. A row
 * without a time counts as a day old.
 */
export async function saveReportPage(db: Db, rows: readonly ReportedRow[], now: Date): Promise<void> {
  await db.query(
    `update roster known set is_admin = given.is_admin,
            registration = case when known.looked_at >= coalesce(given.updated_at, $5::timestamptz - interval '1 day')
              then known.registration else given.registration end
       from unnest($1::text[], $2::text[], $3::boolean[], $4::timestamptz[])
         as given (person_id, registration, is_admin, updated_at)
      where known.person_id = lower(given.person_id)
        and (known.is_admin, known.registration) is distinct from (given.is_admin, given.registration)`,
    [
      rows.map(({ personId }) => personId),
      rows.map(({ registration }) => registration),
      rows.map(({ isAdmin }) => isAdmin),
      rows.map(({ updatedAt }) => updatedAt),
      now,
    ],
  );
}

/** 8 KB each: some thousand accounts, so that the embedded database answers everybody else in between. */
const BLOCKS_AT_ONCE = 600;

/**
 * The roster from its first block to its last, in pieces, in the order in which it lies there: by key each account
 * would be fetched from another block. An account that is written to meanwhile may be met twice or not at all, which
 * a count may bear; whatever is done to accounts goes by key.
 */
export async function* rosterPieces(db: Db): AsyncGenerator<readonly [string, string]> {
  const [size] = await db.query<{ blocks: number }>(
    `select (pg_relation_size('roster') / current_setting('block_size')::integer)::integer as blocks`,
  );
  const blocks = size?.blocks ?? 0;
  for (let from = 0; from < blocks; from += BLOCKS_AT_ONCE) {
    yield [`(${from},0)`, `(${from + BLOCKS_AT_ONCE},0)`];
  }
}

/** Forgets the accounts of one of those pieces that this reading has not seen. */
export async function forgetUnseen(
  db: Db,
  reading: number,
  [from, to]: readonly [string, string],
): Promise<void> {
  await db.query('delete from roster where ctid >= $1::tid and ctid < $2::tid and reading < $3', [
    from,
    to,
    reading,
  ]);
}

export async function saveGroupPage(
  db: Db,
  { groupId, reading }: { readonly groupId: string; readonly reading: number },
  personIds: readonly string[],
): Promise<void> {
  await db.query(
    `insert into group_members (group_id, person_id, reading)
     select distinct $1, lower(person_id), $2::integer from unnest($3::text[]) as given (person_id)
     on conflict (group_id, person_id) do update set reading = excluded.reading`,
    [groupId, reading, personIds],
  );
}

export async function forgetUnseenMembers(
  db: Db,
  { groupId, reading }: { readonly groupId: string; readonly reading: number },
): Promise<number> {
  const [forgotten] = await db.query<{ count: number }>(
    `with gone as (
       delete from group_members where group_id = $1 and person_id in (
         select person_id from group_members where group_id = $1 and reading < $2 limit $3) returning 1
     ) select count(*)::integer as count from gone`,
    [groupId, reading, FORGOTTEN_AT_ONCE],
  );
  return forgotten?.count ?? 0;
}
