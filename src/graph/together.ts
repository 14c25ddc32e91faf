import { RequestRefused } from './outcomes.ts';
import type { WaitingRoom } from './waiting-room.ts';

interface Wish<Row> {
  readonly personId: string;
  readonly since: Date;
  grant(rows: readonly Row[]): void;
  refuse(error: unknown): void;
}

/** More would make a question too long to be sure of, and an answer too long to be quick. */
const AT_ONCE = 15;

/**
 * Reads one kind of log rows of a person. Where several people wait for their turn, one request asks for all of
 * them: twenty questions in a minute are more than Graph answers one by one.
 */
export function readTogether<Row extends { readonly at: Date }>(options: {
  readonly room: WaitingRoom;
  readonly rank: number;
  readonly read: (personIds: readonly string[], since: Date) => Promise<readonly Row[]>;
  readonly isOf: (row: Row, personId: string) => boolean;
}): (personId: string, since: Date) => Promise<readonly Row[]> {
  const { room, rank, read, isOf } = options;
  const wishes: Wish<Row>[] = [];

  const readAll = async (some: readonly Wish<Row>[]): Promise<void> => {
    const since = new Date(Math.min(...some.map((wish) => wish.since.getTime())));
    const ids = [...new Set(some.map((wish) => wish.personId))];
    try {
      const rows = await read(ids, since);
      for (const wish of some) {
        wish.grant(rows.filter((row) => isOf(row, wish.personId) && row.at >= wish.since));
      }
    } catch (error) {
      // A question about several is not promised to be understood everywhere; one about one is.
      if (error instanceof RequestRefused && ids.length > 1) await apart(some);
      else for (const wish of some) wish.refuse(error);
    }
  };
  const apart = (some: readonly Wish<Row>[]) =>
    Promise.all(some.map((wish) => room.enter(rank, () => readAll([wish])).catch(wish.refuse)));
  const enter = (): Promise<void> =>
    room.enter(rank, async () => {
      const some = wishes.splice(0, AT_ONCE);
      if (some.length > 0) await readAll(some);
    });

  return (personId, since) =>
    new Promise((grant, refuse) => {
      const wish = { personId, since, grant, refuse };
      wishes.push(wish);
      // Whoever is taken along by an earlier turn leaves this one with nothing to do.
      enter().catch((error: unknown) => {
        if (wishes.includes(wish)) wishes.splice(wishes.indexOf(wish), 1);
        refuse(error);
      });
    });
}
