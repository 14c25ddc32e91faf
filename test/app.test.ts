import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PgBoss } from 'pg-boss';
import sinon from 'sinon';
import { createCompany } from '../demo/tenant/company.ts';
import type { Fault } from '../demo/tenant/faults.ts';
import { startTenant, type Tenant } from '../demo/tenant/tenant.ts';
import { type App, buildApp } from '../src/app.ts';
import { loadConfig } from '../src/config.ts';
import { type StandInConnector, startConnector } from './support/connector.ts';

const NO_LIMIT = { requests: 1_000, milliseconds: 1, keptForQuestions: 0 };
/** The stand-in does not throttle here; how the limits are kept has tests of its own. */
const NO_LIMITS = {
  directory: NO_LIMIT,
  activity: NO_LIMIT,
  reports: NO_LIMIT,
  protection: NO_LIMIT,
  health: NO_LIMIT,
  teamwork: NO_LIMIT,
};

/** Everything but Teams and Graph is the real thing: HTTP, database, queue, cards. */
describe('the whole bot', () => {
  const company = createCompany();
  const { user, helpdesk, admin } = company.named;
  let tenant: Tenant;
  let connector: StandInConnector;
  let app: App;
  let url: string;
  let folder: string;
  const log: string[] = [];
  let fault: Fault | undefined;

  before(async function () {
    this.timeout(20_000);
    folder = await mkdtemp(join(tmpdir(), 'muster-app-'));
    tenant = await startTenant({ company, validate: true, faults: () => fault });
    connector = await startConnector();
    const config = loadConfig({
      LOCAL_ONLY: 'true',
      PORT: '0',
      MicrosoftAppTenantId: company.tenantId,
      GRAPH_BASE_URL: tenant.url,
      GRAPH_ACCESS_TOKEN: tenant.token,
      DATABASE_URL: `pglite:${join(folder, 'database')}`,
      ADMIN_GROUP_ID: company.groups.admins.id,
      HELPDESK_GROUP_ID: company.groups.helpdesk.id,
      LOG_LEVEL: 'info',
    });
    app = await buildApp(config, { logTo: { write: (line) => void log.push(line) }, graphLimits: NO_LIMITS });
    url = (await app.start()).url;
  });

  after(async () => {
    await app.stop();
    await Promise.all([tenant.stop(), connector.close()]);
    await rm(folder, { recursive: true });
  });

  beforeEach(() => {
    connector.calls.length = 0;
  });

  type Sender = { readonly id: string; readonly displayName: string };

  async function post(activity: object): Promise<{ status: number; body: unknown }> {
    const response = await fetch(`${url}/api/messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(activity),
    });
    const text = await response.text();
    return { status: response.status, body: text === '' ? undefined : JSON.parse(text) };
  }

  function activityFrom(from: Sender, more: object, chat: { kind?: string; id?: string } = {}) {
    const { kind = 'personal', id = `chat-${from.id}` } = chat;
    return {
      id: 'incoming-1',
      channelId: 'msteams',
      serviceUrl: connector.serviceUrl,
      from: { id: `29:${from.id}`, name: from.displayName, aadObjectId: from.id },
      recipient: { id: '28:muster', name: 'Muster' },
      conversation: { id, conversationType: kind, tenantId: company.tenantId },
      channelData: { tenant: { id: company.tenantId } },
      locale: 'en-GB',
      timestamp: new Date().toISOString(),
      ...more,
    };
  }
  const say = (from: Sender, text: string, chat?: { kind?: string; id?: string; locale?: string }) =>
    post(
      activityFrom(from, { type: 'message', text, ...(chat?.locale ? { locale: chat.locale } : {}) }, chat),
    );
  const press = (from: Sender, verb: string, data: object, chat?: { kind?: string; id?: string }) =>
    post(
      activityFrom(
        from,
        {
          type: 'invoke',
          name: 'adaptiveCard/action',
          value: { action: { type: 'Action.Execute', verb, data } },
        },
        chat,
      ),
    );
  const posted = () =>
    connector.posts().map((call) => ({
      to: decodeURIComponent(call.path.split('/')[3] ?? ''),
      text: JSON.stringify(call.body),
      summary: String(call.body?.summary),
    }));
  const install = (from: Sender) =>
    post(
      activityFrom(from, {
        type: 'installationUpdate',
        action: 'add',
        from: { id: `29:${from.id}`, aadObjectId: from.id },
      }),
    );
  const hellosTo = (to: Sender) => posted().filter((one) => one.to === `chat-${to.id}`);

  it('is ready once it has started', async () => {
    assert.equal((await fetch(`${url}/healthz`)).status, 200);
    assert.equal((await fetch(`${url}/readyz`)).status, 200);
  });

  it('answers status with the asker’s own state, read from Graph just now', async () => {
    assert.equal((await say(user, 'status')).status, 200);
    const [answer, ...more] = posted();
    assert.deepEqual(more, []);
    assert.match(answer?.summary ?? '', /You have no second step yet/);
    assert.match(answer?.text ?? '', /https:\/\/aka\.ms\/mysecurityinfo/);
  });

  it('replaces the card in place when its button is pressed, and sees what was registered since', async () => {
    const method = company
      .account(helpdesk.id)
      .methods.find(({ '@odata.type': type }) => String(type).includes('uthenticator'));
    assert.ok(method);
    company.registerMethod(user.id, { ...method, id: '7b7b7b7b-0000-4000-8000-000000000001' });
    const { status, body } = await press(user, 'status.refresh', { verb: 'status.refresh', v: 1 });
    company.removeMethod(user.id, '7b7b7b7b-0000-4000-8000-000000000001');
    assert.equal(status, 200);
    assert.match(
      JSON.stringify(body),
      /"statusCode":200,"type":"application\/vnd\.microsoft\.card\.adaptive"/,
    );
    assert.match(JSON.stringify(body), /You have a second step/);
    assert.deepEqual(posted(), []);
  });

  it('takes the same button as Action.Submit from clients that know no better', async () => {
    await post(activityFrom(user, { type: 'message', value: { verb: 'status.refresh', v: 1 } }));
    assert.match(posted()[0]?.summary ?? '', /no second step yet/);
  });

  it('answers in the language in which the asker reads Teams', async () => {
    await say(user, 'status', { locale: 'de-DE' });
    assert.match(posted()[0]?.text ?? '', /"lang":"de"/);
  });

  it('refuses a helpdesk question to somebody without the role, and says nothing else', async () => {
    await say(user, `status ${helpdesk.userPrincipalName}`);
    const [answer] = posted();
    assert.match(answer?.summary ?? '', /This is for the helpdesk/);
    assert.doesNotMatch(answer?.text ?? '', /Nora|nora/);
  });

  it('refuses a forged button that names somebody else', async () => {
    const { body } = await press(user, 'status.refresh-other', {
      verb: 'status.refresh-other',
      v: 1,
      person: helpdesk.id,
    });
    assert.match(JSON.stringify(body), /This is for the helpdesk/);
    assert.doesNotMatch(JSON.stringify(body), /Nora|nora/);
  });

  it('ignores what a forged button says about the presser', async () => {
    const { body } = await press(user, 'status.refresh', {
      verb: 'status.refresh',
      v: 1,
      person: helpdesk.id,
    });
    assert.match(JSON.stringify(body), /no second step yet/);
  });

  for (const [title, verb, data] of [
    ['a verb that does not exist', 'constructor', {}],
    ['data that is no object', 'status.refresh', 'x'],
    ['a person that is no id', 'status.refresh-other', { v: 1, person: "' or 1 eq 1" }],
  ] as const) {
    it(`keeps the card and says so for ${title}`, async () => {
      const { status, body } = await press(helpdesk, verb, data as object);
      assert.equal(status, 200);
      assert.match(JSON.stringify(body), /application\/vnd\.microsoft\.activity\.message/);
    });
  }

  it('answers a press that cannot be read at all, in the presser’s language', async () => {
    const { status, body } = await post({
      ...activityFrom(user, { type: 'invoke', name: 'adaptiveCard/action', value: { action: 7 } }),
      locale: 'de-DE',
    });
    assert.equal(status, 200);
    assert.match(JSON.stringify(body), /activity\.message.*Karte/);
  });

  it('tells the helpdesk about somebody by name', async () => {
    await say(helpdesk, `status ${user.displayName}`);
    assert.match(posted()[0]?.summary ?? '', /Alex Winter.*: no second step/);
  });

  it('asks back when a name fits several people, and the choice works', async () => {
    await say(helpdesk, 'status Alice');
    const [answer] = posted();
    assert.match(answer?.summary ?? '', /people fit/);
    const id = company.named.aliceMartin.id;
    assert.match(answer?.text ?? '', new RegExp(`"person":"${id}"`));
    const { body } = await press(helpdesk, 'status.refresh-other', {
      verb: 'status.refresh-other',
      v: 1,
      person: id,
    });
    assert.match(JSON.stringify(body), /Alice Martin/);
  });

  it('says who was not found', async () => {
    await say(helpdesk, 'status Nobody Atall');
    assert.match(posted()[0]?.text ?? '', /Nobody here fits/);
  });

  it('shows an admin the tenant’s coverage', async () => {
    await say(admin, 'registration');
    assert.match(posted()[0]?.summary ?? '', /% have a second step/);
  });

  describe('in a chat of several people', () => {
    const chat = { kind: 'groupChat', id: '19:group@thread.v2' };
    const everybody = (...people: Sender[]) =>
      connector.members(
        chat.id,
        people.map((one) => ({ id: `29:${one.id}`, aadObjectId: one.id })),
      );

    it('says where the answer can be had while the asker has no private chat with the bot', async () => {
      everybody(company.named.helpdeskSecond, user);
      await say(company.named.helpdeskSecond, `status ${user.displayName}`, chat);
      assert.deepEqual(
        posted().map(({ to }) => to),
        [chat.id],
      );
      assert.match(posted()[0]?.summary ?? '', /ask me in our private chat/);
      assert.doesNotMatch(posted()[0]?.text ?? '', /Alex/);
    });

    it('sends an answer about somebody to the asker alone when somebody here may not see it', async () => {
      await install(helpdesk);
      await until(
        () => hellosTo(helpdesk),
        (all) => all.length > 0,
      );
      connector.calls.length = 0;
      everybody(helpdesk, user);
      await say(helpdesk, `<at>Muster</at> status ${user.displayName}`, chat);
      const [privately, here, ...more] = posted();
      assert.deepEqual(more, []);
      assert.equal(privately?.to, `chat-${helpdesk.id}`);
      assert.match(privately?.summary ?? '', /Alex Winter/);
      assert.equal(here?.to, chat.id);
      assert.match(here?.summary ?? '', /private chat/);
      assert.doesNotMatch(here?.text ?? '', /Alex/);
    });

    it('answers here when everybody holds the role', async () => {
      everybody(helpdesk, company.named.helpdeskSecond);
      await say(helpdesk, `status ${user.displayName}`, chat);
      assert.deepEqual(
        posted().map(({ to }) => to),
        [chat.id],
      );
      assert.match(posted()[0]?.summary ?? '', /Alex Winter/);
    });

    it('says where to ask once Teams has closed the private chat, until the asker writes there', async () => {
      everybody(helpdesk, user);
      connector.fail('pass', { status: 403, error: { code: 'ConversationBlockedByUser' } });
      for (const tries of [2, 1]) {
        connector.calls.length = 0;
        await say(helpdesk, `status ${user.displayName}`, chat);
        assert.equal(posted().length, tries);
        assert.match(posted().at(-1)?.summary ?? '', /ask me in our private chat/);
        assert.equal(posted().at(-1)?.to, chat.id);
      }
      await say(helpdesk, 'help');
      connector.calls.length = 0;
      await say(helpdesk, `status ${user.displayName}`, chat);
      assert.equal(posted()[0]?.to, `chat-${helpdesk.id}`);
    });

    it('never shows the asker’s own state to the others', async () => {
      everybody(helpdesk, company.named.helpdeskSecond);
      await say(helpdesk, 'status', chat);
      assert.deepEqual(
        posted().map(({ to }) => to),
        [`chat-${helpdesk.id}`, chat.id],
      );
    });
  });

  describe('in a thread of a channel', () => {
    const channel = '19:it@thread.tacv2';
    const thread = { kind: 'channel', id: `${channel};messageid=1732100000000` };
    const colleagues = [helpdesk, company.named.helpdeskSecond];
    const ids = (people: readonly Sender[]) =>
      people.map((one) => ({ id: `29:${one.id}`, aadObjectId: one.id }));

    it('answers in the thread when everybody of the channel holds the role', async () => {
      connector.members(channel, ids(colleagues));
      await say(helpdesk, `status ${user.displayName}`, thread);
      assert.deepEqual(
        posted().map(({ to }) => to),
        [thread.id],
      );
      assert.match(posted()[0]?.summary ?? '', /Alex Winter/);
    });

    it('asks the team who reads along, and finds there who was mentioned', async () => {
      const team = '19:team@thread.tacv2';
      connector.members(channel, ids(colleagues));
      connector.members(team, ids([...colleagues, user]));
      const text = '<at>Muster</at> status <at>The new one</at>';
      await post({
        ...activityFrom(helpdesk, { type: 'message', text }, thread),
        channelData: { tenant: { id: company.tenantId }, team: { id: team, name: 'IT' } },
        entities: [
          {
            type: 'mention',
            text: '<at>The new one</at>',
            mentioned: { id: `29:${user.id}`, name: 'The new one' },
          },
        ],
      });
      const [privately, here] = posted();
      assert.equal(privately?.to, `chat-${helpdesk.id}`);
      assert.match(privately?.summary ?? '', /Alex Winter/);
      assert.equal(here?.to, thread.id);
      assert.doesNotMatch(here?.text ?? '', /Alex/);
    });
  });

  it('greets whoever installs it once, though Teams says so many times at once', async () => {
    const newcomer = company.named.japanese;
    await Promise.all(Array.from({ length: 6 }, () => install(newcomer)));
    const hello = await until(
      () => hellosTo(newcomer),
      (all) => all.length > 0,
    );
    await install(newcomer);
    assert.equal(hello.length, 1);
    assert.match(hello[0]?.summary ?? '', /Hello/);
  });

  it('greets nobody who takes it out, and greets again whoever brings it back', async () => {
    const newcomer = company.named.arabic;
    const at = (second: number) => new Date(Date.UTC(2026, 0, 1, 0, 0, second)).toISOString();
    const update = (action: string, second: number) =>
      post({ ...activityFrom(newcomer, { type: 'installationUpdate', action }), timestamp: at(second) });
    const hellos = () => hellosTo(newcomer);
    // The removal overtakes the install: nothing is left to greet.
    await update('remove', 2);
    await update('add', 1);
    for (const [second, count] of [
      [3, 1],
      [5, 2],
    ] as const) {
      await update('add', second);
      const said = await until(hellos, (all) => all.length >= count);
      assert.equal(said.length, count);
      await update('remove', second + 1);
    }
  });

  it('counts turns and what Graph answered, for operators', async () => {
    const numbers = async () => (await fetch(`${url}/metrics`)).text();
    const value = (text: string, line: RegExp) => Number(line.exec(text)?.[1] ?? 0);
    const turns = /^muster_turns_total\{outcome="done"\} (\d+)/m;
    const graph = /^muster_graph_request_seconds_count\{[^}]*status="200"[^}]*\} (\d+)/m;
    const before = await numbers();
    await say(user, 'status');
    const after = await numbers();
    assert.ok(value(after, turns) === value(before, turns) + 1, after);
    assert.ok(/^muster_graph_request_seconds_count/m.test(after));
    assert.ok(value(after, graph) > 0);
  });

  it('is not ready while no jobs are claimed, though the database answers', async () => {
    // Nothing else outside the process can stop the queue and leave the embedded database working.
    const claims = sinon
      .stub(PgBoss.prototype, 'getWipData')
      .returns([{ name: 'welcome', lastErrorOn: 2, lastFetchedOn: 1 }] as never);
    const response = await fetch(`${url}/readyz`);
    claims.restore();
    assert.equal(response.status, 503);
    assert.deepEqual(((await response.json()) as { checks: object }).checks, {
      database: true,
      queue: false,
    });
    assert.equal((await fetch(`${url}/readyz`)).status, 200);
  });

  it('offers the nearest commands for what it does not understand, and only what the reader may use', async () => {
    await say(user, 'staus');
    const [answer] = posted();
    assert.match(answer?.text ?? '', /Did you mean/);
    assert.doesNotMatch(answer?.text ?? '', /registration"|NAME/);
  });

  it('answers a fault of ours with one calm sentence and the reference that the log has', async () => {
    log.length = 0;
    fault = { kind: 'status', status: 400 };
    await say(user, 'status');
    fault = undefined;
    const [answer] = posted();
    assert.match(answer?.summary ?? '', /I could not finish that/);
    const reference = /"requestId":"([^"]+)".*A turn failed/.exec(log.join('\n'))?.[1];
    assert.ok(reference, log.join(''));
    assert.ok(answer?.text.includes(reference));
    assert.doesNotMatch(answer?.text ?? '', /Error|stack|BadRequest|UnknownError/);
  });

  it('writes no name, address or text of people into its log at info', () => {
    const text = log.join('\n');
    for (const word of ['Alex', 'Nora', 'alex.winter', 'nora.feldkamp', 'Nobody Atall', tenant.token]) {
      assert.ok(!text.includes(word), `the log holds “${word}”`);
    }
  });

  it('refuses another tenant', async () => {
    const stranger = { ...activityFrom(user, { type: 'message', text: 'status' }) };
    const other = '99999999-0000-4000-8000-000000000009';
    const { status } = await post({
      ...stranger,
      conversation: { ...stranger.conversation, tenantId: other },
      channelData: { tenant: { id: other } },
    });
    assert.equal(status, 403);
    assert.deepEqual(posted(), []);
  });
});

/** Polls without sleeping: each round lets everything that can go on go on. */
async function until<Value>(read: () => Value, holds: (value: Value) => boolean): Promise<Value> {
  const deadline = Date.now() + 5_000;
  for (;;) {
    const value = read();
    if (holds(value) || Date.now() > deadline) return value;
    await new Promise((resolve) => setImmediate(resolve));
  }
}
