import { type Campaign, DEFAULT_CALENDAR, type Recipient } from '../../src/campaign/campaign.ts';
import { insertCampaign } from '../../src/store/campaigns.ts';
import type { Db } from '../../src/store/db.ts';

export const CAMPAIGN_ID = '11111111-1111-4111-8111-111111111111';
/** Monday of the first week of the window, in the morning of Europe. */
export const MONDAY = new Date('2026-11-23T09:00:00Z');

export function sampleCampaign(more: Partial<Campaign> = {}): Campaign {
  return {
    id: CAMPAIGN_ID,
    name: 'Everybody by December',
    goal: 'any-method',
    state: 'running',
    audience: {
      groupIds: [],
      departments: [],
      countries: [],
      addresses: [],
      guests: false,
      excludedGroupIds: [],
      excludedAddresses: [],
    },
    calendar: { ...DEFAULT_CALENDAR, startsOn: '2026-11-23' },
    approvalAbove: 500,
    contact: 'ext. 4711',
    createdBy: 'admin-1',
    createdAt: new Date('2026-11-20T09:00:00Z'),
    startAskedBy: null,
    approvedBy: null,
    startedAt: new Date('2026-11-23T00:00:00Z'),
    endedAt: null,
    trouble: null,
    version: 1,
    ...more,
  };
}

export function sampleRecipient(more: Partial<Recipient> = {}): Recipient {
  return {
    campaignId: CAMPAIGN_ID,
    personId: 'ada',
    userPrincipalName: 'ada@example.com',
    displayName: 'Ada',
    department: 'Sales',
    country: 'DE',
    language: 'en',
    timeZone: 'Europe/Berlin',
    isAdmin: false,
    state: 'told',
    reason: null,
    snoozes: 0,
    snoozedUntil: null,
    changedAt: MONDAY,
    ...more,
  };
}

/** A campaign with these people waiting, counted as its start counts them. */
export async function addCampaign(
  db: Db,
  people: readonly string[],
  more: Partial<Campaign> = {},
): Promise<Campaign> {
  const campaign = sampleCampaign(more);
  await insertCampaign(db, campaign);
  await db.query(
    `insert into recipients (campaign_id, person_id, user_principal_name, display_name, department, language,
       time_zone, is_admin, changed_at)
     select $1, id, id || '@example.com', id, 'Sales', 'en', 'Europe/Berlin', false, $2 from unnest($3::text[]) as id`,
    [campaign.id, MONDAY, people],
  );
  await db.query(
    `insert into recipient_counts (campaign_id, state, reason, count) values ($1, 'waiting', '', $2)`,
    [campaign.id, people.length],
  );
  await db.query(
    `insert into department_counts (campaign_id, department, targeted, registered) values ($1, 'Sales', $2, 0)`,
    [campaign.id, people.length],
  );
  return campaign;
}
