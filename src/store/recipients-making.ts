import type { AudienceQuestion } from '../campaign/audience.ts';
import type { Campaign, RecipientState, WaveName } from '../campaign/campaign.ts';
import type { Candidate } from '../campaign/planning.ts';
import { EXCLUSION, questionValues } from './audience.ts';
import type { Database, Db } from './db.ts';

/** Accounts that are looked through in one transaction; pausing waits for it. */
const ACCOUNTS_AT_ONCE = 2_000;

/**
 * The next piece of a campaign's recipients, made and counted exactly once, whoever dies when. `stopped`: it is not
 * running any more; whoever resumes it goes on from here.
 */
export async function makeSomeRecipients(
  database: Database,
  campaign: Campaign,
  question: AudienceQuestion,
  now: Date,
): Promise<'more' | 'made' | 'stopped'> {
  return database.transaction(async (db) => {
    const [begun] = await db.query<{ after: string; made: boolean }>(
      `select recipients_made_to as after, recipients_made as made from campaigns
        where campaign_id = $1 and state = 'running' for update`,
      [campaign.id],
    );
    if (begun === undefined) return 'stopped';
    if (begun.made) return 'made';
    const [last] = await db.query<{ to: string | null }>(
      `select max(person_id) as to from (
         select person_id from roster where person_id > $1 order by person_id limit $2) piece`,
      [begun.after, ACCOUNTS_AT_ONCE],
    );
    const to = last?.to ?? null;
    if (to !== null) {
      await db.query(MAKE, [...questionValues(question), campaign.id, begun.after, to, now]);
    }
    await db.query(
      `update campaigns set recipients_made_to = $2, recipients_made = $3 where campaign_id = $1`,
      [campaign.id, to ?? begun.after, to === null],
    );
    return to === null ? 'made' : 'more';
  });
}

/** Whether a campaign's recipients are being made, and up to whom. */
export async function recipientsMade(
  db: Db,
  campaignId: string,
): Promise<{ readonly begun: boolean; readonly made: boolean }> {
  const [found] = await db.query<{ begun: boolean; made: boolean }>(
    `select recipients_made_to <> '' or recipients_made as begun, recipients_made as made from campaigns
      where campaign_id = $1`,
    [campaignId],
  );
  return found ?? { begun: false, made: false };
}

const MAKE = `with judged as (
    select person.*, ${EXCLUSION} as reason from roster person
     where person.person_id > $12 and person.person_id <= $13
  ), made as (
    insert into recipients (campaign_id, person_id, user_principal_name, display_name, department, country, language,
      time_zone, is_admin, changed_at)
    select $11, person_id, user_principal_name, display_name, nullif(btrim(department), ''), country,
           coalesce(language, 'en'), time_zone, is_admin, $14
      from judged where reason is null
    on conflict do nothing returning department
  ), counted as (
    insert into recipient_counts as known (campaign_id, state, reason, count)
    select $11, 'waiting', '', count(*) from made having count(*) > 0
    on conflict (campaign_id, state, reason) do update set count = known.count + excluded.count
  ), departments as (
    insert into department_counts as known (campaign_id, department, targeted, registered)
    select $11, coalesce(department, ''), count(*), 0 from made group by department
    on conflict (campaign_id, department) do update set targeted = known.targeted + excluded.targeted
  )
  insert into campaign_exclusions as known (campaign_id, reason, count)
  select $11, reason, count(*) from judged where reason is not null group by reason
  on conflict (campaign_id, reason) do update set count = known.count + excluded.count`;

/**
 * The next of a campaign's recipients by id, and which of them are to get the wave and are in no batch of it yet. Cut
 * off by key and not by what fits: a statement that looks for the last of a million holds up everybody else. For the
 * same reason each is looked up for itself: "not exists" may read every delivery there is, for two thousand people.
 */
export async function waveCandidates(
  db: Db,
  {
    campaignId,
    wave,
    states,
  }: {
    readonly campaignId: string;
    readonly wave: WaveName;
    readonly states: readonly RecipientState[];
  },
  { admins, after, limit }: { readonly admins: boolean; readonly after: string; readonly limit: number },
): Promise<readonly Candidate[]> {
  return db.query(
    `select person_id as "personId", language, time_zone as "timeZone",
            ${admins ? '' : 'not is_admin and '}state = any($3::text[]) and (
              select true from deliveries planned where planned.person_id = row.person_id
                and planned.campaign_id = row.campaign_id::text and planned.wave = $4 limit 1) is null as fits
       from (select * from recipients where campaign_id = $1 and person_id > $2 ${admins ? 'and is_admin' : ''}
              order by person_id limit $5) row
      order by person_id`,
    [campaignId, after, states, wave, limit],
  );
}

export async function saveWaveBatch(
  db: Db,
  batch: {
    readonly batchId: number;
    readonly campaignId: string;
    readonly wave: WaveName;
    readonly timeZone: string;
  },
): Promise<void> {
  await db.query(
    `insert into wave_batches (batch_id, campaign_id, wave, time_zone) values ($1, $2, $3, $4)`,
    [batch.batchId, batch.campaignId, batch.wave, batch.timeZone],
  );
}

/** Where the people of a batch live, and whether that matters. Undefined: it is no wave's. */
export async function placeOfBatch(
  db: Db,
  batchId: number,
): Promise<{ readonly timeZone: string; readonly hours: 'working' | 'now' } | undefined> {
  const [found] = await db.query<{ timeZone: string; hours: 'working' | 'now' }>(
    `select batch.time_zone as "timeZone", campaign.calendar ->> 'hours' as hours
       from wave_batches batch join campaigns campaign using (campaign_id) where batch.batch_id = $1`,
    [batchId],
  );
  return found;
}
