import assert from 'node:assert/strict';
import { PLAN } from '../../demo/gallery/samples/plan.ts';
import type { Plan } from '../../src/rollout/plan.ts';
import type { Database } from '../../src/store/db.ts';
import { endWatch, lastWatches, startWatch } from '../../src/store/enforcement-watch.ts';
import { migrate } from '../../src/store/migrate.ts';
import { currentPlan, insertPlan, planEntries, savePlan } from '../../src/store/plans.ts';
import { eachDatabase } from '../support/database.ts';

const AT = new Date('2026-11-20T09:00:00Z');
const entry = (what: 'create' | 'change' | 'tick' | 'end', by = 'Ada') => ({ at: AT, by, what, why: null });
const plan = (number: number): Plan => ({
  ...PLAN,
  id: `b1a00000-0000-4000-8000-00000000000${number}`,
  createdBy: 'Ada',
  changedBy: 'Ada',
  daysOff: ['2026-12-24'],
  version: 1,
});

eachDatabase('a stored plan', (open) => {
  let database: Database;
  beforeEach(async () => {
    ({ database } = await open());
    await migrate(database);
  });

  it('comes back as it was saved', async () => {
    assert.equal(await currentPlan(database), undefined);
    await insertPlan(database, plan(1), entry('create'));
    assert.deepEqual(await currentPlan(database), { ...plan(1), createdBy: 'ada', changedBy: 'ada' });
  });

  it('is one at a time, also when two administrators make one at once, and the next after it has ended', async () => {
    const both = await Promise.all(
      [1, 2].map((number) => insertPlan(database, plan(number), entry('create'))),
    );
    assert.deepEqual(both.map(({ isNew }) => isNew).toSorted(), [false, true]);
    const [one, other] = both;
    assert.equal(one?.plan.id, other?.plan.id);
    const current = await currentPlan(database);
    assert.ok(current);
    assert.ok(await savePlan(database, current, { ...current, endedAt: AT }, entry('end')));
    assert.equal(await currentPlan(database), undefined);
    assert.equal((await insertPlan(database, plan(3), entry('create'))).isNew, true);
  });

  it('is changed by whoever is first, and the other changes nothing and leaves no line', async () => {
    const { plan: seen } = await insertPlan(database, plan(1), entry('create'));
    const change = (by: string) =>
      savePlan(database, seen, { ...seen, contact: by, changedBy: by, ticks: {} }, entry('change', by));
    const saved = await Promise.all([change('ada'), change('bob')]);
    assert.equal(saved.filter((one) => one === undefined).length, 1);
    const current = await currentPlan(database);
    assert.equal(current?.version, 2);
    assert.deepEqual(current?.ticks, {});
    assert.deepEqual(
      (await planEntries(database, seen.id)).map(({ what, by }) => `${what} ${by}`),
      ['create ada', `change ${current?.contact}`],
    );
  });

  it('cannot be changed once it has ended', async () => {
    const { plan: seen } = await insertPlan(database, plan(1), entry('create'));
    const ended = await savePlan(database, seen, { ...seen, endedAt: AT }, entry('end'));
    assert.ok(ended);
    assert.equal(await savePlan(database, ended, { ...ended, contact: 'x' }, entry('change')), undefined);
  });

  it('learns when somebody last watched a pilot, and everybody', async () => {
    assert.deepEqual(await lastWatches(database), { pilotAt: null, everybodyAt: null });
    const watch = (number: number, groupId: string | null, startedAt: Date) => ({
      ...{ id: `3a7c0000-0000-4000-8000-00000000000${number}`, startedBy: 'ada', groupId },
      ...{ startedAt, endsAt: startedAt },
    });
    const later = new Date(AT.getTime() + 1);
    for (const [number, groupId, at] of [
      [1, 'pilot', AT],
      [2, null, AT],
      [3, 'pilot', later],
    ] as const) {
      const { watch: started } = await startWatch(database, watch(number, groupId, at));
      await endWatch(database, started.id, at);
    }
    assert.deepEqual(await lastWatches(database), { pilotAt: later, everybodyAt: AT });
  });
});
