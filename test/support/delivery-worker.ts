import { type Clock, systemClock } from '../../src/clock.ts';
import { createDeliver } from '../../src/delivery/deliver.ts';
import { createLimiter } from '../../src/delivery/limiter.ts';
import type { Campaigns, Wave } from '../../src/delivery/ports.ts';
import type { Patience } from '../../src/delivery/settlement.ts';
import { type DeliveryTable, deliveryJobs, deliveryTable } from '../../src/jobs/delivery.ts';
import { createQueue, type Queue } from '../../src/jobs/queue.ts';
import type { Database } from '../../src/store/db.ts';
import { createLedger } from '../../src/store/deliveries.ts';
import { BATCH_AT_MOST, openBatches, planBatch } from '../../src/store/delivery-plan.ts';
import { deliveryCounts } from '../../src/store/delivery-reading.ts';
import { createKnownChats } from '../../src/store/known-chats.ts';
import { createSlotSource } from '../../src/store/limits.ts';
import { createBotApi } from '../../src/teams/bot-api.ts';
import { createBulkSender } from '../../src/teams/bulk-sender.ts';
import { personId } from './delivery.ts';
import { captureLog } from './log.ts';

export const WAVE = { campaignId: 'campaign-1', wave: 'announce' };

export interface WorkerOptions {
  readonly database: Database;
  readonly campaigns: Campaigns;
  readonly perSecond: number | null;
  readonly schema?: string;
  readonly inFlight?: number;
  readonly callLastsMs?: number;
  readonly patience?: Patience;
  readonly heartbeatSeconds?: number;
  readonly clock?: Clock;
}

/** One instance of everything that sends, on the real queue and the real ledger. */
export function createWorker(options: WorkerOptions) {
  const { database, campaigns, perSecond, clock = systemClock, heartbeatSeconds = 10 } = options;
  const api = createBotApi({ token: async () => null, timeoutMs: 10_000 });
  const jobs = deliveryJobs((...job) => queue.enqueue(...job), clock);
  const deliver = createDeliver({
    ledger: createLedger(database, clock),
    campaigns,
    sender: createBulkSender({ api, appId: null }),
    limiter: createLimiter({ clock, perSecond, source: createSlotSource(database) }),
    chats: createKnownChats(database, clock, { appId: null, tenantId: null }),
    jobs,
    clock,
    installation: { possible: false, detail: 'not here' },
    ...(options.inFlight === undefined ? {} : { inFlight: options.inFlight }),
    ...(options.callLastsMs === undefined ? {} : { callLastsMs: options.callLastsMs }),
    ...(options.patience === undefined ? {} : { patience: options.patience }),
  });
  const queue: Queue<DeliveryTable> = createQueue({
    database,
    table: deliveryTable({ deliver, install: async () => undefined }),
    clock,
    log: captureLog('error').log,
    timing: { pollSeconds: 0.5, heartbeatSeconds, superviseSeconds: 1 },
    ...(options.schema === undefined ? {} : { schema: options.schema }),
  });
  return {
    start: () => queue.start(),
    /** Whoever is planned already stays as they are. */
    async plan(people: number, wave: Wave = WAVE): Promise<void> {
      for (let from = 1; from <= people; from += BATCH_AT_MOST) {
        const count = Math.min(BATCH_AT_MOST, people - from + 1);
        const recipients = Array.from({ length: count }, (_, index) => ({
          personId: personId(from + index),
          language: 'en',
        }));
        await database.transaction(async (db) => {
          const planned = await planBatch(db, wave, { dueAt: clock.now(), recipients });
          if (planned === null) return;
          await queue.enqueue('deliver', { batchId: planned.batchId }, { db });
        });
      }
    },
    /** Resolves when every row is final. */
    async finished(people: number, { campaignId }: Wave = WAVE): Promise<Readonly<Record<string, number>>> {
      for (;;) {
        const rows = await deliveryCounts(database, campaignId);
        const found = Object.fromEntries(rows.map(({ state, count }) => [state, count]));
        const final = rows.reduce((sum, { state, count }) => sum + (state === 'targeted' ? 0 : count), 0);
        if (final >= people) return found;
        await clock.sleep(50);
      }
    },
    /** Takes up what a pause has left. */
    async resume({ campaignId }: Wave = WAVE): Promise<void> {
      for (const { batchId } of await openBatches(database, campaignId)) await jobs.deliver(batchId, 0);
    },
    async stop(): Promise<void> {
      await queue.stop(5_000);
      api.close();
    },
  };
}
