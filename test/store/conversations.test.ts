import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  claimWelcome,
  conversationById,
  forgetInstallation,
  personalConversationOf,
  rememberConversation,
  type SeenConversation,
} from '../../src/store/conversations.ts';
import type { Database } from '../../src/store/db.ts';
import { migrate } from '../../src/store/migrate.ts';
import { eachDatabase } from '../support/database.ts';

const PERSON = '0a1b2c3d-0000-4000-8000-000000000001';
const minute = (number: number) => new Date(Date.UTC(2026, 10, 20, 9, number));

function seen(overrides: Partial<SeenConversation> = {}): SeenConversation {
  return {
    conversationId: 'a:personal-1',
    kind: 'personal',
    personId: PERSON,
    tenantId: '11111111-1111-4111-8111-111111111111',
    serviceUrl: 'https://smba.example/emea/',
    botId: '28:bot',
    teamId: null,
    locale: 'de-DE',
    timeZone: 'Europe/Berlin',
    name: null,
    installed: true,
    at: minute(0),
    ...overrides,
  };
}

eachDatabase('conversations', (open) => {
  let database: Database;
  beforeEach(async () => {
    ({ database } = await open());
    await migrate(database);
  });
  const known = () => conversationById(database, 'a:personal-1');

  it('keep everything that the first event told', async () => {
    await rememberConversation(database, seen());
    const { at, ...told } = seen();
    assert.deepEqual(await known(), {
      ...told,
      firstSeenAt: at,
      lastSeenAt: at,
      welcomedAt: null,
      removedAt: null,
    });
    assert.equal(await conversationById(database, 'a:unknown'), undefined);
  });

  it('take the service address of the newest event', async () => {
    await rememberConversation(database, seen({ at: minute(1) }));
    await rememberConversation(database, seen({ at: minute(3), serviceUrl: 'https://smba.example/amer/' }));
    await rememberConversation(database, seen({ at: minute(2), serviceUrl: 'https://smba.example/old/' }));
    const conversation = await known();
    assert.equal(conversation?.serviceUrl, 'https://smba.example/amer/');
    assert.deepEqual(conversation?.lastSeenAt, minute(3));
  });

  it('keep what a newer event leaves out', async () => {
    await rememberConversation(
      database,
      seen({ kind: 'channel', personId: null, teamId: '19:t', name: 'IT' }),
    );
    await rememberConversation(
      database,
      seen({ kind: 'channel', personId: null, tenantId: null, locale: null, timeZone: null, at: minute(1) }),
    );
    const { teamId, name, locale, timeZone, tenantId } = (await known()) ?? {};
    assert.deepEqual(
      { teamId, name, locale, timeZone, tenantId },
      { teamId: '19:t', name: 'IT', locale: 'de-DE', timeZone: 'Europe/Berlin', tenantId: seen().tenantId },
    );
  });

  for (const kind of ['group', 'channel'] as const) {
    it(`stay a ${kind} once they were one, whatever a newer event says`, async () => {
      await rememberConversation(database, seen({ kind, personId: null }));
      await rememberConversation(database, seen({ at: minute(1), locale: 'fr-FR' }));
      const { kind: now, personId, locale } = (await known()) ?? {};
      assert.deepEqual({ now, personId, locale }, { now: kind, personId: null, locale: 'fr-FR' });
      assert.equal(await personalConversationOf(database, PERSON), undefined);
    });

    it(`stop being somebody’s private chat as soon as they turn out to be a ${kind}`, async () => {
      await rememberConversation(database, seen());
      await rememberConversation(database, seen({ kind, personId: null, at: minute(1) }));
      const { kind: now, personId } = (await known()) ?? {};
      assert.deepEqual({ now, personId }, { now: kind, personId: null });
      assert.equal(await personalConversationOf(database, PERSON), undefined);
    });
  }

  it('end the same in whatever order, however often and however concurrently events arrive', async () => {
    const events = [
      seen({ at: minute(0) }),
      seen({ at: minute(1), serviceUrl: 'https://smba.example/1/' }),
      seen({ at: minute(2), installed: false }),
      seen({ at: minute(3), serviceUrl: 'https://smba.example/3/', locale: 'fr-FR' }),
      seen({ at: minute(4), installed: false, serviceUrl: 'https://smba.example/4/' }),
    ];
    await fc.assert(
      fc.asyncProperty(
        fc.shuffledSubarray([...events, ...events], { minLength: 1 }),
        fc.boolean(),
        async (arriving, atOnce) => {
          await database.query('delete from conversations');
          if (atOnce) await Promise.all(arriving.map((event) => rememberConversation(database, event)));
          else for (const event of arriving) await rememberConversation(database, event);
          const newest = arriving.reduce((a, b) => (b.at > a.at ? b : a));
          const end = await known();
          assert.equal(end?.installed, newest.installed);
          assert.equal(end?.serviceUrl, newest.serviceUrl);
          assert.deepEqual(end?.lastSeenAt, newest.at);
          assert.deepEqual(end?.removedAt, newest.installed ? null : newest.at);
        },
      ),
      { numRuns: 40 },
    );
  });

  it('stay removed when the install that the removal overtook arrives after it', async () => {
    await rememberConversation(database, seen({ installed: false, at: minute(5) }));
    await rememberConversation(database, seen({ installed: true, at: minute(4) }));
    assert.equal((await known())?.installed, false);
  });

  it('are forgotten when Teams says that the bot is gone, unless something newer is known', async () => {
    await rememberConversation(database, seen({ at: minute(2) }));
    await forgetInstallation(database, 'a:personal-1', minute(1));
    assert.equal((await known())?.installed, true);
    await forgetInstallation(database, 'a:personal-1', minute(3));
    assert.deepEqual((await known())?.removedAt, minute(3));
    assert.equal(await personalConversationOf(database, PERSON), undefined);
    await rememberConversation(database, seen({ at: minute(4) }));
    assert.equal((await known())?.removedAt, null);
    await forgetInstallation(database, 'a:never-seen', minute(5));
  });

  it('find the personal chat of a person, however the id is written, and no other chat', async () => {
    await rememberConversation(database, seen({ personId: PERSON.toUpperCase() }));
    await rememberConversation(database, seen({ conversationId: '19:group', kind: 'group', personId: null }));
    await rememberConversation(
      database,
      seen({ conversationId: 'a:other', personId: '0a1b2c3d-0000-4000-8000-000000000002' }),
    );
    assert.equal((await personalConversationOf(database, PERSON))?.conversationId, 'a:personal-1');
    assert.equal((await personalConversationOf(database, PERSON.toUpperCase()))?.personId, PERSON);
  });

  it('find the newest personal chat where there are two', async () => {
    await rememberConversation(database, seen({ conversationId: 'a:new', at: minute(1) }));
    await rememberConversation(database, seen({ conversationId: 'a:old', at: minute(0) }));
    assert.equal((await personalConversationOf(database, PERSON))?.conversationId, 'a:new');
  });

  it('give the welcome to exactly one of those who ask at once, and never again', async () => {
    await rememberConversation(database, seen());
    const claims = await Promise.all(
      Array.from({ length: 10 }, () => claimWelcome(database, 'a:personal-1', minute(1))),
    );
    assert.deepEqual(claims.filter(Boolean), [true]);
    await rememberConversation(database, seen({ at: minute(3) }));
    assert.equal(await claimWelcome(database, 'a:personal-1', minute(3)), false);
    assert.deepEqual((await known())?.welcomedAt, minute(1));
  });

  it('give a welcome again to whoever took the bot out and brings it back', async () => {
    await rememberConversation(database, seen());
    assert.equal(await claimWelcome(database, 'a:personal-1', minute(1)), true);
    await rememberConversation(database, seen({ installed: false, at: minute(2) }));
    assert.equal((await known())?.welcomedAt, null);
    assert.equal(await claimWelcome(database, 'a:personal-1', minute(2)), false);
    await rememberConversation(database, seen({ at: minute(3) }));
    assert.equal(await claimWelcome(database, 'a:personal-1', minute(3)), true);
    assert.equal(await claimWelcome(database, 'a:personal-1', minute(4)), false);
  });

  it('give no second welcome for a removal that arrives late, nor for a send that Teams refused', async () => {
    await rememberConversation(database, seen({ at: minute(2) }));
    await claimWelcome(database, 'a:personal-1', minute(2));
    await rememberConversation(database, seen({ installed: false, at: minute(1) }));
    await forgetInstallation(database, 'a:personal-1', minute(3));
    await rememberConversation(database, seen({ at: minute(4) }));
    assert.equal(await claimWelcome(database, 'a:personal-1', minute(4)), false);
  });

  it('give no welcome where the bot is not installed', async () => {
    assert.equal(await claimWelcome(database, 'a:personal-1', minute(0)), false);
    await rememberConversation(database, seen({ installed: false }));
    assert.equal(await claimWelcome(database, 'a:personal-1', minute(1)), false);
  });
});
