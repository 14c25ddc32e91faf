import type { DueStage, Exception, ExceptionDecision, Sign } from '../rollout/exceptions.ts';
import type { Db } from './db.ts';
import { COLUMNS, type Row, STATE, toException } from './exceptions.ts';

export interface Found {
  readonly id: string;
  readonly personId: string;
  readonly name: string;
  readonly sign: Sign;
}

/**
 * Puts accounts into the register that are not in it. Whoever was taken out by hand stays out: a sign is no news.
 * How many are new.
 */
export async function proposeBySigns(
  db: Db,
  found: readonly Found[],
  change: { readonly by: string; readonly at: Date },
): Promise<number> {
  return db.transaction(async (inner) => {
    const added = await inner.query<{ id: string }>(
      `insert into exceptions (exception_id, person_id, name, sign, found_at)
       select id, person_id, name, sign, $5 from unnest($1::uuid[], $2::text[], $3::text[], $4::text[])
           as found (id, person_id, name, sign)
        where not exists (select 1 from exceptions known where known.person_id = found.person_id
            and (known.closed_at is null or known.closed_by <> $6))
       on conflict do nothing returning exception_id as id`,
      [
        found.map(({ id }) => id),
        found.map(({ personId }) => personId),
        found.map(({ name }) => name),
        found.map(({ sign }) => sign),
        change.at,
        change.by,
      ],
    );
    await recordProposed(inner, added, change);
    return added.length;
  });
}

/**
 * Whoever said "I don't have a smartphone" and is not in the register since: asked again after an entry was closed,
 * they are in it again. `never`: ids and sign-in names, in small letters, that no register may hold.
 */
export async function proposeByCases(
  db: Db,
  never: readonly string[],
  change: { readonly by: string; readonly at: Date },
): Promise<number> {
  return db.transaction(async (inner) => {
    const added = await inner.query<{ id: string }>(
      `insert into exceptions (exception_id, person_id, name, sign, found_at)
       select distinct on (person_id) gen_random_uuid(), one.person_id, row.user_principal_name, 'no-phone', one.opened_at
         from campaign_cases one join recipients row using (campaign_id, person_id)
        where one.kind = 'no-phone' and not (one.person_id = any($1::text[]))
          and not (lower(row.user_principal_name) = any($1::text[]))
          and not exists (select 1 from exceptions known where known.person_id = one.person_id
            and (known.closed_at is null or known.closed_at >= one.opened_at))
        order by person_id, one.opened_at desc
       on conflict do nothing returning exception_id as id`,
      [never],
    );
    await recordProposed(inner, added, change);
    return added.length;
  });
}

async function recordProposed(
  db: Db,
  added: readonly { readonly id: string }[],
  { by, at }: { readonly by: string; readonly at: Date },
): Promise<void> {
  if (added.length === 0) return;
  await db.query(
    `insert into exception_audit (exception_id, at, by, what)
     select id, $2, $3, 'proposed' from unnest($1::uuid[]) as added (id)`,
    [added.map(({ id }) => id), at, by],
  );
}

/** False: somebody was faster, or it is closed. */
export async function saveDecision(
  db: Db,
  id: string,
  seen: number,
  decided: ExceptionDecision,
): Promise<boolean> {
  const { decision, ownerId, ownerName, expiresOn, note, by, byName, at } = decided;
  return db.transaction(async (inner) => {
    const saved = await inner.query(
      `update exceptions set decision = $3, owner_id = lower($4), owner_name = $5, expires_on = $6::date, note = $7,
              decided_by = lower($8), decided_by_name = $9, decided_at = $10, told_stages = '{}', version = version + 1
        where exception_id = $1 and version = $2 and closed_at is null returning 1 as one`,
      [id, seen, decision, ownerId, ownerName, expiresOn, note, by, byName, at],
    );
    if (saved.length === 0) return false;
    await inner.query(
      `insert into exception_audit (exception_id, at, by, what, decision, owner_id, expires_on, note, by_name)
       values ($1, $2, lower($3), 'decided', $4, lower($5), $6::date, $7, $8)`,
      [id, at, by, decision, ownerId, expiresOn, note, byName],
    );
    return true;
  });
}

interface Closing {
  readonly by: string;
  readonly byName: string | null;
  readonly at: Date;
  readonly why: string;
}

/** False: somebody was faster. */
export async function closeException(db: Db, id: string, seen: number, closing: Closing): Promise<boolean> {
  return db.transaction(async (inner) => {
    const closed = await inner.query<{ id: string }>(
      `update exceptions set closed_by = lower($3), closed_at = $4, closed_why = $5, version = version + 1
        where exception_id = $1 and version = $2 and closed_at is null returning exception_id as id`,
      [id, seen, closing.by, closing.at, closing.why],
    );
    await recordClosed(inner, closed, closing);
    return closed.length > 0;
  });
}

/** Of these accounts, found by signs, whatever is open: they are gone, or stand outside for ever. */
export async function closeOfAccounts(
  db: Db,
  personIds: readonly string[],
  closing: Closing,
): Promise<number> {
  return db.transaction(async (inner) => {
    const closed = await inner.query<{ id: string }>(
      `update exceptions set closed_by = $2, closed_at = $3, closed_why = $4, version = version + 1
        where person_id = any($1::text[]) and closed_at is null returning exception_id as id`,
      [personIds, closing.by, closing.at, closing.why],
    );
    await recordClosed(inner, closed, closing);
    return closed.length;
  });
}

async function recordClosed(
  db: Db,
  closed: readonly { readonly id: string }[],
  { by, byName, at, why }: Closing,
): Promise<void> {
  if (closed.length === 0) return;
  await db.query(
    `insert into exception_audit (exception_id, at, by, what, note, by_name)
     select id, $2, lower($3), 'closed', $4, $5 from unnest($1::uuid[]) as closed (id)`,
    [closed.map(({ id }) => id), at, by, why, byName],
  );
}

/** Undecided again, as if found now. False: somebody was faster, or the account has another entry. */
export async function reopenException(
  db: Db,
  id: string,
  seen: number,
  { by, byName, at }: { readonly by: string; readonly byName: string | null; readonly at: Date },
): Promise<boolean> {
  return db.transaction(async (inner) => {
    const opened = await inner.query(
      `update exceptions as one set closed_by = null, closed_at = null, closed_why = null, decision = null,
              owner_id = null, owner_name = null, expires_on = null, note = null, decided_by = null,
              decided_by_name = null, decided_at = null, told_stages = '{}', version = version + 1
        where exception_id = $1 and version = $2 and closed_at is not null
          and not exists (select 1 from exceptions open where open.person_id = one.person_id and open.closed_at is null)
       returning 1 as one`,
      [id, seen],
    );
    if (opened.length === 0) return false;
    await inner.query(
      `insert into exception_audit (exception_id, at, by, what, by_name) values ($1, $2, lower($3), 'opened', $4)`,
      [id, at, by, byName],
    );
    return true;
  });
}

const DUE_AT_ONCE = 500;

/** Whatever has come to this stage and was not brought up at it: from now on whoever asked brings it up. */
export async function claimDue(db: Db, stage: DueStage, today: string): Promise<readonly Exception[]> {
  const rows = await db.query<Row>(
    `update exceptions set told_stages = told_stages || $2::text
      where exception_id in (select exception_id from exceptions where closed_at is null and ${STATE} = $2
          and not (told_stages @> array[$2::text]) order by expires_on, exception_id limit ${DUE_AT_ONCE} for update)
     returning ${COLUMNS}`,
    [today, stage],
  );
  return rows.map(toException).toSorted((one, other) => dueOf(one).localeCompare(dueOf(other)));
}

function dueOf({ decided, id }: Exception): string {
  return `${decided?.expiresOn ?? ''} ${id}`;
}
