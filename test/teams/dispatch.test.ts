import assert from 'node:assert/strict';
import sinon from 'sinon';
import { z } from 'zod';
import { UserError } from '../../src/errors.ts';
import { createDispatch, openly } from '../../src/teams/dispatch.ts';
import { noticeReply } from '../../src/teams/replies.ts';
import { action, command } from '../../src/teams/rows.ts';
import type { Services } from '../../src/teams/turn.ts';
import { turnOf } from '../support/turn.ts';

const shown = noticeReply({ kind: 'already-done' }, turnOf());

function setUp() {
  const run = sinon.fake(async (_input: object) => shown);
  const about = { about: 'others', who: 'helpdesk' } as const;
  const dispatch = createDispatch({
    commands: [
      command({
        ...about,
        words: 'status',
        takes: 'person',
        summary: 'command.status-of',
        input: z.object({ person: z.string().max(20) }),
        run,
      }),
      command({
        words: 'help',
        takes: 'nothing',
        who: 'user',
        about: 'nobody',
        summary: 'command.help',
        input: z.object({}),
        run,
      }),
    ],
    actions: [action({ ...about, verb: 'status.refresh', input: z.object({ person: z.guid() }), run })],
    // The rows above ask for nothing.
    services: {} as Services,
  });
  return { dispatch, run };
}

const PERSON = '0a1b2c3d-0000-4000-8000-000000000002';
const helpdesk = turnOf({ roles: ['user', 'helpdesk'] });

describe('dispatch', () => {
  it('runs what was typed, and says about whom the answer is and which role may see it', async () => {
    const { dispatch, run } = setUp();
    const reply = await dispatch.message('status Alice', helpdesk);
    assert.deepEqual(run.firstCall.args[0], { person: 'Alice' });
    assert.partialDeepStrictEqual(reply, {
      shown,
      about: 'others',
      holding: 'helpdesk',
      replaces: true,
      ran: 'status',
    });
  });

  it('runs what was pressed, with no more of its data than the row asks for', async () => {
    const { dispatch, run } = setUp();
    const reply = await dispatch.press('status.refresh', { person: PERSON, askerId: PERSON }, helpdesk);
    assert.deepEqual(run.firstCall.args[0], { person: PERSON });
    assert.partialDeepStrictEqual(reply, {
      shown,
      about: 'others',
      holding: 'helpdesk',
      replaces: true,
      ran: 'status.refresh',
    });
  });

  it('refuses whoever lacks the role before it runs or reads anything', async () => {
    const { dispatch, run } = setUp();
    for (const reply of [
      await dispatch.message('status Alice', turnOf()),
      await dispatch.press('status.refresh', { person: 'no id' }, turnOf({ roles: ['user', 'admin'] })),
    ]) {
      assert.match(reply.shown.summary, /for the helpdesk/);
      assert.match(reply.ran, /^refused status/);
      assert.deepEqual(
        { about: reply.about, replaces: reply.replaces },
        { about: 'nobody', replaces: false },
      );
    }
    assert.equal(run.callCount, 0);
  });

  it('runs nothing with input that does not parse', async () => {
    const { dispatch, run } = setUp();
    const bad = (error: unknown) => error instanceof UserError && error.code === 'bad-input';
    await assert.rejects(dispatch.press('status.refresh', { person: 'x' }, helpdesk), bad);
    await assert.rejects(dispatch.message(`status ${'x'.repeat(21)}`, helpdesk), bad);
    assert.equal(run.callCount, 0);
  });

  for (const verb of ['constructor', '', 'status']) {
    it(`says that a card is from before for the verb “${verb}”`, async () => {
      const reply = await setUp().dispatch.press(verb, {}, helpdesk);
      assert.equal(reply.ran, 'unknown verb');
      assert.equal(reply.replaces, false);
    });
  }

  it('repeats what it did not understand, and never what a refused command would be', async () => {
    const { ran, shown: help } = await setUp().dispatch.message('statsu <b>', turnOf());
    assert.equal(ran, 'unknown');
    assert.match(JSON.stringify(help.card), /statsu/);
    assert.doesNotMatch(JSON.stringify(help.card), /status NAME/);
  });

  it('gives help for an empty message, without repeating nothing', async () => {
    const { ran, shown: help } = await setUp().dispatch.message('', helpdesk);
    const text = JSON.stringify(help.card);
    assert.equal(ran, 'unknown');
    assert.match(text, /status NAME/);
    assert.doesNotMatch(text, /You wrote|“”/);
  });

  it('holds nothing about anybody in what is said openly', () => {
    const { about, holding, replaces, ran } = openly(shown);
    assert.deepEqual(
      { about, holding, replaces, ran },
      { about: 'nobody', holding: 'user', replaces: false, ran: '' },
    );
  });
});
