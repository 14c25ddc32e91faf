import type { Counted } from '../campaign/counted.ts';
import type { CampaignLine } from '../campaign/ports.ts';
import type { Db } from './db.ts';
import { deliveryCounts } from './delivery-reading.ts';

/** In smaller ones a single person is too much of the share. */
const PEOPLE_OF_A_DEPARTMENT = 10;

/** The counters of a campaign: as cheap for a million recipients as for ten. */
export async function countsOf(db: Db, campaignId: string): Promise<Counted> {
  const [states, deliveries, days, departments, cases] = await Promise.all([
    db.query<Counted['states'][number]>(
      `select state, nullif(reason, '') as reason, count from recipient_counts
        where campaign_id = $1 and count <> 0 order by state, reason`,
      [campaignId],
    ),
    deliveryCounts(db, campaignId),
    db.query<Counted['days'][number]>(
      `select day::text as day, wave, registered from campaign_days where campaign_id = $1 order by day, wave`,
      [campaignId],
    ),
    db.query<Counted['departments'][number]>(
      `select nullif(department, '') as department, targeted, registered from department_counts
        where campaign_id = $1 and targeted > 0
        order by targeted >= $2 desc, registered::float8 / targeted, targeted desc, department limit 10`,
      [campaignId, PEOPLE_OF_A_DEPARTMENT],
    ),
    db.query<{ open: number }>(
      `select count(*)::integer as open from campaign_cases where campaign_id = $1 and closed_at is null`,
      [campaignId],
    ),
  ]);
  return { states, deliveries, days, departments, openCases: cases[0]?.open ?? 0 };
}

const LINES_AT_MOST = 200;

/** Those that are not over first, then the newest. */
export async function campaignLines(db: Db): Promise<readonly CampaignLine[]> {
  return db.query(
    `select campaign_id as id, name, goal, state, calendar ->> 'startsOn' as "startsOn",
            coalesce(counted.targeted, 0)::integer as targeted, coalesce(counted.registered, 0)::integer as registered
       from campaigns campaign
       left join lateral (
         select sum(count) filter (where state <> 'reached') as targeted,
                sum(count) filter (where state = 'registered') as registered
           from recipient_counts where campaign_id = campaign.campaign_id) counted on true
      order by state in ('completed', 'cancelled'), created_at desc, campaign_id limit $1`,
    [LINES_AT_MOST],
  );
}
