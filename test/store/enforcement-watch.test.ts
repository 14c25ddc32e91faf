import assert from 'node:assert/strict';
import { rememberConversation } from '../../src/store/conversations.ts';
import type { Database } from '../../src/store/db.ts';
import {
  addWatched,
  claimMessages,
  claimNews,
  endWatch,
  notInSince,
  openWatch,
  startWatch,
  talliesBetween,
} from '../../src/store/enforcement-watch.ts';
import { migrate } from '../../src/store/migrate.ts';
import { createSignInBook } from '../../src/store/sign-ins.ts';
import { eachDatabase } from '../support/database.ts';
import { loggedSignIn } from '../support/sign-in-log.ts';

const NOW = new Date('2026-12-04T10:00:00Z');
const minutes = (count: number) => new Date(NOW.getTime() + count * 60_000);
const id = (number: number) => `3a7c0000-0000-4000-8000-00000000000${number}`;
const watch = (number: number, groupId: string | null = null) => ({
  id: id(number),
  startedBy: 'Ada',
  startedAt: NOW,
  endsAt: minutes(20_160),
  groupId,
});

eachDatabase('a watched enforcement', (open) => {
  let database: Database;
  beforeEach(async () => {
    ({ database } = await open());
    await migrate(database);
  });

  it('is one at a time, also when two administrators start at once, and the next after it has ended', async () => {
    const both = await Promise.all([startWatch(database, watch(1)), startWatch(database, watch(2))]);
    assert.deepEqual(both.map(({ isNew }) => isNew).toSorted(), [false, true]);
    const running = await openWatch(database);
    assert.equal(running?.startedBy, 'ada');
    assert.equal(await endWatch(database, running?.id ?? '', minutes(5)), true);
    assert.equal(await endWatch(database, running?.id ?? '', minutes(6)), false);
    assert.equal(await openWatch(database), undefined);
    assert.equal((await startWatch(database, watch(3))).isNew, true);
  });

  it('has each news for one of those who find it at the same time', async () => {
    await startWatch(database, watch(1));
    const claims = await Promise.all(
      [1, 2, 3].map(() => claimNews(database, id(1), ['burst a', 'broken b'])),
    );
    assert.deepEqual(claims.toSorted(), [false, false, true]);
    assert.equal(await claimNews(database, id(1), ['broken b']), false);
    assert.equal(await claimNews(database, id(1), ['broken b', 'broken c']), true);
    assert.deepEqual((await openWatch(database))?.toldOf.toSorted(), ['broken b', 'broken c', 'burst a']);
  });

  it('counts what is alike for each person, of everybody or of its group alone', async () => {
    const rows = [
      loggedSignIn({ id: 'a', at: minutes(1), personId: 'Ada', code: 50126 }),
      loggedSignIn({ id: 'b', at: minutes(2), personId: 'Ada', code: 50126 }),
      loggedSignIn({ id: 'c', at: minutes(3), personId: 'Bob', code: 50126 }),
      loggedSignIn({ id: 'd', at: minutes(3), personId: 'Bob', code: 0, interactive: false }),
      loggedSignIn({ id: 'e', at: minutes(90), personId: 'Bob', code: 50126 }),
    ];
    await createSignInBook(database).save(rows);
    await startWatch(database, watch(1));
    const span = { from: NOW, to: minutes(60) };
    const count = async (number: number) =>
      (await talliesBetween(database, id(number), span)).map((one) => [one.personId, one.count]).toSorted();
    assert.deepEqual(await count(1), [
      ['ada', 2],
      ['bob', 1],
    ]);
    await endWatch(database, id(1), NOW);
    await startWatch(database, watch(2, 'pilot'));
    assert.deepEqual(await count(2), []);
    await addWatched(database, id(2), ['BOB']);
    await addWatched(database, id(2), ['Bob']);
    assert.deepEqual(await count(2), [['bob', 1]]);
  });

  it('takes nobody for locked out who got in afterwards', async () => {
    await startWatch(database, watch(1));
    await createSignInBook(database).save([
      loggedSignIn({ id: 'a', at: minutes(1), personId: 'ada', code: 50079 }),
      loggedSignIn({ id: 'b', at: minutes(2), personId: 'bob', code: 50079 }),
      loggedSignIn({ id: 'c', at: minutes(9), personId: 'bob', code: 0 }),
      loggedSignIn({ id: 'd', at: minutes(-9), personId: 'eve', code: 50079 }),
    ]);
    const locked = await notInSince(database, id(1), [50072, 50079], NOW);
    assert.deepEqual(
      locked.map(({ personId }) => personId),
      ['ada'],
    );
  });

  it('has nobody written to twice, and nobody who has no chat', async () => {
    for (const personId of ['ada', 'bob']) {
      await rememberConversation(database, {
        conversationId: `chat-${personId}`,
        kind: 'personal',
        personId,
        tenantId: null,
        serviceUrl: 'https://smba.example/',
        botId: '28:bot',
        teamId: null,
        locale: null,
        timeZone: null,
        name: null,
        installed: true,
        at: NOW,
      });
    }
    await startWatch(database, watch(1));
    const claim = (people: string[]) => claimMessages(database, id(1), people, { askedBy: 'Rosa', at: NOW });
    const both = await Promise.all([claim(['Ada', 'nobody']), claim(['Ada', 'bob'])]);
    assert.deepEqual(both.flat().toSorted(), ['ada', 'bob']);
    assert.deepEqual(await claim(['ada', 'bob']), []);
  });
});
