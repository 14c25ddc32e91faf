import { type BreakGlassTest, type Noticed, QUIET_MS, type ToldBefore } from '../rollout/alarm.ts';
import type { LoggedSignIn } from '../rollout/sign-in-log.ts';
import type { Db } from './db.ts';

const TEST_COLUMNS = `test_id as id, announced_by as "announcedBy", announced_at as "announcedAt", until,
  proof_sign_in_id as "proofSignInId", proof_person_id as "proofPersonId", proof_person_name as "proofPersonName",
  proof_at as "proofAt"`;

interface TestRow extends Omit<BreakGlassTest, 'proof'> {
  readonly proofSignInId: string | null;
  readonly proofPersonId: string | null;
  readonly proofPersonName: string | null;
  readonly proofAt: Date | null;
}

/** One test at a time: who announces while one runs learns of that one. */
export async function announceTest(
  db: Db,
  test: Omit<BreakGlassTest, 'proof'>,
): Promise<{ readonly test: BreakGlassTest; readonly isNew: boolean }> {
  return db.transaction(async (transaction) => {
    await transaction.query('lock table break_glass_tests in share row exclusive mode');
    const [running] = await testsBetween(transaction, test.announcedAt, test.announcedAt);
    if (running) return { test: running, isNew: false };
    await transaction.query(
      `insert into break_glass_tests (test_id, announced_by, announced_at, until) values ($1, lower($2), $3, $4)`,
      [test.id, test.announcedBy, test.announcedAt, test.until],
    );
    return { test: { ...test, announcedBy: test.announcedBy.toLowerCase(), proof: null }, isNew: true };
  });
}

/** Tests that were announced for some moment of this span. */
export async function testsBetween(db: Db, from: Date, to: Date): Promise<readonly BreakGlassTest[]> {
  const rows = await db.query<TestRow>(
    `select ${TEST_COLUMNS} from break_glass_tests where announced_at <= $2 and until >= $1 order by announced_at`,
    [from, to],
  );
  return rows.map(toTest);
}

export async function testById(db: Db, testId: string): Promise<BreakGlassTest | undefined> {
  const [row] = await db.query<TestRow>(`select ${TEST_COLUMNS} from break_glass_tests where test_id = $1`, [
    testId,
  ]);
  return row && toTest(row);
}

export async function lastProof(db: Db): Promise<Date | null> {
  const [row] = await db.query<{ at: Date | null }>('select max(proof_at) as at from break_glass_tests');
  return row?.at ?? null;
}

/** When each emergency account was last proved to open. */
export async function lastProofs(db: Db): Promise<ReadonlyMap<string, Date>> {
  const rows = await db.query<{ personId: string; at: Date }>(
    `select proof_person_id as "personId", max(proof_at) as at from break_glass_tests
      where proof_at is not null group by proof_person_id`,
  );
  return new Map(rows.map(({ personId, at }) => [personId, at]));
}

export async function toldBetween(db: Db, from: Date, to: Date): Promise<readonly ToldBefore[]> {
  return db.query(
    `select person_id as "personId", succeeded, at from break_glass_sign_ins
      where verdict = 'alarm' and at between $1 and $2`,
    [new Date(from.getTime() - QUIET_MS), new Date(to.getTime() + QUIET_MS)],
  );
}

/** The ids of those that were not noticed before. */
export async function saveNoticed(
  db: Db,
  noticed: readonly Noticed[],
  at: Date,
): Promise<ReadonlySet<string>> {
  const rows = noticed.map(({ signIn, verdict }) => ({ ...signIn, verdict, succeeded: signIn.code === 0 }));
  const saved = await db.query<{ id: string }>(
    `insert into break_glass_sign_ins (sign_in_id, person_id, person_name, user_principal_name, at, succeeded,
       application, ip, country, code, verdict, noticed_at)
     select id, lower("personId"), "personName", "userPrincipalName", at, succeeded, application, ip, country, code,
       verdict, $2
       from json_to_recordset($1::json) as given (id text, "personId" text, "personName" text,
         "userPrincipalName" text, at timestamptz, succeeded boolean, application text, ip text, country text,
         code integer, verdict text)
     on conflict (sign_in_id) do nothing returning sign_in_id as id`,
    [JSON.stringify(rows), at],
  );
  return new Set(saved.map(({ id }) => id));
}

/** The first success of a test is its proof. Undefined: it had one, or there is no such test. */
export async function proveTest(
  db: Db,
  signIn: Pick<LoggedSignIn, 'id' | 'personId' | 'personName' | 'at'>,
): Promise<string | undefined> {
  const [proved] = await db.query<{ id: string }>(
    `update break_glass_tests set proof_sign_in_id = $1, proof_person_id = lower($2), proof_person_name = $3,
       proof_at = $4
      where proof_sign_in_id is null and announced_at <= $4 and until >= $4 returning test_id as id`,
    [signIn.id, signIn.personId, signIn.personName, signIn.at],
  );
  return proved?.id;
}

export interface EmergencySignIn {
  readonly id: string;
  readonly personId: string;
  readonly personName: string | null;
  readonly userPrincipalName: string | null;
  readonly at: Date;
  readonly succeeded: boolean;
  readonly application: string | null;
  readonly ip: string | null;
  readonly country: string | null;
  readonly code: number;
  /** Others like it, so soon after that they were not told by themselves. */
  readonly repeated: number;
}

export async function emergencySignIn(db: Db, signInId: string): Promise<EmergencySignIn | undefined> {
  const [row] = await db.query<EmergencySignIn>(
    `select sign_in_id as id, person_id as "personId", person_name as "personName",
       user_principal_name as "userPrincipalName", at, succeeded, application, ip, country, code,
       (select count(*)::integer from break_glass_sign_ins other
         where other.person_id = told.person_id and other.succeeded = told.succeeded and other.verdict = 'repeated'
           and other.at between told.at - $2 * interval '1 ms' and told.at + $2 * interval '1 ms') as repeated
       from break_glass_sign_ins told where sign_in_id = $1`,
    [signInId, QUIET_MS],
  );
  return row;
}

/** True to whoever asks first within that many days: the reminder is said once. */
export async function claimReminder(db: Db, at: Date, days: number): Promise<boolean> {
  return db.transaction(async (transaction) => {
    await transaction.query('lock table break_glass_reminders in share row exclusive mode');
    const claimed = await transaction.query(
      `insert into break_glass_reminders (reminded_at)
       select $1::timestamptz where not exists (
         select 1 from break_glass_reminders where reminded_at > $1::timestamptz - $2 * interval '1 day')
       returning 1 as one`,
      [at, days],
    );
    return claimed.length > 0;
  });
}

function toTest({
  proofSignInId,
  proofPersonId,
  proofPersonName,
  proofAt,
  ...test
}: TestRow): BreakGlassTest {
  const proof =
    proofSignInId === null || proofPersonId === null || proofAt === null
      ? null
      : { signInId: proofSignInId, personId: proofPersonId, personName: proofPersonName, at: proofAt };
  return { ...test, proof };
}
