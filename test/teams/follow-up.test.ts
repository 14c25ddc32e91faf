import assert from 'node:assert/strict';
import sinon from 'sinon';
import { openly } from '../../src/teams/dispatch.ts';
import { createFollowUps, ripened } from '../../src/teams/follow-up.ts';
import { noticeReply, problemReply } from '../../src/teams/replies.ts';
import { createManualClock, settle } from '../support/clock.ts';
import { captureLog } from '../support/log.ts';
import { turnOf } from '../support/turn.ts';

const turn = turnOf();
const half = noticeReply({ kind: 'already-done' }, turn);
const rest = noticeReply({ kind: 'answered-privately' }, turn);
const at = { conversationId: 'a:1alice', serviceUrl: 'https://smba.example/emea/' };

function setUp() {
  const clock = createManualClock();
  const { log, text: logged } = captureLog();
  const messenger = {
    send: sinon.stub().resolves({ activityId: '2' }),
    update: sinon.stub().resolves(),
  };
  const followUps = createFollowUps({ messenger, clock, log });
  const problem = (error: unknown) => problemReply(error, turn);
  return { clock, logged, messenger, followUps, problem };
}

describe('completing a card', () => {
  it('replaces it where it stands, when the rest is there', async () => {
    const { messenger, followUps, problem } = setUp();
    const { promise, resolve } = Promise.withResolvers<typeof rest>();
    followUps.replaceLater(promise, { at, activityId: '1' }, problem);
    await settle();
    assert.equal(messenger.update.callCount, 0);
    resolve(rest);
    await followUps.finish(1_000);
    const [where, id, activity] = messenger.update.lastCall.args;
    assert.deepEqual([where, id, activity.summary], [at, '1', rest.summary]);
  });

  it('posts the rest where Teams gave the card no id', async () => {
    const { messenger, followUps, problem } = setUp();
    followUps.replaceLater(Promise.resolve(rest), { at, activityId: null }, problem);
    await followUps.finish(1_000);
    assert.deepEqual([messenger.update.callCount, messenger.send.callCount], [0, 1]);
  });

  it('says on the card that the rest cannot be had', async () => {
    const { messenger, followUps, problem } = setUp();
    followUps.replaceLater(Promise.reject(new Error('a bug')), { at, activityId: '1' }, problem);
    await followUps.finish(1_000);
    assert.match(messenger.update.lastCall.args[2].summary, /I could not finish that/);
  });

  it('lets a card that is gone be gone', async () => {
    const { messenger, followUps, problem, logged } = setUp();
    messenger.update.rejects(Object.assign(new Error('no such message'), { statusCode: 404 }));
    followUps.replaceLater(Promise.resolve(rest), { at, activityId: '1' }, problem);
    await followUps.finish(1_000);
    assert.match(logged(), /A card could not be completed/);
  });

  it('is waited for when the program stops, but not for ever', async () => {
    const { clock, followUps, problem } = setUp();
    followUps.replaceLater(new Promise(() => {}), { at, activityId: '1' }, problem);
    let finished = false;
    const finishing = followUps.finish(2_000).then(() => {
      finished = true;
    });
    await clock.advance(1_900);
    assert.equal(finished, false);
    await clock.advance(200);
    await finishing;
  });
});

describe('the answer to a button', () => {
  const growing = (whole: Promise<typeof rest>) => ({ ...openly(half), whole });

  it('is the whole where that comes in time', async () => {
    const reply = await ripened(growing(Promise.resolve(rest)), createManualClock(), 6_000);
    assert.deepEqual([reply.shown, reply.whole], [rest, null]);
  });

  it('is what is known where it does not, and the whole follows', async () => {
    const clock = createManualClock();
    const whole = new Promise<typeof rest>(() => {});
    const waiting = ripened(growing(whole), clock, 6_000);
    await clock.advance(6_000);
    const reply = await waiting;
    assert.deepEqual([reply.shown, reply.whole], [half, whole]);
  });

  it('fails with what the whole fails with', async () => {
    await assert.rejects(
      ripened(growing(Promise.reject(new Error('a bug'))), createManualClock(), 6_000),
      /a bug/,
    );
  });

  it('is at once where nothing follows', async () => {
    const reply = openly(half);
    assert.equal(await ripened(reply, createManualClock(), 6_000), reply);
  });
});
