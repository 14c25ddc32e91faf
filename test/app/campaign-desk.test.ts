import assert from 'node:assert/strict';
import type { Campaign } from '../../src/campaign/campaign.ts';
import { WrongDraft } from '../../src/campaign/draft.ts';
import type { Pressed } from '../../src/campaign/ports.ts';
import { NotFound, TryAgainLater, Unavailable, UserError } from '../../src/errors.ts';
import { campaignById } from '../../src/store/campaigns.ts';
import type { Database } from '../../src/store/db.ts';
import { migrate } from '../../src/store/migrate.ts';
import { moveRecipients } from '../../src/store/recipients.ts';
import { createDeskBench, draftOf, NOBODY_NARROWED } from '../support/campaign-desk.ts';
import { createManualClock, type ManualClock } from '../support/clock.ts';
import { eachDatabase } from '../support/database.ts';
import { captureLog } from '../support/log.ts';

const [ADA, BEN] = ['admin-ada', 'admin-ben'];
const GROUP = '99999999-9999-4999-8999-999999999999';

eachDatabase('the desk of administrators', (open) => {
  let database: Database;
  let clock: ManualClock;
  let bench: ReturnType<typeof createDeskBench>;
  beforeEach(async () => {
    ({ database } = await open());
    await migrate(database);
    clock = createManualClock();
    bench = createDeskBench(database, clock);
    bench.directory.accounts = [
      { personId: 'ann', isAdmin: true },
      { personId: 'ben', country: 'US', department: 'Labs' },
      { personId: 'cleo', country: 'JP' },
      { personId: 'dora', methods: ['microsoftAuthenticatorPush'] },
      { personId: 'emil', enabled: false },
      { personId: 'guest', kind: 'guest' },
      { personId: 'breaker' },
    ];
  });

  const create = async (more: Parameters<typeof draftOf>[0] = {}): Promise<Campaign> => {
    const campaign = await bench.desk.create(ADA, draftOf(more));
    await bench.run();
    return campaign;
  };
  const done = (pressed: Pressed): Campaign => {
    assert.equal(pressed.kind, 'done');
    return pressed.campaign;
  };
  const now = async (id: string): Promise<Campaign> => {
    const campaign = await campaignById(database, id);
    assert.ok(campaign);
    return campaign;
  };
  const startOnMonday = async (campaign: Campaign) => {
    await clock.advance(3 * 86_400_000);
    const started = done(await bench.desk.start(ADA, campaign.id, campaign.version));
    await bench.run();
    return now(started.id);
  };
  const states = async (id: string) =>
    Object.fromEntries(
      Object.entries((await bench.desk.progress(id)).states).filter(([, count]) => count > 0),
    );

  it('foretells who would be told, and counts everybody else with the reason', async () => {
    const campaign = await create();
    const { recipients, admins, excluded, byDepartment, byLanguage, ...rest } = await bench.desk.dryRun(
      campaign.id,
    );
    assert.deepEqual([recipients, admins], [3, 1]);
    assert.deepEqual(excluded, [
      { reason: 'break-glass', count: 1 },
      { reason: 'disabled', count: 1 },
      { reason: 'guest', count: 1 },
      { reason: 'goal-met', count: 1 },
    ]);
    assert.deepEqual(byDepartment, [
      { department: 'Sales', count: 2 },
      { department: 'Labs', count: 1 },
    ]);
    assert.deepEqual(byLanguage, [{ language: 'de-DE', count: 3 }]);
    assert.deepEqual([rest.withoutChat, rest.rosterComplete, rest.needsApproval], [3, true, false]);
    assert.deepEqual(rest.firstSend, new Date('2026-11-23T00:00:00Z'));
    assert.equal(rest.lastSend?.toISOString().slice(0, 16), '2026-11-23T14:00');
    assert.deepEqual(
      rest.warnings.map(({ warning, detail }) => [warning, detail]),
      [
        ['people-out-of-reach', '3'],
        ['no-installation', ''],
        ['no-helpdesk-channel', ''],
      ],
    );
  });

  it('answers a dry run at once, and says that the directory is still being read', async () => {
    const campaign = await bench.desk.create(ADA, draftOf());
    const { recipients, rosterAsOf, rosterComplete } = await bench.desk.dryRun(campaign.id);
    assert.deepEqual([recipients, rosterAsOf, rosterComplete], [0, null, false]);
    await assert.rejects(bench.desk.start(ADA, campaign.id, 1), (error: unknown) => {
      return error instanceof UserError && error.code === 'roster-not-read';
    });
  });

  it('warns of a list with addresses of nobody, of a weekend, and of Entra’s own campaign', async () => {
    bench = createDeskBench(database, clock, {
      rules: {
        entraCampaign: async () => ({
          state: 'on',
          snoozeDays: 1,
          method: 'authenticator',
          everybody: true,
          includedIds: [],
          excludedIds: [],
        }),
      },
      settings: { always: { breakGlass: [], groupId: null }, perSecond: null, canInstall: true },
    });
    bench.directory.accounts = [{ personId: 'ann' }];
    const campaign = await create({
      goal: 'no-sms-only',
      audience: { ...NOBODY_NARROWED, addresses: ['who@example.com', 'ann@example.com'] },
      calendar: { ...draftOf().calendar, startsOn: '2027-01-23' },
    });
    const { warnings } = await bench.desk.dryRun(campaign.id);
    assert.deepEqual(
      warnings.map(({ warning, detail }) => [warning, detail]),
      [
        ['no-break-glass-known', ''],
        ['entra-campaign-active', 'authenticator'],
        ['people-out-of-reach', '1'],
        ['no-helpdesk-channel', ''],
        ['deadline-too-soon', '2027-02-05'],
        ['deadline-after-phone-end', '2027-02-05'],
        ['addresses-unknown', 'who@example.com'],
      ],
    );
  });

  it('names every field that is wrong, and a name that is taken', async () => {
    const wrong = draftOf({ name: ' ', calendar: { ...draftOf().calendar, windowDays: 3 } });
    await assert.rejects(bench.desk.create(ADA, wrong), (error: unknown) => {
      assert.ok(error instanceof WrongDraft);
      assert.deepEqual(
        error.problems.map(({ field }) => field),
        ['name', 'windowDays'],
      );
      return true;
    });
    await create();
    await assert.rejects(bench.desk.create(BEN, draftOf({ name: 'EVERYBODY by  december' })), WrongDraft);
    const other = await create({ name: 'Another' });
    await assert.rejects(bench.desk.change(ADA, other.id, 1, draftOf()), WrongDraft);
  });

  it('makes recipients once when it starts, and tells administrators first at nine where they live', async () => {
    const { id, state } = await startOnMonday(await create());
    assert.equal(state, 'running');
    assert.deepEqual(await states(id), { waiting: 3 });
    assert.deepEqual(
      bench.delivered.map(({ at, priority }) => [at.toISOString().slice(0, 16), priority]),
      [
        ['2026-11-23T09:00', 10],
        ['2026-11-23T14:00', 0],
        ['2026-11-24T00:00', 0],
      ],
    );
    const { targeted, waves } = await bench.desk.progress(id);
    assert.deepEqual([targeted, waves[0]?.wave, waves[0]?.targeted], [3, 'announcement', 3]);
    const exclusions = await database.query(
      `select reason, count from campaign_exclusions where campaign_id = $1 order by reason`,
      [id],
    );
    assert.deepEqual(exclusions, [
      { reason: 'break-glass', count: 1 },
      { reason: 'disabled', count: 1 },
      { reason: 'goal-met', count: 1 },
      { reason: 'guest', count: 1 },
    ]);
  });

  it('plans everybody once, though the planner dies in the middle', async () => {
    bench.breaking.deliver = 1;
    await assert.rejects(startOnMonday(await create()), /the process dies/);
    assert.equal(bench.delivered.length, 1);
    bench.breaking.deliver = null;
    const { id } = (await bench.desk.find('Everybody by December')) ?? { id: '' };
    await bench.plan(id, 'announcement', database);
    await bench.run();
    await bench.plan(id, 'announcement', database);
    await bench.run();
    assert.equal(bench.delivered.length, 3);
    const planned = await database.query(
      `select person_id as id, count(*)::integer as cards from deliveries group by person_id order by person_id`,
    );
    assert.deepEqual(planned, [
      { id: 'ann', cards: 1 },
      { id: 'ben', cards: 1 },
      { id: 'cleo', cards: 1 },
    ]);
  });

  it('makes no recipients while it is paused, and the rest of them after that', async () => {
    const campaign = await create();
    await clock.advance(3 * 86_400_000);
    const started = done(await bench.desk.start(ADA, campaign.id, campaign.version));
    const paused = done(await bench.desk.pause(ADA, campaign.id, started.version));
    await bench.run();
    assert.deepEqual(await states(campaign.id), {});
    done(await bench.desk.resume(ADA, campaign.id, paused.version));
    await bench.run();
    assert.deepEqual(await states(campaign.id), { waiting: 3 });
    assert.equal(bench.delivered.length, 3);
  });

  it('tells nobody and says why as long as the directory cannot be read, then starts by itself', async () => {
    const campaign = await create();
    await clock.advance(3 * 86_400_000);
    bench.directory.breaks = new Unavailable('Graph does not answer.', 'Wait.');
    done(await bench.desk.start(ADA, campaign.id, campaign.version));
    await assert.rejects(bench.run(), Unavailable);
    await bench.run().catch(() => 'it cannot be read yet');
    assert.equal((await now(campaign.id)).trouble, 'Graph does not answer.');
    assert.deepEqual(await states(campaign.id), {});
    bench.directory.breaks = null;
    await bench.run();
    assert.equal((await now(campaign.id)).trouble, null);
    assert.deepEqual(await states(campaign.id), { waiting: 3 });
  });

  it('starts by itself on its first day, as early as that begins anywhere', async () => {
    const campaign = await create();
    const scheduled = done(await bench.desk.start(ADA, campaign.id, campaign.version));
    assert.equal(scheduled.state, 'scheduled');
    await bench.run();
    assert.equal((await now(campaign.id)).state, 'scheduled');
    await clock.advance(new Date('2026-11-22T10:00:00Z').getTime() - clock.now().getTime());
    await bench.run();
    assert.equal((await now(campaign.id)).state, 'running');
    assert.deepEqual(await states(campaign.id), { waiting: 3 });
  });

  it('starts on its first day although it was woken for that a moment too early', async () => {
    const campaign = await create();
    done(await bench.desk.start(ADA, campaign.id, campaign.version));
    const opens = new Date('2026-11-22T10:00:00Z').getTime();
    await clock.advance(opens - 5_000 - clock.now().getTime());
    const job = bench.jobs['open-campaign'].prepare({ campaignId: campaign.id });
    assert.ok('run' in job);
    bench.waiting.length = 0;
    const { log } = captureLog('info');
    await job.run({ id: '1', attempt: 1, signal: new AbortController().signal, log });
    assert.equal((await now(campaign.id)).state, 'scheduled');
    await clock.advance(5_000);
    await bench.run();
    assert.equal((await now(campaign.id)).state, 'running');
  });

  it('has cards that follow it drawn anew after every press, wherever they stand, and once it has ended', async () => {
    const campaign = await create({
      calendar: { ...draftOf().calendar, hours: 'now', startsOn: '2026-11-20' },
    });
    let seen = done(await bench.desk.start(ADA, campaign.id, campaign.version));
    await bench.run();
    for (const press of ['pause', 'resume', 'cancel'] as const) {
      bench.changed.length = 0;
      seen = await now(seen.id);
      done(await bench.desk[press](ADA, seen.id, seen.version));
      assert.deepEqual(bench.changed, [seen.id], press);
    }
    bench.changed.length = 0;
    await bench.run();
    assert.deepEqual(await states(seen.id), { 'not-registered': 3 });
    assert.deepEqual(bench.changed, [seen.id], 'the figures are those of its end');
  });

  it('plans nobody before the log has named who registered since the report was written', async () => {
    const campaign = await create();
    const seen: object[] = [];
    bench.lately.act = async () => {
      const planned = bench.waiting.filter(({ name }) => name === 'plan-wave').length;
      seen.push({ ...(await states(campaign.id)), planned });
      if (seen.length === 1) throw new TryAgainLater(30, 'Microsoft Graph');
    };
    done(await bench.desk.start(ADA, campaign.id, campaign.version));
    await clock.advance(new Date('2026-11-22T10:00:00Z').getTime() - clock.now().getTime());
    await bench.run();
    assert.deepEqual(seen, [
      { waiting: 3, planned: 0 },
      { waiting: 3, planned: 0 },
    ]);
    assert.ok(bench.delivered.length > 0);
  });

  it('waits for a second administrator where there are many, and forgets the first when a setting changes', async () => {
    const campaign = await create({ approvalAbove: 2 });
    const asked = await bench.desk.start(ADA, campaign.id, 1);
    assert.equal(asked.kind, 'needs-second-admin');
    assert.equal((await bench.desk.start('ADMIN-ada', campaign.id, 2)).kind, 'same-admin');
    const changed = done(await bench.desk.change(ADA, campaign.id, 2, draftOf({ approvalAbove: 1 })));
    assert.equal(changed.startAskedBy, null);
    assert.equal((await bench.desk.start(BEN, campaign.id, 3)).kind, 'needs-second-admin');
    const started = done(await bench.desk.start(ADA, campaign.id, 4));
    assert.deepEqual([started.startAskedBy, started.approvedBy], [BEN, ADA]);
    assert.deepEqual(
      (await bench.desk.audit(campaign.id)).map(({ by, what }) => [by, what]),
      [
        [ADA, 'create'],
        [ADA, 'ask-start'],
        [ADA, 'change'],
        [BEN, 'ask-start'],
        [ADA, 'start'],
      ],
    );
  });

  it('tells nobody when the audience has outgrown what one administrator may start', async () => {
    const campaign = await create({ approvalAbove: 3 });
    done(await bench.desk.start(ADA, campaign.id, 1));
    bench.directory.accounts = [...bench.directory.accounts, { personId: 'fred' }];
    await clock.advance(3 * 86_400_000);
    await bench.run();
    const { state, startAskedBy } = await now(campaign.id);
    assert.deepEqual([state, startAskedBy], ['draft', ADA]);
    assert.deepEqual([bench.delivered, await states(campaign.id)], [[], {}]);
    assert.equal(
      (await bench.desk.start(ADA, campaign.id, (await now(campaign.id)).version)).kind,
      'same-admin',
    );
  });

  it('lets only the first of two administrators win who press at once', async () => {
    const campaign = await startOnMonday(await create());
    const pressed = await Promise.all([
      bench.desk.pause(ADA, campaign.id, campaign.version),
      bench.desk.cancel(BEN, campaign.id, campaign.version),
    ]);
    assert.deepEqual(pressed.map(({ kind }) => kind).toSorted(), ['done', 'faster']);
    assert.equal((await now(campaign.id)).version, campaign.version + 1);
    assert.equal((await bench.desk.start(ADA, campaign.id, campaign.version + 1)).kind, 'not-possible');
  });

  it('takes up every batch again after a pause, and ends everybody when it is cancelled', async () => {
    const campaign = await startOnMonday(await create());
    const paused = done(await bench.desk.pause(ADA, campaign.id, campaign.version));
    bench.delivered.length = 0;
    await clock.advance(5 * 86_400_000);
    const resumed = done(await bench.desk.resume(BEN, campaign.id, paused.version));
    await bench.run();
    // A Saturday: the next working day, and nine o'clock of each zone.
    assert.deepEqual(bench.delivered.map(({ at }) => at.toISOString().slice(0, 16)).toSorted(), [
      '2026-11-30T00:00',
      '2026-11-30T08:00',
      '2026-11-30T14:00',
    ]);
    bench.delivered.length = 0;
    done(await bench.desk.cancel(BEN, campaign.id, resumed.version));
    await bench.run();
    assert.equal(bench.delivered.length, 3);
    assert.deepEqual(await states(campaign.id), { 'not-registered': 3 });
  });

  it('shows progress from counters, and the contact list with administrators first', async () => {
    const { id } = await startOnMonday(await create());
    const told = ['ann', 'ben', 'cleo'].map((personId) => ({ personId, to: 'told', reason: null }) as const);
    await moveRecipients(database, id, told, clock.now());
    await moveRecipients(database, id, [{ personId: 'ben', to: 'registered', reason: null }], clock.now());
    await clock.advance(86_400_000);
    const progress = await bench.desk.progress(id);
    assert.deepEqual(
      [progress.targeted, progress.reached, progress.states.registered, progress.waves[0]?.registeredAfter],
      [3, 3, 1, 1],
    );
    assert.deepEqual(progress.coverage, [
      { day: '2026-11-23', registered: 1, targeted: 3 },
      { day: '2026-11-24', registered: 1, targeted: 3 },
    ]);
    assert.deepEqual(progress.departments, [
      { department: 'Sales', targeted: 2, registered: 0 },
      { department: 'Labs', targeted: 1, registered: 1 },
    ]);
    const { people, total } = await bench.desk.contactList(id, 7);
    assert.deepEqual([total, people.map(({ personId }) => personId)], [2, ['ann', 'cleo']]);
    const [line] = await bench.desk.list();
    assert.deepEqual([line?.targeted, line?.registered, line?.state], [3, 1, 'running']);
  });

  it('counts the pages of the contact list from 1, as its card does', async () => {
    const many = Array.from({ length: 12 }, (_, index) => ({
      personId: `x-${String(index).padStart(2, '0')}`,
    }));
    bench.directory.accounts = many;
    const { id } = await startOnMonday(await create());
    const namesOn = async (page: number) =>
      (await bench.desk.contactList(id, page)).people.map(({ personId }) => personId);
    const ids = many.map(({ personId }) => personId);
    assert.deepEqual(await namesOn(1), ids.slice(0, 10));
    assert.deepEqual(await namesOn(2), ids.slice(10));
    assert.deepEqual(await namesOn(0), ids.slice(0, 10));
  });

  it('exports everybody, before and after the start, safe against formulas', async () => {
    bench.directory.accounts = [
      ...bench.directory.accounts,
      { personId: 'mal', displayName: '=cmd|calc', methods: null },
    ];
    const campaign = await create();
    const csv = async () => {
      let text = '';
      for await (const piece of bench.desk.export(campaign.id)) text += piece;
      return text.trimEnd().split('\r\n');
    };
    const draft = await csv();
    assert.equal(draft.length, 1 + 8);
    assert.ok(
      draft.includes("mal,mal@example.com,'=cmd|calc,Sales,DE,de-DE,Europe/Berlin,false,planned,,0,,,,"),
    );
    assert.ok(draft.some((line) => /^emil,.*,excluded,disabled,/.test(line)));
    await startOnMonday(campaign);
    const started = await csv();
    assert.equal(started.length, 1 + 8);
    assert.ok(started.some((line) => /^ann,.*,true,waiting,,0,2026-11-23T.*,planned,,$/.test(line)));
  });

  it('sends again only to those whose newest card failed, and only in ways that may be repeated', async () => {
    const { id } = await startOnMonday(await create());
    await database.query(`update deliveries set state = 'blocked' where person_id in ('ann', 'ben')`);
    await database.query(
      `insert into delivery_counts (campaign_id, wave, state, count) values ($1, 'announcement', 'blocked', 2)`,
      [id],
    );
    const lost = ['ann', 'ben'].map(
      (personId) => ({ personId, to: 'unreachable', reason: 'blocked' }) as const,
    );
    await moveRecipients(database, id, lost, clock.now());
    bench.delivered.length = 0;
    assert.deepEqual(await bench.desk.retryFailed(ADA, id, ['sent', 'cancelled']), { again: 0 });
    assert.deepEqual(await bench.desk.retryFailed(ADA, id, ['blocked']), { again: 2 });
    await bench.run();
    assert.deepEqual(await states(id), { waiting: 3 });
    assert.equal(bench.delivered.length, 3);
    assert.equal((await bench.desk.audit(id)).at(-1)?.why, 'blocked');
  });

  it('holds a batch back where it is not between nine and five', async () => {
    await startOnMonday(await create());
    const [berlin] = bench.delivered;
    assert.ok(berlin);
    assert.equal(await bench.waitOf(berlin.batchId), 0);
    await clock.advance(8 * 3_600_000);
    assert.equal(await bench.waitOf(berlin.batchId), 15 * 3_600_000);
    assert.equal(await bench.waitOf(4711), 0);
  });

  it('narrows by a group that it reads first, and excludes another', async () => {
    bench.directory.groups = { [GROUP]: ['ANN', 'ben', 'dora', 'emil'] };
    const narrowed = await create({ audience: { ...NOBODY_NARROWED, groupIds: [GROUP.toUpperCase()] } });
    const inside = await bench.desk.dryRun(narrowed.id);
    assert.equal(inside.recipients, 2);
    const excluding = await create({
      name: 'B',
      audience: { ...NOBODY_NARROWED, excludedGroupIds: [GROUP] },
    });
    const outside = await bench.desk.dryRun(excluding.id);
    assert.equal(outside.recipients, 1);
    assert.deepEqual(outside.excluded[1], { reason: 'campaign-group', count: 4 });
  });

  it('starts nothing as long as an excluded group cannot be read', async () => {
    const campaign = await bench.desk.create(
      ADA,
      draftOf({ audience: { ...NOBODY_NARROWED, excludedGroupIds: [GROUP] } }),
    );
    await assert.rejects(bench.run(), NotFound);
    await bench.run();
    await assert.rejects(bench.desk.start(ADA, campaign.id, 1), /There is no group/);
  });

  it('does not believe a directory that has lost most of its people', async () => {
    await create();
    bench.directory.accounts = [{ personId: 'ann' }];
    await clock.advance(2 * 3_600_000);
    const campaign = await bench.desk.create(ADA, draftOf({ name: 'B' }));
    await assert.rejects(bench.run(), Unavailable);
    assert.equal((await bench.desk.dryRun(campaign.id)).recipients, 3);
  });

  it('forgets whoever is not in the directory any more', async () => {
    await create();
    bench.directory.accounts = bench.directory.accounts.filter(({ personId }) => personId !== 'ben');
    await clock.advance(2 * 3_600_000);
    const campaign = await create({ name: 'B' });
    assert.equal((await bench.desk.dryRun(campaign.id)).recipients, 2);
  });

  it('knows a campaign by id and by name, and says when there is none', async () => {
    const { id } = await create();
    assert.equal((await bench.desk.find(id))?.id, id);
    assert.equal((await bench.desk.find(' everybody BY december '))?.id, id);
    assert.equal(await bench.desk.find('nobody'), undefined);
    await assert.rejects(bench.desk.progress('not an id'), NotFound);
    await assert.rejects(bench.desk.pause(ADA, GROUP, 1), NotFound);
  });
});
