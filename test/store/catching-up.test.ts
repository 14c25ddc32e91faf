import assert from 'node:assert/strict';
import type { Campaign } from '../../src/campaign/campaign.ts';
import { catchUp } from '../../src/store/catching-up.ts';
import { comeBack } from '../../src/store/coming-back.ts';
import type { Database } from '../../src/store/db.ts';
import { migrate } from '../../src/store/migrate.ts';
import { moveRecipients, recipientOf } from '../../src/store/recipients.ts';
import { addCampaign, CAMPAIGN_ID, MONDAY } from '../support/campaigns.ts';
import { eachDatabase } from '../support/database.ts';

const PEOPLE = ['ada', 'ben', 'cleo', 'dora', 'emil'];

eachDatabase('what becomes known of recipients later', (open) => {
  let database: Database;
  let campaign: Campaign;
  beforeEach(async () => {
    ({ database } = await open());
    await migrate(database);
    campaign = await addCampaign(database, PEOPLE, { goal: 'no-sms-only' });
  });
  const stateOf = async (id: string) => {
    const found = await recipientOf(database, CAMPAIGN_ID, id);
    return [found?.state, found?.reason].join(' ').trim();
  };
  const read = (at: Date) =>
    database.query(
      `insert into readings (name, reading, began_at, seen_at, completed_at) values ('roster', 1, $1, $1, $1)
       on conflict (name) do update set completed_at = excluded.completed_at`,
      [at],
    );
  const catchUpNow = () => catchUp(database, campaign, MONDAY, new AbortController().signal);

  it('goes by each reading of the roster once: who has registered, and who has left', async () => {
    assert.equal(await catchUpNow(), false, 'nothing has been read');
    await database.query(
      `insert into roster (person_id, user_principal_name, display_name, kind, enabled, registration, time_zone, reading)
       select id, id, id, 'member', enabled, registration, 'UTC', 1
         from unnest($1::text[], $2::boolean[], $3::text[]) as t (id, enabled, registration)`,
      [
        ['ada', 'ben', 'cleo', 'dora'],
        [true, true, true, false],
        ['registered', 'phone-only', null, 'none'],
      ],
    );
    await read(MONDAY);
    assert.equal(await catchUpNow(), true);
    assert.deepEqual(await Promise.all(PEOPLE.map(stateOf)), [
      'registered registered',
      'waiting',
      'waiting',
      'left disabled',
      'left gone',
    ]);
    await database.query(`update roster set registration = 'passkey' where person_id = 'ben'`);
    assert.equal(await catchUpNow(), false, 'not before it is read again');
    await read(new Date(MONDAY.getTime() + 1));
    assert.equal(await catchUpNow(), true);
    assert.equal(await stateOf('ben'), 'registered passkey');
  });

  it('sends the newest card, and no older one, to whoever comes back', async () => {
    await database.query(
      `insert into delivery_batches (batch_id, campaign_id, wave, due_at, open) overriding system value
       values (1, $1, 'announcement', $2, false), (2, $1, 'reminder', $2, false)`,
      [CAMPAIGN_ID, MONDAY],
    );
    await database.query(
      `insert into deliveries (batch_id, seq, campaign_id, wave, person_id, language, state, due_at)
       values (1, 1, $1, 'announcement', 'ada', 'en', 'blocked', $2), (2, 1, $1, 'reminder', 'ada', 'en', 'blocked', $2),
              (1, 2, $1, 'announcement', 'ben', 'en', 'sent', $2)`,
      [CAMPAIGN_ID, MONDAY],
    );
    const blocked = { personId: 'ada', to: 'unreachable', reason: 'blocked' } as const;
    await moveRecipients(database, CAMPAIGN_ID, [blocked], MONDAY);
    const back = async (personId: string) => {
      const delivered: number[] = [];
      await comeBack(database, personId, MONDAY, async (batchId) => delivered.push(batchId));
      return delivered;
    };
    assert.deepEqual(await back('ben'), []);
    const dies = comeBack(database, 'ada', MONDAY, () => Promise.reject(new Error('it dies')));
    await assert.rejects(dies, /it dies/);
    assert.equal(await stateOf('ada'), 'unreachable blocked', 'all of it, or nothing');
    assert.deepEqual(await back('Ada'), [2]);
    assert.deepEqual(await back('ada'), []);
    assert.equal(await stateOf('ada'), 'waiting');
    await moveRecipients(database, CAMPAIGN_ID, [blocked], MONDAY);
    await database.query(`update campaigns set state = 'completed'`);
    assert.deepEqual(await back('ada'), [], 'what is over keeps its reasons');
    assert.equal(await stateOf('ada'), 'unreachable blocked');
  });
});
