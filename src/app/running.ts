import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { createAnswers } from '../campaign/answers.ts';
import { createExcluded } from '../campaign/excluded.ts';
import { createGreening } from '../campaign/greening.ts';
import { createLooking } from '../campaign/looking.ts';
import { createNews } from '../campaign/news.ts';
import type { CampaignDesk, RegistrationLog } from '../campaign/ports.ts';
import { ADMIN_POSTS, type AdminPost, type RunningJobs, type StepEffect } from '../campaign/running.ts';
import { createSending } from '../campaign/sending.ts';
import { createTicking } from '../campaign/ticking.ts';
import { ZONE_OF_COUNTRY } from '../campaign/time-zones.ts';
import type { Clock } from '../clock.ts';
import type { Config } from '../config.ts';
import type { Limiter } from '../delivery/limiter.ts';
import type { Installer } from '../delivery/ports.ts';
import { onlyKnown } from '../errors.ts';
import type { DeliveryTable } from '../jobs/delivery.ts';
import type { EnqueueOptions, Queue } from '../jobs/queue.ts';
import { defineJob } from '../jobs/table.ts';
import type { Log } from '../log.ts';
import type { Membership } from '../people/membership.ts';
import type { BulkDirectory, Directory, Registrations } from '../people/ports.ts';
import { createCalendarStore } from '../store/calendar.ts';
import { caseById, createCaseDesk, createCaseStore } from '../store/campaign-cases.ts';
import { comeBack } from '../store/coming-back.ts';
import type { Database, Db } from '../store/db.ts';
import { createGreenStore } from '../store/greening.ts';
import { createLooks, createWatermarks } from '../store/looks.ts';
import { namedChannel } from '../store/named-channels.ts';
import { forgetProgressCard, progressCards } from '../store/progress-cards.ts';
import { createRunningStore, untoldOf } from '../store/running.ts';
import type { ReadMembers } from '../teams/audience.ts';
import { createCaseTeller } from '../teams/campaign-case.ts';
import { createLetters } from '../teams/campaign-letters.ts';
import { createPosts } from '../teams/campaign-posts.ts';
import type { Messenger } from '../teams/messenger.ts';
import type { Tell } from '../teams/tell.ts';
import type { Asking } from '../triage/asking.ts';
import { buildDelivery } from './delivery.ts';
import { buildHelpdesk } from './helpdesk.ts';
import { tickJob } from './tick-job.ts';

type Jobs = ReturnType<typeof jobsOf> & Pick<DeliveryTable, 'deliver' | 'install'>;
type Enqueue = Queue<Jobs>['enqueue'];

export interface RunningParts {
  readonly config: Pick<Config, 'bot' | 'tenantId' | 'groups' | 'breakGlassIds' | 'registrationUrl'>;
  readonly database: Database;
  readonly clock: Clock;
  readonly limiter: Limiter;
  readonly botToken: (options: { readonly fresh: boolean }) => Promise<string | null>;
  readonly messenger: Messenger;
  readonly tell: Tell;
  readonly log: Log;
  readonly members: ReadMembers;
  readonly membership: Pick<Membership, 'allHold'>;
  readonly directory: Pick<Directory, 'findPerson' | 'organisation'>;
  readonly bulkDirectory: Pick<BulkDirectory, 'standingOf' | 'peopleIn'>;
  readonly registrations: Pick<Registrations, 'methodsOf'>;
  readonly patientRegistrations: Pick<Registrations, 'methodsOf'>;
  readonly registrationLog: RegistrationLog;
  /** Null: the app cannot be brought to people. */
  readonly installer: Installer | null;
  readonly asking: Pick<Asking, 'ask'>;
  readonly desk: Pick<CampaignDesk, 'progress' | 'contactList'>;
  readonly plan: (
    campaignId: string,
    wave: Extract<StepEffect, { kind: 'plan' }>['wave'],
    db: Db,
  ) => Promise<unknown>;
  /** Milliseconds until the people of a batch may be written to. */
  readonly waitOf: (batchId: number) => Promise<number>;
  readonly enqueue: Enqueue;
}

const TICK_MS = 30_000;
const LOOK_BUCKET_MS = 30_000;
const LIVE_EVERY_MS = 5_000;

/** What a campaign does from its start until its end: sends, looks who has registered, takes answers, goes by its calendar. */
export function buildRunning(parts: RunningParts) {
  const { config, database, clock, enqueue, directory } = parts;
  const jobs = runningJobs(enqueue, clock);
  const post = (campaignId: string, what: AdminPost, db?: Db) =>
    enqueue('campaign-post', { campaignId, what }, db ? { db } : {});
  const looks = createLooks(database);
  const store = createRunningStore(database);
  const looking = createLooking({ ...parts, looks, jobs });
  const news = createNews({
    log: parts.registrationLog,
    watermarks: createWatermarks(database),
    looks,
    jobs,
    clock,
  });
  const letters = createLetters({ directory, registrationUrl: config.registrationUrl, clock });
  const sending = createSending({
    store,
    directory: parts.bulkDirectory,
    excluded: createExcluded({
      directory: parts.bulkDirectory,
      breakGlassIds: config.breakGlassIds,
      excludedGroupId: config.groups.excluded,
      clock,
    }),
    news,
    looking,
    letters,
    jobs,
    tellTrouble: async (campaignId) => void (await post(campaignId, 'trouble')),
    clock,
  });
  const delivery = buildDelivery(
    {
      ...parts,
      enqueue: (name, payload, options) => enqueue(name, payload, options),
      async tellUntold(batchId) {
        const untold = await untoldOf(database, batchId);
        if (untold !== undefined) await sending.settled(untold.wave, untold.rows);
      },
    },
    sending,
  );
  const helpdesk = buildHelpdesk(parts);
  const cases = createCaseStore(database, (caseId, db) => enqueue('campaign-case', { caseId }, { db }));
  const answers = createAnswers({
    store: { ...store, ...cases },
    looks,
    looking,
    jobs,
    helpdesk,
    clock,
    newId: randomUUID,
  });
  const calendar = createCalendarStore(database, {
    effect: (campaignId, effect, db) =>
      effect.kind === 'plan' ? parts.plan(campaignId, effect.wave, db) : post(campaignId, effect.what, db),
    deliver: (batchId, dueAt, db) =>
      enqueue('deliver', { batchId }, { db, ...(dueAt > clock.now() ? { startAfter: dueAt } : {}) }),
    report: (campaignId, db) => post(campaignId, 'closing', db),
  });
  const tick = createTicking({
    store: calendar,
    news,
    jobs: { ...jobs, post: async (campaignId, what) => void (await post(campaignId, what)) },
    homeZone: async () => {
      const organisation = await directory.organisation().catch(onlyKnown);
      return ZONE_OF_COUNTRY.get(organisation?.countryCode ?? '') ?? 'UTC';
    },
    clock,
  });
  const posts = createPosts({
    ...parts,
    adminsChannel: () => namedChannel(database, 'admins'),
    liveCards: {
      of: (campaignId) => progressCards(database, campaignId),
      forget: (campaignId, card) => forgetProgressCard(database, campaignId, card),
    },
  });
  const tellCase = createCaseTeller({
    ...parts,
    current: (caseId) => caseById(database, caseId),
    registrationUrl: config.registrationUrl,
  });
  const table = jobsOf({
    async again() {
      const startAfter = new Date(clock.now().getTime() + TICK_MS);
      await enqueue('campaign-tick', {}, { startAfter, singletonKey: 'tick' });
    },
    async tick(signal) {
      const due = await looks.next();
      // Whoever was to look may have died over it.
      if (due !== null && due <= clock.now()) await jobs.look(due);
      await tick(signal);
    },
    look: looking.lookAtDue,
    green: createGreening({
      store: { ...store, ...createGreenStore(database) },
      editor: delivery.sender,
      limiter: parts.limiter,
      drawDone: letters.drawDone,
    }),
    post: posts.post,
    live: posts.editLive,
    async tellCase(caseId) {
      const one = await caseById(database, caseId);
      if (one !== undefined) await tellCase(one, await helpdesk.chats());
    },
  });
  return {
    registeredLately: () => news.readBack(),
    services: { recipients: answers, cases: createCaseDesk(database, clock) },
    jobs: { ...table, deliver: delivery.jobs.deliver, install: delivery.jobs.install },
    /** They have installed the bot, or written to it. */
    async cameBack(personId: string): Promise<void> {
      await comeBack(database, personId, clock.now(), (batchId, db) =>
        enqueue('deliver', { batchId }, { db }),
      );
    },
    start: () => enqueue('campaign-tick', {}, { singletonKey: 'tick' }),
    stop: delivery.close,
  };
}

/** Not before the last drawing has stood for a while. Once, however often it is asked for meanwhile. */
export function redrawing(enqueue: Enqueue, clock: Clock) {
  return (campaignId: string, options: EnqueueOptions): Promise<unknown> => {
    const startAfter = new Date(clock.now().getTime() + LIVE_EVERY_MS);
    return enqueue('campaign-live', { campaignId }, { ...options, singletonKey: campaignId, startAfter });
  };
}

function runningJobs(enqueue: Enqueue, clock: Clock): RunningJobs {
  const redraw = redrawing(enqueue, clock);
  const changedAt = new Map<string, number>();
  return {
    async look(at) {
      // One for each half minute: a look that is due sooner never waits behind a later one.
      const singletonKey = `look@${Math.floor(at.getTime() / LOOK_BUCKET_MS)}`;
      await enqueue('campaign-look', {}, { singletonKey, ...(at > clock.now() ? { startAfter: at } : {}) });
    },
    async green(campaignId) {
      await enqueue('campaign-green', { campaignId }, { singletonKey: campaignId });
    },
    async changed(campaignId) {
      const now = clock.now().getTime();
      // The job that waits already will see this change, too.
      if (now - (changedAt.get(campaignId) ?? Number.NEGATIVE_INFINITY) < LIVE_EVERY_MS) return;
      changedAt.set(campaignId, now);
      await redraw(campaignId, {});
    },
  };
}

function jobsOf(run: {
  again(): Promise<void>;
  tick(signal: AbortSignal): Promise<void>;
  look(signal: AbortSignal): Promise<void>;
  green(campaignId: string, signal: AbortSignal): Promise<void>;
  post(campaignId: string, what: AdminPost): Promise<void>;
  live(campaignId: string): Promise<void>;
  tellCase(caseId: string): Promise<void>;
}) {
  const nothing = z.object({});
  const campaign = z.object({ campaignId: z.guid() });
  return {
    'campaign-tick': tickJob(run),
    'campaign-look': defineJob({ schema: nothing, run: (_, { signal }) => run.look(signal) }),
    'campaign-green': defineJob({
      schema: campaign,
      timeLimitSeconds: 3_600,
      run: ({ campaignId }, { signal }) => run.green(campaignId, signal),
    }),
    // Told twice is better than not at all.
    'campaign-post': defineJob({
      schema: campaign.extend({ what: z.enum(ADMIN_POSTS) }),
      run: ({ campaignId, what }) => run.post(campaignId, what),
    }),
    'campaign-live': defineJob({
      schema: campaign,
      retry: { limit: 1 },
      run: ({ campaignId }) => run.live(campaignId),
    }),
    'campaign-case': defineJob({
      schema: z.object({ caseId: z.guid() }),
      retry: { limit: 1_000, maxDelaySeconds: 300 },
      run: ({ caseId }) => run.tellCase(caseId),
    }),
  };
}
