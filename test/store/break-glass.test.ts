import assert from 'node:assert/strict';
import type { Noticed } from '../../src/rollout/alarm.ts';
import {
  announceTest,
  claimReminder,
  emergencySignIn,
  lastProof,
  proveTest,
  saveNoticed,
  testById,
  testsBetween,
  toldBetween,
} from '../../src/store/break-glass.ts';
import type { Database } from '../../src/store/db.ts';
import { migrate } from '../../src/store/migrate.ts';
import { eachDatabase } from '../support/database.ts';
import { loggedSignIn } from '../support/sign-in-log.ts';

const NOON = new Date('2026-11-20T12:00:00Z');
const minutes = (count: number) => new Date(NOON.getTime() + count * 60_000);
const testId = (number: number) => `0b0b0b0b-0000-4000-8000-00000000000${number}`;
const announced = (number: number, at: Date) => ({
  id: testId(number),
  announcedBy: 'Ada',
  announcedAt: at,
  until: new Date(at.getTime() + 3_600_000),
});
const noticed = (id: string, at: Date, verdict: Noticed['verdict'], code = 50126): Noticed => ({
  signIn: loggedSignIn({ id, at, code, personId: 'Emergency' }),
  verdict,
});

eachDatabase('what is known of emergency accounts', (open) => {
  let database: Database;
  beforeEach(async () => {
    ({ database } = await open());
    await migrate(database);
  });

  it('holds one announced test at a time, also when two announce at once', async () => {
    const both = await Promise.all([1, 2].map((number) => announceTest(database, announced(number, NOON))));
    assert.deepEqual(both.map(({ isNew }) => isNew).toSorted(), [false, true]);
    assert.equal(new Set(both.map(({ test }) => test.id)).size, 1);
    assert.equal((await announceTest(database, announced(3, minutes(61)))).isNew, true);
    assert.equal((await testsBetween(database, NOON, minutes(200))).length, 2);
  });

  it('keeps the first success within a test as its proof', async () => {
    await announceTest(database, announced(1, NOON));
    const prove = (id: string, at: Date) =>
      proveTest(database, { id, at, personId: 'Emergency', personName: 'Emergency 1' });
    assert.equal(await prove('early', minutes(-1)), undefined);
    assert.equal(await lastProof(database), null);
    assert.equal(await prove('first', minutes(5)), testId(1));
    assert.equal(await prove('second', minutes(6)), undefined);
    const proof = (await testById(database, testId(1)))?.proof;
    assert.deepEqual(proof, {
      signInId: 'first',
      personId: 'emergency',
      personName: 'Emergency 1',
      at: minutes(5),
    });
    assert.deepEqual(await lastProof(database), minutes(5));
  });

  it('notices each sign-in once, and counts those that were not told by themselves', async () => {
    const rows = [
      noticed('a', NOON, 'alarm'),
      noticed('b', minutes(1), 'repeated'),
      noticed('c', minutes(2), 'repeated'),
      noticed('d', minutes(2), 'alarm', 0),
    ];
    assert.deepEqual(await saveNoticed(database, rows, minutes(3)), new Set(['a', 'b', 'c', 'd']));
    assert.deepEqual(await saveNoticed(database, rows, minutes(4)), new Set());
    const told = await emergencySignIn(database, 'a');
    assert.deepEqual([told?.repeated, told?.succeeded, told?.personId], [2, false, 'emergency']);
    assert.equal((await emergencySignIn(database, 'd'))?.repeated, 0);
    assert.equal(await emergencySignIn(database, 'nothing'), undefined);
    assert.equal((await toldBetween(database, minutes(10), minutes(10))).length, 2);
    assert.equal((await toldBetween(database, minutes(60), minutes(60))).length, 0);
  });

  it('asks for the quarterly test once in the time that is given', async () => {
    const claims = await Promise.all([1, 2, 3].map(() => claimReminder(database, NOON, 7)));
    assert.deepEqual(claims.toSorted(), [false, false, true]);
    assert.equal(await claimReminder(database, minutes(60 * 24 * 6), 7), false);
    assert.equal(await claimReminder(database, minutes(60 * 24 * 8), 7), true);
  });
});
