import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { groupsOf, questionOf } from '../campaign/audience.ts';
import { opensAt } from '../campaign/calendar.ts';
import { type Campaign, WAVES, type WaveName } from '../campaign/campaign.ts';
import { createCampaignDesk } from '../campaign/desk.ts';
import type { CampaignStore, RosterDesk } from '../campaign/desk-ports.ts';
import type { DeskSettings } from '../campaign/dry-run.ts';
import { type CampaignEvent, decide, MUSTER } from '../campaign/life-cycle.ts';
import { planWave } from '../campaign/planning.ts';
import { createRosterReader, isFresh, READ_EVERY_MS } from '../campaign/roster.ts';
import { ROSTER, type RosterSource } from '../campaign/roster-ports.ts';
import { makeRecipients, type StartingStore } from '../campaign/starting.ts';
import { type BatchPorts, endRecipients, mayGoAt, takeUp } from '../campaign/taking-up.ts';
import type { Clock } from '../clock.ts';
import { TryAgainLater } from '../errors.ts';
import type { EnqueueOptions, Queue } from '../jobs/queue.ts';
import { defineJob } from '../jobs/table.ts';
import type { RegistrationRules } from '../people/ports.ts';
import { createAudienceReader } from '../store/audience.ts';
import { createCampaignStore } from '../store/campaign-store.ts';
import { campaignById, campaignsIn, claimStep, recordAudit, setTrouble } from '../store/campaigns.ts';
import type { Database, Db } from '../store/db.ts';
import { openBatches, planBatch } from '../store/delivery-plan.ts';
import { createReadings } from '../store/readings.ts';
import { moveEverybody } from '../store/recipients.ts';
import {
  makeSomeRecipients,
  placeOfBatch,
  recipientsMade,
  saveWaveBatch,
  waveCandidates,
} from '../store/recipients-making.ts';

type Jobs = ReturnType<typeof jobsOf>;
type Enqueue = Queue<Jobs>['enqueue'];

interface Parts {
  readonly database: Database;
  readonly clock: Clock;
  readonly source: RosterSource;
  readonly tenantCountry: () => Promise<string | null>;
  readonly rules: RegistrationRules;
  readonly settings: DeskSettings;
  readonly enqueue: Enqueue;
  /** Has a batch of deliveries sent. */
  readonly deliver: (batchId: number, options: EnqueueOptions) => Promise<unknown>;
  readonly registeredLately: () => Promise<void>;
  /** Has the cards that follow a campaign drawn anew. */
  readonly changed: (campaignId: string, options: EnqueueOptions) => Promise<unknown>;
}

export type CampaignDeskParts = Parts;

const LIVE = ['scheduled', 'running', 'paused'] as const;
const ADMINS_FIRST = 10;
const READ_AGAIN_SECONDS = 30;
const WAIT_SECONDS = 10;

/** What administrators do with campaigns, and what follows until its cards are in batches. */
export function buildCampaignDesk(parts: Parts) {
  const { database, clock, enqueue } = parts;
  const readings = createReadings(database);
  const audience = createAudienceReader(database);
  const roster = createRosterDesk(parts, readings);
  const openAt = (campaignId: string, startAfter: Date, options: EnqueueOptions) =>
    enqueue(
      'open-campaign',
      { campaignId },
      { ...options, startAfter, singletonKey: `${campaignId}@${startAfter.getTime()}` },
    );
  const store = createCampaignStore(database, {
    openAt: (campaignId, at, db) => openAt(campaignId, at, { db }),
    makeRecipients: (campaignId, db) =>
      enqueue('make-recipients', { campaignId }, { db, singletonKey: campaignId }),
    takeUp: (campaignId, db) => enqueue('take-up', { campaignId }, { db, singletonKey: campaignId }),
    end: (campaignId, db) => enqueue('end-campaign', { campaignId }, { db, singletonKey: campaignId }),
    changed: (campaignId, db) => parts.changed(campaignId, { db }),
  });
  const desk = createCampaignDesk({ ...parts, store, audience, roster, newId: randomUUID });
  const reader = createRosterReader({ ...parts, store: readings, newId: randomUUID });
  const batches = batchPorts(parts);
  const plan = (campaignId: string, wave: WaveName, db: Db) =>
    enqueue('plan-wave', { campaignId, wave }, { db, singletonKey: `${campaignId}/${wave}` });
  const starting: StartingStore = {
    campaign: (id) => campaignById(database, id),
    made: (id) => recipientsMade(database, id),
    makeSome: (campaign, question, now) => makeSomeRecipients(database, campaign, question, now),
    setTrouble: (id, trouble) => setTrouble(database, id, trouble),
    happen: (campaign, event) => happen(campaign, event, store, clock),
    announce: (id) =>
      database.transaction(async (db) => {
        if (!(await claimStep(db, id, 'announcement'))) return;
        await recordAudit(db, id, { at: clock.now(), by: MUSTER, what: 'step-announcement', why: null });
        await plan(id, 'announcement', db);
      }),
  };
  const jobs = jobsOf({
    async read(name, signal) {
      if ((await reader.read(name, signal)) === 'busy') {
        throw new TryAgainLater(READ_AGAIN_SECONDS, 'Another process that reads the directory');
      }
    },
    async keep() {
      const campaigns = await campaignsIn(database, LIVE);
      if (campaigns.length === 0) return;
      const startAfter = new Date(clock.now().getTime() + READ_EVERY_MS);
      await enqueue('keep-roster', {}, { startAfter, singletonKey: 'later' });
      await roster.refresh(campaigns.flatMap((one) => groupsOf(questionOf(one, parts.settings))));
    },
    async open(id) {
      const campaign = await campaignById(database, id);
      if (campaign?.state !== 'scheduled') return;
      const at = opensAt(campaign.calendar);
      // Whoever was told to wake it may have a clock that is ahead of ours: too early is not never.
      if (at > clock.now()) await openAt(id, at, {});
      else await happen(campaign, { kind: 'open', by: MUSTER }, store, clock);
    },
    async make(id, signal) {
      const made = await makeRecipients(id, { ...parts, store: starting, audience, roster }, signal);
      if (made) await enqueue('keep-roster', {}, { singletonKey: 'now' });
    },
    async plan({ campaignId, wave }, signal) {
      if (!(await recipientsMade(database, campaignId)).made) {
        throw new TryAgainLater(WAIT_SECONDS, 'The making of recipients');
      }
      await planWave({ campaignId, wave }, { ports: planningPorts(parts), clock, signal });
    },
    takeUp: (id) => takeUp(id, batches, clock),
    async end(id) {
      await endRecipients(id, batches, clock);
      await parts.changed(id, {});
    },
  });
  return {
    desk,
    jobs,
    store,
    /** Puts a wave into batches; in the transaction of the step that it is. */
    plan,
    /** Milliseconds until the people of a batch may be written to where they live; 0: now. */
    async waitOf(batchId: number): Promise<number> {
      const now = clock.now();
      return (await mayGoAt(batchId, now, batches)).getTime() - now.getTime();
    },
    start: () => enqueue('keep-roster', {}, { singletonKey: 'now' }),
  };
}

function createRosterDesk(
  { clock, enqueue }: Parts,
  readings: ReturnType<typeof createReadings>,
): RosterDesk {
  const all = (groupIds: readonly string[]) =>
    Promise.all(
      [ROSTER, ...new Set(groupIds)].map(async (name) => ({ name, status: await readings.status(name) })),
    );
  return {
    async status(groupIds) {
      const found = await all(groupIds);
      const times = found.map(({ status }) => status?.completedAt?.getTime() ?? null);
      const oldest = times.reduce((a, b) => (a === null || b === null ? null : Math.min(a, b)));
      const trouble = found.find(({ status }) => status?.trouble)?.status?.trouble ?? null;
      return { asOf: oldest === null ? null : new Date(oldest), trouble };
    },
    async refresh(groupIds) {
      for (const { name, status } of await all(groupIds)) {
        if (!isFresh(status, clock.now())) await enqueue('read-roster', { name }, { singletonKey: name });
      }
    },
  };
}

/** Somebody else was faster: then it is theirs to follow up. */
async function happen(campaign: Campaign, event: CampaignEvent, store: CampaignStore, clock: Clock) {
  const decision = decide(campaign, event, clock.now());
  if (decision.kind !== 'refused') await store.save(campaign, decision, { by: event.by, at: clock.now() });
}

function planningPorts({ database, deliver }: Parts): Parameters<typeof planWave>[1]['ports'] {
  return {
    campaign: (id) => campaignById(database, id),
    candidates: (about, page) => waveCandidates(database, about, page),
    add: (campaignId, wave, { timeZone, dueAt, admins, people }) =>
      database.transaction(async (db) => {
        const planned = await planBatch(db, { campaignId, wave }, { dueAt, recipients: people });
        if (planned === null) return;
        const { batchId } = planned;
        await saveWaveBatch(db, { batchId, campaignId, wave, timeZone });
        const priority = admins ? ADMINS_FIRST : 0;
        await deliver(batchId, { db, startAfter: dueAt, priority, singletonKey: keyAt(batchId, dueAt) });
      }),
  };
}

/** However often a campaign is paused and resumed, a batch waits for one moment once. */
function keyAt(batchId: number, at: Date): string {
  return `${batchId}@${Math.floor(at.getTime() / 1000)}`;
}

function batchPorts({ database, clock, deliver }: Parts): BatchPorts {
  return {
    open: (campaignId) => openBatches(database, campaignId),
    place: (batchId) => placeOfBatch(database, batchId),
    deliver: (batchId, at) =>
      deliver(batchId, {
        singletonKey: keyAt(batchId, at ?? clock.now()),
        ...(at === null ? {} : { startAfter: at }),
      }),
    endAll: (campaignId, from, now) =>
      moveEverybody(database, campaignId, { from, to: 'not-registered', reason: 'cancelled' }, now),
  };
}

const LONG_SECONDS = 3 * 3_600;
/** Until the directory answers, or an administrator ends it. */
const PATIENT = { limit: 1_000_000, delaySeconds: 10, maxDelaySeconds: 300 };

function jobsOf(run: {
  read(name: string, signal: AbortSignal): Promise<void>;
  keep(): Promise<void>;
  open(campaignId: string): Promise<void>;
  make(campaignId: string, signal: AbortSignal): Promise<void>;
  plan(wave: { campaignId: string; wave: WaveName }, signal: AbortSignal): Promise<void>;
  takeUp(campaignId: string): Promise<void>;
  end(campaignId: string): Promise<void>;
}) {
  const campaign = z.object({ campaignId: z.guid() });
  const long = { retry: PATIENT, timeLimitSeconds: LONG_SECONDS };
  return {
    'read-roster': defineJob({
      schema: z.object({ name: z.string() }),
      timeLimitSeconds: LONG_SECONDS,
      retry: { limit: 10, delaySeconds: 30, maxDelaySeconds: 900 },
      // A group of ten must not wait for everybody.
      workers: 2,
      run: ({ name }, { signal }) => run.read(name, signal),
    }),
    'keep-roster': defineJob({ schema: z.object({}), run: () => run.keep() }),
    'open-campaign': defineJob({
      schema: campaign,
      retry: PATIENT,
      run: ({ campaignId }) => run.open(campaignId),
    }),
    'make-recipients': defineJob({
      schema: campaign,
      ...long,
      run: ({ campaignId }, { signal }) => run.make(campaignId, signal),
    }),
    'plan-wave': defineJob({
      schema: campaign.extend({ wave: z.enum(WAVES) }),
      ...long,
      run: (wave, { signal }) => run.plan(wave, signal),
    }),
    'take-up': defineJob({ schema: campaign, ...long, run: ({ campaignId }) => run.takeUp(campaignId) }),
    'end-campaign': defineJob({ schema: campaign, ...long, run: ({ campaignId }) => run.end(campaignId) }),
  };
}
