import assert from 'node:assert/strict';
import type { Database } from '../../src/store/db.ts';
import {
  addUp,
  daysOf,
  failureLooks,
  failureSlots,
  lockedOutSince,
  riskyBetween,
  tellsOfRisk,
} from '../../src/store/kept-log.ts';
import { migrate } from '../../src/store/migrate.ts';
import { createSignInBook } from '../../src/store/sign-ins.ts';
import { eachDatabase } from '../support/database.ts';
import type { Shown } from '../support/sign-in-log.ts';
import { loggedSignIn } from '../support/sign-in-log.ts';

const NOW = new Date('2026-12-04T10:00:00Z');
const minutes = (count: number) => new Date(NOW.getTime() + count * 60_000);
const all = { from: minutes(-10_000), to: NOW };

eachDatabase('the log as the last report reads it', (open) => {
  let database: Database;
  let rows = 0;
  const log = (...some: readonly (Partial<Shown> & Pick<Shown, 'at'>)[]) =>
    createSignInBook(database).save(some.map((row) => loggedSignIn({ id: `row ${rows++}`, ...row })));
  beforeEach(async () => {
    ({ database } = await open());
    await migrate(database);
  });

  it('counts people and attempts by quarters of an hour and cause, one person of two looks once', async () => {
    const declined = { code: 500121, result: 'MFA denied; user declined' };
    await log(
      { at: minutes(-14), personId: 'p1', code: 50126 },
      { at: minutes(-13), personId: 'p1', code: 50126, client: null },
      { at: minutes(-12), personId: 'p2', code: 50126 },
      { at: minutes(-16), personId: 'p2', code: 50126 },
      { at: minutes(-3), personId: 'p1', ...declined },
      { at: minutes(-2), personId: 'p1', code: 50140 },
      { at: minutes(-2), personId: 'p1', code: 0 },
      { at: minutes(-2), personId: 'p3', code: 50126, interactive: false },
    );
    const looks = await failureLooks(database, all);
    assert.deepEqual(
      looks.map(({ code, client }) => `${code} ${client}`).toSorted(),
      ['50126 Browser', '50126 null', '500121 Browser', '50140 Browser'].toSorted(),
    );
    const known = looks.flatMap((look) =>
      look.code === 50140
        ? []
        : [{ ...look, cause: look.code === 50126 ? ('wrong-password' as const) : ('unknown' as const) }],
    );
    assert.deepEqual(await failureSlots(database, known, all), [
      { from: minutes(-30), cause: 'wrong-password', people: 1, attempts: 1 },
      { from: minutes(-15), cause: 'unknown', people: 1, attempts: 1 },
      { from: minutes(-15), cause: 'wrong-password', people: 2, attempts: 3 },
    ]);
    assert.deepEqual(await failureSlots(database, [], all), []);
  });

  it('names who was told to register first and did not get in since', async () => {
    await log(
      { at: minutes(-50), personId: 'p1', code: 50079, userPrincipalName: 'p1@contoso.example' },
      { at: minutes(-40), personId: 'p2', code: 50079 },
      { at: minutes(-30), personId: 'p2', code: 0 },
      { at: minutes(-90), personId: 'p3', code: 50079 },
    );
    assert.deepEqual(await lockedOutSince(database, [50079], minutes(-60)), [
      { id: 'p1', name: 'p1@contoso.example' },
    ]);
  });

  it('tells what became of risky sign-ins, whatever day they were on', async () => {
    const two = 'multiFactorAuthentication';
    await log(
      { at: minutes(-2_000), personId: 'p1', code: 500121, risk: 'high' },
      { at: minutes(-5), personId: 'p1', code: 50074, risk: 'medium' },
      { at: minutes(-5), personId: 'p2', code: 0, risk: 'medium', requirement: two },
      { at: minutes(-5), personId: 'p3', code: 0, risk: 'high', requirement: 'singleFactorAuthentication' },
      { at: minutes(-5), personId: 'p4', code: 0, risk: 'low' },
      { at: minutes(-5), personId: 'p5', code: 50126, risk: 'high' },
    );
    const found: Awaited<ReturnType<typeof riskyBetween>>[number][] = [];
    for (const day of daysOf(all)) found.push(...(await riskyBetween(database, [500121, 50074], day)));
    const counts = addUp(found);
    const told = Object.entries(counts).map(([outcome, { people, signIns }]) => [
      outcome,
      people.map(({ id }) => id),
      signIns,
    ]);
    assert.deepEqual(told, [
      ['stopped', ['p1'], 2],
      ['passed', ['p2'], 1],
      ['through', ['p3'], 1],
    ]);
  });

  it('does not take “hidden” for no risk', async () => {
    await log({ at: minutes(-5), risk: 'hidden' }, { at: minutes(-5), risk: null });
    assert.equal(await tellsOfRisk(database, all.from), false);
    await log({ at: minutes(-4), risk: 'none' });
    assert.equal(await tellsOfRisk(database, all.from), true);
  });

  it('is asked for a day at a time', () => {
    const days = daysOf({ from: minutes(-60 * 60), to: NOW });
    assert.deepEqual(
      days.map(({ from, to }) => (to.getTime() - from.getTime()) / 3_600_000),
      [24, 24, 12],
    );
  });
});
