import assert from 'node:assert/strict';
import { casesSince, claimEscalation, createCases, forgetCasesBefore } from '../../src/store/asked.ts';
import type { Database } from '../../src/store/db.ts';
import { migrate } from '../../src/store/migrate.ts';
import type { Case, CaseAnswer, Cases } from '../../src/triage/cases.ts';
import { eachDatabase } from '../support/database.ts';

const NOW = new Date('2026-11-20T09:00:00Z');
const minutes = (number: number) => new Date(NOW.getTime() + number * 60_000);
const id = (number: number) => `ca5e0000-0000-4000-8000-${String(number).padStart(12, '0')}`;
const PERSON = 'A11CE000-0000-4000-8000-000000000001';
const ANSWER: CaseAnswer = {
  cause: 'authenticator-on-old-phone',
  confidence: 'high',
  securityEscalation: false,
  guards: ['protected-admin'],
  fixes: ['prove-identity', 're-register'],
};
const asked = (number: number, over: Partial<Case> = {}) => ({
  id: id(number),
  askerId: 'asker',
  personId: PERSON,
  askedAt: minutes(number),
  since: minutes(-60),
  until: null,
  application: 'Outlook',
  ...over,
});

eachDatabase('the questions that were asked', (open) => {
  let database: Database;
  let cases: Cases;
  beforeEach(async () => {
    ({ database } = await open());
    await migrate(database);
    cases = createCases(database);
  });
  const trail = async (since = minutes(-1)) => {
    const found: Case[] = [];
    for await (const page of casesSince(database, since)) found.push(...page);
    return found;
  };

  it('are found again as they were asked, then with what was answered', async () => {
    await cases.open(asked(1));
    const before = await cases.find(id(1));
    const { askerId, application, since, until, askedAt } = asked(1);
    assert.deepEqual(before, {
      ...{ id: id(1), askerId, personId: PERSON.toLowerCase(), askedAt, since, until, application },
      answer: null,
      stepsSentAt: null,
    });
    await cases.answer(id(1), ANSWER, minutes(2));
    assert.deepEqual((await cases.find(id(1)))?.answer, ANSWER);
    assert.equal(await cases.find(id(9)), undefined);
  });

  it('let the same steps go to the same person once an hour, whoever presses and on whichever card', async () => {
    for (const number of [1, 2]) {
      await cases.open(asked(number));
      await cases.answer(id(number), ANSWER, NOW);
    }
    const claims = await Promise.all(
      [1, 2, 1, 2].map((number) => cases.claimSteps(id(number), { askerId: `asker-${number}`, at: NOW })),
    );
    assert.equal(claims.filter(Boolean).length, 1);
    assert.equal(await cases.claimSteps(id(2), { askerId: 'asker', at: minutes(59) }), false);
    assert.equal(await cases.claimSteps(id(2), { askerId: 'asker', at: minutes(61) }), true);
  });

  it('let other steps, and other people, go at the same time', async () => {
    await cases.open(asked(1));
    await cases.answer(id(1), ANSWER, NOW);
    await cases.open(asked(2));
    await cases.answer(id(2), { ...ANSWER, cause: 'wrong-password' }, NOW);
    await cases.open(asked(3, { personId: 'somebody-else' }));
    await cases.answer(id(3), ANSWER, NOW);
    for (const number of [1, 2, 3]) {
      assert.equal(await cases.claimSteps(id(number), { askerId: 'asker', at: NOW }), true);
    }
  });

  it('can be claimed again when the steps could not be sent', async () => {
    await cases.open(asked(1));
    await cases.answer(id(1), ANSWER, NOW);
    assert.equal(await cases.claimSteps(id(1), { askerId: 'asker', at: NOW }), true);
    await cases.releaseSteps(id(1));
    assert.equal((await cases.find(id(1)))?.stepsSentAt, null);
    assert.equal(await cases.claimSteps(id(1), { askerId: 'asker', at: NOW }), true);
    assert.equal(await cases.claimSteps(id(9), { askerId: 'asker', at: NOW }), false);
  });

  it('leave in order, all of them, and without those that were never about anybody', async () => {
    const numbers = Array.from({ length: 1_201 }, (_, index) => index);
    for (const number of numbers)
      await cases.open(asked(number, { askedAt: minutes(Math.floor(number / 7)) }));
    await cases.open(asked(5_000, { personId: null }));
    assert.deepEqual(
      (await trail()).map((one) => one.id),
      numbers.map(id),
    );
    assert.equal(
      (await trail(minutes(100))).every(({ askedAt }) => askedAt >= minutes(100)),
      true,
    );
  }).timeout(20_000);

  it('are forgotten when they are old, in pieces', async () => {
    for (const number of [1, 2, 3]) await cases.open(asked(number));
    assert.equal(await forgetCasesBefore(database, minutes(3)), 2);
    assert.equal(await forgetCasesBefore(database, minutes(3)), 0);
    assert.deepEqual(
      (await trail()).map((one) => one.id),
      [id(3)],
    );
  });

  it('raise the same alarm about the same person once an hour', async () => {
    const alarm = { personId: PERSON, cause: 'account-takeover' };
    const raised = await Promise.all([1, 2, 3].map(() => claimEscalation(database, alarm, NOW)));
    assert.equal(raised.filter(Boolean).length, 1);
    assert.equal(await claimEscalation(database, { ...alarm, cause: 'fraud-reported' }, NOW), true);
    assert.equal(await claimEscalation(database, { ...alarm, personId: 'other' }, NOW), true);
    assert.equal(await claimEscalation(database, alarm, minutes(59)), false);
    assert.equal(await claimEscalation(database, alarm, minutes(60)), true);
  });
});
