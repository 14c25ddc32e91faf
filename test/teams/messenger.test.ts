import assert from 'node:assert/strict';
import { createAuthentication } from '../../src/teams/authentication.ts';
import { createMessenger, isOutOfReach } from '../../src/teams/messenger.ts';
import { APP_ID } from '../support/channel.ts';
import { type StandInConnector, startConnector } from '../support/connector.ts';

describe('messenger', () => {
  let teams: StandInConnector;
  beforeEach(async () => {
    teams = await startConnector();
  });
  afterEach(() => teams.close());

  const messenger = (appId: string | null = APP_ID) => {
    const { connector } = createAuthentication({ bot: null, password: null, localOnly: true });
    return createMessenger({ connector, appId });
  };
  const chat = () => ({ conversationId: 'a:1/with=odd?signs', serviceUrl: teams.serviceUrl });

  it('posts an activity to the chat, in the bot’s name, and returns its id', async () => {
    const { activityId } = await messenger().send(chat(), { text: 'hello' });
    assert.equal(activityId, 'activity-1');
    const [call] = teams.calls;
    assert.equal(call?.path, `/v3/conversations/${encodeURIComponent('a:1/with=odd?signs')}/activities`);
    assert.deepEqual(call?.body?.from, { id: `28:${APP_ID}` });
    assert.equal(call?.body?.type, 'message');
    assert.equal(call?.body?.text, 'hello');
  });

  it('updates an activity that was sent', async () => {
    await messenger().update(chat(), 'activity-1', { text: 'done' });
    const [call] = teams.calls;
    assert.equal(call?.method, 'PUT');
    assert.match(call?.path ?? '', /\/activities\/activity-1$/);
    assert.equal(call?.body?.text, 'done');
  });

  it('says that an activity cannot be updated when Teams gives no id', async () => {
    teams.fail({ status: 200 });
    assert.deepEqual(await messenger(null).send(chat(), { text: 'hello' }), { activityId: null });
    assert.ok(!('from' in (teams.calls[0]?.body ?? {})));
  });

  const refusals: readonly [number, string, boolean][] = [
    [403, 'BotNotInConversationRoster', true],
    [403, 'ConversationBlockedByUser', true],
    [403, 'BotDisabledByAdmin', true],
    [403, 'MessageWritesBlocked', true],
    [403, 'ForbiddenOperationException', true],
    [404, 'ConversationNotFound', true],
    [403, 'InvalidBotApiHost', false],
    [404, 'NotFound', false],
    [401, 'BotNotRegistered', false],
    [413, 'MessageSizeTooBig', false],
    [429, 'TooManyRequests', false],
    [500, 'ConversationNotFound', false],
  ];
  for (const [status, code, gone] of refusals) {
    it(`${gone ? 'knows a chat out of its reach' : 'does not give a chat up'} by ${status} ${code}`, async () => {
      teams.fail({ status, error: { code } });
      const error = await messenger()
        .send(chat(), { text: 'hello' })
        .catch((err: unknown) => err);
      assert.ok(error instanceof Error);
      assert.equal(isOutOfReach(error), gone);
    });
  }

  for (const nothing of [undefined, null, 'text', new Error('lost'), { statusCode: 403 }]) {
    it(`does not give a chat up because of ${nothing instanceof Error ? 'a lost answer' : JSON.stringify(nothing)}`, () => {
      assert.equal(isOutOfReach(nothing), false);
    });
  }
});
