import type { Step } from '../campaign/calendar.ts';
import type { AudienceRules, Calendar, Campaign, CampaignState } from '../campaign/campaign.ts';
import type { AuditEntry } from '../campaign/ports.ts';
import type { Db } from './db.ts';

const COLUMNS = `campaign_id as id, name, goal, state, audience, calendar, approval_above as "approvalAbove", contact,
  created_by as "createdBy", created_at as "createdAt", start_asked_by as "startAskedBy",
  approved_by as "approvedBy", started_at as "startedAt", ended_at as "endedAt", trouble, version`;

/** False: a campaign that is not over has this name already. */
export async function insertCampaign(db: Db, campaign: Campaign): Promise<boolean> {
  const inserted = await db.query(
    `insert into campaigns (campaign_id, name, goal, state, audience, calendar, approval_above, contact, created_by,
       created_at, start_asked_by, approved_by, started_at, ended_at, trouble, version)
     values ($1, $2, $3, $4, $5::jsonb, $6::jsonb, $7, $8, lower($9), $10, $11, $12, $13, $14, $15, $16)
     on conflict do nothing returning campaign_id`,
    [campaign.id, ...valuesOf(campaign), campaign.version],
  );
  return inserted.length > 0;
}

/**
 * Saves what has become of a campaign if it still is as it was read. False: somebody else was faster. Its number is
 * one higher then, which `after` says already.
 */
export async function saveCampaign(db: Db, before: Campaign, after: Campaign): Promise<boolean> {
  const saved = await db.query(
    `update campaigns set name = $2, goal = $3, state = $4, audience = $5::jsonb, calendar = $6::jsonb,
            approval_above = $7, contact = $8, created_by = lower($9), created_at = $10, start_asked_by = $11,
            approved_by = $12, started_at = $13, ended_at = $14, trouble = $15, version = $16
      where campaign_id = $1 and state = $17 and version = $18 returning campaign_id`,
    [before.id, ...valuesOf(after), after.version, before.state, before.version],
  );
  return saved.length > 0;
}

export async function campaignById(db: Db, id: string): Promise<Campaign | undefined> {
  const [found] = await db.query<Campaign>(`select ${COLUMNS} from campaigns where campaign_id = $1`, [id]);
  return found;
}

/** The newest of that name, whatever the letter case: one that is not over before those that are. */
export async function campaignByName(db: Db, name: string): Promise<Campaign | undefined> {
  const [found] = await db.query<Campaign>(
    `select ${COLUMNS} from campaigns where lower(name) = lower($1)
      order by state in ('completed', 'cancelled'), created_at desc limit 1`,
    [name],
  );
  return found;
}

/** Newest first. */
export async function campaignsIn(
  db: Db,
  states: readonly CampaignState[],
  atMost = 1_000,
): Promise<readonly Campaign[]> {
  return db.query(
    `select ${COLUMNS} from campaigns where state = any($1::text[]) order by created_at desc, campaign_id limit $2`,
    [states, atMost],
  );
}

/** True to the first who takes this step of the calendar; in the transaction of what the step causes. */
export async function claimStep(db: Db, campaignId: string, step: Step): Promise<boolean> {
  const claimed = await db.query(
    `update campaigns set steps_taken = steps_taken || $2::text
      where campaign_id = $1 and state = 'running' and not steps_taken @> array[$2::text] returning campaign_id`,
    [campaignId, step],
  );
  return claimed.length > 0;
}

export async function stepsTaken(db: Db, campaignId: string): Promise<readonly Step[]> {
  const [found] = await db.query<{ steps: Step[] }>(
    `select steps_taken as steps from campaigns where campaign_id = $1`,
    [campaignId],
  );
  return found?.steps ?? [];
}

/** Why nothing is sent though it runs; null: all is well again. True where that is news. */
export async function setTrouble(db: Db, campaignId: string, trouble: string | null): Promise<boolean> {
  const changed = await db.query(
    `update campaigns set trouble = $2, version = version + 1
      where campaign_id = $1 and trouble is distinct from $2 returning campaign_id`,
    [campaignId, trouble],
  );
  return changed.length > 0;
}

export async function recordAudit(db: Db, campaignId: string, entry: AuditEntry): Promise<void> {
  await db.query(
    `insert into campaign_audit (campaign_id, at, by, what, why) values ($1, $2, lower($3), $4, $5)`,
    [campaignId, entry.at, entry.by, entry.what, entry.why],
  );
}

/** The newest entries, oldest of them first. */
export async function auditOf(db: Db, campaignId: string, atMost = 500): Promise<readonly AuditEntry[]> {
  const entries = await db.query<AuditEntry>(
    `select at, by, what, why from campaign_audit where campaign_id = $1 order by entry desc limit $2`,
    [campaignId, atMost],
  );
  return entries.reverse();
}

function valuesOf(campaign: Campaign): readonly unknown[] {
  const audience: AudienceRules = campaign.audience;
  const calendar: Calendar = campaign.calendar;
  return [
    campaign.name,
    campaign.goal,
    campaign.state,
    JSON.stringify(audience),
    JSON.stringify(calendar),
    campaign.approvalAbove,
    campaign.contact,
    campaign.createdBy,
    campaign.createdAt,
    campaign.startAskedBy,
    campaign.approvedBy,
    campaign.startedAt,
    campaign.endedAt,
    campaign.trouble,
  ];
}
