import assert from 'node:assert/strict';
import type { Database } from '../../src/store/db.ts';
import { migrate } from '../../src/store/migrate.ts';
import { createWatches, endedWatch, forgetWatchesBefore } from '../../src/store/watches.ts';
import type { Watch, WatchEnding, Watches } from '../../src/triage/watch.ts';
import { eachDatabase } from '../support/database.ts';

const NOW = new Date('2026-11-20T09:00:00Z');
const LATER = new Date('2026-11-20T10:00:00Z');
const id = (number: number) => `0a7c0000-0000-4000-8000-00000000000${number}`;
const watch = (number: number, over: Partial<Watch> = {}): Watch => ({
  id: id(number),
  caseId: id(9),
  askerId: 'asker',
  personId: 'person',
  since: NOW,
  until: LATER,
  ...over,
});
const WORKED: WatchEnding = { ended: 'succeeded', at: NOW, application: 'Outlook' };

eachDatabase('watched sign-ins', (open) => {
  let database: Database;
  let watches: Watches;
  const jobs: string[] = [];
  beforeEach(async () => {
    ({ database } = await open());
    await migrate(database);
    jobs.length = 0;
    watches = createWatches(database, {
      look: async (personId, at) => jobs.push(`look ${personId} ${at.toISOString()}`),
      tell: async (watchId) => jobs.push(`tell ${watchId}`),
    });
  });

  it('are started once for each asker and person, and looked at for all of them together', async () => {
    assert.deepEqual(await watches.start(watch(1), NOW), { watch: watch(1), isNew: true });
    assert.deepEqual(await watches.start(watch(2), NOW), { watch: watch(1), isNew: false });
    assert.equal((await watches.start(watch(3, { askerId: 'other' }), NOW)).isNew, true);
    assert.deepEqual(
      (await watches.openOf('PERSON')).map((one) => one.id),
      [id(1), id(3)],
    );
    assert.deepEqual(jobs, Array(2).fill('look person 2026-11-20T09:00:00.000Z'));
  });

  it('end once, and whoever asked is told once', async () => {
    await watches.start(watch(1), NOW);
    jobs.length = 0;
    await Promise.all([1, 2, 3].map(() => watches.end(watch(1), WORKED)));
    assert.deepEqual(jobs, [`tell ${id(1)}`]);
    assert.deepEqual(await endedWatch(database, id(1)), { ...watch(1), ...WORKED });
    assert.deepEqual(await watches.openOf('person'), []);
    assert.equal((await watches.start(watch(2), NOW)).isNew, true);
    assert.equal(await endedWatch(database, id(2)), undefined);
  });

  it('do not start without the look that they need', async () => {
    const broken = createWatches(database, {
      look: () => Promise.reject(new Error('no queue')),
      tell: async () => undefined,
    });
    await assert.rejects(broken.start(watch(1), NOW), /no queue/);
    assert.deepEqual(await watches.openOf('person'), []);
  });

  it('are forgotten when they are old', async () => {
    await watches.start(watch(1), NOW);
    await forgetWatchesBefore(database, LATER);
    assert.equal((await watches.openOf('person')).length, 1);
    await forgetWatchesBefore(database, new Date(LATER.getTime() + 1));
    assert.equal((await watches.openOf('person')).length, 0);
  });
});
