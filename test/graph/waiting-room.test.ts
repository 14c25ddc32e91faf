import assert from 'node:assert/strict';
import { TryAgainLater } from '../../src/errors.ts';
import { createWaitingRoom } from '../../src/graph/waiting-room.ts';
import { createManualClock, settle } from '../support/clock.ts';

/** A budget of some slots, each free again after ten seconds. */
function roomOf(slots: number) {
  const clock = createManualClock();
  const started: string[] = [];
  let used: number[] = [];
  const wait = () => {
    const now = clock.elapsed;
    used = used.filter((at) => at + 10_000 > now);
    return used.length < slots ? 0 : (used[0] ?? 0) + 10_000 - now;
  };
  const room = createWaitingRoom({ wait, clock });
  const enter = (rank: number, name: string) =>
    room.enter(rank, async () => {
      used.push(clock.elapsed);
      started.push(name);
      return name;
    });
  return { clock, room, enter, started };
}

describe('the waiting room of a budget', () => {
  it('lets everybody through at once while there is room', async () => {
    const { enter, started } = roomOf(3);
    assert.equal(await enter(2, 'a'), 'a');
    await enter(0, 'b');
    assert.deepEqual(started, ['a', 'b']);
  });

  it('then calls the most useful first, and the first come among equals', async () => {
    const { clock, room, enter, started } = roomOf(1);
    const all = [enter(1, 'first'), enter(2, 'c'), enter(1, 'a'), enter(0, 'urgent'), enter(1, 'b')];
    assert.equal(room.size, 4);
    await clock.runOut();
    await Promise.all(all);
    assert.deepEqual(started, ['first', 'urgent', 'a', 'b', 'c']);
    assert.equal(clock.elapsed, 40_000);
  });

  it('hands a failure to whoever it belongs to, and goes on', async () => {
    const { clock, room, enter } = roomOf(1);
    await enter(0, 'a');
    const failing = room.enter(0, () => Promise.reject(new TypeError('a bug')));
    const next = enter(0, 'b');
    const failed = assert.rejects(failing, TypeError);
    await clock.runOut();
    await failed;
    assert.equal(await next, 'b');
  });

  it('turns everybody away where Graph asks for more patience than anybody has', async () => {
    const clock = createManualClock();
    const room = createWaitingRoom({ wait: () => 600_000, clock });
    const turned = assert.rejects(
      room.enter(0, async () => 1),
      (error: TryAgainLater) => error instanceof TryAgainLater && error.seconds === 600,
    );
    await settle();
    await turned;
    assert.equal(room.size, 0);
  });
});
