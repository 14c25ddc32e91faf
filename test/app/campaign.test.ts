import assert from 'node:assert/strict';
import { type Database, databaseOn } from '../../src/store/db.ts';
import { createPglite, driverOn } from '../../src/store/pglite.ts';
import { addOwnChats, type CampaignRun, startCampaignRun } from '../support/campaign-run.ts';

const DAY_HOURS = ['02:00', '09:30', '15:30'];

/**
 * Everything but Teams and Graph is the real thing; only the clock is put forward. Long after today, because jobs
 * that are due are found by the database's own clock, which nobody puts forward.
 */
describe('a campaign from its first day to its last', function () {
  this.timeout(120_000);
  let database: Database;
  let run: CampaignRun;
  let campaignId: string;
  let people: readonly string[] = [];
  const registeredAt = new Map<string, number>();

  before(async () => {
    database = databaseOn(driverOn(await createPglite()));
    run = await startCampaignRun({ database, start: '2030-11-22T09:00:00Z', blocked: 0.02 });
    const everybody = [...run.company.accounts.values()].map(({ id }) => id);
    await addOwnChats(database, everybody.slice(0, -6), run.teams.serviceUrl);
  });
  after(() => run.stop());

  const count = async (sql: string, values: readonly unknown[] = []) =>
    (await run.one<{ count: number }>(`select count(*)::integer as count from ${sql}`, values)).count;
  const stateOf = (personId: string) =>
    run
      .one<{ state: string }>('select state from recipients where person_id = $1', [personId])
      .then(({ state }) => state);
  const sentIn = async (wave: string) => {
    const rows = await database.query<{ personId: string }>(
      `select person_id as "personId" from deliveries where wave = $1 and state = 'sent'`,
      [wave],
    );
    return new Set(rows.map(({ personId }) => personId));
  };
  /** Whoever seems to block the bot is asked a second time, half an hour later: that is waited for by nobody here. */
  const isQuiet = async () => {
    const due = await count(
      `deliveries where (state = 'planned' and doubt is null and due_at <= $1) or state = 'sending'`,
      [run.clock.now()],
    );
    const jobs = await count(`muster_jobs.job where state < 'completed' and start_after <= now()`);
    return due + jobs === 0;
  };
  /** Through a day, so that everybody's morning is met. */
  const through = async (day: string) => {
    for (const hour of DAY_HOURS) {
      await run.to(`${day}T${hour}:00Z`);
      await run.until(`all of ${day} ${hour} is done`, isQuiet);
    }
  };
  const register = (personId: string) => {
    registeredAt.set(personId, run.cards(personId).length);
    run.registers(personId);
  };
  const press = (personId: string, verb: string, data: object = {}) =>
    run.press(personId, verb, { campaign: campaignId, ...data });

  it('is created and started by an administrator, and begins by itself', async () => {
    const admin = run.company.named.admin.id;
    await run.press(admin, 'campaign.create', { name: 'Passkeys', goal: 'passkey', startsOn: '2030-11-25' });
    ({ id: campaignId } = await run.one<{ id: string }>('select campaign_id as id from campaigns'));
    await run.until('the directory is read', async () => {
      return (await count(`readings where name = 'roster' and completed_at is not null`)) > 0;
    });
    await press(admin, 'campaign.start', { seen: 1 });
    assert.equal((await run.one<{ state: string }>('select state from campaigns')).state, 'scheduled');
    assert.deepEqual(run.everything(), [], 'nobody is told before the first day');
    await run.to('2030-11-24T10:30:00Z');
    await run.until('the announcement is planned', async () => (await count('wave_batches')) > 5);
    people = (
      await database.query<{ personId: string }>('select person_id as "personId" from recipients order by 1')
    ).map(({ personId }) => personId);
    assert.ok(people.length > 100, String(people.length));
  });

  it('tells everybody once, on the first morning where they live', async () => {
    await through('2030-11-25');
    const told = await sentIn('announcement');
    for (const personId of people) {
      assert.equal(run.cards(personId).length, told.has(personId) ? 1 : 0, personId);
    }
    const states = await database.query<{ state: string; reason: string | null }>(
      'select distinct state, reason from recipients order by 1, 2',
    );
    assert.deepEqual(
      states.map(({ state, reason }) => `${state} ${reason ?? ''}`.trim()),
      ['told', 'unreachable blocked', 'unreachable not-installed', 'waiting'],
    );
  });

  it('takes what people answer: later, help, and done, which turns every card green', async () => {
    await run.to('2030-11-26T09:30:00Z');
    const [sleeper = '', changer = '', asker = '', doer = ''] = [...(await sentIn('announcement'))].sort();
    await press(sleeper, 'reminder.snooze', { snooze: 'tomorrow' });
    await press(changer, 'reminder.snooze', { snooze: 'tomorrow' });
    await press(asker, 'reminder.help', { words: 'I have no phone with me' });
    await press(doer, 'reminder.done');
    assert.deepEqual(await Promise.all([sleeper, asker, doer].map(stateOf)), ['snoozed', 'asked', 'told']);
    register(doer);
    await press(doer, 'reminder.done');
    assert.equal(await stateOf(doer), 'registered');
    await run.until('the card turns green', () =>
      run.teams.edited.some(({ chat }) => chat === `chat-${doer}`),
    );
    await run.until('the helpdesk reads the question', () =>
      run.everything().some(({ card }) => card.includes('I have no phone with me')),
    );
    // Without a word: only the tenant's log tells of it.
    register(changer);
    await through('2030-11-27');
    assert.equal(run.cards(sleeper).length, 2, 'reminded, as asked');
    assert.equal(run.cards(changer).length, 1, 'has done it meanwhile');
    assert.equal(await stateOf(changer), 'registered');
    assert.match(run.cards(asker).at(-1)?.card ?? '', /reminder/);
  });

  it('reminds on day 10 whoever has not registered by that minute', async () => {
    const late = [...(await sentIn('announcement'))].sort().slice(10, 40);
    await run.to('2030-12-03T23:00:00Z');
    await run.until('all is quiet', isQuiet);
    for (const personId of late) register(personId);
    await through('2030-12-04');
    const reminded = await sentIn('reminder');
    assert.ok(reminded.size > 50, String(reminded.size));
    assert.deepEqual(
      late.filter((personId) => reminded.has(personId)),
      [],
    );
  });

  it('calls once more after the deadline, and ends with a reason beside every name', async () => {
    const admin = run.company.named.admin.id;
    await through('2030-12-06');
    const contacts = await sentTo(admin);
    assert.ok(contacts.length > 0, 'the administrator has the contact list');
    await through('2030-12-09');
    await run.to('2030-12-14T12:30:00Z');
    await run.until(
      'it is completed',
      async () => (await count(`campaigns where state = 'completed'`)) === 1,
    );
    await run.until('the report is there', async () => (await sentTo(admin)).length > contacts.length);
    assert.equal(
      await count(`recipients where state not in ('registered', 'unreachable', 'left', 'not-registered')`),
      0,
    );
    const counts = await run.one<{ wrong: number }>(
      `select count(*)::integer as wrong from (
         select state, sum(count) as count from recipient_counts where state <> 'reached' group by state having sum(count) <> 0
         except select state, count(*) from recipients group by state) differs`,
    );
    assert.equal(counts.wrong, 0, 'the counters say what the rows say');
  });

  const sentTo = async (personId: string) => {
    const own = await count(`deliveries where person_id = $1 and state = 'sent'`, [personId]);
    return run.cards(personId).slice(own);
  };

  it('has written to nobody twice, and to nobody after they had registered', async () => {
    const waves = ['announcement', 'reminder', 'last-call', 'snoozed-1'];
    const sets = await Promise.all(waves.map(sentIn));
    const helpers = new Set(
      run.everything().flatMap(({ to, card }) => (card.includes('I have no phone with me') ? [to] : [])),
    );
    for (const personId of people) {
      if (helpers.has(`chat-${personId}`) || personId === run.company.named.admin.id) continue;
      const cards = run.cards(personId).length;
      assert.equal(cards, sets.filter((set) => set.has(personId)).length, personId);
      assert.ok(cards <= (registeredAt.get(personId) ?? waves.length), `${personId} after registering`);
    }
    assert.equal(await count(`deliveries where state = 'unknown'`), 0);
    const green = new Set(run.teams.edited.map(({ chat }) => chat));
    for (const [personId, before] of registeredAt) {
      if (before > 0) assert.ok(green.has(`chat-${personId}`), `${personId} sees that all is well`);
    }
    const problems = run.log.filter((line) => /"level":"(error|fatal)"/.test(line));
    assert.deepEqual(problems, []);
  });
});
