import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Clock } from '../../src/clock.ts';
import { createLimiter, type Limiter } from '../../src/delivery/limiter.ts';
import type { SlotSource } from '../../src/delivery/ports.ts';
import { TryAgainLater } from '../../src/errors.ts';
import { createManualClock, type ManualClock, settle } from '../support/clock.ts';

const BACKGROUND = { operation: 'send', urgency: 'background', patienceMs: 30_000 } as const;

/** The row of the database, by a clock that may go differently, with a way to it that takes time. */
function slotSource(
  clock: Clock,
  { ahead = 0, delay = (): number => 0 } = {},
): SlotSource & { readonly leases: number[] } {
  let next = 0;
  const now = () => clock.now().getTime() + ahead;
  const leases: number[] = [];
  return {
    leases,
    async lease(count, intervalMs) {
      leases.push(count);
      const first = Math.max(next, now());
      next = first + count * intervalMs;
      const answer = { first, now: now() };
      const late = delay();
      if (late > 0) await clock.sleep(late);
      return answer;
    },
    async pause(milliseconds) {
      next = Math.max(next, now() + milliseconds);
    },
  };
}

function mostInASecond(times: readonly number[]): number {
  let most = 0;
  for (let last = 0, first = 0; last < times.length; last += 1) {
    while ((times[first] ?? 0) <= (times[last] ?? 0) - 1_000) first += 1;
    most = Math.max(most, last - first + 1);
  }
  return most;
}

describe('the limiter', () => {
  let clock: ManualClock;
  let calls: number[];
  beforeEach(() => {
    clock = createManualClock();
    calls = [];
  });
  const limiterOf = (perSecond: number | null, source: SlotSource = slotSource(clock)) =>
    createLimiter({ clock, perSecond, source });

  /** Keeps so many calls waiting, as workers do, until `count` have been made. */
  function keepCalling(limiter: Limiter, workers: number, count: number): Promise<unknown> {
    let left = count;
    const work = async () => {
      while (left > 0) {
        left -= 1;
        const chat = `chat-${left}`;
        await limiter.take({ ...BACKGROUND, chat });
        calls.push(clock.elapsed);
      }
    };
    return Promise.all(Array.from({ length: workers }, work));
  }

  it('keeps up 99 % of the rate over minutes and never has more in any second', async () => {
    const source = slotSource(clock, { ahead: 86_400_000, delay: () => 3 });
    const done = keepCalling(limiterOf(45, source), 64, 5_000);
    await clock.advance(130_000);
    await done;
    assert.ok(mostInASecond(calls) <= 45);
    const seconds = ((calls.at(-1) ?? 0) - (calls[0] ?? 0)) / 1000;
    assert.ok(4_999 / seconds >= 0.99 * 45, `${4_999 / seconds} a second`);
    assert.ok(source.leases.length < 5_000 / 15, `${source.leases.length} queries for 5,000 calls`);
  });

  it('keeps to the rate over several processes together, and uses all of it', async () => {
    const source = slotSource(clock);
    const limiters = [limiterOf(45, source), limiterOf(45, source), limiterOf(45, source)];
    const [first, second, third] = limiters.map((limiter) => keepCalling(limiter, 20, 900));
    await clock.advance(10_000);
    assert.ok(calls.length >= 0.98 * 450, `${calls.length} in ten seconds`);
    await clock.advance(70_000);
    await Promise.all([first, second, third]);
    assert.equal(calls.length, 2_700);
    // One more for each process that makes up for lost time.
    assert.ok(mostInASecond(calls) <= 48);
  });

  it('makes up for what it was held up, within the rate', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 1, max: 700 }), { minLength: 30, maxLength: 30 }),
        async (stalls) => {
          clock = createManualClock();
          calls = [];
          const slow = {
            now: clock.now,
            sleep: (ms: number, signal?: AbortSignal) => clock.sleep(late(ms), signal),
          };
          let turn = 0;
          const late = (ms: number) => ms + (turn++ % 7 === 0 ? (stalls[turn % stalls.length] ?? 0) : 0);
          const limiter = createLimiter({ clock: slow, perSecond: 20, source: slotSource(clock) });
          const done = keepCalling(limiter, 40, 200);
          await clock.runOut();
          await done;
          assert.ok(mostInASecond(calls) <= 21);
        },
      ),
      { numRuns: 30 },
    );
  });

  it('lets a person’s answer pass everybody who waits', async () => {
    const limiter = limiterOf(10);
    const wave = keepCalling(limiter, 20, 40);
    await clock.advance(500);
    const before = calls.length;
    let answered = false;
    void limiter
      .take({ chat: 'a', operation: 'send', urgency: 'interactive', patienceMs: 5_000 })
      .then(() => {
        answered = true;
      });
    await clock.advance(120);
    assert.equal(answered, true);
    assert.ok(calls.length - before <= 1);
    await clock.runOut();
    await wave;
  });

  it('answers a lone call at once', async () => {
    await limiterOf(45).take({ ...BACKGROUND, chat: 'a' });
    assert.equal(clock.elapsed, 0);
  });

  it('holds each chat to its own windows and lets other chats pass', async () => {
    const limiter = limiterOf(null);
    const times: number[] = [];
    const all = Array.from({ length: 70 }, async () => {
      await limiter.take({ ...BACKGROUND, chat: 'one' });
      times.push(clock.elapsed);
    });
    await settle();
    assert.equal(times.length, 7);
    await limiter.take({ ...BACKGROUND, chat: 'another' });
    await limiter.take({ ...BACKGROUND, chat: 'one', operation: 'read' });
    await clock.runOut();
    await Promise.all(all);
    const within = (milliseconds: number) =>
      Math.max(...times.map((end) => times.filter((at) => at > end - milliseconds && at <= end).length));
    assert.deepEqual([within(1_000), within(2_000), within(30_000)], [7, 8, 60]);
  });

  it('stops the whole tenant after a 429, in the other processes with their next slots', async () => {
    const source = slotSource(clock);
    const here = limiterOf(45, source);
    const there = limiterOf(45, source);
    const work = [keepCalling(here, 50, 200), keepCalling(there, 50, 200)];
    await clock.advance(2_000);
    await here.pause(10_000);
    calls.length = 0;
    await clock.advance(9_900);
    assert.ok(
      calls.length <= 45,
      `${calls.length} calls in the pause, from slots that the other had already`,
    );
    assert.ok(calls.every((at) => at < 3_600));
    await clock.advance(1_000);
    assert.ok(calls.some((at) => at >= 12_000));
    await clock.runOut();
    await Promise.all(work);
  });

  it('tells whoever cannot wait so long when to come again', async () => {
    const limiter = limiterOf(45);
    await limiter.pause(60_000);
    const refused = limiter.take({ ...BACKGROUND, chat: 'a' });
    await assert.rejects(refused, (error) => error instanceof TryAgainLater && error.seconds === 60);
  });

  it('forgets a call that is not wanted any more', async () => {
    const limiter = limiterOf(1);
    const stop = new AbortController();
    await limiter.take({ ...BACKGROUND, chat: 'a' });
    const refused = assert.rejects(limiter.take({ ...BACKGROUND, chat: 'b', signal: stop.signal }), /enough/);
    stop.abort(new Error('enough'));
    await refused;
    await assert.rejects(limiter.take({ ...BACKGROUND, chat: 'b', signal: stop.signal }), /enough/);
  });

  it('lets answers out and sends nothing else while the database is away', async () => {
    const away: SlotSource = { lease: () => Promise.reject(new Error('away')), pause: async () => undefined };
    const limiter = limiterOf(45, away);
    await limiter.take({ chat: 'a', operation: 'send', urgency: 'interactive', patienceMs: 5_000 });
    await assert.rejects(limiter.take({ ...BACKGROUND, chat: 'b' }), /away/);
  });
});
