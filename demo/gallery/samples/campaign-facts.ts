import { type Campaign, DEFAULT_CALENDAR, type Recipient } from '../../../src/campaign/campaign.ts';
import type { DryRun, Progress } from '../../../src/campaign/ports.ts';
import { NOW } from './people.ts';

export const CAMPAIGN: Campaign = {
  id: 'c0000000-0000-4000-8000-000000000001',
  name: 'Second step for everybody',
  goal: 'any-method',
  state: 'draft',
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
  createdBy: 'a0000000-0000-4000-8000-000000000009',
  createdAt: NOW,
  startAskedBy: null,
  approvedBy: null,
  startedAt: null,
  endedAt: null,
  trouble: null,
  version: 3,
};

export const DRY_RUN: DryRun = {
  campaign: CAMPAIGN,
  rosterAsOf: NOW,
  rosterComplete: true,
  recipients: 1_204,
  admins: 7,
  excluded: [
    { reason: 'break-glass', count: 2 },
    { reason: 'excluded-group', count: 41 },
    { reason: 'disabled', count: 96 },
    { reason: 'guest', count: 318 },
    { reason: 'goal-met', count: 4_210 },
    { reason: 'campaign-list', count: 0 },
  ],
  byDepartment: [
    { department: 'Sales', count: 402 },
    { department: 'Manufacturing', count: 371 },
    { department: 'Finance', count: 120 },
    { department: null, count: 111 },
    { department: 'Research & Development', count: 90 },
    { department: 'Marketing', count: 60 },
    { department: 'Legal', count: 30 },
    { department: 'Facilities', count: 12 },
    { department: 'People', count: 8 },
  ],
  byLanguage: [
    { language: 'de', count: 700 },
    { language: 'en', count: 400 },
    { language: 'ja', count: 104 },
  ],
  withoutChat: 37,
  sendingSeconds: 27,
  firstSend: new Date('2026-11-22T22:00:00Z'),
  lastSend: new Date('2026-11-23T23:40:00Z'),
  warnings: [],
  needsApproval: true,
};

/** How coverage usually grows: fast after each wave, slowly between them. */
const SHARES = [0.12, 0.24, 0.31, 0.36, 0.4, 0.41, 0.42, 0.5, 0.55, 0.58, 0.7, 0.77, 0.81, 0.83, 0.9, 0.93];

export const coverageOf = (days: number, targeted: number): Progress['coverage'] =>
  SHARES.slice(0, days).map((share, index) => ({
    day: new Date(Date.UTC(2026, 10, 23 + index)).toISOString().slice(0, 10),
    registered: Math.round(share * targeted),
    targeted,
  }));

const RUNNING: Campaign = {
  ...CAMPAIGN,
  state: 'running',
  startedAt: new Date('2026-11-22T22:00:00Z'),
  version: 5,
};

export const PROGRESS: Progress = {
  campaign: RUNNING,
  targeted: 1_204,
  states: {
    waiting: 12,
    told: 560,
    snoozed: 40,
    asked: 9,
    registered: 554,
    unreachable: 24,
    left: 5,
    'not-registered': 0,
  },
  reached: 1_163,
  unreachable: [
    { outcome: 'not-installed', count: 14 },
    { outcome: 'blocked', count: 10 },
  ],
  waves: [
    { wave: 'announcement', targeted: 1_204, sent: 1_163, unknown: 2, failed: 24, registeredAfter: 498 },
    { wave: 'reminder', targeted: 706, sent: 690, unknown: 0, failed: 4, registeredAfter: 56 },
    { wave: 'last-call', targeted: 0, sent: 0, unknown: 0, failed: 0, registeredAfter: 0 },
  ],
  coverage: coverageOf(8, 1_204).with(-1, { day: '2026-11-30', registered: 554, targeted: 1_204 }),
  departments: [
    { department: 'Manufacturing', targeted: 371, registered: 61 },
    { department: null, targeted: 111, registered: 38 },
    { department: 'Sales', targeted: 402, registered: 190 },
    { department: 'Facilities', targeted: 12, registered: 6 },
    { department: 'Finance', targeted: 120, registered: 90 },
    { department: 'Legal', targeted: 30, registered: 25 },
  ],
  openCases: 3,
  asOf: new Date('2026-11-30T09:20:00Z'),
};

export function recipient(different: Partial<Recipient>): Recipient {
  return {
    campaignId: CAMPAIGN.id,
    personId: 'a0000000-0000-4000-8000-000000000001',
    userPrincipalName: 'rosa.lind@contoso.com',
    displayName: 'Rosa Lind',
    department: 'Manufacturing',
    country: 'DE',
    language: 'de',
    timeZone: 'Europe/Berlin',
    isAdmin: false,
    state: 'told',
    reason: null,
    snoozes: 0,
    snoozedUntil: null,
    changedAt: NOW,
    ...different,
  };
}
