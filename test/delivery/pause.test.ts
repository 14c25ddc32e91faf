import assert from 'node:assert/strict';
import { env, stdout } from 'node:process';
import { systemClock as clock } from '../../src/clock.ts';
import { createDeliver } from '../../src/delivery/deliver.ts';
import { createLimiter } from '../../src/delivery/limiter.ts';
import type { Database } from '../../src/store/db.ts';
import { createLedger } from '../../src/store/deliveries.ts';
import { planBatch } from '../../src/store/delivery-plan.ts';
import { deliveryCounts } from '../../src/store/delivery-reading.ts';
import { createKnownChats } from '../../src/store/known-chats.ts';
import { createSlotSource } from '../../src/store/limits.ts';
import { migrate } from '../../src/store/migrate.ts';
import { type BotApi, createBotApi } from '../../src/teams/bot-api.ts';
import { createBulkSender } from '../../src/teams/bulk-sender.ts';
import { eachDatabase } from '../support/database.ts';
import { addChats, fakeCampaigns, personId, rememberJobs } from '../support/delivery.ts';
import { startTeams, type TeamsConnector } from '../support/teams-connector.ts';

const WAVE = { campaignId: 'campaign-1', wave: 'announce' };
const WITHIN_MS = 2_000;
const PEOPLE = 200;

eachDatabase('a campaign that is stopped while it sends', (open) => {
  let database: Database;
  let teams: TeamsConnector;
  let api: BotApi;
  beforeEach(async () => {
    ({ database } = await open());
    await migrate(database);
    api = createBotApi({ token: async () => null });
    teams = await startTeams({ delayMs: 60 });
  });
  afterEach(async () => {
    api.close();
    await teams.close();
  });

  for (const { standing, perSecond, after } of [
    { standing: 'paused', perSecond: 45, after: 40 },
    { standing: 'cancelled', perSecond: 45, after: 40 },
    { standing: 'paused', perSecond: 3, after: 2 },
  ] as const) {
    it(`sends nothing ${WITHIN_MS / 1000} seconds after it was ${standing}, at ${perSecond} a second`, async () => {
      await addChats(database, PEOPLE, teams.serviceUrl);
      const recipients = Array.from({ length: PEOPLE }, (_, index) => ({
        personId: personId(index + 1),
        language: 'en',
      }));
      const planned = await planBatch(database, WAVE, { dueAt: clock.now(), recipients });
      assert.ok(planned);
      const campaigns = fakeCampaigns();
      let stoppedAt = Number.POSITIVE_INFINITY;
      teams.onAccepted = () => {
        if (teams.accepted.size !== after) return;
        campaigns.standing = standing;
        stoppedAt = performance.now();
      };
      const deliver = createDeliver({
        ledger: createLedger(database, clock),
        campaigns,
        sender: createBulkSender({ api, appId: null }),
        limiter: createLimiter({ clock, perSecond, source: createSlotSource(database) }),
        chats: createKnownChats(database, clock, { appId: null, tenantId: null }),
        jobs: rememberJobs(),
        clock,
        installation: { possible: false, detail: '' },
      });
      await deliver(planned.batchId, new AbortController().signal);
      const late = (teams.figures.times.at(-1) ?? 0) - stoppedAt;
      assert.ok(late < WITHIN_MS, `a POST ${Math.round(late)} ms later`);
      const counts = await deliveryCounts(database, WAVE.campaignId);
      const ended = Object.fromEntries(counts.map(({ state, count }) => [state, count]));
      const sent = teams.accepted.size;
      assert.ok(sent < PEOPLE / 2, 'the wave was not over by itself');
      assert.deepEqual(
        ended,
        standing === 'paused'
          ? { targeted: PEOPLE, sent }
          : { targeted: PEOPLE, sent, cancelled: PEOPLE - sent },
      );
      if (env.MUSTER_KILLS) stdout.write(`      the last POST ${Math.round(late)} ms after\n`);
    });
  }
});
