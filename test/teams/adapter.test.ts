import assert from 'node:assert/strict';
import type { TurnContext } from 'botbuilder';
import { Adapter, type AdapterOptions, type TurnLogic, type TurnOutcome } from '../../src/teams/adapter.ts';
import { createAuthentication } from '../../src/teams/authentication.ts';
import { teamsMessage } from '../support/channel.ts';
import { type StandInConnector, startConnector } from '../support/connector.ts';
import { captureLog } from '../support/log.ts';

describe('adapter', () => {
  let teams: StandInConnector;
  const lines = captureLog();
  const outcomes: TurnOutcome[] = [];
  before(async () => {
    teams = await startConnector();
  });
  after(() => teams.close());
  beforeEach(() => {
    teams.calls.length = 0;
    outcomes.length = 0;
    lines.clear();
  });

  const receive = (
    different: Record<string, unknown>,
    logic: TurnLogic,
    options: Partial<AdapterOptions> = {},
  ) =>
    new Adapter({
      authentication: createAuthentication({ bot: null, password: null, localOnly: true }),
      origin: { tenantId: null, localOnly: true },
      log: lines.log,
      onTurnError: async () => {},
      onOutcome: (outcome) => outcomes.push(outcome),
      ...options,
    }).receive('', teamsMessage({ serviceUrl: teams.serviceUrl, ...different }), logic);

  const invoke = { type: 'invoke', name: 'adaptiveCard/action', text: undefined };
  const bug = async () => {
    throw new Error('the secret inner workings');
  };

  it('hands the parsed activity to the turn and posts its reply to the conversation', async () => {
    const answer = await receive({}, async (context, activity) => {
      assert.equal(activity.from.aadObjectId, 'a11ce000-0000-4000-8000-000000000001');
      await context.sendActivity('Hello.');
    });
    assert.deepEqual(answer, { status: 200 });
    const [post] = teams.posts();
    assert.match(post?.path ?? '', /^\/v3\/conversations\/a%3A1alice\/activities/);
    assert.equal(post?.body?.text, 'Hello.');
    assert.deepEqual(outcomes, ['done']);
  });

  it('does not buffer replies into the answer because the sender says so', async () => {
    const answer = await receive({ deliveryMode: 'expectReplies' }, async (context) => {
      await context.sendActivity('Hello.');
    });
    assert.deepEqual(answer, { status: 200 });
    assert.equal(teams.posts().length, 1);
  });

  it('returns what an invoke answered', async () => {
    const value = {
      status: 200,
      body: { statusCode: 200, type: 'application/vnd.microsoft.activity.message', value: 'ok' },
    };
    const answer = await receive(invoke, async (context) => {
      await context.sendActivity({ type: 'invokeResponse', value });
    });
    assert.deepEqual(answer, value);
    assert.deepEqual(outcomes, ['done']);
  });

  it('lets the caller answer an invoke whose handler threw', async () => {
    const value = {
      status: 200,
      body: { statusCode: 200, type: 'application/vnd.microsoft.card.adaptive', value: {} },
    };
    const told: unknown[] = [];
    const answer = await receive(invoke, bug, {
      onTurnError: async (context, error, activity) => {
        told.push(error, activity.name);
        await context.sendActivity({ type: 'invokeResponse', value });
      },
    });
    assert.deepEqual(answer, value);
    assert.match(String(told[0]), /inner workings/);
    assert.equal(told[1], 'adaptiveCard/action');
    assert.deepEqual(outcomes, ['failed']);
  });

  it('still answers an invoke when neither its handler nor the error’s handler did', async () => {
    const answer = await receive(invoke, bug, { onTurnError: bug });
    assert.equal(answer.status, 200);
    assert.equal((answer.body as { statusCode: number }).statusCode, 500);
    assert.doesNotMatch(JSON.stringify(answer), /inner workings/);
    assert.match(lines.text(), /could not be told/);
  });

  it('answers a button that nobody handled as out of date, and any other invoke with 400', async () => {
    const button = await receive(invoke, async () => {});
    assert.equal((button.body as { statusCode: number }).statusCode, 400);
    assert.deepEqual(await receive({ ...invoke, name: 'task/fetch' }, async () => {}), { status: 400 });
    assert.deepEqual(await receive({ ...invoke, name: 'task/fetch' }, bug), { status: 500 });
  });

  it('answers 200 when the turn of a message fails: Teams must not send it again', async () => {
    const answer = await receive({}, bug);
    assert.deepEqual(answer, { status: 200 });
    assert.deepEqual(outcomes, ['failed']);
  });

  it('refuses an activity that it cannot read, and logs the fields without their contents', async () => {
    assert.deepEqual(await receive({ from: { name: 'Nestor' } }, bug), { status: 400 });
    assert.match(lines.text(), /from\.id/);
    assert.doesNotMatch(lines.text(), /Nestor/);
    assert.deepEqual(outcomes, ['malformed']);
  });

  it('refuses an activity whose replies would leave this machine', async () => {
    assert.deepEqual(await receive({ serviceUrl: 'https://smba.example/' }, bug), { status: 403 });
    assert.match(lines.text(), /service-not-local/);
    assert.deepEqual(outcomes, ['other-origin']);
  });

  it('answers 500 without a word when it breaks itself, and logs why', async () => {
    const authentication = createAuthentication({ bot: null, password: null, localOnly: true });
    authentication.createUserTokenClient = bug;
    assert.deepEqual(await receive({}, async () => {}, { authentication }), { status: 500 });
    assert.match(lines.text(), /inner workings/);
    assert.deepEqual(outcomes, ['failed']);
  });

  it('takes the turn’s context away when the turn is over', async () => {
    let kept: TurnContext | undefined;
    await receive({}, async (context) => {
      kept = context;
    });
    await assert.rejects(async () => kept?.sendActivity('too late'), TypeError);
    assert.equal(teams.calls.length, 0);
  });
});
