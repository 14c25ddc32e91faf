/**
 * The words of a campaign; the same in code, SQL, cards, commands and logs.
 *
 * roster       everybody of the tenant as last read: account, home, what is registered; shared by all campaigns
 * audience     who of the roster a campaign is for, and who is left out for which reason
 * recipient    one person of one campaign, from the start until a final state with a reason
 * wave         what is sent together: announcement, reminder, last call; each with a text of its own
 * delivery     one card of one wave to one person (delivery/ keeps that ledger)
 * coverage     the share of the targeted who have met the goal
 * case         a question of a recipient that a human of the helpdesk answers
 * contact list recipients who did not react, for whoever calls them
 */

/** What everybody is to have in the end. `no-sms-only`: Microsoft-provided SMS and voice end on 2027-02-01. */
export const GOALS = ['any-method', 'no-sms-only', 'passkey'] as const;
export type Goal = (typeof GOALS)[number];

/**
 * draft      being written; nobody has been told anything
 * scheduled  approved; starts by itself on its first day
 * running    waves go out along the calendar
 * paused     nothing is sent; answers of people are still taken
 * completed  every recipient is in a final state with a reason
 * cancelled  an administrator ended it; nothing is sent any more
 */
export const CAMPAIGN_STATES = ['draft', 'scheduled', 'running', 'paused', 'completed', 'cancelled'] as const;
export type CampaignState = (typeof CAMPAIGN_STATES)[number];

export const WAVES = ['announcement', 'reminder', 'last-call'] as const;
export type WaveName = (typeof WAVES)[number];

/** Days count from 1, the day on which the window opens and the announcement goes out. */
export interface Calendar {
  /** `2026-11-23`: the same day for everybody, each in their own time zone. */
  readonly startsOn: string;
  /** The deadline is the end of the window's last day. At least 14, so that nobody is surprised. */
  readonly windowDays: number;
  readonly reminderOnDay: number;
  /** Coverage under which the reminder goes out; 1 sends it always. */
  readonly reminderBelow: number;
  readonly contactListOnDay: number;
  /** After the deadline. */
  readonly lastCallOnDay: number;
  /** From then on whoever has not registered is final, too. */
  readonly endsOnDay: number;
  /** The line in the chart: the share that is to be reached by the deadline. */
  readonly goalShare: number;
  /** `working`: Monday to Friday, 9:00 to 17:00 where the person lives. `now`: at once. */
  readonly hours: 'working' | 'now';
}

export const DEFAULT_CALENDAR: Omit<Calendar, 'startsOn'> = {
  windowDays: 14,
  reminderOnDay: 10,
  reminderBelow: 0.9,
  contactListOnDay: 12,
  lastCallOnDay: 15,
  endsOnDay: 19,
  goalShare: 0.95,
  hours: 'working',
};

/** Empty lists do not narrow. Exclusions always win. */
export interface AudienceRules {
  readonly groupIds: readonly string[];
  readonly departments: readonly string[];
  /** Two letters, upper case. */
  readonly countries: readonly string[];
  /** Addresses (UPN or mail, lower case) as they were pasted. */
  readonly addresses: readonly string[];
  readonly guests: boolean;
  readonly excludedGroupIds: readonly string[];
  readonly excludedAddresses: readonly string[];
}

/** Why somebody of the roster is no recipient, in the order in which they are tried: the first that holds is counted. */
export const EXCLUSIONS = [
  'break-glass',
  'excluded-group',
  'campaign-group',
  'campaign-list',
  'disabled',
  'guest',
  'outside-audience',
  'goal-met',
] as const;
export type Exclusion = (typeof EXCLUSIONS)[number];

export interface Campaign {
  readonly id: string;
  /** As people type it; no two that are not over have the same, whatever the letter case. */
  readonly name: string;
  readonly goal: Goal;
  readonly state: CampaignState;
  readonly audience: AudienceRules;
  readonly calendar: Calendar;
  /** With more recipients than this a second administrator must approve the start. */
  readonly approvalAbove: number;
  /** How people reach the helpdesk, as it stands on their cards: "ext. 4711", an address, a channel's name. */
  readonly contact: string | null;
  readonly createdBy: string;
  readonly createdAt: Date;
  /** Who has asked for the start and waits for a second administrator. */
  readonly startAskedBy: string | null;
  /** Who has agreed to that; null: nobody, or nobody had to. */
  readonly approvedBy: string | null;
  readonly startedAt: Date | null;
  readonly endedAt: Date | null;
  /** Why nothing is sent though it runs, such as a refusal of the bot itself; null where all is well. */
  readonly trouble: string | null;
  /** Goes up with every change: buttons of older cards are told apart. */
  readonly version: number;
}

/**
 * waiting        not told yet
 * told           has a card
 * snoozed        asked to be reminded later
 * asked          asked for help, or has no smartphone; a case is open
 * registered     has met the goal (final)
 * unreachable    no card can get there; the reason is the delivery's outcome (final until they install or write)
 * left           disabled, deleted or excluded since (final)
 * not-registered the campaign ended before they did anything; the reason says what they did instead (final)
 */
export const RECIPIENT_STATES = [
  'waiting',
  'told',
  'snoozed',
  'asked',
  'registered',
  'unreachable',
  'left',
  'not-registered',
] as const;
export type RecipientState = (typeof RECIPIENT_STATES)[number];
export const FINAL_RECIPIENT_STATES = ['registered', 'unreachable', 'left', 'not-registered'] as const;

export interface Recipient {
  readonly campaignId: string;
  /** Entra object id, lower case. */
  readonly personId: string;
  readonly userPrincipalName: string;
  readonly displayName: string;
  readonly department: string | null;
  readonly country: string | null;
  readonly language: string;
  readonly timeZone: string;
  readonly isAdmin: boolean;
  readonly state: RecipientState;
  readonly reason: string | null;
  readonly snoozes: number;
  readonly snoozedUntil: Date | null;
  readonly changedAt: Date;
}

/** At most so often somebody may ask to be reminded later. */
export const SNOOZES_AT_MOST = 3;
export const DEFAULT_APPROVAL_ABOVE = 500;
