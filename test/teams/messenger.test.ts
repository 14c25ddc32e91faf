import assert from 'node:assert/strict';
import { createAuthentication } from '../../src/teams/authentication.ts';
import { createMessenger } from '../../src/teams/messenger.ts';
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
});
