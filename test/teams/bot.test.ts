import assert from 'node:assert/strict';
import type { TurnContext } from 'botbuilder';
import sinon from 'sinon';
import { NotFound } from '../../src/errors.ts';
import type { Role } from '../../src/people/roles.ts';
import { type InboundActivity, parseActivity } from '../../src/teams/activity.ts';
import { createBot } from '../../src/teams/bot.ts';
import { openly, type Reply } from '../../src/teams/dispatch.ts';
import { createFollowUps } from '../../src/teams/follow-up.ts';
import { noticeReply } from '../../src/teams/replies.ts';
import type { Turn } from '../../src/teams/turn.ts';
import { teamsMessage } from '../support/channel.ts';
import { createManualClock } from '../support/clock.ts';
import { captureLog } from '../support/log.ts';
import { ASKER, turnOf } from '../support/turn.ts';

const secret = noticeReply({ kind: 'somebody-was-faster', name: 'Secret Person' }, turnOf());
const aboutOthers: Reply = {
  ...openly(secret, 'status'),
  about: 'others',
  holding: 'helpdesk',
  replaces: true,
};
const PRIVATE = { conversationId: 'a:private', serviceUrl: 'https://smba.example/amer/' };
const GROUP = { conversation: { id: '19:lunch@thread.v2', conversationType: 'groupChat' } };
const ben = { type: 'mention', text: '<at>Ben</at>', mentioned: { id: '29:1ben', name: 'Ben' } };

function activity(different: Record<string, unknown> = {}): InboundActivity {
  const parsed = parseActivity(teamsMessage(different));
  assert.ok(parsed.ok);
  return parsed.activity;
}
const pressed = { type: 'invoke', name: 'adaptiveCard/action', value: { action: { verb: 'v', data: {} } } };

function setUp(reply: () => Promise<Reply> = async () => aboutOthers) {
  const sent = sinon.fake(async (_activity: object) => undefined);
  // A turn's context is used for nothing but answering.
  const context = { sendActivity: sent } as unknown as TurnContext;
  const message = sinon.fake((_text: string, _turn: Turn) => reply());
  const press = sinon.fake((_verb: string, _data: unknown, _turn: Turn) => reply());
  const conversations = {
    remember: sinon.fake.resolves(undefined),
    personalOf: sinon.stub().resolves(PRIVATE),
    forget: sinon.fake(async (_conversationId: string) => undefined),
  };
  const members = sinon.stub().resolves(['ann']);
  const allHold = sinon.stub().resolves(false);
  const objectIdOf = sinon.stub().resolves('id-of-ben');
  const messenger = { send: sinon.stub().resolves({ activityId: '1' }), update: sinon.stub() };
  const { log } = captureLog();
  const clock = createManualClock();
  const answer = sinon.fake.resolves({ type: 'invokeResponse', value: { status: 200 } });
  const files = { answer: sinon.fake(async (..._given: unknown[]) => undefined) };
  const bot = createBot({
    dispatch: { message, press },
    extensions: { answer },
    membership: { rolesOf: async () => new Set<Role>(['user']), allHold },
    conversations,
    members,
    objectIdOf,
    messenger,
    followUps: createFollowUps({ messenger, clock, log }),
    files,
    clock,
    log,
  });
  return {
    ...{ bot, context, files, message, press, conversations, members, allHold, objectIdOf, messenger },
    run: (different: Record<string, unknown> = {}) => bot.onTurn(context, activity(different), 'reference-1'),
    here: () => sent.getCalls().map((call) => JSON.stringify(call.args[0])),
    privately: () => messenger.send.getCalls().map((call) => [call.args[0], JSON.stringify(call.args[1])]),
  };
}

describe('the bot', () => {
  it('answers here in a private chat', async () => {
    const { run, here, privately } = setUp();
    await run();
    assert.match(here().join(), /Secret Person/);
    assert.deepEqual(privately(), []);
  });

  it('puts a card of its own beside the one that was pressed, and leaves that one', async () => {
    const { run, here } = setUp(async () => ({ ...openly(secret, 'v'), replaces: true, beside: true }));
    await run(pressed);
    const [card, line] = here();
    assert.match(card ?? '', /"type":"message".*Secret Person/);
    assert.match(line ?? '', /invokeResponse.*activity\.message/);
  });

  it('tells where a card stands that will edit itself, in whichever chat, and goes on where nobody listens', async () => {
    const stands = sinon.stub().rejects(new Error('away'));
    const living = { ...aboutOthers, forAll: true, stands };
    const { run } = setUp(async () => living);
    await run({ ...pressed, replyToId: 'card-1' });
    assert.equal(stands.firstCall.args[0].activityId, 'card-1');
    await run(GROUP);
    assert.partialDeepStrictEqual(stands.secondCall.args[0], { ...PRIVATE, activityId: '1' });
  });

  it('hands the answer to an offered file on, from a private chat alone', async () => {
    const { run, here, files } = setUp();
    const context = { campaign: 'c0000000-0000-4000-8000-000000000001' };
    const given = { type: 'invoke', name: 'fileConsent/invoke', value: { action: 'decline', context } };
    await run({ ...given, replyToId: 'consent-1' });
    assert.deepEqual(files.answer.firstCall.args.at(0), { action: 'decline', context });
    assert.equal(files.answer.firstCall.args.at(2), 'consent-1');
    await run({ ...given, ...GROUP });
    assert.equal(files.answer.callCount, 1);
    for (const answer of here()) assert.match(answer, /invokeResponse/);
  });

  it('answers here where everybody may see it', async () => {
    const { run, here, privately, allHold } = setUp();
    allHold.resolves(true);
    await run(GROUP);
    assert.match(here().join(), /Secret Person/);
    assert.deepEqual(privately(), []);
  });

  const walls: readonly [string, (parts: ReturnType<typeof setUp>) => unknown][] = [
    ['somebody here may not see it', () => {}],
    ['not everybody here is known', ({ members }) => members.resolves(null)],
    ['nobody here is known', ({ members, allHold }) => [members.resolves([]), allHold.resolves(true)]],
    ['Teams does not tell who is here', ({ members }) => members.rejects(new Error('away'))],
    ['Graph does not tell what they hold', ({ allHold }) => allHold.rejects(new Error('away'))],
  ];
  for (const [title, arrange] of walls) {
    it(`answers in the asker’s private chat when ${title}`, async () => {
      const parts = setUp();
      arrange(parts);
      await parts.run(GROUP);
      assert.equal(parts.privately().length, 1);
      assert.deepEqual(parts.privately()[0]?.[0], PRIVATE);
      assert.match(String(parts.privately()[0]?.[1]), /Secret Person/);
      assert.match(parts.here().join(), /private chat/);
      assert.doesNotMatch(parts.here().join(), /Secret Person/);
    });

    it(`keeps the card and answers a press privately when ${title}`, async () => {
      const parts = setUp();
      arrange(parts);
      await parts.run({ ...GROUP, ...pressed });
      assert.match(String(parts.privately()[0]?.[1]), /Secret Person/);
      assert.match(parts.here().join(), /activity\.message.*private chat/);
      assert.doesNotMatch(parts.here().join(), /Secret Person/);
    });
  }

  it('takes a chat that Teams calls neither personal nor a group for one where others read', async () => {
    const { run, here } = setUp();
    await run({ conversation: { id: 'a:1' } });
    assert.doesNotMatch(here().join(), /Secret Person/);
  });

  it('says where to ask when it has no private chat with the asker', async () => {
    const { run, here, privately, conversations } = setUp();
    conversations.personalOf.resolves(undefined);
    await run(GROUP);
    assert.deepEqual(conversations.personalOf.firstCall.args, [ASKER]);
    assert.deepEqual(privately(), []);
    assert.match(here().join(), /ask me in our private chat/);
    assert.deepEqual(conversations.forget.callCount, 0);
  });

  it('forgets a private chat that Teams closes to it, and says where to ask', async () => {
    const { run, here, messenger, conversations } = setUp();
    messenger.send.rejects(
      Object.assign(new Error('Forbidden'), { statusCode: 403, code: 'ConversationBlockedByUser' }),
    );
    await run(GROUP);
    assert.deepEqual(conversations.forget.args, [[PRIVATE.conversationId]]);
    assert.equal(here().length, 1);
    assert.match(here().join(), /ask me in our private chat/);
  });

  it('keeps a private chat when Teams is busy, and lets the failure be seen', async () => {
    const { run, messenger, conversations } = setUp();
    messenger.send.rejects(
      Object.assign(new Error('Slow down'), { statusCode: 429, code: 'TooManyRequests' }),
    );
    await assert.rejects(run(GROUP), /Slow down/);
    assert.equal(conversations.forget.callCount, 0);
  });

  it('asks about whoever is mentioned by their account, not by a name that others share', async () => {
    const { run, message, objectIdOf } = setUp();
    await run({ text: 'status <at>Ben</at>', entities: [ben] });
    assert.equal(objectIdOf.firstCall.args[1], '29:1ben');
    assert.equal(message.firstCall.args[0], 'status id-of-ben');
  });

  for (const [title, arrange] of [
    ['does not know them', (stub: sinon.SinonStub) => stub.resolves(undefined)],
    ['does not answer', (stub: sinon.SinonStub) => stub.rejects(new Error('away'))],
  ] as const) {
    it(`asks about whoever is mentioned by name where Teams ${title}`, async () => {
      const { run, message, objectIdOf } = setUp();
      arrange(objectIdOf);
      await run({ text: 'status <at>Ben</at>', entities: [ben] });
      assert.equal(message.firstCall.args[0], 'status Ben');
    });
  }

  it('tells dispatch who asks, where, and in which language and time zone', async () => {
    const { run, message } = setUp();
    const client = { type: 'clientInfo', timezone: 'America/New_York' };
    await run({ locale: 'de-AT', entities: [client] });
    const turn = message.firstCall.args[1];
    assert.equal(turn.askerId, ASKER);
    assert.deepEqual([...turn.roles], ['user']);
    assert.deepEqual(turn.conversation, {
      id: 'a:1alice',
      kind: 'personal',
      rosterId: 'a:1alice',
      serviceUrl: 'https://smba.trafficmanager.net/emea/',
    });
    assert.deepEqual([turn.texts.locale, turn.texts.timeZone], ['de-AT', 'America/New_York']);
  });

  it('replaces the card with the answer to its button, and leaves it alone for what does not', async () => {
    const first = setUp();
    await first.run(pressed);
    assert.match(first.here().join(), /invokeResponse.*vnd\.microsoft\.card\.adaptive/);
    const second = setUp(async () => openly(secret));
    await second.run(pressed);
    assert.match(second.here().join(), /invokeResponse.*vnd\.microsoft\.activity\.message/);
  });

  describe('with an answer for every device', () => {
    const forAll: Reply = { ...openly(secret, 'case.close'), replaces: true, forAll: true };
    const CARD_ID = '1747000000001';
    const updated = ({ messenger }: ReturnType<typeof setUp>) =>
      messenger.update.getCalls().map(({ args: [at, id, { summary }] }) => [at.conversationId, id, summary]);

    it('edits the card whose button was pressed, beside answering the press', async () => {
      const it = setUp(async () => forAll);
      await it.run({ ...pressed, ...GROUP, replyToId: CARD_ID });
      assert.match(it.here().join(), /invokeResponse.*vnd\.microsoft\.card\.adaptive/);
      assert.deepEqual(updated(it), [['19:lunch@thread.v2', CARD_ID, secret.summary]]);
    });

    it('posts no second card where an older client sent the press as a message', async () => {
      const it = setUp(async () => forAll);
      await it.run({ value: { verb: 'v' }, text: undefined, replyToId: CARD_ID });
      assert.deepEqual([it.here(), updated(it).length], [[], 1]);
    });

    it('posts it where it is not known which card was pressed', async () => {
      const it = setUp(async () => forAll);
      await it.run({ value: { verb: 'v' }, text: undefined });
      assert.deepEqual([it.here().length, updated(it)], [1, []]);
    });

    it('leaves the card alone in a chat where the answer may not stand', async () => {
      const it = setUp(async () => ({ ...forAll, about: 'asker' }));
      await it.run({ ...pressed, ...GROUP, replyToId: CARD_ID });
      assert.deepEqual([it.privately().length, updated(it)], [1, []]);
    });
  });

  it('answers with what the asker can do about a known failure', async () => {
    const { run, here } = setUp(() => Promise.reject(new NotFound('Nobody here fits that.', 'Try again.')));
    await run();
    assert.match(here().join(), /Nobody here fits that/);
  });

  const silent: readonly [string, Record<string, unknown>][] = [
    ['a reaction', { type: 'messageReaction' }],
    ['an invoke that it does not know', { type: 'invoke', name: 'task/fetch' }],
    ['somebody without an account here', { from: { id: '29:visitor' } }],
  ];
  for (const [title, different] of silent) {
    it(`remembers the conversation and says nothing to ${title}`, async () => {
      const { run, here, conversations, message } = setUp();
      await run(different);
      assert.equal(conversations.remember.callCount, 1);
      assert.equal(message.callCount, 0);
      assert.deepEqual(here(), []);
    });
  }

  const failures: readonly [string, Record<string, unknown>, RegExp][] = [
    ['a message with a card', {}, /I could not finish that.*reference-1/],
    ['a press with a line that leaves its card', pressed, /activity\.message.*reference-1/],
    ['nothing else at all', { type: 'installationUpdate', action: 'add' }, /^$/],
  ];
  for (const [title, different, said] of failures) {
    it(`answers a fault of its own in ${title}, and gives nothing away`, async () => {
      const { bot, context, here } = setUp();
      await bot.onError(context, new Error('hunter2'), activity(different), 'reference-1');
      assert.match(here().join(), said);
      assert.doesNotMatch(here().join(), /hunter2/);
    });
  }
});
