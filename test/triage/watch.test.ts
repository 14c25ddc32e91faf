import assert from 'node:assert/strict';
import sinon from 'sinon';
import { MissingPermission, TryAgainLater } from '../../src/errors.ts';
import type { SignIn } from '../../src/triage/evidence.ts';
import { endingOf, lookAtWatched, newWatch, type Watch, type WatchEnding } from '../../src/triage/watch.ts';
import { signIn } from '../support/evidence.ts';

const NOW = new Date('2026-11-20T09:00:00Z');
const minute = (minutes: number) => new Date(NOW.getTime() + minutes * 60_000);
const { watch, firstLook } = newWatch({ id: 'w', caseId: 'c', askerId: 'asker', personId: 'ada' }, NOW);
const row = (minutes: number, code: number, over: Partial<SignIn> = {}) =>
  signIn({ id: `s-${minutes}-${code}`, at: minute(minutes), code, correlationId: `c-${minutes}`, ...over });

describe('a watched sign-in', () => {
  it('is looked at for an hour, soon at first', () => {
    assert.deepEqual(firstLook, minute(2));
    assert.deepEqual(watch.until, minute(60));
  });

  const stories: readonly [string, readonly SignIn[], number, WatchEnding['ended'] | null][] = [
    ['goes on while nothing happens', [], 59, null],
    ['goes on for what the log still brings', [], 63, null],
    ['ends after the hour when nothing came', [], 65, 'nothing'],
    ['ends with a success', [row(5, 0)], 6, 'succeeded'],
    ['ends with a failure', [row(5, 500121)], 6, 'failed'],
    ['does not end with what was there before', [row(-5, 0), row(-1, 500121)], 6, null],
    ['ends with the newest of several', [row(5, 500121), row(8, 0)], 9, 'succeeded'],
    ['goes on while somebody is being asked', [row(5, 50074)], 6, null],
    ['ends when who was asked never answered', [row(5, 50074)], 9, 'failed'],
    ['does not end with what an app does by itself', [row(5, 0, { interactive: false })], 9, null],
    [
      'judges an attempt by its end',
      [row(5, 50074, { correlationId: 'same' }), row(6, 0, { correlationId: 'same' })],
      7,
      'succeeded',
    ],
  ];
  for (const [title, rows, now, ended] of stories) {
    it(title, () => assert.equal(endingOf(watch, rows, minute(now))?.ended ?? null, ended));
  }

  it('says when and where it ended', () => {
    assert.deepEqual(endingOf(watch, [row(5, 0)], minute(6)), {
      ended: 'succeeded',
      at: minute(5),
      application: 'Outlook',
    });
  });
});

describe('a look at the log', () => {
  const looking = (open: readonly Watch[], answer: readonly SignIn[] | Error, now = minute(4)) => {
    const watches = {
      start: sinon.stub(),
      openOf: sinon.stub().resolves(open),
      end: sinon.fake(async (_watch: Watch, _ending: WatchEnding) => undefined),
      lookAgain: sinon.fake(async (_personId: string, _at: Date) => undefined),
    };
    const signInsOf = sinon.fake(async (_personId: string, _since: Date) => {
      if (answer instanceof Error) throw answer;
      return answer;
    });
    const clock = { now: () => now, sleep: async () => {} };
    const run = () => lookAtWatched('ada', { watches, signIns: { signInsOf }, clock });
    return { run, watches, signInsOf };
  };

  it('serves everybody who watches the person, from the first of them on', async () => {
    const later = { ...watch, id: 'w-2', since: minute(1) };
    const { run, watches, signInsOf } = looking([watch, later], [row(3, 0)]);
    await run();
    assert.equal(signInsOf.callCount, 1);
    assert.deepEqual(signInsOf.firstCall.args, ['ada', NOW]);
    assert.deepEqual(
      watches.end.getCalls().map(({ args: [one] }) => one.id),
      ['w', 'w-2'],
    );
    assert.equal(watches.lookAgain.callCount, 0);
  });

  it('comes again at the next time of whoever is next', async () => {
    const later = { ...watch, id: 'w-2', since: minute(3) };
    const { run, watches } = looking([watch, later], []);
    await run();
    assert.deepEqual(watches.lookAgain.lastCall.args, ['ada', minute(5)]);
  });

  it('asks nothing when nobody watches any more', async () => {
    const { run, signInsOf } = looking([], []);
    await run();
    assert.equal(signInsOf.callCount, 0);
  });

  it('asks the log a dozen times an hour, and then no more', async () => {
    let now = firstLook;
    let looks = 0;
    for (let ended = false; !ended; looks += 1) {
      const { run, watches } = looking([watch], [], now);
      await run();
      ended = watches.end.callCount > 0;
      if (!ended) [, now] = watches.lookAgain.lastCall.args;
    }
    assert.ok(looks <= 13, `${looks} looks`);
    assert.deepEqual(now, minute(65));
  });

  it('leaves it to the queue to come back when Microsoft asks to wait', async () => {
    await assert.rejects(looking([watch], new TryAgainLater(9, 'Graph')).run(), TryAgainLater);
  });

  it('goes on, and ends in time, where the log cannot be read', async () => {
    const denied = new MissingPermission('AuditLog.Read.All', 'sign-ins');
    const early = looking([watch], denied);
    await early.run();
    assert.deepEqual(early.watches.lookAgain.lastCall.args, ['ada', minute(6)]);
    const late = looking([watch], denied, minute(65));
    await late.run();
    assert.equal(late.watches.end.lastCall.args[1].ended, 'nothing');
  });

  it('does not hide a bug', async () => {
    await assert.rejects(looking([watch], new Error('a bug')).run(), /a bug/);
  });
});
