import type { PhaseSettings } from '../rollout/phases.ts';
import type { Plan, Tick } from '../rollout/plan.ts';
import type { PlanEntry } from '../rollout/plan-ports.ts';
import type { Db } from './db.ts';

const COLUMNS = `plan_id as id, starts_on as "startsOn", weekend, days_off as "daysOff", phases,
  campaign_id as "campaignId", contact, ticks, created_by as "createdBy", created_at as "createdAt",
  changed_by as "changedBy", changed_at as "changedAt", ended_at as "endedAt", version`;

/** JSON knows no dates. */
interface PlanRow extends Omit<Plan, 'ticks'> {
  readonly ticks: Readonly<Record<string, Omit<Tick, 'at'> & { readonly at: string }>>;
}

/** The new one, or the one that there is already. */
export async function insertPlan(
  db: Db,
  plan: Plan,
  entry: PlanEntry,
): Promise<{ readonly plan: Plan; readonly isNew: boolean }> {
  const inserted = await db.transaction(async (transaction) => {
    const [row] = await transaction.query<PlanRow>(
      `insert into rollout_plans (plan_id, starts_on, weekend, days_off, phases, campaign_id, contact, ticks,
         created_by, created_at, changed_by, changed_at, ended_at, version)
       values ($1, $2, $3::integer[], $4::text[], $5::jsonb, $6, $7, $8::jsonb, lower($12), $13, lower($9), $10, $11, $14)
       on conflict ((true)) where ended_at is null do nothing returning ${COLUMNS}`,
      [plan.id, ...valuesOf(plan), plan.createdBy, plan.createdAt, plan.version],
    );
    if (row) await recordPlanEntry(transaction, plan.id, entry);
    return row;
  });
  if (inserted) return { plan: toPlan(inserted), isNew: true };
  const current = await currentPlan(db);
  // It ended between the two questions: then there is room.
  return current ? { plan: current, isNew: false } : insertPlan(db, plan, entry);
}

export async function currentPlan(db: Db): Promise<Plan | undefined> {
  const [row] = await db.query<PlanRow>(`select ${COLUMNS} from rollout_plans where ended_at is null`);
  return row && toPlan(row);
}

/**
 * Saves what has become of the plan if it still is as it was read, with a line that says who did what. Undefined:
 * somebody else was faster.
 */
export async function savePlan(
  db: Db,
  before: Plan,
  after: Plan,
  entry: PlanEntry,
): Promise<Plan | undefined> {
  return db.transaction(async (transaction) => {
    const [row] = await transaction.query<PlanRow>(
      `update rollout_plans set starts_on = $2, weekend = $3::integer[], days_off = $4::text[], phases = $5::jsonb,
              campaign_id = $6, contact = $7, ticks = $8::jsonb, changed_by = lower($9), changed_at = $10,
              ended_at = $11, version = version + 1
        where plan_id = $1 and version = $12 and ended_at is null returning ${COLUMNS}`,
      [before.id, ...valuesOf(after), before.version],
    );
    if (!row) return undefined;
    await recordPlanEntry(transaction, before.id, entry);
    return toPlan(row);
  });
}

/** The newest entries, oldest of them first. */
export async function planEntries(db: Db, planId: string, atMost = 200): Promise<readonly PlanEntry[]> {
  const entries = await db.query<PlanEntry>(
    `select at, by, what, why from plan_audit where plan_id = $1 order by entry desc limit $2`,
    [planId, atMost],
  );
  return entries.reverse();
}

async function recordPlanEntry(db: Db, planId: string, { at, by, what, why }: PlanEntry): Promise<void> {
  await db.query(`insert into plan_audit (plan_id, at, by, what, why) values ($1, $2, lower($3), $4, $5)`, [
    planId,
    at,
    by,
    what,
    why,
  ]);
}

function valuesOf(plan: Plan): readonly unknown[] {
  const phases: Readonly<Record<string, PhaseSettings>> = plan.phases;
  return [
    plan.startsOn,
    plan.weekend,
    plan.daysOff,
    JSON.stringify(phases),
    plan.campaignId,
    plan.contact,
    JSON.stringify(plan.ticks),
    plan.changedBy,
    plan.changedAt,
    plan.endedAt,
  ];
}

function toPlan({ ticks, ...plan }: PlanRow): Plan {
  const read = Object.entries(ticks).map(([id, tick]) => [id, { ...tick, at: new Date(tick.at) }]);
  return { ...plan, ticks: Object.fromEntries(read) };
}
