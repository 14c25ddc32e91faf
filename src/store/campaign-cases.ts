import type { CaseStore } from '../campaign/answers.ts';
import type { CaseDesk, CaseKind, PersonCase } from '../campaign/ports.ts';
import type { Clock } from '../clock.ts';
import type { Database, Db } from './db.ts';
import { moveRecipients } from './recipients.ts';

interface Row {
  readonly id: string;
  readonly campaignId: string;
  readonly personId: string;
  readonly displayName: string;
  readonly userPrincipalName: string;
  readonly department: string | null;
  readonly kind: CaseKind;
  readonly words: string | null;
  readonly openedAt: Date;
  readonly closedAt: Date | null;
  readonly closedBy: string | null;
}

const SELECT = `select one.case_id as id, one.campaign_id as "campaignId", one.person_id as "personId",
    row.display_name as "displayName", row.user_principal_name as "userPrincipalName", row.department,
    one.kind, one.words, one.opened_at as "openedAt", one.closed_at as "closedAt", one.closed_by as "closedBy"
  from campaign_cases one join recipients row using (campaign_id, person_id)`;

export async function caseById(db: Db, caseId: string): Promise<PersonCase | undefined> {
  const [found] = await db.query<Row>(`${SELECT} where case_id = $1`, [caseId]);
  return found && toCase(found);
}

/** `tell` belongs to the transaction: there is no case of which nobody is told. */
export function createCaseStore(
  database: Database,
  tell: (caseId: string, db: Db) => Promise<unknown>,
): CaseStore {
  return {
    async openCase(campaignId, personId) {
      const [found] = await database.query<{ kind: CaseKind }>(
        `select kind from campaign_cases where campaign_id = $1 and person_id = lower($2) and closed_at is null
          order by opened_at desc limit 1`,
        [campaignId, personId],
      );
      return found?.kind ?? null;
    },
    openNew: (one) =>
      database.transaction(async (db) => {
        const opened = await db.query(
          `insert into campaign_cases (case_id, campaign_id, person_id, kind, words, opened_at)
           values ($1, $2, lower($3), $4, $5, $6)
           on conflict (campaign_id, person_id, kind) where closed_at is null do nothing returning case_id`,
          [one.id, one.campaignId, one.personId, one.kind, one.words, one.openedAt],
        );
        if (opened.length === 0) return false;
        await tell(one.id, db);
        return true;
      }),
  };
}

export function createCaseDesk(database: Database, clock: Clock): CaseDesk {
  return {
    close: (by, caseId) =>
      database.transaction(async (db) => {
        const at = clock.now();
        const closed = await db.query(
          `update campaign_cases set closed_at = $2, closed_by = lower($3)
            where case_id = $1 and closed_at is null returning case_id`,
          [caseId, at, by],
        );
        const found = await caseById(db, caseId);
        if (found === undefined) return undefined;
        const isNew = closed.length > 0;
        if (isNew) await hearAgain(db, found, at);
        return { case: found, isNew };
      }),
  };
}

/** With the last of their cases closed, a recipient who has not registered gets the campaign's cards again. */
async function hearAgain(db: Db, { campaignId, person: { personId } }: PersonCase, at: Date): Promise<void> {
  const asked = await db.query(
    `select 1 from recipients row where campaign_id = $1 and person_id = $2 and state = 'asked' and not exists (
       select 1 from campaign_cases one where one.campaign_id = row.campaign_id and one.person_id = row.person_id
          and one.closed_at is null) for update`,
    [campaignId, personId],
  );
  if (asked.length > 0) await moveRecipients(db, campaignId, [{ personId, to: 'told', reason: null }], at);
}

function toCase(row: Row): PersonCase {
  const { id, campaignId, personId, displayName, userPrincipalName, department, kind, words, openedAt } = row;
  const { closedAt, closedBy } = row;
  return {
    id,
    campaignId,
    person: { personId, displayName, userPrincipalName, department },
    kind,
    words,
    openedAt,
    closed: closedAt === null ? null : { by: closedBy ?? '', at: closedAt },
  };
}
