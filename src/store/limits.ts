import type { SlotSource } from '../delivery/ports.ts';
import type { Db } from './db.ts';

/**
 * The tenant's rate, shared by all instances: one row says when the next call may be made, and whoever takes slots
 * moves it on. By the database's own clock, so the instances' clocks need not agree. A dead instance's slots pass
 * unused, and nothing is to be cleaned up after it.
 */
export function createSlotSource(db: Db): SlotSource {
  return {
    async lease(count, intervalMs) {
      const [row] = await db.query<{ first: number; now: number }>(
        `update send_slots
            set next_at = greatest(next_at, clock_timestamp()) + $1::float8 * interval '1 millisecond'
         returning extract(epoch from next_at)::float8 * 1000 - $1::float8 as first,
                   extract(epoch from clock_timestamp())::float8 * 1000 as now`,
        [count * intervalMs],
      );
      if (row === undefined) throw new Error('The table of send slots has lost its row.');
      return row;
    },
    async pause(milliseconds) {
      await db.query(
        `update send_slots
            set next_at = greatest(next_at, clock_timestamp() + $1::float8 * interval '1 millisecond')`,
        [milliseconds],
      );
    },
  };
}
