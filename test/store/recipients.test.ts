import assert from 'node:assert/strict';
import type { RecipientState } from '../../src/campaign/campaign.ts';
import type { Database } from '../../src/store/db.ts';
import { migrate } from '../../src/store/migrate.ts';
import { moveRecipients, recipientOf } from '../../src/store/recipients.ts';
import { eachDatabase } from '../support/database.ts';

const CAMPAIGN = '11111111-1111-4111-8111-111111111111';
const NOW = new Date('2026-11-23T09:00:00Z');

eachDatabase('recipients', (open) => {
  let database: Database;
  beforeEach(async () => {
    ({ database } = await open());
    await migrate(database);
    await database.query(
      `insert into recipients (campaign_id, person_id, user_principal_name, display_name, department, language,
         time_zone, is_admin, changed_at)
       select $1, id, id || '@example.com', id, 'Sales', 'en', 'UTC', false, $2 from unnest($3::text[]) as id`,
      [CAMPAIGN, NOW, ['ada', 'ben', 'cleo']],
    );
    await database.query(
      `insert into recipient_counts (campaign_id, state, reason, count) values ($1, 'waiting', '', 3)`,
      [CAMPAIGN],
    );
  });

  const move = (to: RecipientState, ...ids: string[]) =>
    moveRecipients(
      database,
      CAMPAIGN,
      ids.map((personId) => ({ personId, to, reason: null })),
      NOW,
    );
  const counts = async () =>
    Object.fromEntries(
      (
        await database.query<{ state: string; count: number }>(
          `select state, sum(count)::integer as count from recipient_counts where campaign_id = $1
            group by state having sum(count) <> 0`,
          [CAMPAIGN],
        )
      ).map(({ state, count }) => [state, count]),
    );

  it('counts whoever moves, once, however often it is told', async () => {
    assert.deepEqual((await move('told', 'ADA', 'ben')).toSorted(), ['ada', 'ben']);
    assert.deepEqual(await move('told', 'ada', 'ben'), []);
    assert.deepEqual(await counts(), { waiting: 1, told: 2, reached: 2 });
    await move('registered', 'ada', 'cleo', 'ada');
    assert.deepEqual(await counts(), { told: 1, registered: 2, reached: 2 });
  });

  it('leaves alone whoever is past it', async () => {
    await move('registered', 'ada');
    assert.deepEqual(await move('told', 'ada'), []);
    assert.deepEqual(await move('unreachable', 'ada', 'ben'), ['ben']);
    assert.deepEqual(await move('told', 'ben'), ['ben']);
    assert.equal((await recipientOf(database, CAMPAIGN, 'ADA'))?.state, 'registered');
  });

  it('counts how often somebody has asked to be reminded later', async () => {
    await move('told', 'ada');
    const later = new Date(NOW.getTime() + 86_400_000);
    const snooze = { personId: 'ada', to: 'snoozed', reason: null, snoozedUntil: later } as const;
    await moveRecipients(database, CAMPAIGN, [snooze], NOW);
    const { state, snoozes, snoozedUntil } = (await recipientOf(database, CAMPAIGN, 'ada')) ?? {};
    assert.deepEqual({ state, snoozes, snoozedUntil }, { state: 'snoozed', snoozes: 1, snoozedUntil: later });
    await move('told', 'ada');
    assert.equal((await recipientOf(database, CAMPAIGN, 'ada'))?.snoozedUntil, null);
    assert.deepEqual(await counts(), { waiting: 2, told: 1, reached: 1 });
  });
});
