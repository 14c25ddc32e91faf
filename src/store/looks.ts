import type { Looks, Watermarks } from '../campaign/running.ts';
import type { Database, Db } from './db.ts';
import { moveRecipients } from './recipients.ts';

/** Whoever of these is looked at may still come to be registered. */
const OPEN = `row.state not in ('registered', 'left', 'not-registered')
  and row.campaign_id in (select campaign_id from campaigns where state in ('running', 'paused'))`;

export function createLooks(database: Database): Looks {
  const end = async (
    db: Db,
    personId: string,
    goals: readonly string[] | null,
  ): Promise<readonly string[]> => {
    const open = await db.query<{ campaignId: string }>(
      `select row.campaign_id as "campaignId" from recipients row join campaigns using (campaign_id)
        where row.person_id = lower($1) and ${OPEN} and ($2::text[] is null or goal = any($2::text[]))
        order by row.campaign_id`,
      [personId, goals],
    );
    return open.map(({ campaignId }) => campaignId);
  };

  const move = async (
    personId: string,
    change: { goals: readonly string[] | null; to: 'registered' | 'left'; reason: string; at: Date },
    first: (db: Db) => Promise<unknown>,
  ) =>
    database.transaction(async (db) => {
      await first(db);
      const moved: string[] = [];
      for (const campaignId of await end(db, personId, change.goals)) {
        const { to, reason, at } = change;
        const ids = await moveRecipients(db, campaignId, [{ personId, to, reason }], at);
        if (ids.length > 0) moved.push(campaignId);
      }
      await db.query(
        `update recipients set look_at = null, looks = 0
          where person_id = lower($1) and campaign_id = any($2::uuid[]) and look_at is not null`,
        [personId, moved],
      );
      return moved;
    });

  return {
    async take(at, until, atMost) {
      const taken = await database.query<{ personId: string }>(
        `update recipients row set look_at = $2 from (
           select campaign_id, person_id from recipients where look_at <= $1
            order by look_at limit $3 for update skip locked) due
          where row.campaign_id = due.campaign_id and row.person_id = due.person_id
         returning row.person_id as "personId"`,
        [at, until, atMost],
      );
      return [...new Set(taken.map(({ personId }) => personId))];
    },
    seen: (personId, state, goals, at) =>
      move(personId, { goals, to: 'registered', reason: state, at }, (db) =>
        db.query(
          `update roster set registration = $2, looked_at = $3
            where person_id = lower($1) and (looked_at is null or looked_at <= $3)`,
          [personId, state, at],
        ),
      ),
    gone: (personId, at) =>
      move(personId, { goals: null, to: 'left', reason: 'gone', at }, async () => undefined),
    async notYet(personId, delaysMs, at) {
      await database.query(
        `update recipients row set looks = case when looks between 1 and $3 - 1 then looks + 1 else 0 end,
                look_at = case when looks between 1 and $3 - 1
                  then $4::timestamptz + ($2::float8[])[looks + 1] * interval '1 millisecond' end
          where person_id = lower($1) and look_at is not null`,
        [personId, delaysMs, delaysMs.length, at],
      );
    },
    async postpone(personIds, until) {
      await database.query(
        `update recipients set look_at = $2 where person_id = any($1::text[]) and look_at is not null`,
        [personIds, until],
      );
    },
    async pressed(campaignId, personId, next) {
      await database.query(
        `update recipients row set looks = 1, look_at = $3
          where campaign_id = $1 and person_id = lower($2) and ${OPEN}`,
        [campaignId, personId, next],
      );
    },
    async named(news, at) {
      const named = await database.query(
        `with news as (
           select lower(person_id) as person_id, max(at) as at
             from unnest($1::text[], $2::timestamptz[]) as t (person_id, at) group by 1)
         update recipients row set look_at = least(row.look_at, $3), looks = 0
           from news left join roster using (person_id)
          where row.person_id = news.person_id and ${OPEN}
            and (roster.looked_at is null or roster.looked_at < news.at)
         returning 1`,
        [news.map(({ personId }) => personId), news.map((one) => one.at), at],
      );
      return named.length;
    },
    async next() {
      const [found] = await database.query<{ next: Date | null }>(
        'select min(look_at) as next from recipients where look_at is not null',
      );
      return found?.next ?? null;
    },
  };
}

export function createWatermarks(db: Db): Watermarks {
  return {
    async readTo(name) {
      const [found] = await db.query<{ readTo: Date }>(
        `select read_to as "readTo" from watermarks where name = $1`,
        [name],
      );
      return found?.readTo ?? null;
    },
    async moveTo(name, at) {
      await db.query(
        `insert into watermarks as known (name, read_to) values ($1, $2)
         on conflict (name) do update set read_to = greatest(known.read_to, excluded.read_to)`,
        [name, at],
      );
    },
  };
}
