import type { Campaign } from '../campaign/campaign.ts';
import { meetsGoal } from '../campaign/goal.ts';
import type { RecipientChange } from '../campaign/recipient.ts';
import type { RegistrationState } from '../people/registration.ts';
import type { Database } from './db.ts';
import { createWatermarks } from './looks.ts';
import { moveRecipients } from './recipients.ts';

/** The embedded database works on the thread that asks: a piece takes it some hundredths of a second. */
const PIECE = 1_000;

interface Row {
  readonly personId: string;
  readonly registration: RegistrationState | null;
  /** Null: the account is not in the directory any more. */
  readonly enabled: boolean | null;
}

/**
 * The roster was read anew: whoever has met the goal by the report is registered, whoever is disabled or gone has
 * left. Once for each reading. True: something has changed.
 */
export async function catchUp(
  database: Database,
  campaign: Pick<Campaign, 'id' | 'goal'>,
  at: Date,
  signal: AbortSignal,
): Promise<boolean> {
  const watermarks = createWatermarks(database);
  const name = `caught-up:${campaign.id}`;
  const [reading] = await database.query<{ completedAt: Date | null }>(
    `select completed_at as "completedAt" from readings where name = 'roster'`,
  );
  const completedAt = reading?.completedAt ?? null;
  const seen = await watermarks.readTo(name);
  if (completedAt === null || (seen !== null && seen >= completedAt)) return false;
  let moved = 0;
  for (let after = ''; ; ) {
    const rows = await database.query<Row>(
      `select row.person_id as "personId", roster.registration, roster.enabled
         from recipients row left join roster using (person_id)
        where row.campaign_id = $1 and row.person_id > $2
          and row.state not in ('registered', 'left', 'not-registered')
        order by row.person_id limit $3`,
      [campaign.id, after, PIECE],
    );
    const last = rows.at(-1);
    if (last === undefined) break;
    if (signal.aborted) return moved > 0;
    after = last.personId;
    const changes = rows.flatMap((row) => changeOf(row, campaign) ?? []);
    moved += (await moveRecipients(database, campaign.id, changes, at)).length;
  }
  await watermarks.moveTo(name, completedAt);
  return moved > 0;
}

function changeOf(row: Row, { goal }: Pick<Campaign, 'goal'>): RecipientChange | null {
  const { personId, registration, enabled } = row;
  if (enabled !== true) return { personId, to: 'left', reason: enabled === null ? 'gone' : 'disabled' };
  return registration !== null && meetsGoal(goal, registration)
    ? { personId, to: 'registered', reason: registration }
    : null;
}
