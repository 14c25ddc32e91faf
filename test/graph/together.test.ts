import assert from 'node:assert/strict';
import { Unavailable } from '../../src/errors.ts';
import { RequestRefused } from '../../src/graph/outcomes.ts';
import { rowOf } from '../../src/graph/requests.ts';
import { readTogether } from '../../src/graph/together.ts';
import { createWaitingRoom } from '../../src/graph/waiting-room.ts';
import { createManualClock, settle } from '../support/clock.ts';

const SINCE = new Date('2026-11-01T00:00:00Z');
const LATER = new Date('2026-11-10T00:00:00Z');
interface Row {
  readonly of: string;
  readonly at: Date;
}
const REFUSED = new RequestRefused(rowOf('signIns'), {
  status: 400,
  code: 'BadRequest',
  message: '',
  retryAfter: null,
  requestId: null,
});

/** A log with two rows of everybody; the room is full until the clock goes on. */
function logOf(read?: (ids: readonly string[]) => void) {
  const clock = createManualClock();
  let full = true;
  const room = createWaitingRoom({
    clock: {
      ...clock,
      sleep: async (milliseconds) => {
        await clock.sleep(milliseconds);
        full = false;
      },
    },
    wait: () => (full ? 1_000 : 0),
  });
  const asked: { ids: readonly string[]; since: Date }[] = [];
  const ask = readTogether<Row>({
    room,
    rank: 0,
    isOf: (row, personId) => row.of === personId,
    async read(ids, since) {
      asked.push({ ids, since });
      read?.(ids);
      return ids.flatMap((of) => [SINCE, LATER].map((at) => ({ of, at })));
    },
  });
  return { ask, asked, clock };
}

describe('what is read of several people together', () => {
  it('is asked for once where several wait, and each is given their own rows', async () => {
    const { ask, asked, clock } = logOf();
    const all = [ask('ada', SINCE), ask('bob', LATER), ask('ada', LATER)];
    await clock.runOut();
    const [ada, bob] = await Promise.all(all);
    assert.deepEqual(asked, [{ ids: ['ada', 'bob'], since: SINCE }]);
    assert.deepEqual(ada, [
      { of: 'ada', at: SINCE },
      { of: 'ada', at: LATER },
    ]);
    assert.deepEqual(bob, [{ of: 'bob', at: LATER }]);
  });

  it('is asked for by fifteens at most', async () => {
    const { ask, asked, clock } = logOf();
    const all = Array.from({ length: 20 }, (_, index) => ask(`person ${index}`, SINCE));
    await clock.runOut();
    const rows = await Promise.all(all);
    assert.deepEqual(
      asked.map(({ ids }) => ids.length),
      [15, 5],
    );
    assert.ok(rows.every((some, index) => some.every((row) => row.of === `person ${index}`)));
  });

  it('is asked for one by one where that is refused', async () => {
    const { ask, asked, clock } = logOf((ids) => {
      if (ids.length > 1) throw REFUSED;
    });
    const all = [ask('ada', SINCE), ask('bob', SINCE)];
    await clock.runOut();
    assert.deepEqual(
      (await Promise.all(all)).map((rows) => rows.length),
      [2, 2],
    );
    assert.deepEqual(
      asked.map(({ ids }) => ids),
      [['ada', 'bob'], ['ada'], ['bob']],
    );
  });

  it('fails for everybody who was asked about, and for the refused one alone', async () => {
    const down = new Unavailable('Graph is down.', 'Wait.');
    for (const [error, ids] of [
      [down, ['ada', 'bob']],
      [REFUSED, ['ada']],
    ] as const) {
      const { ask, clock } = logOf(() => {
        throw error;
      });
      const all = ids.map((id) => assert.rejects(ask(id, SINCE), error));
      await settle();
      await clock.runOut();
      await Promise.all(all);
    }
  });
});
