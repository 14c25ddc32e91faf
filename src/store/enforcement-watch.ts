import type { EnforcementWatch, Tally } from '../rollout/watch.ts';
import type { Db } from './db.ts';

const COLUMNS = `watch_id as id, started_by as "startedBy", started_at as "startedAt", ends_at as "endsAt",
  group_id as "groupId", ended_at as "endedAt", told_of as "toldOf"`;

/** The newest people who fail are enough to see what happens; a tenant where more do has one trouble. */
const TALLIES_AT_MOST = 20_000;

export interface WatchCardAddress {
  readonly conversationId: string;
  readonly serviceUrl: string;
  readonly activityId: string;
}

/** The new one, or the one that runs already. */
export async function startWatch(
  db: Db,
  watch: Omit<EnforcementWatch, 'toldOf' | 'endedAt'>,
): Promise<{ readonly watch: EnforcementWatch; readonly isNew: boolean }> {
  const [started] = await db.query<EnforcementWatch>(
    `insert into enforcement_watches (watch_id, started_by, started_at, ends_at, group_id)
     values ($1, lower($2), $3, $4, $5) on conflict ((true)) where ended_at is null do nothing
     returning ${COLUMNS}`,
    [watch.id, watch.startedBy, watch.startedAt, watch.endsAt, watch.groupId],
  );
  if (started) return { watch: started, isNew: true };
  const running = await openWatch(db);
  // It ended between the two questions: then there is room.
  return running ? { watch: running, isNew: false } : startWatch(db, watch);
}

export async function openWatch(db: Db): Promise<EnforcementWatch | undefined> {
  const [watch] = await db.query<EnforcementWatch>(
    `select ${COLUMNS} from enforcement_watches where ended_at is null`,
  );
  return watch;
}

export async function watchById(db: Db, watchId: string): Promise<EnforcementWatch | undefined> {
  const [watch] = await db.query<EnforcementWatch>(
    `select ${COLUMNS} from enforcement_watches where watch_id = $1`,
    [watchId],
  );
  return watch;
}

/** False: it had ended before. */
export async function endWatch(db: Db, watchId: string, at: Date): Promise<boolean> {
  const ended = await db.query(
    `update enforcement_watches set ended_at = $2 where watch_id = $1 and ended_at is null returning 1 as one`,
    [watchId, at],
  );
  return ended.length > 0;
}

/** Those of these news that nobody has told yet: they are now whoever asked's to tell. */
export async function claimNews(db: Db, watchId: string, news: readonly string[]): Promise<boolean> {
  const claimed = await db.query(
    `update enforcement_watches set told_of = (
       select array(select distinct unnest(told_of || $2::text[])))
      where watch_id = $1 and not told_of @> $2::text[] returning 1 as one`,
    [watchId, news],
  );
  return claimed.length > 0;
}

export async function watchCard(
  db: Db,
  watchId: string,
): Promise<(WatchCardAddress & { readonly drawnAt: Date }) | undefined> {
  const [card] = await db.query<WatchCardAddress & { readonly drawnAt: Date }>(
    `select conversation_id as "conversationId", service_url as "serviceUrl", activity_id as "activityId",
       drawn_at as "drawnAt"
       from enforcement_watches where watch_id = $1 and activity_id is not null`,
    [watchId],
  );
  return card;
}

export async function keepWatchCard(
  db: Db,
  watchId: string,
  card: WatchCardAddress,
  at: Date,
): Promise<void> {
  await db.query(
    `update enforcement_watches set conversation_id = $2, service_url = $3, activity_id = $4, drawn_at = $5
      where watch_id = $1`,
    [watchId, card.conversationId, card.serviceUrl, card.activityId, at],
  );
}

/** Who is watched from now on: the group's members as they were just read, a page at a time. */
export async function addWatched(db: Db, watchId: string, personIds: readonly string[]): Promise<void> {
  await db.query(
    `insert into watched_people (watch_id, person_id) select $1, lower(id) from unnest($2::text[]) as given (id)
     on conflict do nothing`,
    [watchId, personIds],
  );
}

const OF_WATCH = `(not exists (select 1 from enforcement_watches where watch_id = $1 and group_id is not null)
    or person_id in (select person_id from watched_people where watch_id = $1))`;
const TALLY = `person_id as "personId", max(person_name) as "personName", code, result, client, application,
  count(*)::integer as count, max(at) as last`;

export async function talliesBetween(
  db: Db,
  watchId: string,
  { from, to }: { readonly from: Date; readonly to: Date },
): Promise<readonly Tally[]> {
  return db.query(
    `select ${TALLY} from sign_ins where at >= $2 and at < $3 and interactive and ${OF_WATCH}
      group by person_id, code, result, client, application order by max(at) desc limit $4`,
    [watchId, from, to, TALLIES_AT_MOST],
  );
}

/** With one of these results since then, and no success after it. */
export async function notInSince(
  db: Db,
  watchId: string,
  codes: readonly number[],
  since: Date,
): Promise<readonly Tally[]> {
  return db.query(
    `select ${TALLY} from sign_ins failed
      where at >= $2 and code = any($3::integer[]) and interactive and ${OF_WATCH}
        and not exists (select 1 from sign_ins passed where passed.person_id = failed.person_id
          and passed.code = 0 and passed.at > failed.at)
      group by person_id, code, result, client, application order by max(at) desc limit $4`,
    [watchId, since, codes, TALLIES_AT_MOST],
  );
}

/** Whether the log was read when that span was new: otherwise nothing may be said about it. */
export async function oldestSignIn(db: Db): Promise<Date | null> {
  const [row] = await db.query<{ at: Date | null }>('select min(at) as at from sign_ins');
  return row?.at ?? null;
}

/** Questions that reached the helpdesk: what it asked about people, and what people asked of it. */
export async function casesSinceStart(db: Db, since: Date): Promise<number> {
  const [row] = await db.query<{ count: number }>(
    `select ((select count(distinct person_id) from asked where asked_at >= $1 and person_id is not null
                and person_id <> asker_id)
           + (select count(*) from campaign_cases where opened_at >= $1))::integer as count`,
    [since],
  );
  return row?.count ?? 0;
}

/** Of these people those with a chat who have not been written to because of this watch: now whoever asked's to write to. */
export async function claimMessages(
  db: Db,
  watchId: string,
  personIds: readonly string[],
  by: { readonly askedBy: string; readonly at: Date },
): Promise<readonly string[]> {
  const rows = await db.query<{ personId: string }>(
    `insert into watch_messages (watch_id, person_id, asked_by, asked_at)
     select $1, lower(id), lower($3), $4 from unnest($2::text[]) as given (id)
      where exists (select 1 from conversations where person_id = lower(id) and kind = 'personal' and installed)
     on conflict do nothing returning person_id as "personId"`,
    [watchId, personIds, by.askedBy, by.at],
  );
  return rows.map(({ personId }) => personId);
}

/** When somebody last began to watch a pilot group, and everybody; null: nobody ever has. */
export async function lastWatches(
  db: Db,
): Promise<{ readonly pilotAt: Date | null; readonly everybodyAt: Date | null }> {
  const [row] = await db.query<{ pilotAt: Date | null; everybodyAt: Date | null }>(
    `select max(started_at) filter (where group_id is not null) as "pilotAt",
            max(started_at) filter (where group_id is null) as "everybodyAt" from enforcement_watches`,
  );
  return row ?? { pilotAt: null, everybodyAt: null };
}
