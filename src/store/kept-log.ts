import type { KeptLog, RiskCount, RiskOutcome } from '../rollout/kept-log.ts';
import type { FailureSlot } from '../rollout/validation.ts';
import type { WatchedPerson } from '../rollout/watch.ts';
import type { Db } from './db.ts';

interface Span {
  readonly from: Date;
  readonly to: Date;
}

/** What a failure looks like in the log: rows that are alike here have one cause. */
export interface FailureLook {
  readonly code: number;
  readonly result: string | null;
  readonly client: string | null;
}

const LOOKS_AT_MOST = 5_000;
const PEOPLE_AT_MOST = 5_000;
/** A burst is a quarter of an hour. */
const SLOT_SECONDS = 900;
const DAY_MS = 86_400_000;

/** Each different look of a failure within that time, once. */
export async function failureLooks(db: Db, { from, to }: Span): Promise<readonly FailureLook[]> {
  return db.query(
    `select distinct code, result, client from sign_ins
      where at >= $1 and at < $2 and interactive and code <> 0 limit $3`,
    [from, to, LOOKS_AT_MOST],
  );
}

type KnownLook = FailureLook & Pick<FailureSlot, 'cause'>;

/** How many people failed for each cause, by quarters of an hour; looks that are not given are left out. */
export async function failureSlots(
  db: Db,
  looks: readonly KnownLook[],
  { from, to }: Span,
): Promise<readonly FailureSlot[]> {
  return db.query(
    `select to_timestamp(floor(extract(epoch from at) / $4) * $4) as from, look.cause,
       count(distinct person_id)::integer as people, count(*)::integer as attempts
       from sign_ins join json_to_recordset($3::json) as look (code integer, result text, client text, cause text)
         on look.code = sign_ins.code and coalesce(look.result, '') = coalesce(sign_ins.result, '')
           and coalesce(look.client, '') = coalesce(sign_ins.client, '')
      where at >= $1 and at < $2 and interactive
      group by 1, 2 order by 1, 2`,
    [from, to, JSON.stringify(looks), SLOT_SECONDS],
  );
}

/** With one of these results within that time, and no success after it. */
export async function lockedOutSince(
  db: Db,
  codes: readonly number[],
  since: Date,
): Promise<readonly WatchedPerson[]> {
  return db.query(
    `select person_id as id, coalesce(max(user_principal_name), max(person_name), person_id) as name
       from sign_ins failed
      where at >= $1 and code = any($2::integer[]) and interactive
        and not exists (select 1 from sign_ins passed where passed.person_id = failed.person_id
          and passed.code = 0 and passed.at > failed.at)
      group by person_id order by max(at) desc limit $3`,
    [since, codes, PEOPLE_AT_MOST],
  );
}

interface RiskRow extends WatchedPerson {
  readonly outcome: RiskOutcome;
  readonly signIns: number;
}

/** `stopping`: the results by which a second step, or the want of one, ends a sign-in. */
export async function riskyBetween(
  db: Db,
  stopping: readonly number[],
  { from, to }: Span,
): Promise<readonly RiskRow[]> {
  return db.query(
    `select person_id as id, coalesce(max(user_principal_name), max(person_name), person_id) as name, outcome,
       count(*)::integer as "signIns"
       from (select *, case when code = any($3::integer[]) then 'stopped'
                            when code = 0 and requirement = 'multiFactorAuthentication' then 'passed'
                            when code = 0 then 'through' end as outcome
               from sign_ins where at >= $1 and at < $2 and risk in ('medium', 'high')) risky
      where outcome is not null group by person_id, outcome order by count(*) desc limit $4`,
    [from, to, stopping, PEOPLE_AT_MOST],
  );
}

/** Entra writes "hidden" where the licence is missing. */
export async function tellsOfRisk(db: Db, since: Date): Promise<boolean> {
  const rows = await db.query(
    `select 1 as one from sign_ins where at >= $1 and risk is not null and risk <> 'hidden' limit 1`,
    [since],
  );
  return rows.length > 0;
}

/** Day by day: the embedded database must not hold everybody up for two weeks of a large log at once. */
export function daysOf({ from, to }: Span): readonly Span[] {
  const days: Span[] = [];
  for (let start = from.getTime(); start < to.getTime(); start += DAY_MS) {
    days.push({ from: new Date(start), to: new Date(Math.min(start + DAY_MS, to.getTime())) });
  }
  return days;
}

export function addUp(rows: readonly RiskRow[]): KeptLog['risk']['counts'] {
  const count = (outcome: RiskOutcome): RiskCount => {
    const such = rows.filter((row) => row.outcome === outcome);
    const people = new Map(such.map(({ id, name }) => [id, { id, name }]));
    return { people: [...people.values()], signIns: such.reduce((sum, { signIns }) => sum + signIns, 0) };
  };
  return { stopped: count('stopped'), passed: count('passed'), through: count('through') };
}
