import assert from 'node:assert/strict';
import type { Campaign } from '../../src/campaign/campaign.ts';
import type { CalendarStore } from '../../src/campaign/running.ts';
import { createCalendarStore } from '../../src/store/calendar.ts';
import { auditOf, campaignById } from '../../src/store/campaigns.ts';
import type { Database } from '../../src/store/db.ts';
import { deliveriesTo } from '../../src/store/delivery-reading.ts';
import { createGreenStore } from '../../src/store/greening.ts';
import { migrate } from '../../src/store/migrate.ts';
import { moveRecipients, recipientOf } from '../../src/store/recipients.ts';
import { createRunningStore } from '../../src/store/running.ts';
import { addCampaign, CAMPAIGN_ID, MONDAY } from '../support/campaigns.ts';
import { eachDatabase } from '../support/database.ts';
import { addChats, personId } from '../support/delivery.ts';

const hours = (count: number) => new Date(MONDAY.getTime() + count * 3_600_000);

eachDatabase('the calendar of campaigns', (open) => {
  let database: Database;
  let store: CalendarStore;
  let campaign: Campaign;
  let caused: string[];
  beforeEach(async () => {
    ({ database } = await open());
    await migrate(database);
    campaign = await addCampaign(database, [personId(1), personId(2), personId(3)]);
    caused = [];
    store = createCalendarStore(database, {
      effect: async (_, effect) => caused.push(effect.kind),
      deliver: async (_, dueAt) => caused.push(`deliver ${dueAt.toISOString()}`),
      report: async () => caused.push('report'),
    });
  });
  const stateOf = async (id: string) => (await recipientOf(database, CAMPAIGN_ID, id))?.state;
  const snooze = (id: string, snoozedUntil: Date) =>
    moveRecipients(database, CAMPAIGN_ID, [{ personId: id, to: 'told', reason: null }], MONDAY).then(() =>
      moveRecipients(
        database,
        CAMPAIGN_ID,
        [{ personId: id, to: 'snoozed', reason: null, snoozedUntil }],
        MONDAY,
      ),
    );

  it('takes each step once, with what it causes, and none of a campaign that is paused', async () => {
    const plan = { effects: [{ kind: 'plan', wave: 'announcement' }], note: null } as const;
    const taken = await Promise.all(
      [1, 2, 3].map(() => store.take(CAMPAIGN_ID, 'announcement', plan, MONDAY)),
    );
    assert.deepEqual(taken.toSorted(), [false, false, true]);
    assert.deepEqual(caused, ['plan']);
    assert.deepEqual(await store.stepsTaken(CAMPAIGN_ID), ['announcement']);
    await database.query(`update campaigns set state = 'paused'`);
    assert.equal(await store.take(CAMPAIGN_ID, 'reminder', plan, MONDAY), false);
    assert.deepEqual(caused, ['plan']);
    const [entry] = await auditOf(database, CAMPAIGN_ID);
    assert.deepEqual(entry, { at: MONDAY, by: 'muster', what: 'step-announcement', why: null });
  });

  it('plans a card of its own for each time that somebody asked to be reminded', async () => {
    await snooze(personId(1), hours(1));
    await snooze(personId(2), hours(48));
    assert.equal(await store.wake(campaign, MONDAY), 0);
    assert.equal(await store.wake(campaign, hours(1)), 1);
    assert.equal(await store.wake(campaign, hours(1)), 0);
    assert.equal(await stateOf(personId(1)), 'told');
    assert.equal(await stateOf(personId(2)), 'snoozed');
    await snooze(personId(1), hours(2));
    assert.equal(await store.wake(campaign, hours(2)), 1);
    const waves = (await deliveriesTo(database, personId(1), CAMPAIGN_ID)).map(({ wave }) => wave);
    assert.deepEqual(waves.toSorted(), ['snoozed-1', 'snoozed-2']);
    assert.deepEqual(caused, [`deliver ${hours(1).toISOString()}`, `deliver ${hours(2).toISOString()}`]);
  });

  it('lets nobody be woken in the night, however late', async () => {
    await snooze(personId(1), hours(1));
    await store.wake(campaign, new Date('2026-11-27T22:00:00Z'));
    assert.deepEqual(caused, ['deliver 2026-11-30T08:00:00.000Z']);
  });

  it('ends everybody who is not final, with what they did instead as the reason', async () => {
    await snooze(personId(1), hours(1));
    await moveRecipients(
      database,
      CAMPAIGN_ID,
      [{ personId: personId(2), to: 'registered', reason: 'passkey' }],
      MONDAY,
    );
    assert.equal(await store.endSome(CAMPAIGN_ID, MONDAY), 2);
    assert.equal(await store.endSome(CAMPAIGN_ID, MONDAY), 0);
    const { state, reason } = (await recipientOf(database, CAMPAIGN_ID, personId(1))) ?? {};
    assert.deepEqual([state, reason], ['not-registered', 'snoozed']);
    const counts = await store.counts(CAMPAIGN_ID);
    assert.deepEqual([counts.registered, counts['not-registered'], counts.snoozed], [1, 2, 0]);
  });

  it('completes once, and reports once', async () => {
    const completed = await Promise.all([1, 2].map(() => store.complete(CAMPAIGN_ID, MONDAY)));
    assert.deepEqual(completed.toSorted(), [false, true]);
    assert.deepEqual(caused, ['report']);
    const found = await campaignById(database, CAMPAIGN_ID);
    assert.deepEqual([found?.state, found?.endedAt], ['completed', MONDAY]);
    assert.deepEqual(await store.going(), []);
  });

  it('claims one digest a day', async () => {
    assert.equal(await store.claimDigest(CAMPAIGN_ID, '2026-11-23'), true);
    assert.equal(await store.claimDigest(CAMPAIGN_ID, '2026-11-23'), false);
    assert.equal(await store.claimDigest(CAMPAIGN_ID, '2026-11-24'), true);
  });

  it('finds the cards of whoever has registered until they are green, also one that arrives late', async () => {
    await addChats(database, 1, 'https://smba.example/');
    const green = createGreenStore(database);
    const running = createRunningStore(database);
    assert.equal(await store.hasToGreen(CAMPAIGN_ID), false);
    await moveRecipients(
      database,
      CAMPAIGN_ID,
      [1, 2].map((number) => ({ personId: personId(number), to: 'registered', reason: null })),
      MONDAY,
    );
    await snooze(personId(3), hours(0));
    await database.query(
      `insert into deliveries (batch_id, seq, campaign_id, wave, person_id, language, state, due_at,
         conversation_id, activity_id)
       values (1, 1, $1, 'announcement', $2, 'en', 'sent', now(), $3, 'activity-1'),
              (1, 2, $1, 'reminder', $2, 'en', 'planned', now(), null, null)`,
      [CAMPAIGN_ID, personId(1), `a:${personId(1)}`],
    );
    const cards = [
      { conversationId: `a:${personId(1)}`, serviceUrl: 'https://smba.example/', activityId: 'activity-1' },
    ];
    assert.deepEqual(await green.toGreen(CAMPAIGN_ID, '', 10), [
      { personId: personId(1), language: 'en', cards },
      { personId: personId(2), language: 'en', cards: [] },
    ]);
    const edited = await green.toGreen(CAMPAIGN_ID, '', 10);
    await database.query(
      `update deliveries set state = 'sent', conversation_id = $1, activity_id = 'activity-2' where seq = 2`,
      [`a:${personId(1)}`],
    );
    await green.greened(CAMPAIGN_ID, edited);
    const [left, ...others] = await green.toGreen(CAMPAIGN_ID, '', 10);
    assert.deepEqual([left?.cards.length, others], [2, []], 'a card has come while the first was edited');
    await green.greened(CAMPAIGN_ID, left ? [left] : []);
    assert.equal(await store.hasToGreen(CAMPAIGN_ID), false);
    assert.equal(await running.ungreen(CAMPAIGN_ID, [personId(1), personId(3)]), 1);
    assert.equal(await store.hasToGreen(CAMPAIGN_ID), true);
  });

  it('pauses a campaign that Teams refuses, once, and says why', async () => {
    const running = createRunningStore(database);
    assert.equal(await running.pauseFor(CAMPAIGN_ID, '401 BotNotRegistered', MONDAY), true);
    assert.equal(await running.pauseFor(CAMPAIGN_ID, '401 BotNotRegistered', MONDAY), false);
    const found = await running.campaign(CAMPAIGN_ID);
    assert.deepEqual([found?.state, found?.trouble, found?.version], ['paused', '401 BotNotRegistered', 2]);
  });
});
