import type { Watch, WatchEnding, Watches } from '../triage/watch.ts';
import type { Db } from './db.ts';

const COLUMNS = `watch_id as "id", case_id as "caseId", asker_id as "askerId", person_id as "personId", since, until`;

/** What follows from a watch, in the transaction that causes it. */
export interface WatchJobs {
  look(personId: string, at: Date, db: Db): Promise<unknown>;
  tell(watchId: string, db: Db): Promise<unknown>;
}

export function createWatches(db: Db, jobs: WatchJobs): Watches {
  return {
    start: (watch, firstLook) =>
      db.transaction(async (transaction) => {
        const started = await startWatch(transaction, watch);
        if (started.isNew) await jobs.look(watch.personId, firstLook, transaction);
        return started;
      }),
    openOf: (personId) => openWatchesOf(db, personId),
    end: (watch, ending) =>
      db.transaction(async (transaction) => {
        if (await endWatch(transaction, watch.id, ending)) await jobs.tell(watch.id, transaction);
      }),
    lookAgain: async (personId, at) => {
      await db.transaction((transaction) => jobs.look(personId, at, transaction));
    },
  };
}

/** One open watch for each asker and person: whoever presses twice has the first one. */
async function startWatch(db: Db, watch: Watch): Promise<{ readonly watch: Watch; readonly isNew: boolean }> {
  const inserted = await db.query<Watch>(
    `insert into watches (watch_id, case_id, asker_id, person_id, since, until)
     values ($1, $2, lower($3), lower($4), $5, $6)
     on conflict (person_id, asker_id) where ended is null do nothing returning ${COLUMNS}`,
    [watch.id, watch.caseId, watch.askerId, watch.personId, watch.since, watch.until],
  );
  const [made] = inserted;
  if (made) return { watch: made, isNew: true };
  const [known] = await db.query<Watch>(
    `select ${COLUMNS} from watches where person_id = lower($1) and asker_id = lower($2) and ended is null`,
    [watch.personId, watch.askerId],
  );
  // Ended between the two statements: the next press starts a new one, and says so.
  return { watch: known ?? watch, isNew: false };
}

async function openWatchesOf(db: Db, personId: string): Promise<readonly Watch[]> {
  return db.query<Watch>(
    `select ${COLUMNS} from watches where person_id = lower($1) and ended is null order by since`,
    [personId],
  );
}

/** True to the first who ends it. */
async function endWatch(db: Db, watchId: string, ending: WatchEnding): Promise<boolean> {
  const ended = await db.query(
    `update watches set ended = $2, ended_at = $3, application = $4
      where watch_id = $1 and ended is null returning watch_id`,
    [watchId, ending.ended, ending.at, ending.application],
  );
  return ended.length > 0;
}

export async function endedWatch(db: Db, watchId: string): Promise<(Watch & WatchEnding) | undefined> {
  const [found] = await db.query<Watch & WatchEnding>(
    `select ${COLUMNS}, ended, ended_at as "at", application from watches
      where watch_id = $1 and ended is not null`,
    [watchId],
  );
  return found;
}

export async function forgetWatchesBefore(db: Db, before: Date): Promise<void> {
  await db.query(`delete from watches where until < $1`, [before]);
}
