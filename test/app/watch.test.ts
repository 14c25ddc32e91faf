import assert from 'node:assert/strict';
import { buildWatch } from '../../src/app/watch.ts';
import { textsFor } from '../../src/cards/texts.ts';
import { UserError } from '../../src/errors.ts';
import { rememberConversation } from '../../src/store/conversations.ts';
import type { Database } from '../../src/store/db.ts';
import { migrate } from '../../src/store/migrate.ts';
import { nameChannel } from '../../src/store/named-channels.ts';
import { createSignInBook } from '../../src/store/sign-ins.ts';
import { createManualClock, type ManualClock } from '../support/clock.ts';
import { eachDatabase } from '../support/database.ts';
import { captureLog } from '../support/log.ts';
import { loggedSignIn } from '../support/sign-in-log.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const CHANNEL = '19:helpdesk@thread.tacv2';
const PILOT = '0b0b0b0b-0000-4000-8000-0000000000aa';

eachDatabase('the jobs of a watch', (open) => {
  let database: Database;
  let clock: ManualClock;
  let posts: { readonly how: string; readonly at: string; readonly summary: string }[];
  let told: string[];
  let queued: { readonly name: string; readonly payload: object }[];
  let built: ReturnType<typeof buildWatch>;
  const book = () => createSignInBook(database);

  beforeEach(async () => {
    ({ database } = await open());
    await migrate(database);
    clock = createManualClock();
    [posts, told, queued] = [[], [], []];
    const post = (how: string, at: string, activity: { summary?: string }) =>
      posts.push({ how, at, summary: activity.summary ?? '' });
    built = buildWatch({
      database,
      clock,
      directory: {
        organisation: async () => ({ tenantId: 't', displayName: 'Contoso', countryCode: 'DE' }),
      },
      bulkDirectory: {
        async *peopleIn(groupId) {
          yield groupId === PILOT ? ['p0', 'p1', 'p2'] : [];
        },
      },
      messenger: {
        async send(to, activity) {
          return { activityId: `card-${post('post', to.conversationId, activity)}` };
        },
        async update(_to, activityId, activity) {
          post('edit', activityId, activity);
        },
      },
      async tell(personId, draw) {
        told.push(`${personId}: ${draw(textsFor('en')).summary}`);
        return true;
      },
      registrationUrl: 'https://aka.ms/mysecurityinfo',
      async enqueue(name, payload) {
        queued.push({ name, payload });
        return true;
      },
    });
    await chat(CHANNEL, 'channel', null);
    await nameChannel(database, { purpose: 'helpdesk', conversationId: CHANNEL, by: 'ada', at: clock.now() });
  });

  const chat = (conversationId: string, kind: 'channel' | 'personal', personId: string | null) =>
    rememberConversation(database, {
      conversationId,
      kind,
      personId,
      tenantId: null,
      serviceUrl: 'https://smba.example/',
      botId: '28:bot',
      teamId: null,
      locale: 'en-GB',
      timeZone: null,
      name: null,
      installed: true,
      at: clock.now(),
    });

  async function runAll(): Promise<void> {
    for (let next = queued.shift(); next; next = queued.shift()) {
      const job = Object.entries(built.jobs).find(([name]) => name === next?.name)?.[1];
      const prepared = job?.prepare(JSON.parse(JSON.stringify(next.payload)));
      assert.ok(prepared && 'run' in prepared, JSON.stringify(prepared));
      const { log } = captureLog();
      await prepared.run({ id: 'j', attempt: 1, signal: new AbortController().signal, log });
    }
  }
  const look = async () => {
    await book().note({ readTo: clock.now() });
    await built.look();
    await runAll();
  };
  const fail = (people: number, code: number, ago = MINUTE) =>
    book().save(
      Array.from({ length: people }, (_, index) =>
        loggedSignIn({
          id: `${clock.now().toISOString()} ${ago} ${code} ${index}`,
          at: new Date(clock.now().getTime() - ago),
          personId: `p${index}`,
          code,
        }),
      ),
    );
  const kinds = () => posts.map(({ how, at }) => `${how} ${at}`);

  it('post one card in the helpdesk’s channel, edit it every hour, and post another only with news', async () => {
    await built.services.watch.start('ada', null);
    await runAll();
    assert.deepEqual(kinds(), [`post ${CHANNEL}`]);
    for (let minutes = 0; minutes < 59; minutes += 10) {
      await clock.advance(10 * MINUTE);
      await look();
    }
    assert.deepEqual(kinds(), [`post ${CHANNEL}`, 'edit card-1']);
    await fail(5, 53000);
    await look();
    await look();
    assert.deepEqual(kinds().slice(2), [`post ${CHANNEL}`]);
    assert.match(posts.at(-1)?.summary ?? '', /^5 people fail: something is wrong/);
    await clock.advance(HOUR);
    await look();
    assert.deepEqual(kinds().slice(3), ['edit card-3']);
  });

  it('write to whoever is locked out and has a chat, once, also when two press', async () => {
    await chat('chat-p0', 'personal', 'p0');
    const { watch } = await built.services.watch.start('ada', null);
    await clock.advance(5 * MINUTE);
    await fail(3, 50079);
    const pressed = await Promise.all([
      built.services.watch.message(watch.id, 'rosa'),
      built.services.watch.message(watch.id, 'sam'),
    ]);
    assert.deepEqual(pressed.toSorted(), [0, 1]);
    await runAll();
    assert.equal(told.length, 1);
    assert.match(told[0] ?? '', /^p0: /);
  });

  it('watch the members of the group alone, and no group that has none', async () => {
    await assert.rejects(
      built.services.watch.start('ada', '0b0b0b0b-0000-4000-8000-0000000000bb'),
      (error: unknown) => error instanceof UserError && error.code === 'group-empty',
    );
    assert.equal(await built.services.watch.report(), undefined);
    await built.services.watch.start('ada', PILOT);
    await runAll();
    await clock.advance(5 * MINUTE);
    await fail(5, 50126);
    assert.equal((await built.services.watch.report())?.failingPeople, 3);
  });

  it('compare with the week before once the log goes back so far', async () => {
    await built.services.watch.start('ada', null);
    await clock.advance(2 * HOUR);
    assert.equal((await built.services.watch.report())?.weekBefore, null);
    await fail(1, 50126, 8 * 24 * HOUR);
    await fail(2, 50126, 7 * 24 * HOUR + MINUTE);
    assert.equal((await built.services.watch.report())?.weekBefore, 2);
  });

  it('end by themselves after two weeks, in the card that was there', async () => {
    await built.services.watch.start('ada', null);
    await runAll();
    await clock.advance(14 * 24 * HOUR);
    await look();
    assert.match(posts.at(-1)?.summary ?? '', /^The watch has ended/);
    assert.deepEqual(kinds(), [`post ${CHANNEL}`, 'edit card-1']);
    await look();
    assert.equal(posts.length, 2);
  });
});
