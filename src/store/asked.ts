import type { Case, CaseAnswer, Cases } from '../triage/cases.ts';
import type { Db } from './db.ts';

const HOUR_MS = 3_600_000;
/** So many rows of the export are in memory at once. */
const PAGE = 500;

const COLUMNS = `case_id as "id", asker_id as "askerId", person_id as "personId", asked_at as "askedAt", since, until,
  application, answered_at as "answeredAt", cause, confidence, security_escalation as "securityEscalation", guards,
  fixes, steps_sent_at as "stepsSentAt"`;

interface Row extends Omit<Case, 'answer'>, CaseAnswer {
  readonly answeredAt: Date | null;
}

export function createCases(db: Db): Cases {
  return {
    open: (one) => openCase(db, one),
    answer: (caseId, answer, at) => answerCase(db, caseId, answer, at),
    find: (caseId) => caseById(db, caseId),
    claimSteps: (caseId, by) => claimSteps(db, caseId, by),
    releaseSteps: (caseId) => releaseSteps(db, caseId),
  };
}

async function openCase(db: Db, one: Omit<Case, 'answer' | 'stepsSentAt'>): Promise<void> {
  await db.query(
    `insert into asked (case_id, asker_id, person_id, asked_at, since, until, application)
     values ($1, lower($2), lower($3), $4, $5, $6, $7)`,
    [one.id, one.askerId, one.personId, one.askedAt, one.since, one.until, one.application],
  );
}

async function answerCase(db: Db, caseId: string, answer: CaseAnswer, at: Date): Promise<void> {
  const { cause, confidence, securityEscalation, guards, fixes } = answer;
  await db.query(
    `update asked set answered_at = $2, cause = $3, confidence = $4, security_escalation = $5, guards = $6, fixes = $7
      where case_id = $1`,
    [caseId, at, cause, confidence, securityEscalation, guards, fixes],
  );
}

async function caseById(db: Db, caseId: string): Promise<Case | undefined> {
  const [row] = await db.query<Row>(`select ${COLUMNS} from asked where case_id = $1`, [caseId]);
  return row && toCase(row);
}

/** True to whoever claims first; false while the same answer about the same person was sent within an hour. */
async function claimSteps(
  db: Db,
  caseId: string,
  by: { readonly askerId: string; readonly at: Date },
): Promise<boolean> {
  return db.transaction(async (transaction) => {
    // Two of the helpdesk may press at once, each on a card of their own.
    const [asked] = await transaction.query<{ personId: string }>(
      `select person_id as "personId" from asked where person_id = (select person_id from asked where case_id = $1)
        order by case_id for update`,
      [caseId],
    );
    if (!asked) return false;
    const claimed = await transaction.query(
      `update asked set steps_sent_at = $2, steps_sent_by = lower($3)
        where case_id = $1 and not exists (
          select from asked as other
           where other.person_id = asked.person_id and other.cause = asked.cause and other.steps_sent_at > $4)
        returning case_id`,
      [caseId, by.at, by.askerId, new Date(by.at.getTime() - HOUR_MS)],
    );
    return claimed.length > 0;
  });
}

async function releaseSteps(db: Db, caseId: string): Promise<void> {
  await db.query(`update asked set steps_sent_at = null, steps_sent_by = null where case_id = $1`, [caseId]);
}

/** The trail, oldest first, in pages: what was asked of nobody in particular is no part of it. */
export async function* casesSince(db: Db, since: Date): AsyncIterable<readonly Case[]> {
  let after = { at: since, id: '00000000-0000-0000-0000-000000000000' };
  for (;;) {
    const rows = await db.query<Row>(
      `select ${COLUMNS} from asked
        where person_id is not null and (asked_at, case_id) > ($1, $2::uuid) order by asked_at, case_id limit $3`,
      [after.at, after.id, PAGE],
    );
    const last = rows.at(-1);
    if (!last) return;
    yield rows.map(toCase);
    after = { at: last.askedAt, id: last.id };
  }
}

/** How many were forgotten: what is older than it may be kept, in pieces, so that nobody waits for it. */
export async function forgetCasesBefore(db: Db, before: Date): Promise<number> {
  const forgotten = await db.query(
    `delete from asked where case_id in (select case_id from asked where asked_at < $1 limit $2) returning case_id`,
    [before, PAGE],
  );
  return forgotten.length;
}

/** True at most once an hour for the same thing about the same person, to whoever asks first. */
export async function claimEscalation(
  db: Db,
  { personId, cause }: { readonly personId: string; readonly cause: string },
  at: Date,
): Promise<boolean> {
  const claimed = await db.query(
    `insert into escalations as known (person_id, cause, told_at) values (lower($1), $2, $3)
     on conflict (person_id, cause) do update set told_at = excluded.told_at where known.told_at <= $4
     returning person_id`,
    [personId, cause, at, new Date(at.getTime() - HOUR_MS)],
  );
  return claimed.length > 0;
}

function toCase(row: Row): Case {
  const { id, askerId, personId, askedAt, since, until, application, stepsSentAt, answeredAt } = row;
  const { cause, confidence, securityEscalation, guards, fixes } = row;
  const answer = answeredAt === null ? null : { cause, confidence, securityEscalation, guards, fixes };
  return { id, askerId, personId, askedAt, since, until, application, stepsSentAt, answer };
}
