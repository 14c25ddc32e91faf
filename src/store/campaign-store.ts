import type { Campaign } from '../campaign/campaign.ts';
import type { CampaignStore } from '../campaign/desk-ports.ts';
import type { Effect } from '../campaign/life-cycle.ts';
import type { Outcome } from '../delivery/outcome.ts';
import { campaignLines, countsOf } from './campaign-counts.ts';
import {
  auditOf,
  campaignById,
  campaignByName,
  insertCampaign,
  recordAudit,
  saveCampaign,
} from './campaigns.ts';
import type { Database, Db } from './db.ts';
import { planAgain } from './delivery-plan.ts';
import { deliveryCounts } from './delivery-reading.ts';
import { nameChannel, namedChannel } from './named-channels.ts';
import { followProgress } from './progress-cards.ts';
import { contactsOf, moveEverybody } from './recipients.ts';

/** What follows from a change of a campaign, in the transaction that saves it. */
export interface CampaignJobs {
  openAt(campaignId: string, at: Date, db: Db): Promise<unknown>;
  makeRecipients(campaignId: string, db: Db): Promise<unknown>;
  takeUp(campaignId: string, db: Db): Promise<unknown>;
  end(campaignId: string, db: Db): Promise<unknown>;
  /** Its cards elsewhere show something else now. */
  changed(campaignId: string, db: Db): Promise<unknown>;
}

export function createCampaignStore(database: Database, jobs: CampaignJobs): CampaignStore {
  return {
    byId: (id) => campaignById(database, id),
    byName: (name) => campaignByName(database, name),
    lines: () => campaignLines(database),
    create: (campaign) =>
      database.transaction(async (db) => {
        if (!(await insertCampaign(db, campaign))) return false;
        const { createdAt: at, createdBy: by } = campaign;
        await recordAudit(db, campaign.id, { at, by, what: 'create', why: null });
        return true;
      }),
    save: (before, decided, entry) =>
      database.transaction(async (db) => {
        if (await nameIsTaken(db, before, decided.campaign)) return 'taken';
        if (!(await saveCampaign(db, before, decided.campaign))) return 'faster';
        await recordAudit(db, before.id, { ...entry, what: decided.what, why: decided.why });
        for (const effect of decided.effects) await perform(effect, before.id, jobs, db);
        await jobs.changed(before.id, db);
        return 'saved';
      }),
    audit: (id) => auditOf(database, id),
    counted: (id) => countsOf(database, id),
    contacts: (id, page) => contactsOf(database, id, page),
    async retry(campaign, outcomes, entry) {
      const before = await ended(database, campaign.id, outcomes);
      await recordAudit(database, campaign.id, entry);
      const unreachable = { from: ['unreachable'], reasons: outcomes, to: 'waiting', reason: null } as const;
      await moveEverybody(database, campaign.id, unreachable, entry.at);
      // Each piece with the job that sends it: whoever dies in between leaves nobody planned and forgotten.
      const takeUp = async (_: unknown, db: Db) => void (await jobs.takeUp(campaign.id, db));
      await planAgain(database, campaign.id, outcomes, entry.at, takeUp);
      await jobs.changed(campaign.id, database);
      return before - (await ended(database, campaign.id, outcomes));
    },
    followProgress: (id, card, at) => followProgress(database, id, card, at),
    nameChannel: (purpose, conversationId, { by, at }) =>
      nameChannel(database, { purpose, conversationId, by, at }),
    hasChannel: async (purpose) => (await namedChannel(database, purpose)) !== undefined,
  };
}

const PERFORM: {
  readonly [Kind in Effect['kind']]: (
    effect: Extract<Effect, { kind: Kind }>,
    campaignId: string,
    jobs: CampaignJobs,
    db: Db,
  ) => Promise<unknown>;
} = {
  'open-at': ({ at }, id, jobs, db) => jobs.openAt(id, at, db),
  'make-recipients': (_, id, jobs, db) => jobs.makeRecipients(id, db),
  async 'take-up'(_, id, jobs, db) {
    // Paused, it may have stopped in the middle of either.
    await jobs.makeRecipients(id, db);
    await jobs.takeUp(id, db);
  },
  end: (_, id, jobs, db) => jobs.end(id, db),
};

function perform(effect: Effect, campaignId: string, jobs: CampaignJobs, db: Db): Promise<unknown> {
  // The table pairs each kind with its effect; that the two belong together is lost between its rows.
  return PERFORM[effect.kind](effect as never, campaignId, jobs, db);
}

async function nameIsTaken(db: Db, before: Campaign, after: Campaign): Promise<boolean> {
  if (before.name.toLowerCase() === after.name.toLowerCase()) return false;
  const other = await campaignByName(db, after.name);
  return other !== undefined && other.id !== before.id && other.endedAt === null;
}

async function ended(db: Db, campaignId: string, outcomes: readonly Outcome[]): Promise<number> {
  const counts = await deliveryCounts(db, campaignId);
  return counts.reduce(
    (sum, { state, count }) => (outcomes.some((one) => one === state) ? sum + count : sum),
    0,
  );
}
