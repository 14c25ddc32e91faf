import assert from 'node:assert/strict';
import type { Batch, Ledger, Settlement } from '../../src/delivery/ports.ts';
import { rememberConversation } from '../../src/store/conversations.ts';
import type { Database } from '../../src/store/db.ts';
import { createLedger } from '../../src/store/deliveries.ts';
import { clearDoubts, openBatches, planAgain, planBatch } from '../../src/store/delivery-plan.ts';
import {
  type DeliveryRow,
  deliveriesTo,
  deliveryCounts,
  deliveryPages,
} from '../../src/store/delivery-reading.ts';
import { createSlotSource } from '../../src/store/limits.ts';
import { migrate } from '../../src/store/migrate.ts';
import { createManualClock, type ManualClock } from '../support/clock.ts';
import { eachDatabase } from '../support/database.ts';

const WAVE = { campaignId: 'campaign-1', wave: 'announce' };
const people = (...ids: string[]) => ids.map((personId) => ({ personId, language: 'en' }));

eachDatabase('the ledger', (open) => {
  let database: Database;
  let clock: ManualClock;
  let ledger: Ledger;
  beforeEach(async () => {
    ({ database } = await open());
    await migrate(database);
    clock = createManualClock();
    ledger = createLedger(database, clock);
  });

  const plan = async (...ids: string[]): Promise<Batch> => {
    const planned = await planBatch(database, WAVE, { dueAt: clock.now(), recipients: people(...ids) });
    assert.ok(planned);
    return { ...WAVE, batchId: planned.batchId };
  };
  const ended = (state: 'sent' | 'blocked' | 'unknown' | 'superseded', seq = 1, attempt = 1): Settlement => ({
    seq,
    attempt,
    state,
    conversationId: 'a:1',
    activityId: state === 'sent' ? 'activity-1' : null,
    detail: null,
  });
  const again = (dueInMs: number, seq = 1, attempt = 1): Settlement => ({
    seq,
    attempt,
    state: 'planned',
    dueInMs,
    detail: '403',
    doubt: 'blocked',
  });
  const counts = async () =>
    Object.fromEntries(
      (await deliveryCounts(database, WAVE.campaignId)).map(({ state, count }) => [state, count]),
    );
  const stateOf = async (personId: string) =>
    (await deliveriesTo(database, personId, WAVE.campaignId)).map(({ state }) => state).join();

  it('has one row for each campaign, wave and person, however often it is planned', async () => {
    await plan('ada', 'BEN');
    const second = await planBatch(database, WAVE, {
      dueAt: clock.now(),
      recipients: people('Ada', 'ben', 'cleo'),
    });
    assert.equal(second?.added, 1);
    assert.equal(await planBatch(database, WAVE, { dueAt: clock.now(), recipients: people('cleo') }), null);
    assert.equal(
      (
        await planBatch(
          database,
          { ...WAVE, wave: 'reminder' },
          { dueAt: clock.now(), recipients: people('ada') },
        )
      )?.added,
      1,
    );
    assert.deepEqual(
      (await deliveryCounts(database, WAVE.campaignId)).map(({ wave, state, count }) => [wave, state, count]),
      [
        ['announce', 'targeted', 3],
        ['reminder', 'targeted', 1],
      ],
    );
    assert.equal((await openBatches(database, WAVE.campaignId)).length, 3);
  });

  it('hands out who is due, with the newest chat that the bot is installed in', async () => {
    const seen = {
      kind: 'personal',
      personId: 'ada',
      tenantId: null,
      serviceUrl: 'https://old.example/',
      botId: '28:bot',
      teamId: null,
      locale: null,
      timeZone: null,
      name: null,
      installed: true,
    } as const;
    await rememberConversation(database, { ...seen, conversationId: 'a:old', at: new Date(1) });
    await rememberConversation(database, {
      ...seen,
      conversationId: 'a:new',
      serviceUrl: 'https://new.example/',
      at: new Date(2),
    });
    await rememberConversation(database, {
      ...seen,
      conversationId: 'a:gone',
      installed: false,
      at: new Date(3),
    });
    const batch = await plan('ada', 'ben');
    const due = await ledger.due(batch);
    assert.deepEqual(due, [
      {
        seq: 1,
        personId: 'ada',
        language: 'en',
        attempt: 0,
        doubt: null,
        installationTried: false,
        address: { conversationId: 'a:new', serviceUrl: 'https://new.example/' },
      },
      {
        seq: 2,
        personId: 'ben',
        language: 'en',
        attempt: 0,
        doubt: null,
        installationTried: false,
        address: null,
      },
    ]);
    assert.deepEqual(await ledger.batch(batch.batchId), batch);
    assert.equal(await ledger.batch(batch.batchId + 1000), undefined);
  });

  it('lets exactly one of those who begin a row at once send it', async () => {
    const batch = await plan('ada', 'ben');
    const rows = await ledger.due(batch);
    const begun = await Promise.all(Array.from({ length: 8 }, () => ledger.begin(batch, rows)));
    assert.deepEqual(begun.flatMap((seqs) => [...seqs]).sort(), [1, 2]);
    assert.deepEqual(await ledger.due(batch), []);
  });

  it('counts each row once, when it becomes final, and closes the batch after the last', async () => {
    const batch = await plan('ada', 'ben', 'cleo');
    await ledger.begin(batch, await ledger.due(batch));
    assert.deepEqual([...(await ledger.settle(batch, [ended('sent')]))], [1]);
    assert.deepEqual([...(await ledger.settle(batch, [ended('sent')]))], []);
    assert.deepEqual(await ledger.close(batch), { open: true, nextInMs: null });
    await ledger.settle(batch, [ended('blocked', 2), ended('sent', 3)]);
    assert.deepEqual(await counts(), { targeted: 3, sent: 2, blocked: 1 });
    assert.deepEqual(await ledger.close(batch), { open: false, nextInMs: null });
    assert.deepEqual(await openBatches(database, WAVE.campaignId), []);
  });

  it('gives a row back that is to be tried again later, and knows when', async () => {
    const batch = await plan('ada');
    await ledger.begin(batch, await ledger.due(batch));
    await ledger.settle(batch, [again(60_000)]);
    assert.deepEqual(await ledger.due(batch), []);
    assert.deepEqual(await ledger.close(batch), { open: true, nextInMs: 60_000 });
    await clock.advance(60_000);
    const [row] = await ledger.due(batch);
    assert.deepEqual([row?.attempt, row?.doubt], [1, 'blocked']);
    assert.deepEqual(await counts(), { targeted: 1 });
  });

  it('takes for unknown what a dead process was sending, and for true what a slow one says later', async () => {
    const batch = await plan('ada', 'ben');
    await ledger.begin(batch, await ledger.due(batch));
    assert.deepEqual(await ledger.abandon(batch, 60_000), []);
    await clock.advance(60_000);
    assert.equal((await ledger.abandon(batch, 60_000)).length, 2);
    assert.deepEqual(await counts(), { targeted: 2, unknown: 2 });
    assert.deepEqual(await ledger.due(batch), []);
    await ledger.settle(batch, [ended('sent'), again(1_000, 2)]);
    assert.deepEqual(await counts(), { targeted: 2, unknown: 1, sent: 1 });
    assert.equal(await stateOf('ben'), 'unknown');
  });

  it('believes nobody about an attempt that is not the newest', async () => {
    const batch = await plan('ada');
    await ledger.begin(batch, await ledger.due(batch));
    await clock.advance(60_000);
    await ledger.abandon(batch, 60_000);
    assert.deepEqual(await planAgain(database, WAVE.campaignId, ['unknown'], clock.now()), [batch.batchId]);
    await ledger.begin(batch, await ledger.due(batch));
    assert.deepEqual([...(await ledger.settle(batch, [ended('sent', 1, 1)]))], []);
    assert.equal(await stateOf('ada'), 'sending');
    await ledger.settle(batch, [ended('sent', 1, 2)]);
    assert.deepEqual(await counts(), { targeted: 1, sent: 1 });
  });

  it('settles without a POST who needs none, unless somebody is just sending', async () => {
    const batch = await plan('ada', 'ben');
    const rows = await ledger.due(batch);
    await ledger.begin(batch, rows.slice(1));
    await ledger.settle(batch, [ended('superseded', 1, 0), ended('superseded', 2, 0)]);
    assert.deepEqual([await stateOf('ada'), await stateOf('ben')], ['superseded', 'sending']);
  });

  it('ends all who wait when a campaign is cancelled, and leaves alone who is being sent to', async () => {
    const batch = await plan('ada', 'ben');
    await ledger.begin(batch, (await ledger.due(batch)).slice(0, 1));
    assert.deepEqual(
      (await ledger.cancel(batch)).map(({ personId, outcome }) => [personId, outcome]),
      [['ben', 'cancelled']],
    );
    assert.deepEqual(await counts(), { targeted: 2, cancelled: 1 });
  });

  it('plans nobody again whose job does not come into the queue', async () => {
    const batch = await plan('ada');
    await ledger.begin(batch, await ledger.due(batch));
    await ledger.settle(batch, [ended('blocked')]);
    const dies = () => Promise.reject(new Error('it dies'));
    const planning = planAgain(database, WAVE.campaignId, ['blocked'], clock.now(), dies);
    await assert.rejects(planning, /it dies/);
    assert.equal(await stateOf('ada'), 'blocked');
  });

  it('plans again only who ended as asked, and opens their batches', async () => {
    const batch = await plan('ada', 'ben', 'cleo');
    await ledger.begin(batch, await ledger.due(batch));
    await ledger.settle(batch, [ended('sent'), ended('blocked', 2), ended('unknown', 3)]);
    await ledger.close(batch);
    assert.deepEqual(await planAgain(database, WAVE.campaignId, ['too-large'], clock.now()), []);
    assert.deepEqual(await planAgain(database, WAVE.campaignId, ['blocked'], clock.now()), [batch.batchId]);
    assert.deepEqual(await counts(), { targeted: 3, sent: 1, unknown: 1 });
    assert.deepEqual(
      (await ledger.due(batch)).map(({ personId }) => personId),
      ['ben'],
    );
    assert.equal((await openBatches(database, WAVE.campaignId)).length, 1);
  });

  it('forgets what was believed about a person who writes, in the campaigns that still run', async () => {
    const batch = await plan('ada', 'ben');
    await ledger.begin(batch, await ledger.due(batch));
    await ledger.settle(batch, [ended('blocked'), again(3_600_000, 2)]);
    assert.deepEqual(await clearDoubts(database, 'ADA', ['another'], clock.now()), []);
    assert.deepEqual(await clearDoubts(database, 'ADA', [WAVE.campaignId], clock.now()), [batch.batchId]);
    assert.deepEqual(await clearDoubts(database, 'ben', [WAVE.campaignId], clock.now()), [batch.batchId]);
    assert.deepEqual(
      (await ledger.due(batch)).map(({ personId, doubt }) => [personId, doubt]),
      [
        ['ada', null],
        ['ben', null],
      ],
    );
    assert.deepEqual(await counts(), { targeted: 2 });
  });

  it('remembers that installation was tried', async () => {
    const batch = await plan('ada', 'ben');
    await ledger.markInstallationTried(batch, [2]);
    assert.deepEqual(
      (await ledger.due(batch)).map(({ installationTried }) => installationTried),
      [false, true],
    );
  });

  it('reads a campaign back batch by batch', async () => {
    const batch = await plan('ada', 'ben');
    await plan('cleo');
    await ledger.begin(batch, await ledger.due(batch));
    await ledger.settle(batch, [ended('sent')]);
    const pages: DeliveryRow[][] = [];
    for await (const page of deliveryPages(database, WAVE.campaignId)) pages.push([...page]);
    assert.deepEqual(
      pages.map((page) => page.map(({ personId, state, activityId }) => [personId, state, activityId])),
      [
        [
          ['ada', 'sent', 'activity-1'],
          ['ben', 'sending', null],
        ],
        [['cleo', 'planned', null]],
      ],
    );
  });
});

eachDatabase('the slots of the tenant', (open) => {
  let database: Database;
  let again: () => Promise<Database>;
  beforeEach(async () => {
    ({ database, again } = await open());
    await migrate(database);
  });

  it('are handed out once, one block after the other, whoever asks', async () => {
    const sources = [createSlotSource(database), createSlotSource(await again())];
    const leases = await Promise.all(
      Array.from({ length: 20 }, (_, index) => sources[index % 2]?.lease(10, 100)),
    );
    const firsts = leases.map((lease) => lease?.first ?? 0).sort((a, b) => a - b);
    for (const [index, first] of firsts.entries()) {
      if (index > 0) assert.ok(first - (firsts[index - 1] ?? 0) >= 999.9, 'the blocks do not overlap');
    }
    assert.ok(leases.every((lease) => lease && lease.first >= lease.now - 1));
  });

  it('lie behind a pause, for everybody', async () => {
    await createSlotSource(database).pause(60_000);
    const { first, now } = await createSlotSource(await again()).lease(1, 22);
    assert.ok(first - now > 59_000 && first - now <= 60_000);
  });
});
