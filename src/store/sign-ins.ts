import type { LoggedSignIn, Reading, SignInBook } from '../rollout/sign-in-log.ts';
import type { Db } from './db.ts';

/** Deleted at a time: the embedded database must not hold everybody up. */
const FORGOTTEN_AT_ONCE = 2_000;

const COLUMNS: Readonly<Record<keyof Reading, string>> = {
  readTo: 'read_to',
  accountsReadTo: 'accounts_read_to',
  breadth: 'breadth',
  breadthSince: 'breadth_since',
  hourLookedBack: 'hour_looked_back',
  dayLookedBack: 'day_looked_back',
  resumeFrom: 'resume_from',
  resumeBegan: 'resume_began',
  resumeBack: 'resume_back',
};

export function createSignInBook(db: Db): SignInBook {
  return {
    async reading() {
      const list = Object.entries(COLUMNS).map(([key, column]) => `${column} as "${key}"`);
      const [row] = await db.query<Reading>(`select ${list.join(', ')} from sign_in_reading`);
      if (row === undefined) throw new Error('The row of sign_in_reading is gone: somebody deleted it.');
      return row;
    },
    save: (rows) => (rows.length === 0 ? Promise.resolve(0) : save(db, rows)),
    async note(progress) {
      const entries = Object.entries(progress);
      if (entries.length === 0) return;
      const changes = entries.map(([key], index) => `${COLUMNS[key as keyof Reading]} = $${index + 1}`);
      await db.query(
        `update sign_in_reading set ${changes.join(', ')}`,
        entries.map(([, value]) => value),
      );
    },
    async forgetBefore(moment) {
      const gone = await db.query(
        `delete from sign_ins where sign_in_id in (select sign_in_id from sign_ins where at < $1 limit $2)
         returning 1 as one`,
        [moment, FORGOTTEN_AT_ONCE],
      );
      return gone.length;
    },
  };
}

async function save(db: Db, rows: readonly LoggedSignIn[]): Promise<number> {
  return db.transaction(async (transaction) => {
    // One writer at a time: otherwise a row could become visible behind one with a higher number, and whoever
    // remembers the highest that they have seen would never see it.
    await transaction.query('select 1 from sign_in_reading for update');
    const added = await transaction.query(
      `insert into sign_ins (sign_in_id, at, person_id, person_name, user_principal_name, application_id, application,
         code, result, client, ip, country, interactive, requirement, conditional_access, stopped_by, risk)
       select id, at, lower("personId"), "personName", "userPrincipalName", "applicationId", application,
         code, result, client, ip, country, interactive, requirement, "conditionalAccess",
         array(select json_array_elements_text("stoppedBy")), risk
         from json_to_recordset($1::json) as given (id text, at timestamptz, "personId" text, "personName" text,
           "userPrincipalName" text, "applicationId" text, application text, code integer, result text, client text,
           ip text, country text, interactive boolean, requirement text, "conditionalAccess" text, "stoppedBy" json,
           risk text)
       on conflict (sign_in_id) do nothing
       returning 1 as one`,
      [JSON.stringify(rows, storable)],
    );
    return added.length;
  });
}

/** Names come from directories: half a sign, or one that ends a text elsewhere, must not stop the whole page. */
function storable(_key: string, value: unknown): unknown {
  return typeof value === 'string' ? value.toWellFormed().replaceAll('\0', '') : value;
}

/** A sign-in and its number, to remember how far one has looked. */
export interface NumberedSignIn extends LoggedSignIn {
  readonly seq: number;
}

/**
 * What somebody has not seen yet, oldest first, and the same again until they say that they have dealt with it:
 * `seen` is called in the transaction in which they do.
 */
export async function newsFor(db: Db, name: string, atMost: number): Promise<readonly NumberedSignIn[]> {
  return db.query(
    `select seq::integer as seq, sign_in_id as id, at, person_id as "personId", person_name as "personName",
       user_principal_name as "userPrincipalName", application_id as "applicationId", application, code, result,
       client, ip, country, interactive, requirement, conditional_access as "conditionalAccess",
       stopped_by as "stoppedBy", risk
       from sign_ins where seq > coalesce((select seq from sign_in_cursors where name = $1), 0)
      order by seq limit $2`,
    [name, atMost],
  );
}

export async function seen(db: Db, name: string, seq: number): Promise<void> {
  await db.query(
    `insert into sign_in_cursors as known (name, seq) values ($1, $2)
     on conflict (name) do update set seq = greatest(known.seq, excluded.seq)`,
    [name, seq],
  );
}
