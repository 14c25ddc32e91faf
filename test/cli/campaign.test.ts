import assert from 'node:assert/strict';
import type { Campaign } from '../../src/campaign/campaign.ts';
import type { Tools } from '../../src/cli/command.ts';
import { runCommandLine } from '../../src/cli/run.ts';
import { Unavailable } from '../../src/errors.ts';
import { campaignLine, type FakeDesk, fakeDesk } from '../support/fake-campaign-desk.ts';

async function run(
  words: string,
  {
    campaign = {},
    arrange = () => {},
  }: { campaign?: Partial<Campaign>; arrange?: (desk: FakeDesk) => void } = {},
) {
  const desk = fakeDesk({ name: 'Autumn', ...campaign });
  desk.lines = [campaignLine('Autumn'), { ...campaignLine('=Winter, "cold"'), state: 'draft', targeted: 0 }];
  arrange(desk);
  // The command reads campaigns and nothing else.
  const tools = { withCampaigns: (use) => use(desk) } as Partial<Tools> as Tools;
  const printed: string[] = [];
  const said: string[] = [];
  const status = await runCommandLine(['campaign', ...words.split(' ').filter(Boolean)], {
    out: async (text) => void printed.push(text),
    say: (text) => void said.push(text),
    tools: async () => tools,
    signal: new AbortController().signal,
  });
  return { status, printed: printed.join(''), said: said.join('') };
}

describe('muster campaign', () => {
  it('lists all campaigns for people, programs and spreadsheets', async () => {
    const { status, printed } = await run('list');
    assert.equal(status, 0);
    assert.match(printed, /^Autumn {2}running, any-method, from 2026-11-23, 40 of 100 \(40\.0 %\)$/m);
    const { campaigns } = JSON.parse((await run('list --json')).printed);
    assert.partialDeepStrictEqual(campaigns, [{ name: 'Autumn', targeted: 100, registered: 40 }]);
    const [, , winter] = (await run('list --csv')).printed.split('\r\n');
    assert.match(winter ?? '', /^"'=Winter, ""cold""",draft,/);
  });

  it('says so where there is none yet', async () => {
    const { printed } = await run('list', {
      arrange(desk) {
        desk.lines = [];
      },
    });
    assert.match(printed, /no campaign yet/);
  });

  it('tells what would happen before the start, and how far it is after it', async () => {
    const draft = await run('autumn');
    assert.match(draft.printed, /^Autumn: draft, any-method, from 2026-11-23, deadline 2026-12-06\.$/m);
    assert.match(draft.printed, /1,204 people would be written to, 7 administrators first/);
    assert.match(draft.printed, /left out, goal-met: 4,210/);
    assert.match(draft.printed, /A second administrator must approve/);
    const running = await run('autumn', { campaign: { state: 'running', trouble: '401 BotNotRegistered' } });
    assert.match(running.printed, /554 of 1,204 have met the goal \(46\.0 %\); the goal is 95\.0 %/);
    assert.match(running.printed, /unreachable, blocked: 10/);
    assert.match(running.printed, /announcement: sent 1,163, failed 24, unknown 2/);
    assert.match(running.printed, /Nothing is sent: 401 BotNotRegistered/);
  });

  it('gives programs one document', async () => {
    const draft = JSON.parse((await run('autumn --json')).printed);
    assert.deepEqual(Object.keys(draft), ['campaign', 'dryRun']);
    assert.equal(draft.dryRun.recipients, 1_204);
    const running = JSON.parse((await run('autumn --json', { campaign: { state: 'completed' } })).printed);
    assert.equal(running.progress.states.registered, 554);
  });

  it('writes everybody of it as CSV, piece by piece', async () => {
    const { status, printed } = await run('autumn --csv');
    assert.equal(status, 0);
    assert.equal(printed, 'userPrincipalName,state\r\nrosa.lind@contoso.com,told\r\n');
  });

  it('names the nearest for a name that no campaign has, with status 4', async () => {
    const { status, said } = await run('atumn');
    assert.equal(status, 4);
    assert.match(said, /no campaign “atumn”\.\s+Near: “Autumn”/);
    const json = await run('christmas --json');
    assert.equal(json.status, 4);
    assert.equal(JSON.parse(json.printed).error.code, 'not-found');
  });

  it('takes one name and one format', async () => {
    assert.equal((await run('')).status, 2);
    assert.equal((await run('autumn winter')).status, 2);
    assert.equal((await run('autumn --json --csv')).status, 2);
  });

  it('ends with status 5 where the database does not answer', async () => {
    const { status } = await run('list', {
      arrange(desk) {
        desk.list = async () => {
          throw new Unavailable('The database does not answer.', 'Start it.');
        };
      },
    });
    assert.equal(status, 5);
  });
});
