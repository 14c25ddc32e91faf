import assert from 'node:assert/strict';
import sinon from 'sinon';
import { buildTriage } from '../../src/app/triage.ts';
import { Unavailable } from '../../src/errors.ts';
import type { Person } from '../../src/people/people.ts';
import type { Directory } from '../../src/people/ports.ts';
import { casesSince } from '../../src/store/asked.ts';
import { personalConversationOf, rememberConversation } from '../../src/store/conversations.ts';
import type { Database } from '../../src/store/db.ts';
import { migrate } from '../../src/store/migrate.ts';
import { createTell } from '../../src/teams/tell.ts';
import type { Case } from '../../src/triage/cases.ts';
import type { Collection } from '../../src/triage/collect.ts';
import type { SignIn } from '../../src/triage/evidence.ts';
import { readQuestion } from '../../src/triage/question.ts';
import { createManualClock } from '../support/clock.ts';
import { eachDatabase } from '../support/database.ts';
import { ADA, signIn } from '../support/evidence.ts';
import { captureLog } from '../support/log.ts';

const ROSA: Person = { ...ADA, id: '0a0a0a0a-0000-4000-8000-000000000002', displayName: 'Rosa Lind' };
const CASE = 'ca5e0000-0000-4000-8000-000000000001';
const DAY_MS = 86_400_000;

eachDatabase('the jobs of triage', (open) => {
  let database: Database;
  beforeEach(async () => {
    ({ database } = await open());
    await migrate(database);
  });

  function setUp(rows: readonly SignIn[] = []) {
    const clock = createManualClock();
    const people = new Map([ADA, ROSA].map((one) => [one.id, one]));
    const messenger = {
      send: sinon.fake(async (_to: object, _activity: { summary?: string }) => ({ activityId: '1' })),
      update: sinon.stub(),
    };
    const patiently = sinon.fake((): Collection => {
      const nothing = Promise.reject(new Unavailable('Nothing can be read.', 'Wait.'));
      nothing.catch(() => undefined);
      return { first: nothing, whole: nothing };
    });
    const queued: [string, object, { startAfter?: Date; singletonKey?: string }][] = [];
    const log: SignIn[] = [...rows];
    const directory: Directory = {
      findPerson: async (id) => people.get(id),
      searchPeople: async () => [],
      groupsHolding: async () => new Set(),
      organisation: async () => ({ tenantId: 't', displayName: 'Contoso', countryCode: 'DE' }),
    };
    const triage = buildTriage({
      database,
      clock,
      directory,
      collector: { collect: () => assert.fail('not used here'), expectedWait: () => 0 },
      patientEvidence: { collect: () => patiently(), expectedWait: () => 0 },
      patientSignIns: { signInsOf: async () => log },
      securityMembers: async () => [],
      tell: createTell({
        directory,
        messenger,
        personalOf: (personId) => personalConversationOf(database, personId),
        forget: async () => undefined,
      }),
      registrationUrl: 'https://aka.ms/mysecurityinfo',
      enqueue: async (name, payload, options) => {
        queued.push([name, payload, { ...options }]);
        return true;
      },
    });
    const context = () => ({
      id: 'j',
      attempt: 1,
      signal: new AbortController().signal,
      log: captureLog().log,
    });
    /** As the queue does: the payload is read from the database, then run. */
    const runNext = async () => {
      const [name, payload, { startAfter }] = queued.shift() ?? assert.fail('nothing is queued');
      if (startAfter) await clock.advance(startAfter.getTime() - clock.now().getTime());
      const job = Object.entries(triage.jobs).find(([known]) => known === name)?.[1];
      const prepared = job?.prepare(JSON.parse(JSON.stringify(payload))) ?? assert.fail(name);
      assert.ok('run' in prepared, JSON.stringify(prepared));
      await prepared.run(context());
      return name;
    };
    const chat = (person: Person, over: { locale?: string; timeZone?: string } = {}) =>
      rememberConversation(database, {
        conversationId: `chat-${person.id}`,
        kind: 'personal',
        personId: person.id,
        tenantId: null,
        serviceUrl: 'https://smba.example/',
        botId: '28:bot',
        teamId: null,
        locale: over.locale ?? 'en-GB',
        timeZone: over.timeZone ?? null,
        name: null,
        installed: true,
        at: clock.now(),
      });
    const sent = () => messenger.send.getCalls().map(({ args: [, { summary }] }) => summary ?? '');
    const watch = () => triage.services.watching({ caseId: CASE, askerId: ROSA.id, personId: ADA.id });
    return { triage, clock, queued, log, runNext, chat, sent, watch, messenger, patiently };
  }

  it('read for the helpdesk’s cases behind everybody who asks', async () => {
    const { triage, clock, patiently } = setUp();
    const { question } = readQuestion('', { now: clock.now(), timeZone: 'UTC' });
    const asked = await triage.patientAsking.ask({ askerId: ADA.id, person: ADA, question });
    await assert.rejects(asked.whole, Unavailable);
    assert.equal(patiently.callCount, 1);
  });

  it('tell whoever watches that the person is in, in their own language and time', async () => {
    const { watch, runNext, chat, sent, log, clock, queued, messenger } = setUp();
    await chat(ROSA, { locale: 'de-DE', timeZone: 'Europe/Berlin' });
    assert.equal((await watch())?.isNew, true);
    assert.equal(await runNext(), 'watched-sign-in');
    assert.deepEqual(sent(), []);
    log.push(signIn({ code: 0, at: new Date(clock.now().getTime() + 60_000) }));
    assert.equal(await runNext(), 'watched-sign-in');
    assert.equal(await runNext(), 'watch-end');
    assert.match(sent()[0] ?? '', /^Ada Lovelace hat sich angemeldet\. Freitag, 20\.\s.*10:03.*Outlook$/);
    assert.equal(
      (messenger.send.lastCall.args[0] as { conversationId: string }).conversationId,
      `chat-${ROSA.id}`,
    );
    assert.deepEqual(queued, []);
  });

  it('tell them after an hour that nothing was seen, and then leave the log alone', async () => {
    const { watch, runNext, chat, sent, queued } = setUp();
    await chat(ROSA);
    await watch();
    let looks = 0;
    while ((await runNext()) === 'watched-sign-in') looks += 1;
    assert.ok(looks > 5 && looks <= 13, `${looks} looks`);
    assert.match(sent()[0] ?? '', /no sign-in within the hour/);
    assert.deepEqual(queued, []);
  });

  it('watch for nobody who could not be told', async () => {
    const { watch, queued } = setUp();
    assert.equal(await watch(), undefined);
    assert.deepEqual(queued, []);
  });

  it('forget what is older than it may be kept, every day, even after a day that failed', async () => {
    const { triage, runNext, queued, clock } = setUp();
    const ask = () =>
      triage.services.asking.keep(ROSA.id, { since: clock.now(), until: clock.now(), application: null });
    const old = await ask();
    await clock.advance(100 * DAY_MS);
    const fresh = await ask();
    await triage.start();
    await clock.advance(81 * DAY_MS);
    assert.equal(await runNext(), 'forget-asked');
    assert.equal(await triage.services.asking.find(old), undefined);
    assert.equal((await triage.services.asking.find(fresh))?.id, fresh);
    const [name, , options] = queued[0] ?? assert.fail('no next day');
    assert.equal(name, 'forget-asked');
    assert.deepEqual(options.startAfter, new Date(clock.now().getTime() + DAY_MS));
    assert.equal(options.singletonKey, 'daily');
    for await (const page of casesSince(database, new Date(0))) {
      assert.deepEqual(
        page.map((one: Case) => one.personId).filter((id) => id === null),
        [],
        'what was about nobody is not exported',
      );
    }
  });

  it('raise no alarm about a case that has been forgotten', async () => {
    const { triage, sent, chat } = setUp();
    await chat(ROSA);
    const prepared = triage.jobs['security-alert'].prepare({ caseId: CASE, personId: ROSA.id });
    assert.ok('run' in prepared);
    await prepared.run({ id: 'j', attempt: 1, signal: new AbortController().signal, log: captureLog().log });
    assert.deepEqual(sent(), []);
  });
});
