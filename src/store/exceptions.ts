import type { ExceptionChange, ExceptionCount, ExceptionReading } from '../rollout/exception-desk.ts';
import {
  type Decision,
  EXPIRING_DAYS,
  type Exception,
  type ExceptionDecision,
  type Sign,
} from '../rollout/exceptions.ts';
import type { Db } from './db.ts';

export interface Row {
  readonly id: string;
  readonly personId: string;
  readonly name: string;
  readonly sign: Sign;
  readonly foundAt: Date;
  readonly decision: Decision | null;
  readonly ownerId: string | null;
  readonly ownerName: string | null;
  readonly expiresOn: string | null;
  readonly note: string | null;
  readonly decidedBy: string | null;
  readonly decidedByName: string | null;
  readonly decidedAt: Date | null;
  readonly closedBy: string | null;
  readonly closedAt: Date | null;
  readonly closedWhy: string | null;
  readonly version: number;
}

export const COLUMNS = `exception_id as id, person_id as "personId", name, sign, found_at as "foundAt", decision,
  owner_id as "ownerId", owner_name as "ownerName", to_char(expires_on, 'YYYY-MM-DD') as "expiresOn", note,
  decided_by as "decidedBy", decided_by_name as "decidedByName", decided_at as "decidedAt",
  closed_by as "closedBy", closed_at as "closedAt", closed_why as "closedWhy", version`;

/** As `stateOf` says it; `$1` is today. */
export const STATE = `case when closed_at is not null then 'closed' when decision is null then 'proposed'
  when expires_on < $1::date then 'expired'
  when expires_on <= $1::date + ${EXPIRING_DAYS} then 'expiring' else 'decided' end`;
const WORST_FIRST = `array_position(array['expired', 'expiring', 'proposed', 'decided', 'closed'], ${STATE}),
  expires_on nulls last, found_at, exception_id`;

export async function exceptionById(db: Db, id: string): Promise<Exception | undefined> {
  const [row] = await db.query<Row>(`select ${COLUMNS} from exceptions where exception_id = $1`, [id]);
  return row && toException(row);
}

export async function countExceptions(db: Db, today: string): Promise<readonly ExceptionCount[]> {
  return db.query(
    `select ${STATE} as state, sign, count(*)::integer as count from exceptions group by 1, 2`,
    [today],
  );
}

/** What is open, worst first. */
export async function exceptionsPage(
  db: Db,
  today: string,
  wanted: { readonly from: number; readonly atMost: number },
): Promise<readonly Exception[]> {
  const rows = await db.query<Row>(
    `select ${COLUMNS} from exceptions where closed_at is null
      order by ${WORST_FIRST} offset $2 limit $3`,
    [today, wanted.from, wanted.atMost],
  );
  return rows.map(toException);
}

/** Everything, what is closed included, by the name of the account. Null: from the beginning. */
export async function exceptionsAfter(
  db: Db,
  last: Pick<Exception, 'id' | 'name'> | null,
  atMost: number,
): Promise<readonly Exception[]> {
  const rows = await db.query<Row>(
    `select ${COLUMNS} from exceptions where $1::uuid is null or (name, exception_id) > ($2::text, $1::uuid)
      order by name, exception_id limit $3`,
    [last?.id ?? null, last?.name ?? null, atMost],
  );
  return rows.map(toException);
}

/** Accounts whose open entry was found by a sign: what the next look compares with. */
export async function openBySign(db: Db): Promise<readonly string[]> {
  const rows = await db.query<{ personId: string }>(
    `select person_id as "personId" from exceptions where closed_at is null and sign <> 'no-phone'`,
  );
  return rows.map(({ personId }) => personId);
}

/** Accounts that have a decision which still holds, and those that somebody has taken out by hand. */
export async function settledAccounts(db: Db, today: string, muster: string): Promise<ReadonlySet<string>> {
  const rows = await db.query<{ personId: string }>(
    `select person_id as "personId" from exceptions
      where (closed_at is null and decision is not null and expires_on >= $1::date)
         or (closed_at is not null and closed_by <> $2)`,
    [today, muster],
  );
  return new Set(rows.map(({ personId }) => personId));
}

export async function exceptionsByIds(db: Db, ids: readonly string[]): Promise<readonly Exception[]> {
  const rows = await db.query<Row>(
    `select ${COLUMNS} from exceptions where exception_id = any($1::uuid[]) order by expires_on, exception_id`,
    [ids],
  );
  return rows.map(toException);
}

export async function exceptionReading(db: Db): Promise<ExceptionReading | null> {
  const [reading] = await db.query<ExceptionReading>(
    'select looked_at as "lookedAt", partly, failed from exception_readings',
  );
  return reading ?? null;
}

export async function noteReading(db: Db, { lookedAt, partly, failed }: ExceptionReading): Promise<void> {
  await db.query(
    `insert into exception_readings (looked_at, partly, failed) values ($1, $2, $3)
     on conflict (one) do update set looked_at = excluded.looked_at, partly = excluded.partly,
       failed = excluded.failed`,
    [lookedAt, partly, failed],
  );
}

/** Newest first. */
export async function exceptionChanges(
  db: Db,
  id: string,
  atMost: number,
): Promise<readonly ExceptionChange[]> {
  return db.query(
    'select at, by_name as "byName", what from exception_audit where exception_id = $1 order by entry desc limit $2',
    [id, atMost],
  );
}

export function toException(row: Row): Exception {
  const { id, personId, name, sign, foundAt, version, closedAt, closedBy, closedWhy } = row;
  return {
    id,
    personId,
    name,
    sign,
    foundAt,
    decided: decisionIn(row),
    closed: closedAt === null ? null : { by: closedBy ?? '', at: closedAt, why: closedWhy ?? '' },
    version,
  };
}

function decisionIn(row: Row): ExceptionDecision | null {
  const { decision, ownerId, expiresOn, decidedBy, decidedAt } = row;
  if (decision === null || ownerId === null || expiresOn === null || decidedBy === null) return null;
  return {
    decision,
    ownerId,
    ownerName: row.ownerName ?? ownerId,
    expiresOn,
    note: row.note ?? '',
    by: decidedBy,
    byName: row.decidedByName ?? decidedBy,
    at: decidedAt ?? row.foundAt,
  };
}
