import type { ExemptionOffer, ExemptionRequest } from '../rollout/exemption.ts';
import type { Db } from './db.ts';

interface Row extends Omit<ExemptionRequest, 'help'> {
  readonly helpAskedBy: string | null;
  readonly helpAskedAt: Date | null;
  readonly helpClosedBy: string | null;
  readonly helpClosedAt: Date | null;
}

const COLUMNS = `request_id as id, person_id as "personId", person_name as "personName", sign_in_name as "signInName", asked_by as "askedBy",
  asked_by_name as "askedByName", asked_at as "askedAt", decision, decided_by as "decidedBy", offered,
  help_asked_by as "helpAskedBy", help_asked_at as "helpAskedAt", help_closed_by as "helpClosedBy",
  help_closed_at as "helpClosedAt"`;

export async function saveRequest(db: Db, request: ExemptionRequest): Promise<void> {
  const { id, personId, personName, askedBy, askedByName, askedAt, decision, decidedBy, offered } = request;
  await db.query(
    `insert into exemption_requests (request_id, person_id, person_name, sign_in_name, asked_by, asked_by_name, asked_at,
       decision, decided_by, offered) values ($1, lower($2), $3, $10, lower($4), $5, $6, $7, $8, $9::text[])`,
    [
      id,
      personId,
      personName,
      askedBy,
      askedByName,
      askedAt,
      decision,
      decidedBy,
      offered,
      request.signInName,
    ],
  );
}

/** What was offered is known only when everything about the person has been read. */
export async function saveOffered(db: Db, id: string, offered: readonly ExemptionOffer[]): Promise<void> {
  await db.query('update exemption_requests set offered = $2::text[] where request_id = $1', [id, offered]);
}

export async function requestById(db: Db, id: string): Promise<ExemptionRequest | undefined> {
  const [row] = await db.query<Row>(`select ${COLUMNS} from exemption_requests where request_id = $1`, [id]);
  return row && toRequest(row);
}

/** Newest first. */
export async function requestsFor(
  db: Db,
  personId: string,
  atMost: number,
): Promise<readonly ExemptionRequest[]> {
  const rows = await db.query<Row>(
    `select ${COLUMNS} from exemption_requests where person_id = lower($1) order by asked_at desc, request_id limit $2`,
    [personId, atMost],
  );
  return rows.map(toRequest);
}

/** False: the helpdesk has been asked already. */
export async function askForHelp(db: Db, id: string, by: string, at: Date): Promise<boolean> {
  const asked = await db.query(
    `update exemption_requests set help_asked_by = lower($2), help_asked_at = $3
      where request_id = $1 and help_asked_at is null returning 1 as one`,
    [id, by, at],
  );
  return asked.length > 0;
}

/** False: somebody was faster. */
export async function closeHelp(db: Db, id: string, by: string, at: Date): Promise<boolean> {
  const closed = await db.query(
    `update exemption_requests set help_closed_by = lower($2), help_closed_at = $3
      where request_id = $1 and help_asked_at is not null and help_closed_at is null returning 1 as one`,
    [id, by, at],
  );
  return closed.length > 0;
}

function toRequest(row: Row): ExemptionRequest {
  const { helpAskedBy, helpAskedAt, helpClosedBy, helpClosedAt, ...request } = row;
  const closed = helpClosedAt === null ? null : { by: helpClosedBy ?? '', at: helpClosedAt };
  return {
    ...request,
    help: helpAskedAt === null ? null : { askedBy: helpAskedBy ?? '', askedAt: helpAskedAt, closed },
  };
}
