import assert from 'node:assert/strict';
import { GOALS_MET } from '../../src/campaign/goal.ts';
import { LOOK_AGAIN_MS } from '../../src/campaign/looking.ts';
import type { Looks } from '../../src/campaign/running.ts';
import type { Database } from '../../src/store/db.ts';
import { createLooks, createWatermarks } from '../../src/store/looks.ts';
import { migrate } from '../../src/store/migrate.ts';
import { recipientOf } from '../../src/store/recipients.ts';
import { createRunningStore } from '../../src/store/running.ts';
import { addCampaign, CAMPAIGN_ID, MONDAY } from '../support/campaigns.ts';
import { eachDatabase } from '../support/database.ts';

const minutes = (count: number) => new Date(MONDAY.getTime() + count * 60_000);
const OTHER_ID = '22222222-2222-4222-8222-222222222222';

eachDatabase('looking at methods again', (open) => {
  let database: Database;
  let looks: Looks;
  beforeEach(async () => {
    ({ database } = await open());
    await migrate(database);
    looks = createLooks(database);
    await addCampaign(database, ['ada', 'ben', 'cleo']);
    await database.query(
      `insert into roster (person_id, user_principal_name, display_name, kind, enabled, time_zone, reading)
       select id, id, id, 'member', true, 'UTC', 1 from unnest($1::text[]) as id`,
      [['ada', 'ben', 'cleo']],
    );
  });
  const stateOf = async (personId: string) => (await recipientOf(database, CAMPAIGN_ID, personId))?.state;

  it('looks four times after a press, each time later, and then leaves it to the news', async () => {
    await looks.pressed(CAMPAIGN_ID, 'ADA', minutes(1));
    const seenAt: number[] = [];
    for (let minute = 0; minute <= 200; minute += 1) {
      const taken = await looks.take(minutes(minute), minutes(minute + 5), 10);
      if (taken.length === 0) continue;
      seenAt.push(minute);
      assert.deepEqual(taken, ['ada']);
      await looks.notYet('ada', LOOK_AGAIN_MS, minutes(minute));
    }
    assert.deepEqual(seenAt, [1, 6, 21, 81]);
    assert.equal(await looks.next(), null);
  });

  it('takes up again what somebody has taken and never ended', async () => {
    await looks.pressed(CAMPAIGN_ID, 'ada', minutes(1));
    assert.deepEqual(await looks.take(minutes(1), minutes(6), 10), ['ada']);
    assert.deepEqual(await looks.take(minutes(5), minutes(10), 10), []);
    assert.deepEqual(await looks.take(minutes(6), minutes(11), 10), ['ada']);
  });

  it('registers somebody in every campaign whose goal is met, once, and in no other', async () => {
    await addCampaign(database, ['ada'], { id: OTHER_ID, name: 'Passkeys', goal: 'passkey' });
    await looks.pressed(CAMPAIGN_ID, 'ada', minutes(1));
    const see = () => looks.seen('Ada', 'registered', GOALS_MET.registered, minutes(2));
    assert.deepEqual(await see(), [CAMPAIGN_ID]);
    assert.deepEqual(await see(), []);
    assert.equal(await stateOf('ada'), 'registered');
    assert.equal((await recipientOf(database, OTHER_ID, 'ada'))?.state, 'waiting');
    assert.equal(await looks.next(), null, 'nobody looks at them again');
    const [roster] = await database.query<{ registration: string }>(
      `select registration from roster where person_id = 'ada'`,
    );
    assert.equal(roster?.registration, 'registered');
  });

  it('looks at whom the log names, but not at whom somebody has looked at since', async () => {
    await looks.seen('ben', 'none', [], minutes(10));
    const named = [
      { personId: 'ADA', at: minutes(5) },
      { personId: 'ben', at: minutes(5) },
      { personId: 'nobody', at: minutes(5) },
    ];
    assert.equal(await looks.named(named, minutes(11)), 1);
    assert.deepEqual(await looks.take(minutes(11), minutes(16), 10), ['ada']);
    assert.equal(await looks.named([{ personId: 'ben', at: minutes(12) }], minutes(13)), 1);
    await looks.notYet('ada', LOOK_AGAIN_MS, minutes(11));
    assert.deepEqual(await looks.take(minutes(20), minutes(25), 10), ['ben']);
  });

  it('holds whom the log names for undecided until they have been read, also while somebody reads', async () => {
    const running = createRunningStore(database);
    const due = async (minute: number) => {
      const found = await running.recipients(CAMPAIGN_ID, ['ada', 'ben'], minutes(minute));
      return found.filter(({ lookDue }) => lookDue).map(({ personId }) => personId);
    };
    await looks.pressed(CAMPAIGN_ID, 'ben', minutes(5));
    await looks.named([{ personId: 'ada', at: MONDAY }], minutes(1));
    assert.deepEqual(await due(1), ['ada']);
    await looks.take(minutes(1), minutes(6), 10);
    assert.deepEqual(await due(1), ['ada']);
    await looks.notYet('ada', LOOK_AGAIN_MS, minutes(2));
    assert.deepEqual(await due(2), []);
    assert.deepEqual(await due(5), ['ben']);
  });

  it('lets go whoever has no account any more, and disturbs no campaign that is over', async () => {
    assert.deepEqual(await looks.gone('ada', MONDAY), [CAMPAIGN_ID]);
    assert.equal(await stateOf('ada'), 'left');
    await database.query(`update campaigns set state = 'completed'`);
    assert.deepEqual(await looks.gone('ben', MONDAY), []);
    assert.deepEqual(await looks.seen('ben', 'passkey', GOALS_MET.passkey, MONDAY), []);
    assert.equal(await stateOf('ben'), 'waiting');
  });

  it('remembers how far a log was read, and never less', async () => {
    const watermarks = createWatermarks(database);
    assert.equal(await watermarks.readTo('news'), null);
    await watermarks.moveTo('news', minutes(5));
    await watermarks.moveTo('news', minutes(3));
    assert.deepEqual(await watermarks.readTo('news'), minutes(5));
  });
});
