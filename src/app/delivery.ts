import type { Clock } from '../clock.ts';
import type { Config } from '../config.ts';
import { createDeliver } from '../delivery/deliver.ts';
import { createInstall } from '../delivery/install.ts';
import type { Limiter } from '../delivery/limiter.ts';
import type { Campaigns, Installer } from '../delivery/ports.ts';
import { type DeliveryTable, deliveryJobs, deliveryTable } from '../jobs/delivery.ts';
import type { Queue } from '../jobs/queue.ts';
import type { Database } from '../store/db.ts';
import { createLedger } from '../store/deliveries.ts';
import { createKnownChats } from '../store/known-chats.ts';
import { createBotApi } from '../teams/bot-api.ts';
import { createBulkSender, createPersonalChats } from '../teams/bulk-sender.ts';

type Jobs = Pick<DeliveryTable, 'deliver' | 'install'>;
type Enqueue = Queue<Jobs>['enqueue'];

export interface DeliveryParts {
  readonly config: Pick<Config, 'bot' | 'tenantId'>;
  readonly database: Database;
  readonly clock: Clock;
  readonly limiter: Limiter;
  readonly botToken: (options: { readonly fresh: boolean }) => Promise<string | null>;
  /** Null: the app cannot be brought to people. */
  readonly installer: Installer | null;
  /** Milliseconds until the people of a batch may be written to. */
  readonly waitOf: (batchId: number) => Promise<number>;
  /** Tells the campaign what is saved of a batch and was not told, because the process died in between. */
  readonly tellUntold: (batchId: number) => Promise<void>;
  readonly enqueue: Enqueue;
}

/** Teams' own address for everybody whose region is not known yet. */
const FIRST_SERVICE_URL = 'https://smba.trafficmanager.net/teams/';
const NO_CATALOGUE = 'TEAMS_APP_CATALOG_ID is not set, so the app cannot be installed for them';

/** Everything that sends in bulk. */
export function buildDelivery(parts: DeliveryParts, campaigns: Campaigns) {
  const { config, database, clock, limiter, installer, enqueue, waitOf, tellUntold } = parts;
  const appId = config.bot?.appId ?? null;
  const api = createBotApi({ token: parts.botToken });
  const sender = createBulkSender({ api, appId });
  const ledger = createLedger(database, clock);
  const chats = createKnownChats(database, clock, { appId, tenantId: config.tenantId });
  const jobs = deliveryJobs(enqueue, clock);
  const common = { ledger, campaigns, limiter, chats, jobs, clock };
  const deliver = createDeliver({
    ...common,
    sender,
    installation: installer === null ? { possible: false, detail: NO_CATALOGUE } : { possible: true },
  });
  const install =
    installer === null
      ? null
      : createInstall({
          ...common,
          installer,
          personalChats: createPersonalChats({ api, appId, tenantId: config.tenantId }),
          firstServiceUrl: FIRST_SERVICE_URL,
        });
  return {
    sender,
    close: () => api.close(),
    jobs: deliveryTable({
      async deliver(batchId, signal) {
        await tellUntold(batchId);
        const wait = await waitOf(batchId);
        // Taken up again in the evening, after a pause or a standstill: people get it in their morning.
        if (wait > 0) await jobs.deliver(batchId, wait);
        else await deliver(batchId, signal);
      },
      // Without a catalogue id nobody enqueues one but a release that had it.
      install: async (batchId, signal) =>
        install === null ? jobs.deliver(batchId, 0) : install(batchId, signal),
    }),
  };
}
