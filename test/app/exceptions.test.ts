import assert from 'node:assert/strict';
import { buildExceptions } from '../../src/app/exceptions.ts';
import { textsFor } from '../../src/cards/texts.ts';
import { MissingPermission } from '../../src/errors.ts';
import type { Person } from '../../src/people/people.ts';
import { dayAfter, dayOf, defaultExpiry, type ExceptionDraft } from '../../src/rollout/exceptions.ts';
import type { FactReaders } from '../../src/rollout/ports.ts';
import { rememberConversation } from '../../src/store/conversations.ts';
import type { Database } from '../../src/store/db.ts';
import { migrate } from '../../src/store/migrate.ts';
import { nameChannel } from '../../src/store/named-channels.ts';
import type { Collector } from '../../src/triage/collect.ts';
import type { Evidence } from '../../src/triage/evidence.ts';
import { createManualClock, type ManualClock } from '../support/clock.ts';
import { eachDatabase } from '../support/database.ts';
import { captureLog } from '../support/log.ts';
import { account } from '../support/report-gates.ts';
import { evidence } from '../support/triage.ts';

const DAY = 86_400_000;
const CHANNEL = '19:helpdesk@thread.tacv2';
const person = (id: string): Person => ({
  id,
  userPrincipalName: `${id}@contoso.example`,
  displayName: `Name of ${id}`,
  givenName: null,
  mail: null,
  kind: 'member',
  enabled: true,
  department: null,
  jobTitle: null,
  usageLocation: 'DE',
  preferredLanguage: null,
});
const OWNER = { id: 'rosa', name: 'Rosa Lind', kind: 'member', enabled: true } as const;

eachDatabase('the register of exceptions and its jobs', (open) => {
  let database: Database;
  let clock: ManualClock;
  let members: ReturnType<typeof account>[];
  let reads: string[];
  let unreadable: boolean;
  let told: string[];
  let posts: string[];
  let hasAdminsChannel: boolean;
  let queued: { readonly name: string; readonly payload: object }[];
  let known: Evidence;
  let built: ReturnType<typeof buildExceptions>;

  const staff = Array.from({ length: 8 }, (_, index) => account(`staff-${index}`));
  const readers = (): FactReaders =>
    new Proxy({} as FactReaders, {
      get: (_, name: string) => async () => {
        reads.push(name);
        if (name === 'roster' && unreadable) throw new MissingPermission('User.Read.All', 'the directory');
        if (name === 'roster') return { members, guests: 0, disabled: 0 };
        if (name === 'legacy') throw new MissingPermission('AuditLog.Read.All', 'the log');
        return ['registrations', 'lastUse'].includes(name)
          ? new Map()
          : name === 'deviceLicences'
            ? new Set(['rooms'])
            : [];
      },
    });

  beforeEach(async () => {
    ({ database } = await open());
    await migrate(database);
    clock = createManualClock();
    members = [...staff, account('orders', { licences: [] }), account('room', { licences: ['rooms'] })];
    [reads, told, posts, queued] = [[], [], [], []];
    [hasAdminsChannel, unreadable] = [true, false];
    known = evidence({});
    built = buildExceptions({
      config: {
        breakGlassIds: ['emergency@contoso.example', 'safe'],
        groups: { admin: null, helpdesk: null, security: null, excluded: null },
      },
      database,
      clock,
      directory: { findPerson: async (id) => person(id) },
      readinessFacts: readers,
      collector: {
        collect: () => ({ first: Promise.resolve(known), whole: Promise.resolve(known) }),
      } satisfies Pick<Collector, 'collect'>,
      registrationRules: { alternativesFor: async () => ['security-key'] },
      bulkDirectory: { async *peopleIn() {} },
      members: async () => [],
      membership: { allHold: async () => true },
      messenger: {
        async send(to, activity) {
          posts.push(`${to.conversationId}: ${activity.summary}`);
          return { activityId: 'card' };
        },
        async update() {},
      },
      async tell(personId, draw) {
        told.push(`${personId}: ${draw(textsFor('en')).summary}`);
        return true;
      },
      async tellAdmins(draw) {
        if (hasAdminsChannel) posts.push(`admins: ${draw(textsFor('en')).summary}`);
        return hasAdminsChannel;
      },
      async enqueue(name, payload) {
        if (queued.every((one) => one.name !== name || name === 'exceptions-due'))
          queued.push({ name, payload });
        return true;
      },
    });
  });

  async function runNow(...names: string[]): Promise<void> {
    for (const one of queued.filter(({ name }) => names.includes(name))) {
      queued = queued.filter((other) => other !== one);
      const job = Object.entries(built.jobs).find(([name]) => name === one.name)?.[1];
      const prepared = job?.prepare(JSON.parse(JSON.stringify(one.payload)));
      assert.ok(prepared && 'run' in prepared, JSON.stringify(prepared));
      await prepared.run({
        id: 'j',
        attempt: 1,
        signal: new AbortController().signal,
        log: captureLog().log,
      });
    }
  }
  const desk = () => built.services.exceptions;
  const look = () => built.lookThrough(readers());
  const openNow = async () => (await desk().register(1)).exceptions;
  const entryOf = async (personId: string) => {
    const found = (await openNow()).find((one) => one.personId === personId);
    assert.ok(found, personId);
    return found;
  };
  const draft = (more: Partial<ExceptionDraft> = {}): ExceptionDraft => ({
    decision: 'convert',
    owner: OWNER,
    expiresOn: defaultExpiry(clock.now()),
    note: 'Old mailbox',
    ...more,
  });
  const decide = async (personId: string, more: Partial<ExceptionDraft> = {}) => {
    const { id, version } = await entryOf(personId);
    return desk().decide('omar', id, version, draft(more));
  };

  it('begin by themselves when nobody has looked, and once a day after that', async () => {
    assert.equal((await desk().register(1)).reading, null);
    assert.deepEqual(
      queued.map(({ name }) => name),
      ['exceptions-look'],
    );
    await runNow('exceptions-look');
    const { exceptions, reading } = await desk().register(1);
    assert.deepEqual(exceptions.map(({ personId, sign }) => `${personId} ${sign}`).toSorted(), [
      'orders mailbox',
      'room device',
    ]);
    // The log of old protocols could not be read.
    assert.deepEqual(reading, { lookedAt: clock.now(), partly: true, failed: false });
    assert.deepEqual(queued, []);
    await clock.advance(DAY);
    await desk().register(1);
    assert.equal(queued.length, 1);
  });

  it('read each fact once', async () => {
    await look();
    assert.deepEqual(reads.length, new Set(reads).size);
  });

  it('take out whoever is gone, or has become an emergency account, and never take one in', async () => {
    members.push(account('safe', { licences: [] }), account('emergency', { licences: [] }));
    await look();
    assert.deepEqual((await openNow()).map(({ personId }) => personId).toSorted(), ['orders', 'room']);
    members = members.filter(({ id }) => id !== 'orders');
    await look();
    assert.deepEqual(
      (await openNow()).map(({ personId }) => personId),
      ['room'],
    );
  });

  it('keep what is known where the directory cannot be read', async () => {
    await look();
    unreadable = true;
    await look();
    const { exceptions, reading } = await desk().register(1);
    assert.equal(exceptions.length, 2);
    assert.equal(reading?.failed, true);
  });

  it('save a decision that is right, name what is wrong with one that is not, and settle the gate', async () => {
    await look();
    const wrong = await decide('orders', { decision: 'security-key', owner: null });
    assert.ok(wrong?.kind === 'wrong');
    assert.deepEqual(wrong.problems, ['decision-unfit', 'owner-missing']);
    assert.deepEqual(await built.settled(), new Set());
    const { id, version } = await entryOf('orders');
    const pressed = await Promise.all([
      desk().decide('omar', id, version, draft()),
      desk().decide('sam', id, version, draft()),
    ]);
    assert.deepEqual(pressed.map((one) => one?.kind).toSorted(), ['done', 'faster']);
    assert.deepEqual(await built.settled(), new Set(['orders']));
    assert.equal((await desk().close('omar', id, version))?.kind, 'faster');
    await clock.advance(91 * DAY);
    assert.deepEqual(await built.settled(), new Set());
    assert.equal(await desk().find('ec000000-0000-4000-8000-000000000099'), undefined);
  });

  it('bring up what ends: to its owner and the administrators, once at each stage', async () => {
    await look();
    const soon = dayAfter(dayOf(clock.now()), 14);
    await decide('orders', { expiresOn: soon });
    await decide('room', { expiresOn: soon, owner: { ...OWNER, id: 'sam' } });
    const daily = async () => {
      await built.start();
      await runNow('exceptions-daily');
      await runNow('exceptions-due');
    };
    await daily();
    await daily();
    assert.deepEqual(told.toSorted(), [
      'rosa: One exception ends soon. You answer for these accounts. If one is still needed as it is, ask an administrator to decide anew. Nothing is changed by itself.',
      'sam: One exception ends soon. You answer for these accounts. If one is still needed as it is, ask an administrator to decide anew. Nothing is changed by itself.',
    ]);
    assert.equal(posts.length, 1);
    assert.match(posts[0] ?? '', /^admins: 2 exceptions end soon/);
    await clock.advance(15 * DAY);
    hasAdminsChannel = false;
    await daily();
    await daily();
    assert.deepEqual(
      told
        .slice(2)
        .map((line) => line.split('.')[0])
        .toSorted(),
      ['omar: 2 exceptions have ended', 'rosa: One exception has ended', 'sam: One exception has ended'],
    );
  });

  it('answer a wish for an exemption with no exemption, whoever it is for, and remember it', async () => {
    const first = await built.services.exemptions.ask('rosa', person('ceo'));
    const risk = await first.whole;
    assert.equal(first.request.decision, 'not-exempted');
    assert.deepEqual(risk?.offers, ['passkey', 'security-key']);
    const second = await built.services.exemptions.ask('sam', person('CEO'));
    await second.whole;
    assert.deepEqual(
      second.earlier.map(({ askedByName, decision, offered, decidedBy }) => ({
        askedByName,
        decision,
        offered,
        decidedBy,
      })),
      [
        {
          askedByName: 'Name of rosa',
          decision: 'not-exempted',
          offered: ['passkey', 'security-key'],
          decidedBy: 'muster',
        },
      ],
    );
    const emergency = await built.services.exemptions.ask('sam', person('emergency'));
    assert.equal(emergency.request.decision, 'exempt-by-design');
    assert.equal(await emergency.whole, null);
  });

  it('bring the wish for ten minutes to the helpdesk once, from those who may ask', async () => {
    const { exemptions } = built.services;
    const { request } = await exemptions.ask('rosa', person('ceo'));
    const talk = (by: string, mayForOthers = false) => exemptions.talk(by, request.id, { mayForOthers });
    assert.equal(await talk('rosa'), 'nobody');
    await rememberConversation(database, {
      conversationId: CHANNEL,
      kind: 'channel',
      personId: null,
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
    await nameChannel(database, { purpose: 'helpdesk', conversationId: CHANNEL, by: 'a', at: clock.now() });
    assert.equal(await talk('mallory'), 'not-yours');
    assert.equal(await exemptions.close('sam', request.id).then((one) => one?.help), null);
    const both = await Promise.all([talk('CEO'), talk('sam', true)]);
    assert.deepEqual(both.toSorted(), ['before', 'wanted']);
    await runNow('exemption-talk');
    assert.deepEqual(
      posts.map((post) => post.slice(0, CHANNEL.length + 13)),
      [`${CHANNEL}: Name of ceo`],
    );
    assert.equal((await exemptions.close('sam', request.id))?.help?.closed?.by, 'sam');
    assert.equal((await exemptions.close('eve', request.id))?.help?.closed?.by, 'sam');
    const safe = await exemptions.ask('rosa', person('emergency'));
    assert.equal(await exemptions.talk('rosa', safe.request.id, { mayForOthers: true }), 'gone');
    assert.equal(
      await exemptions.talk('rosa', '00000000-0000-4000-8000-000000000000', { mayForOthers: true }),
      'gone',
    );
  });
});
