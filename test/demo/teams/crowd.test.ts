import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { type Crowd, startCrowd } from '../../../demo/teams/crowd.ts';
import { ACTS } from '../../../demo/teams/habits.ts';
import { type Company, createCompany } from '../../../demo/tenant/company.ts';
import { type InboundActivity, parseActivity } from '../../../src/teams/activity.ts';

const execute = (verb: string) => ({ type: 'Action.Execute', verb, data: { verb, v: 1, campaign: 'c-1' } });
const ASKING = {
  type: 'AdaptiveCard',
  actions: [
    execute('reminder.done'),
    execute('reminder.no-phone'),
    {
      type: 'Action.ShowCard',
      card: {
        type: 'AdaptiveCard',
        body: [
          { type: 'Input.ChoiceSet', id: 'snooze', choices: [{ title: 'Tomorrow', value: 'tomorrow' }] },
        ],
        actions: [execute('reminder.snooze')],
      },
    },
    {
      type: 'Action.ShowCard',
      card: {
        type: 'AdaptiveCard',
        body: [{ type: 'Input.Text', id: 'words' }],
        actions: [execute('reminder.help')],
      },
    },
  ],
};
const THANKS = { type: 'AdaptiveCard', body: [{ type: 'TextBlock', text: 'Thank you' }] };

describe('the crowd of the demo', () => {
  let company: Company;
  let crowd: Crowd;
  let heard: InboundActivity[];
  let serviceUrl: string;
  let stopBot: () => Promise<void>;

  beforeEach(async () => {
    company = createCompany();
    heard = [];
    const bot = createServer(async (request, response) => {
      const parsed = parseActivity(await json(request));
      assert.ok(parsed.ok, 'the crowd speaks as Teams does');
      heard.push(parsed.activity);
      const body = { statusCode: 200, type: 'application/vnd.microsoft.card.adaptive', value: THANKS };
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(parsed.activity.type === 'invoke' ? JSON.stringify(body) : '{}');
    });
    await new Promise<void>((resolve) => bot.listen(0, '127.0.0.1', resolve));
    const botUrl = `http://127.0.0.1:${(bot.address() as AddressInfo).port}`;
    stopBot = () =>
      new Promise((resolve) => {
        bot.close(() => resolve());
        bot.closeAllConnections();
      });
    const without = new Set([company.named.user.id]);
    // Nobody acts by themselves within the time of a test.
    crowd = await startCrowd({ company, botUrl, without, crowd: { perMinute: 0.01 } });
    serviceUrl = heard[0]?.serviceUrl ?? assert.fail('nobody spoke');
  });
  afterEach(async () => {
    await crowd.stop();
    await stopBot();
  });

  const post = (chatId: string, card: object, { method = 'POST', below = '' } = {}) =>
    fetch(`${serviceUrl}v3/conversations/${encodeURIComponent(chatId)}/activities${below}`, {
      method,
      body: JSON.stringify({
        type: 'message',
        attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', content: card }],
      }),
    });
  const tellEverybody = async () => {
    const answers = new Map<string, number>();
    for (const id of crowd.chats.keys()) answers.set(id, (await post(id, ASKING)).status);
    return answers;
  };

  it('has the app, but for a few and for the people of the windows', () => {
    assert.ok(heard.every((activity) => activity.type === 'installationUpdate'));
    assert.equal(heard.length, crowd.chats.size);
    const staff = company.users.filter(({ kind, accountEnabled }) => kind === 'staff' && accountEnabled);
    assert.ok(crowd.chats.size < staff.length - 1 && crowd.chats.size > staff.length * 0.85);
    assert.ok([...crowd.chats.values()].every(({ personId }) => personId !== company.named.user.id));
  });

  it('takes cards and changes of them as Teams does, and nothing more where it has blocked the bot', async () => {
    await tellEverybody();
    const answers = await tellEverybody();
    const blocked = [...crowd.chats.values()].filter((chat) => chat.blocked);
    assert.ok(blocked.length > 0 && blocked.length < 20);
    for (const [id, status] of answers) assert.equal(status, crowd.chats.get(id)?.blocked ? 403 : 201);
    const open = [...crowd.chats.values()].find((chat) => !chat.blocked) ?? assert.fail('all have blocked');
    const below = `/${open.last?.activityId}`;
    assert.equal((await post(open.id, THANKS, { method: 'PUT', below })).status, 200);
    assert.deepEqual(open.last?.card, THANKS);
    assert.equal(open.messages, 2);
    assert.equal((await post('personal-nobody', THANKS)).status, 404);
    const members = await fetch(`${serviceUrl}v3/conversations/${open.id}/pagedmembers`);
    assert.deepEqual(await members.json(), {
      members: [{ id: `29:${open.personId}`, aadObjectId: open.personId }],
    });
  });

  it('registers, presses and asks once for each card, each person in their own way', async () => {
    await tellEverybody();
    const before = heard.length;
    const audits = company.audits.length;
    while (await crowd.actNow());
    for (const act of ACTS) assert.ok(crowd.done[act] > 0, act);
    assert.equal(company.audits.length - audits, crowd.done.register + crowd.done.tell);
    assert.deepEqual(crowd.problems, []);
    const presses = heard.slice(before).map(({ value }) => (value as { action: Press }).action);
    const pressed = (verb: string) => presses.filter((press) => press.verb === verb);
    assert.equal(pressed('reminder.done').length, crowd.done.tell);
    assert.equal(pressed('reminder.no-phone').length, crowd.done['no-phone']);
    assert.equal(pressed('reminder.snooze').length, crowd.done.snooze);
    for (const { data } of pressed('reminder.snooze')) assert.equal(data.snooze, 'tomorrow');
    for (const { data } of pressed('reminder.help')) assert.ok(data.words && data.words.length > 5);
    for (const { data } of presses) assert.equal(data.campaign, 'c-1');
    assert.equal(await crowd.actNow(), false);
  });

  it('does not begin where the bot refuses it', async () => {
    const noBot = new URL(serviceUrl).origin;
    await assert.rejects(
      startCrowd({ company, botUrl: noBot, without: new Set(), crowd: {} }),
      /answered 404 to an installation/,
    );
  });

  it('leaves cards alone that ask for nothing, and changes of cards', async () => {
    const [chat] = [...crowd.chats.values()].filter((one) => !one.blocked);
    assert.ok(chat);
    await post(chat.id, THANKS);
    await post(chat.id, ASKING, { method: 'PUT', below: `/${chat.last?.activityId}` });
    assert.equal(await crowd.actNow(), false);
    assert.equal(crowd.done.nothing, 0);
  });
});

interface Press {
  readonly verb: string;
  readonly data: { readonly snooze?: string; readonly words?: string; readonly campaign?: string };
}
