import { type Campaign, RECIPIENT_STATES, type RecipientState } from '../campaign/campaign.ts';
import { workingMoment } from '../campaign/hours.ts';
import { decide, MUSTER } from '../campaign/life-cycle.ts';
import type { CalendarStore, StepEffect } from '../campaign/running.ts';
import { snoozeWave } from '../campaign/sending.ts';
import { campaignById, campaignsIn, claimStep, recordAudit, saveCampaign, stepsTaken } from './campaigns.ts';
import { catchUp } from './catching-up.ts';
import type { Database, Db } from './db.ts';
import { planBatch } from './delivery-plan.ts';
import { moveRecipients } from './recipients.ts';
import { recipientsMade } from './recipients-making.ts';

/** What the calendar puts into the queue, in the transaction that causes it. */
export interface CalendarJobs {
  effect(campaignId: string, effect: StepEffect, db: Db): Promise<unknown>;
  deliver(batchId: number, dueAt: Date, db: Db): Promise<unknown>;
  report(campaignId: string, db: Db): Promise<unknown>;
}

/** The embedded database works on the thread that asks: a piece takes it some hundredths of a second. */
const PIECE = 500;

export function createCalendarStore(database: Database, jobs: CalendarJobs): CalendarStore {
  return {
    going: () => campaignsIn(database, ['running', 'paused']),
    stepsTaken: (campaignId) => stepsTaken(database, campaignId),
    isReady: async (campaignId) => (await recipientsMade(database, campaignId)).made,
    async counts(campaignId) {
      const counted = await database.query<{ state: RecipientState; count: number }>(
        `select state, sum(count)::float8 as count from recipient_counts where campaign_id = $1 group by state`,
        [campaignId],
      );
      const known = new Map(counted.map(({ state, count }) => [state, count]));
      const entries = RECIPIENT_STATES.map((state) => [state, known.get(state) ?? 0] as const);
      return Object.fromEntries(entries) as Record<RecipientState, number>;
    },
    take: (campaignId, step, { effects, note }, at) =>
      database.transaction(async (db) => {
        if (!(await claimStep(db, campaignId, step))) return false;
        for (const effect of effects) await jobs.effect(campaignId, effect, db);
        await recordAudit(db, campaignId, { at, by: MUSTER, what: `step-${step}`, why: note });
        return true;
      }),
    catchUp: (campaign, at, signal) => catchUp(database, campaign, at, signal),
    wake: (campaign, at) => database.transaction((db) => wake(db, campaign, at, jobs)),
    endSome: (campaignId, at) =>
      database.transaction(async (db) => {
        const open = await db.query<{ personId: string; state: RecipientState }>(
          `select person_id as "personId", state from recipients
            where campaign_id = $1 and state in ('waiting', 'told', 'snoozed', 'asked')
            order by person_id limit $2 for update`,
          [campaignId, PIECE],
        );
        const changes = open.map(({ personId, state }) => ({
          personId,
          to: 'not-registered' as const,
          reason: state,
        }));
        return (await moveRecipients(db, campaignId, changes, at)).length;
      }),
    complete: (campaignId, at) =>
      database.transaction(async (db) => {
        const before = await campaignById(db, campaignId);
        const decision = before && decide(before, { kind: 'complete', by: MUSTER }, at);
        if (before === undefined || decision?.kind !== 'done') return false;
        if (!(await saveCampaign(db, before, decision.campaign))) return false;
        await recordAudit(db, campaignId, { at, by: MUSTER, what: decision.what, why: decision.why });
        await jobs.report(campaignId, db);
        return true;
      }),
    async hasToGreen(campaignId) {
      const some = await database.query(
        `select 1 from recipients where campaign_id = $1 and state = 'registered' and not greened limit 1`,
        [campaignId],
      );
      return some.length > 0;
    },
    async claimDigest(campaignId, date) {
      const claimed = await database.query(
        `insert into watermarks as known (name, read_to) values ($1, $2)
         on conflict (name) do update set read_to = excluded.read_to where known.read_to < excluded.read_to
         returning name`,
        [`digest:${campaignId}`, new Date(`${date}T00:00:00Z`)],
      );
      return claimed.length > 0;
    },
  };
}

/**
 * Whoever asked to be reminded by now gets a card of a wave of their own, and counts as told again: in one
 * transaction, so that nobody is woken and forgotten.
 */
async function wake(db: Db, campaign: Campaign, at: Date, jobs: CalendarJobs): Promise<number> {
  const due = await db.query<{ personId: string; language: string; timeZone: string; snoozes: number }>(
    `select person_id as "personId", language, time_zone as "timeZone", snoozes from recipients
      where campaign_id = $1 and state = 'snoozed' and snoozed_until <= $2
      order by person_id limit $3 for update skip locked`,
    [campaign.id, at, PIECE],
  );
  const changes = due.map(({ personId }) => ({ personId, to: 'told' as const, reason: null }));
  await moveRecipients(db, campaign.id, changes, at);
  const groups = Map.groupBy(due, ({ snoozes, timeZone }) => `${snoozes} ${timeZone}`);
  for (const [first, ...rest] of groups.values()) {
    if (first === undefined) continue;
    const wave = { campaignId: campaign.id, wave: snoozeWave(first.snoozes) };
    // Woken late, after a pause or a standstill: not in the night.
    const dueAt = campaign.calendar.hours === 'now' ? at : workingMoment(at, first.timeZone);
    const planned = await planBatch(db, wave, { dueAt, recipients: [first, ...rest] });
    if (planned === null) continue;
    await db.query(
      `insert into wave_batches (batch_id, campaign_id, wave, time_zone) values ($1, $2, $3, $4)`,
      [planned.batchId, campaign.id, wave.wave, first.timeZone],
    );
    await jobs.deliver(planned.batchId, dueAt, db);
  }
  return due.length;
}
