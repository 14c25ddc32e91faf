import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Activity } from 'botbuilder';
import { systemClock } from '../../src/clock.ts';
import { parseActivity } from '../../src/teams/activity.ts';
import { createFiles, readConsent } from '../../src/teams/files.ts';
import { teamsMessage } from '../support/channel.ts';
import { fakeDesk } from '../support/fake-campaign-desk.ts';
import { captureLog } from '../support/log.ts';
import { turnOf } from '../support/turn.ts';

const admin = turnOf({ roles: ['user', 'admin'] });

const PLAN_ID = 'b1a00000-0000-4000-8000-000000000001';

async function setUp({ status = 201 }: { status?: number } = {}) {
  let received = '';
  const server = createServer((request, response) => {
    request.setEncoding('utf8').on('data', (text: string) => {
      received += text;
    });
    request.on('end', () => {
      response.statusCode = status;
      response.end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/file`;
  const posted: Partial<Activity>[] = [];
  const { promise: lastPost, resolve: ended } = Promise.withResolvers<void>();
  const note = (activity: Partial<Activity>) => {
    posted.push(activity);
    if (/info|did not arrive/.test(JSON.stringify(activity))) ended();
  };
  const messenger = {
    async send(_to: object, activity: Partial<Activity>) {
      note(activity);
      return { activityId: '1' };
    },
    update: async (_to: object, _id: string, activity: Partial<Activity>) => note(activity),
  };
  const campaigns = fakeDesk();
  const planFile = async (planId: string, as: string) => (planId === PLAN_ID ? `the ${as}\n` : undefined);
  const { log } = captureLog();
  const folder = mkdtempSync(join(tmpdir(), 'muster-test-'));
  const files = createFiles({
    campaigns,
    planFile,
    validationFile: async function* validation() {
      yield '<!doctype html>';
    },
    exceptionsFile: async function* exceptions() {
      yield 'account,id\r\n';
    },
    messenger,
    localOnly: true,
    folder,
    clock: systemClock,
    log,
  });
  const uploadInfo = {
    contentUrl: url,
    uploadUrl: url,
    name: 'Autumn.csv',
    uniqueId: 'u-1',
    fileType: 'csv',
  };
  const context = { campaign: campaigns.campaign.id };
  return {
    ...{ files, campaigns, posted, uploadInfo, context, lastPost },
    received: () => received,
    said: () => posted.map((activity) => JSON.stringify(activity)).join('\n'),
    left: () => readdirSync(folder),
    stop: () => {
      rmSync(folder, { recursive: true });
      return new Promise((resolve) => server.close(resolve));
    },
  };
}

describe('a file for an administrator', () => {
  it('is offered with its name and about its size, and the answer names nothing but the campaign', async () => {
    const { files, campaigns, posted, context, stop } = await setUp();
    await files.offer({ ...campaigns.campaign, name: 'Autumn: "all"/2026' }, 1_000, admin);
    const [card] = posted[0]?.attachments ?? [];
    assert.equal(card?.contentType, 'application/vnd.microsoft.teams.card.file.consent');
    assert.equal(card?.name, 'Autumn all 2026.csv');
    assert.partialDeepStrictEqual(card?.content, {
      sizeInBytes: 180_000,
      acceptContext: context,
      declineContext: context,
    });
    await stop();
  });

  it('is written where Teams says, and appears in the chat when it is whole', async () => {
    const { files, posted, uploadInfo, context, received, said, lastPost, left, stop } = await setUp();
    await files.answer({ action: 'accept', context, uploadInfo }, admin, '17');
    assert.match(said(), /I am writing the file/);
    await lastPost;
    assert.equal(received(), 'userPrincipalName,state\r\nrosa.lind@contoso.com,told\r\n');
    const [card] = posted.at(-1)?.attachments ?? [];
    assert.equal(card?.contentType, 'application/vnd.microsoft.teams.card.file.info');
    assert.deepEqual(card?.content, { uniqueId: 'u-1', fileType: 'csv' });
    await files.finish(1_000);
    assert.deepEqual(left(), []);
    await stop();
  });

  it('that does not arrive whole is said so', async () => {
    const { files, uploadInfo, context, said, lastPost, stop } = await setUp({ status: 404 });
    await files.answer({ action: 'accept', context, uploadInfo }, admin, '17');
    await lastPost;
    assert.match(said(), /did not arrive whole/);
    await stop();
  });

  it('is not written where the answer is no', async () => {
    const { files, context, received, said, stop } = await setUp();
    await files.answer({ action: 'decline', context }, admin, '17');
    assert.match(said(), /Nothing was saved/);
    assert.equal(received(), '');
    await stop();
  });

  const refused: readonly [string, object][] = [
    ['a place outside of the organisation', { uploadUrl: 'https://evil.example/file' }],
    ['a link that leads out of the organisation', { contentUrl: 'https://evil.example/file' }],
  ];
  for (const [what, different] of refused) {
    it(`is not written to ${what}`, async () => {
      const { files, uploadInfo, context, received, said, stop } = await setUp();
      await files.answer(
        { action: 'accept', context, uploadInfo: { ...uploadInfo, ...different } },
        admin,
        '17',
      );
      assert.match(said(), /did not arrive whole/);
      assert.equal(received(), '');
      await stop();
    });
  }

  it('is for administrators alone, even for one who has been one when it was offered', async () => {
    const { files, uploadInfo, context, received, said, stop } = await setUp();
    await files.answer({ action: 'accept', context, uploadInfo }, turnOf({ roles: ['user'] }), '17');
    assert.match(said(), /for those who run the rollout/);
    assert.equal(received(), '');
    await stop();
  });

  it('of the plan is offered by name, and is written as the plan is when it is saved', async () => {
    const { files, posted, uploadInfo, received, lastPost, said, stop } = await setUp();
    await files.offerPlan(PLAN_ID, 'calendar', admin);
    const [card] = posted[0]?.attachments ?? [];
    assert.equal(card?.name, 'rollout-plan.ics');
    const context = { plan: PLAN_ID, as: 'calendar' } as const;
    assert.partialDeepStrictEqual(card?.content, { acceptContext: context });
    const gone = { ...context, plan: '99999999-9999-4999-8999-999999999999' };
    await files.answer({ action: 'accept', context: gone, uploadInfo }, admin, '17');
    assert.match(said(), /no such plan any more/);
    await files.answer({ action: 'accept', context, uploadInfo }, admin, '17');
    await lastPost;
    assert.equal(received(), 'the calendar\n');
    await stop();
  });

  it('of the exceptions is offered by name, and is the register as it is when it is saved', async () => {
    const { files, posted, uploadInfo, received, lastPost, stop } = await setUp();
    await files.offerExceptions(30, admin);
    const [card] = posted[0]?.attachments ?? [];
    assert.equal(card?.name, 'exceptions.csv');
    const context = { register: 'exceptions' } as const;
    assert.partialDeepStrictEqual(card?.content, { acceptContext: context });
    await files.answer({ action: 'accept', context, uploadInfo }, admin, '17');
    await lastPost;
    assert.equal(received(), 'account,id\r\n');
    await stop();
  });

  it('of a campaign that is gone is not written', async () => {
    const { files, uploadInfo, said, stop } = await setUp();
    const context = { campaign: '99999999-9999-4999-8999-999999999999' };
    await files.answer({ action: 'accept', context, uploadInfo }, admin, '17');
    assert.match(said(), /does not exist any more/);
    await stop();
  });

  it('is written once when two devices agree at once', async () => {
    const { files, posted, uploadInfo, context, lastPost, stop } = await setUp();
    const accept = () => files.answer({ action: 'accept', context, uploadInfo }, admin, '17');
    await Promise.all([accept(), accept()]);
    await lastPost;
    await files.finish(1_000);
    assert.equal(posted.filter((activity) => /file\.info/.test(JSON.stringify(activity))).length, 1);
    await stop();
  });
});

describe('the answer to an offered file', () => {
  const read = (different: object) => {
    const parsed = parseActivity(teamsMessage({ type: 'invoke', name: 'fileConsent/invoke', ...different }));
    assert.ok(parsed.ok);
    return readConsent(parsed.activity);
  };
  const context = { campaign: 'c0000000-0000-4000-8000-000000000001' };

  it('is read where it is one of ours', () => {
    assert.deepEqual(read({ value: { type: 'fileUpload', action: 'decline', context } }), {
      action: 'decline',
      context,
    });
  });

  it('is nothing where it is not', () => {
    assert.equal(read({ value: { action: 'accept', context: 'x' } }), null);
    assert.equal(read({ name: 'adaptiveCard/action', value: { action: 'decline', context } }), null);
    assert.equal(read({ value: null }), null);
  });
});
