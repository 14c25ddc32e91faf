import assert from 'node:assert/strict';
import type { Clock } from '../../src/clock.ts';
import { createDeliver, type DeliverOptions } from '../../src/delivery/deliver.ts';
import { createInstall } from '../../src/delivery/install.ts';
import { createLimiter } from '../../src/delivery/limiter.ts';
import type { Installer } from '../../src/delivery/ports.ts';
import { TryAgainLater, Unavailable } from '../../src/errors.ts';
import type { Database } from '../../src/store/db.ts';
import { createLedger } from '../../src/store/deliveries.ts';
import { clearDoubts, planAgain, planBatch } from '../../src/store/delivery-plan.ts';
import { deliveriesTo, deliveryCounts } from '../../src/store/delivery-reading.ts';
import { createKnownChats } from '../../src/store/known-chats.ts';
import { createSlotSource } from '../../src/store/limits.ts';
import { migrate } from '../../src/store/migrate.ts';
import { type BotApi, createBotApi } from '../../src/teams/bot-api.ts';
import { createBulkSender, createPersonalChats } from '../../src/teams/bulk-sender.ts';
import { createHastyClock } from '../support/clock.ts';
import { type Fault, type StandInConnector, startConnector } from '../support/connector.ts';
import { eachDatabase } from '../support/database.ts';
import {
  addChats,
  type FakeCampaigns,
  fakeCampaigns,
  personId,
  type RememberedJobs,
  rememberJobs,
} from '../support/delivery.ts';
import { startTeams, type TeamsConnector } from '../support/teams-connector.ts';

const WAVE = { campaignId: 'campaign-1', wave: 'announce' };
const NEVER = new AbortController().signal;
const OUT_OF_REACH = 'http://127.0.0.1:1/';

eachDatabase('a wave', (open) => {
  let database: Database;
  let clock: Clock & { readonly slept: number[] };
  let campaigns: FakeCampaigns;
  let jobs: RememberedJobs;
  let api: BotApi;
  let close: (() => Promise<void>)[];
  beforeEach(async () => {
    ({ database } = await open());
    await migrate(database);
    clock = createHastyClock();
    campaigns = fakeCampaigns();
    jobs = rememberJobs();
    api = createBotApi({ token: async () => null, timeoutMs: 10_000 });
    close = [];
  });
  afterEach(async () => {
    api.close();
    for (const one of close) await one();
  });

  const plan = async (from: number, to: number) => {
    const recipients = Array.from({ length: to - from + 1 }, (_, index) => ({
      personId: personId(from + index),
      language: 'en',
    }));
    const planned = await planBatch(database, WAVE, { dueAt: clock.now(), recipients });
    assert.ok(planned);
    return planned.batchId;
  };
  const teams = async (...options: Parameters<typeof startTeams>): Promise<TeamsConnector> => {
    const started = await startTeams(...options);
    close.push(() => started.close());
    return started;
  };
  const connector = async (): Promise<StandInConnector> => {
    const started = await startConnector();
    close.push(() => started.close());
    return started;
  };
  const parts = () => ({
    ledger: createLedger(database, clock),
    campaigns,
    limiter: createLimiter({ clock, perSecond: null, source: createSlotSource(database) }),
    chats: createKnownChats(database, clock, { appId: null, tenantId: null }),
    jobs,
    clock,
  });
  const deliverWith = (options: Partial<DeliverOptions> = {}) =>
    createDeliver({
      ...parts(),
      sender: createBulkSender({ api, appId: null }),
      installation: { possible: false, detail: 'Set TEAMS_APP_CATALOG_ID.' },
      random: () => 0,
      ...options,
    });
  /** Runs what was put into the queue, each when its time has come, until nothing is left. */
  const drain = async (
    deliver: (batchId: number, signal: AbortSignal) => Promise<void>,
    install: typeof deliver = async () => assert.fail('nobody is to be installed'),
  ) => {
    for (let next = jobs.added.shift(); next !== undefined; next = jobs.added.shift()) {
      await clock.sleep(next.afterMs);
      await (next.kind === 'deliver' ? deliver : install)(next.batchId, NEVER);
    }
  };
  const counts = async () =>
    Object.fromEntries(
      (await deliveryCounts(database, WAVE.campaignId)).map(({ state, count }) => [state, count]),
    );
  const rowOf = async (number: number) =>
    (await deliveriesTo(database, personId(number), WAVE.campaignId))[0];
  /** One person, one chat, and what Teams does with the first calls. */
  const one = async (...faults: Fault[]) => {
    const started = await connector();
    started.fail(...faults);
    await addChats(database, 1, started.serviceUrl);
    await jobs.deliver(await plan(1, 1), 0);
    return started;
  };

  it('reaches everybody once, each with their own values, and tells the campaign', async () => {
    const standIn = await teams({ perSecond: null });
    await addChats(database, 120, standIn.serviceUrl);
    await jobs.deliver(await plan(1, 120), 0);
    await drain(deliverWith());
    assert.deepEqual(await counts(), { targeted: 120, sent: 120 });
    assert.equal(standIn.accepted.size, 120);
    assert.deepEqual(standIn.accepted.get(`a:${personId(7)}`), [
      {
        type: 'message',
        text: `en: Person "${personId(7)}". Please register.`,
        channelId: 'msteams',
        conversation: { id: `a:${personId(7)}` },
      },
    ]);
    assert.equal(new Set(campaigns.told.map((row) => row.personId)).size, 120);
    assert.ok(campaigns.told.every((row) => row.outcome === 'sent' && row.activityId !== null));
  });

  it('loses nobody and writes to nobody twice, whatever goes wrong, and ends with everybody final', async () => {
    const faults = { badGateway: 0.02, resetBefore: 0.01, resetAfter: 0.01, tooMany: 0.01, blocked: 0.02 };
    const standIn = await teams({ perSecond: null, faults });
    await addChats(database, 2_000, standIn.serviceUrl);
    for (let from = 1; from <= 2_000; from += 250) await jobs.deliver(await plan(from, from + 249), 0);
    await drain(deliverWith());
    const found = await counts();
    const blocked = Array.from({ length: 2_000 }, (_, index) => `a:${personId(index + 1)}`).filter(
      standIn.blocks,
    );
    assert.ok(standIn.figures.resets > 10 && blocked.length > 10, 'the faults happened');
    assert.equal((found.sent ?? 0) + (found.unknown ?? 0) + (found.blocked ?? 0), 2_000);
    assert.ok((found.unknown ?? 0) <= standIn.figures.resets);
    assert.ok(
      [...standIn.accepted.values()].every((messages) => messages.length === 1),
      'nobody twice',
    );
    const reached = standIn.accepted.size;
    assert.ok(
      reached >= (found.sent ?? 0) && reached <= (found.sent ?? 0) + (found.unknown ?? 0),
      'nobody lost',
    );
  }).timeout(60_000);

  for (const status of [412, 429, 502, 503, 504]) {
    it(`tries again after ${status}, when Teams says so`, async () => {
      const standIn = await one({ status, headers: { 'retry-after': '7' } });
      const before = clock.now().getTime();
      await drain(deliverWith());
      assert.equal(standIn.posts().length, 2);
      assert.equal((await rowOf(1))?.state, 'sent');
      assert.ok(clock.now().getTime() - before >= 7_000);
    });
  }

  it('tries again where nothing left this machine, and gives up in the end without claiming anything', async () => {
    await addChats(database, 1, OUT_OF_REACH);
    await jobs.deliver(await plan(1, 1), 0);
    await drain(deliverWith());
    const row = await rowOf(1);
    assert.deepEqual([row?.state, row?.detail], ['unknown', 'ECONNREFUSED, 12 times']);
  });

  for (const [what, fault] of [
    ['a connection that breaks', 'reset-after'],
    ['a server error in the middle of the work', { status: 500 }],
  ] as const) {
    it(`takes ${what} for unknown, and does not send again until somebody decides so`, async () => {
      const standIn = await one(fault);
      await drain(deliverWith());
      assert.equal((await rowOf(1))?.state, 'unknown');
      assert.equal(standIn.posts().length, 1);
      for (const batchId of await planAgain(database, WAVE.campaignId, ['unknown'], clock.now())) {
        await jobs.deliver(batchId, 0);
      }
      await drain(deliverWith());
      assert.deepEqual(await counts(), { targeted: 1, sent: 1 });
    });
  }

  for (const [outcome, status, code] of [
    ['blocked', 403, 'ConversationBlockedByUser'],
    ['blocked', 403, 'MessageWritesBlocked'],
    ['not-found', 404, 'ConversationNotFound'],
  ] as const) {
    it(`believes ${code} only the second time, half an hour later`, async () => {
      const fault = { status, error: { code } };
      const standIn = await one(fault, fault);
      const before = clock.now().getTime();
      await drain(deliverWith());
      assert.equal(standIn.posts().length, 2);
      assert.ok(clock.now().getTime() - before >= 30 * 60_000);
      assert.deepEqual([(await rowOf(1))?.state, (await rowOf(1))?.detail], [outcome, `${status} ${code}`]);
    });

    it(`sends after all where ${code} was a mistake`, async () => {
      const standIn = await one({ status, error: { code } });
      await drain(deliverWith());
      assert.equal(standIn.posts().length, 2);
      assert.deepEqual(await counts(), { targeted: 1, sent: 1 });
    });
  }

  it('writes to somebody who was given up, once they have written', async () => {
    const fault = { status: 403, error: { code: 'ConversationBlockedByUser' } };
    await one(fault, fault);
    await drain(deliverWith());
    for (const batchId of await clearDoubts(database, personId(1), [WAVE.campaignId], clock.now())) {
      await jobs.deliver(batchId, 0);
    }
    await drain(deliverWith());
    assert.deepEqual(await counts(), { targeted: 1, sent: 1 });
  });

  it('gives a message up that is too large, at once', async () => {
    const standIn = await one({ status: 413, error: { code: 'MessageSizeTooBig' } });
    await drain(deliverWith());
    assert.equal(standIn.posts().length, 1);
    assert.equal((await rowOf(1))?.state, 'too-large');
  });

  it('stops the wave where Teams refuses the bot itself, and leaves the others planned', async () => {
    const standIn = await connector();
    standIn.fail(...Array.from({ length: 80 }, () => ({ status: 401, error: { code: 'BotNotRegistered' } })));
    await addChats(database, 200, standIn.serviceUrl);
    await jobs.deliver(await plan(1, 200), 0);
    await drain(deliverWith({ inFlight: 4 }));
    assert.deepEqual(campaigns.refusals, ['401 BotNotRegistered']);
    const found = await counts();
    assert.ok((found.refused ?? 0) >= 1 && (found.refused ?? 0) <= 4);
    assert.equal(found.sent, undefined);
  });

  it('does not write to who has registered since, nor to who is a recipient no more', async () => {
    const standIn = await teams({ perSecond: null });
    await addChats(database, 3, standIn.serviceUrl);
    campaigns.registered.add(personId(1));
    campaigns.gone.add(personId(2));
    await jobs.deliver(await plan(1, 3), 0);
    await drain(deliverWith());
    assert.deepEqual([...standIn.accepted.keys()], [`a:${personId(3)}`]);
    assert.deepEqual(await counts(), { targeted: 3, superseded: 1, cancelled: 1, sent: 1 });
  });

  it('asks again about somebody whose turn comes more than a second after the answer', async () => {
    const standIn = await teams({ perSecond: null });
    await addChats(database, 1, standIn.serviceUrl);
    const limiter = {
      ahead: 1,
      async take() {
        await clock.sleep(1_500);
        campaigns.registered.add(personId(1));
      },
      pause: async () => undefined,
    };
    await jobs.deliver(await plan(1, 1), 0);
    await drain(deliverWith({ limiter }));
    assert.equal(standIn.accepted.size, 0);
    assert.deepEqual(await counts(), { targeted: 1, superseded: 1 });
  });

  it('leaves somebody planned whose last check fails, since nothing has left', async () => {
    const standIn = await teams({ perSecond: null });
    await addChats(database, 1, standIn.serviceUrl);
    const limiter = { ahead: 1, take: () => clock.sleep(1_500), pause: async () => undefined };
    const { recheck } = campaigns;
    campaigns.recheck = async function (...about) {
      if (this.asked === 1) {
        this.asked += 1;
        throw new TryAgainLater(30, 'Microsoft Graph');
      }
      return recheck.apply(this, about);
    };
    const batchId = await plan(1, 1);
    await assert.rejects(deliverWith({ limiter })(batchId, NEVER), TryAgainLater);
    assert.equal((await rowOf(1))?.state, 'planned');
    await jobs.deliver(batchId, 0);
    await drain(deliverWith());
    assert.deepEqual(await counts(), { targeted: 1, sent: 1 });
  });

  it('stops within the messages in flight when the campaign is paused, and goes on where it stopped', async () => {
    const standIn = await teams({ perSecond: null });
    await addChats(database, 200, standIn.serviceUrl);
    const batchId = await plan(1, 200);
    standIn.onAccepted = () => {
      if (standIn.accepted.size === 50) campaigns.standing = 'paused';
    };
    await jobs.deliver(batchId, 0);
    await drain(deliverWith({ inFlight: 8 }));
    const first = standIn.accepted.size;
    assert.ok(first >= 50 && first < 50 + 128 + 8, `${first}`);
    campaigns.standing = 'running';
    await jobs.deliver(batchId, 0);
    await drain(deliverWith());
    assert.deepEqual(await counts(), { targeted: 200, sent: 200 });
    assert.ok([...standIn.accepted.values()].every((messages) => messages.length === 1));
  });

  it('ends everybody who waits when the campaign is cancelled', async () => {
    const standIn = await teams({ perSecond: null });
    await addChats(database, 20, standIn.serviceUrl);
    campaigns.standing = 'cancelled';
    await jobs.deliver(await plan(1, 20), 0);
    await drain(deliverWith());
    assert.deepEqual(await counts(), { targeted: 20, cancelled: 20 });
    assert.equal(campaigns.told.length, 20);
    assert.equal(standIn.accepted.size, 0);
  });

  it('shares a batch with whoever else works on it, and nobody gets two', async () => {
    const standIn = await teams({ perSecond: null });
    await addChats(database, 250, standIn.serviceUrl);
    const batchId = await plan(1, 250);
    await Promise.all([1, 2, 3].map(() => deliverWith()(batchId, NEVER)));
    jobs.added.length = 0;
    assert.deepEqual(await counts(), { targeted: 250, sent: 250 });
    assert.ok([...standIn.accepted.values()].every((messages) => messages.length === 1));
    assert.equal(campaigns.told.length, 250);
  });

  it('says of people without a chat what to do, where the app cannot be installed', async () => {
    await jobs.deliver(await plan(1, 2), 0);
    await drain(deliverWith());
    assert.deepEqual(await counts(), { targeted: 2, 'not-installed': 2 });
    assert.equal((await rowOf(1))?.detail, 'Set TEAMS_APP_CATALOG_ID.');
  });

  describe('with the app in the catalogue', () => {
    const installed: string[] = [];
    const installer: Installer = {
      async install(id) {
        if (id === personId(3)) return { kind: 'refused', detail: 'Grant the permission.' };
        installed.push(id);
        return { kind: 'installed' };
      },
    };
    const installWith = (serviceUrl: string) =>
      createInstall({
        ...parts(),
        installer,
        personalChats: createPersonalChats({ api, appId: null, tenantId: null }),
        firstServiceUrl: serviceUrl,
      });
    const canInstall = { installation: { possible: true } } as const;
    beforeEach(() => {
      installed.length = 0;
    });

    it('installs it for those without a chat, opens the chat, remembers it and sends', async () => {
      const standIn = await teams({ perSecond: null });
      await addChats(database, 1, standIn.serviceUrl);
      await jobs.deliver(await plan(1, 3), 0);
      await drain(deliverWith(canInstall), installWith(OUT_OF_REACH));
      assert.deepEqual(await counts(), { targeted: 3, sent: 2, 'not-installed': 1 });
      assert.deepEqual(installed, [personId(2)]);
      assert.equal((await rowOf(2))?.conversationId, `chat-of-${personId(2)}`);
      assert.equal((await rowOf(3))?.detail, 'Grant the permission.');
    });

    it('holds nobody up for one person whose installation gets no answer', async () => {
      const standIn = await teams({ perSecond: null });
      let silent = true;
      const flaky: Installer = {
        async install(id) {
          if (silent && id === personId(1)) throw new Unavailable('Graph answered 502.', 'Wait.');
          return installer.install(id);
        },
      };
      const install = createInstall({
        ...parts(),
        installer: flaky,
        personalChats: createPersonalChats({ api, appId: null, tenantId: null }),
        firstServiceUrl: standIn.serviceUrl,
      });
      const batchId = await plan(1, 40);
      await jobs.deliver(batchId, 0);
      const deliver = deliverWith(canInstall);
      for (let round = 0; round < 4; round += 1) {
        const next = jobs.added.shift();
        assert.ok(next);
        await (next.kind === 'deliver' ? deliver : install)(batchId, NEVER);
      }
      assert.deepEqual(await counts(), { targeted: 40, sent: 38, 'not-installed': 1 });
      assert.equal((await rowOf(1))?.state, 'planned');
      silent = false;
      await drain(deliver, install);
      assert.deepEqual(await counts(), { targeted: 40, sent: 39, 'not-installed': 1 });
    });

    it('installs it again for somebody who had taken it away, once', async () => {
      const fault = { status: 403, error: { code: 'BotNotInConversationRoster' } };
      const standIn = await one(fault);
      await drain(deliverWith(canInstall), installWith(standIn.serviceUrl));
      assert.deepEqual(installed, [personId(1)]);
      assert.deepEqual(await counts(), { targeted: 1, sent: 1 });
    });

    it('gives somebody up for whom even that does not help', async () => {
      const fault = { status: 403, error: { code: 'ForbiddenOperationException' } };
      const standIn = await one(fault, fault);
      await drain(deliverWith(canInstall), installWith(standIn.serviceUrl));
      assert.deepEqual(await counts(), { targeted: 1, 'not-installed': 1 });
      assert.equal((await rowOf(1))?.detail, '403 ForbiddenOperationException');
    });
  });
});
