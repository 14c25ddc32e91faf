import assert from 'node:assert/strict';
import { systemClock } from '../../src/clock.ts';
import { type Database, databaseOn } from '../../src/store/db.ts';
import { createPglite, driverOn } from '../../src/store/pglite.ts';
import { addOwnChats, type CampaignRun, startCampaignRun } from '../support/campaign-run.ts';

/** In real time, at a rate that leaves something to pause. */
describe('pausing and cancelling while a wave goes out', function () {
  this.timeout(60_000);
  let database: Database;
  let run: CampaignRun;

  before(async () => {
    database = databaseOn(driverOn(await createPglite()));
    run = await startCampaignRun({ database, start: '2030-11-25T09:00:00Z', perSecond: 15 });
    const everybody = [...run.company.accounts.values()].map(({ id }) => id);
    await addOwnChats(database, everybody, run.teams.serviceUrl);
  });
  after(() => run.stop());

  const admin = () => run.company.named.admin.id;
  const campaign = () =>
    run.one<{ id: string; seen: number; state: string }>(
      'select campaign_id as id, version as seen, state from campaigns',
    );
  const press = async (verb: string) => {
    const { id, seen } = await campaign();
    return run.press(admin(), verb, { campaign: id, seen });
  };
  const reminders = () => run.everything().filter(({ card }) => card.includes('reminder.done')).length;

  /** What was sent from two seconds after the press on. */
  const sentAfter = async (verb: string) => {
    await press(verb);
    await systemClock.sleep(2_000);
    const then = reminders();
    await systemClock.sleep(1_500);
    return reminders() - then;
  };

  it('ends within two seconds, goes on where it stopped, and tells nobody twice', async () => {
    const draft = { name: 'Passkeys', goal: 'passkey', startsOn: '2030-11-25', hours: 'now' };
    await run.press(admin(), 'campaign.create', draft);
    await run.until('the directory is read', async () => {
      const read = await database.query(
        `select 1 from readings where name = 'roster' and completed_at is not null`,
      );
      return read.length > 0;
    });
    await press('campaign.start');
    await run.until('some are told', () => reminders() > 10);
    assert.equal(await sentAfter('campaign.pause'), 0);
    assert.equal((await campaign()).state, 'paused');
    const before = reminders();
    await press('campaign.resume');
    await run.until('it goes on', () => reminders() > before + 5);
    assert.equal(await sentAfter('campaign.cancel'), 0);
    assert.equal((await campaign()).state, 'cancelled');
    const chats = run.everything().filter(({ card }) => card.includes('reminder.done'));
    assert.equal(new Set(chats.map(({ to }) => to)).size, chats.length);
    await run.until('nothing is left to be sent', async () => {
      const left = await database.query(`select 1 from deliveries where state in ('planned', 'sending')`);
      return left.length === 0;
    });
  });
});
