import {
  type ClaimedReading,
  type ReadingStatus,
  type ReadingStore,
  ROSTER,
} from '../campaign/roster-ports.ts';
import type { Database, Db } from './db.ts';
import {
  forgetUnseen,
  forgetUnseenMembers,
  rosterPieces,
  saveGroupPage,
  saveReportPage,
  saveRosterPage,
} from './roster.ts';

export function createReadings(database: Database): ReadingStore {
  /** A page counts only while the reading is its owner's: one that was thought dead must not disturb the next. */
  const save = (
    claim: ClaimedReading,
    seen: { now: Date; people: number },
    work: (db: Db) => Promise<void>,
  ) =>
    database.transaction(async (db) => {
      if (!(await show(db, claim, seen.now, seen.people))) return false;
      await work(db);
      return true;
    });
  return {
    status: (name) => readingStatus(database, name),
    claim: (name, owner, at) => claimReading(database, name, owner, at),
    show: (claim, now) => show(database, claim, now),
    savePeople: (claim, rows, now) =>
      save(claim, { now, people: rows.length }, (db) => saveRosterPage(db, claim.reading, rows)),
    saveReport: (claim, rows, now) => save(claim, { now, people: 0 }, (db) => saveReportPage(db, rows, now)),
    saveMembers: (claim, personIds, now) =>
      save(claim, { now, people: personIds.length }, (db) =>
        saveGroupPage(db, { groupId: claim.name, reading: claim.reading }, personIds),
      ),
    async peopleRead(claim, now) {
      const changed = await database.query(
        `update readings set people_read = true, seen_at = $3 where name = $1 and owner = $2 returning name`,
        [claim.name, claim.owner, now],
      );
      return changed.length > 0;
    },
    async complete(claim, now) {
      const { name, owner, reading } = claim;
      if (name === ROSTER) {
        for await (const piece of rosterPieces(database)) {
          if (!(await show(database, claim, now))) return false;
          await forgetUnseen(database, reading, piece);
        }
      } else {
        do {
          if (!(await show(database, claim, now))) return false;
        } while ((await forgetUnseenMembers(database, { groupId: name, reading })) > 0);
      }
      const ended = await database.query(
        `update readings set owner = null, completed_at = $3, completed_people = people, trouble = null
          where name = $1 and owner = $2 returning name`,
        [name, owner, now],
      );
      return ended.length > 0;
    },
    async fail(claim, trouble, now) {
      await database.query(
        `update readings set owner = null, seen_at = $3, trouble = $4 where name = $1 and owner = $2`,
        [claim.name, claim.owner, now, trouble],
      );
    },
  };
}

async function readingStatus(db: Db, name: string): Promise<ReadingStatus | undefined> {
  const [found] = await db.query<ReadingStatus>(
    `select completed_at as "completedAt", coalesce(completed_people, people) as people, trouble
       from readings where name = $1`,
    [name],
  );
  return found;
}

/** Whoever takes over goes on with the same reading: what it has seen is seen. */
async function claimReading(
  db: Db,
  name: string,
  owner: string,
  { now, deadSince }: { readonly now: Date; readonly deadSince: Date },
): Promise<ClaimedReading | null> {
  const [claimed] = await db.query<ClaimedReading>(
    `insert into readings as known (name, reading, owner, began_at, seen_at) values ($1, 1, $2::uuid, $3, $3)
     on conflict (name) do update set owner = excluded.owner, seen_at = excluded.seen_at, trouble = null,
       reading = known.reading + case when known.owner is null then 1 else 0 end,
       began_at = case when known.owner is null then excluded.began_at else known.began_at end,
       people_read = known.owner is not null and known.people_read,
       people = case when known.owner is not null and known.people_read then known.people else 0 end
      where known.owner is null or known.seen_at < $4
     returning name, reading, owner, people_read as "peopleRead", people, completed_people as "completedPeople"`,
    [name, owner, now, deadSince],
  );
  return claimed ?? null;
}

/** False: it is somebody else's. */
async function show(db: Db, { name, owner }: ClaimedReading, now: Date, people = 0): Promise<boolean> {
  const shown = await db.query(
    `update readings set seen_at = $3, people = people + $4 where name = $1 and owner = $2 returning name`,
    [name, owner, now, people],
  );
  return shown.length > 0;
}
