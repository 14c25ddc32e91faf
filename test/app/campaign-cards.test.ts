import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createCompany } from '../../demo/tenant/company.ts';
import { type Post, startWholeBot, type WholeBot } from '../support/whole-bot.ts';

describe('a campaign as its administrator sees it, with the whole bot', function () {
  this.timeout(30_000);
  const company = createCompany();
  const { admin, user } = company.named;
  let bot: WholeBot;
  let id: string;

  before(async () => {
    bot = await startWholeBot(company);
    await bot.install(admin);
  });
  after(() => bot.stop());

  const press = (verb: string, data: object = {}) => bot.press(admin, verb, { v: 1, campaign: id, ...data });
  const seenIn = (text: string) => ({ seen: Number(/"seen":(\d+)/.exec(text)?.[1]) });
  /** The card of the campaign as it is typed for, asked again until it says so. */
  const asked = async (fits: RegExp): Promise<Post> => {
    for (let tries = 0; tries < 50; tries += 1) {
      bot.connector.calls.length = 0;
      await bot.say(admin, 'campaign autumn');
      const shown = await bot.shown(({ summary }) => summary.startsWith('Autumn'));
      if (fits.test(shown.text)) return shown;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
    return assert.fail(`never ${fits}`);
  };

  it('is written with a name and a goal, and says whom it would reach', async () => {
    const answer = await press('campaign.create', {
      name: 'Autumn',
      goal: 'any-method',
      hours: 'now',
      startsOn: new Date().toISOString().slice(0, 10),
    });
    id = /"campaign":"([0-9a-f-]{36})"/.exec(answer)?.[1] ?? assert.fail(answer);
    const { summary, text } = await asked(/"verb":"campaign\.start"/);
    assert.match(summary, /^Autumn: 68 people to write to\. Draft\./);
    assert.match(text, /Emergency accounts/);
  });

  it('keeps its name to itself', async () => {
    const answer = await press('campaign.create', { name: 'AUTUMN', goal: 'passkey' });
    assert.match(answer, /Another campaign has this name/);
  });

  it('is previewed in the private chat, and cannot be opened by anybody else', async () => {
    assert.match(await press('campaign.preview', { language: 'de' }), /I sent the preview/);
    const preview = await bot.shown(({ summary }) => summary.startsWith('Preview: only you'));
    assert.equal(preview.to, `chat-${admin.id}`);
    assert.match(preview.text, /"lang":"de"/);
    const refused = await bot.press(user, 'campaign.open', { v: 1, campaign: id });
    assert.match(refused, /those who run the rollout/);
  });

  it('is started once: whoever presses on the older card hears of it', async () => {
    const seen = seenIn((await asked(/campaign\.start/)).text);
    assert.doesNotMatch(await press('campaign.start', seen), /Somebody else was faster/);
    assert.match(await press('campaign.start', seen), /Somebody else was faster/);
  });

  it('pauses and goes on from its live card, which stays one card', async () => {
    const { text } = await asked(/campaign\.pause/);
    const paused = await press('campaign.pause', seenIn(text));
    assert.match(paused, /Nothing is sent until somebody resumes it/);
    const resumed = await press('campaign.resume', seenIn(paused));
    assert.match(resumed, /campaign\.pause/);
    assert.match(await press('campaign.contact-list'), /(people|nobody) to call/);
  });

  it('is saved as a file where Teams says', async () => {
    const received: string[] = [];
    const server = createServer((request, response) => {
      request.setEncoding('utf8').on('data', (text: string) => received.push(text));
      request.on('end', () => {
        response.statusCode = 201;
        response.end();
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/file`;
    await press('campaign.export');
    await bot.shown(({ text }) => text.includes('file.consent'));
    const uploadInfo = { contentUrl: url, uploadUrl: url, name: 'Autumn.csv', uniqueId: '1' };
    const value = { type: 'fileUpload', action: 'accept', context: { campaign: id }, uploadInfo };
    await bot.invoke(admin, 'fileConsent/invoke', value);
    await bot.shown(({ text }) => text.includes('file.info'));
    const [header = '', ...rows] = received.join('').trim().split('\r\n');
    assert.match(header, /^id,userPrincipalName,displayName,/);
    assert.ok(rows.length > 68);
    await new Promise((resolve) => server.close(resolve));
  });

  it('is cancelled for good', async () => {
    const seen = seenIn((await asked(/campaign\.pause/)).text);
    assert.match(await press('campaign.cancel', seen), /It was cancelled on/);
    const { text } = await asked(/It was cancelled on/);
    assert.doesNotMatch(text, /campaign\.(pause|start|cancel)"/);
  });
});
