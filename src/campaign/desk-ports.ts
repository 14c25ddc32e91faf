import type { Outcome } from '../delivery/outcome.ts';
import type { AudienceQuestion } from './audience.ts';
import type { Campaign, Recipient } from './campaign.ts';
import type { Counted } from './counted.ts';
import type { Decision } from './life-cycle.ts';
import type { AuditEntry, CampaignLine } from './ports.ts';
import type { TallyRow } from './tally.ts';

/** What was decided, as it is saved: with its audit entry and its jobs, in one transaction. */
export type Decided = Exclude<Decision, { kind: 'refused' }>;

/** Campaigns as they are kept. Implemented in store/. */
export interface CampaignStore {
  byId(id: string): Promise<Campaign | undefined>;
  /** One that is not over before those that are, then the newest. */
  byName(name: string): Promise<Campaign | undefined>;
  /** Newest first. */
  lines(): Promise<readonly CampaignLine[]>;
  /** False: one that is not over has this name. */
  create(campaign: Campaign): Promise<boolean>;
  /** `faster`: it is not any more as it was read. */
  save(
    before: Campaign,
    decided: Decided,
    entry: Pick<AuditEntry, 'by' | 'at'>,
  ): Promise<'saved' | 'faster' | 'taken'>;
  audit(id: string): Promise<readonly AuditEntry[]>;
  counted(id: string): Promise<Counted>;
  contacts(
    id: string,
    page: { readonly offset: number; readonly limit: number },
  ): Promise<readonly Recipient[]>;
  /** Plans again whoever's newest card ended in one of these ways. How many. */
  retry(campaign: Campaign, outcomes: readonly Outcome[], entry: AuditEntry): Promise<number>;
  followProgress(
    id: string,
    card: { readonly conversationId: string; readonly serviceUrl: string; readonly activityId: string },
    at: Date,
  ): Promise<void>;
  nameChannel(
    purpose: 'helpdesk' | 'admins',
    conversationId: string,
    by: { readonly by: string; readonly at: Date },
  ): Promise<void>;
  hasChannel(purpose: 'helpdesk' | 'admins'): Promise<boolean>;
}

/** The roster, asked in pieces, so that nobody waits for long behind one. Implemented in store/. */
export interface AudienceReader {
  tally(question: AudienceQuestion): AsyncIterable<readonly TallyRow[]>;
  /** Those of the addresses that are somebody's. */
  known(addresses: readonly string[]): Promise<ReadonlySet<string>>;
  /** Everybody of the campaign and everybody excluded, a page at a time. */
  pages(campaign: Campaign, question: AudienceQuestion): AsyncIterable<readonly ExportRow[]>;
}

export interface ExportRow {
  readonly personId: string;
  readonly userPrincipalName: string;
  readonly displayName: string;
  readonly department: string | null;
  readonly country: string | null;
  readonly language: string | null;
  readonly timeZone: string;
  readonly isAdmin: boolean;
  /** A recipient's, `planned` before the start, `excluded`, or `came-later` for whoever is new since. */
  readonly state: string;
  readonly reason: string | null;
  readonly snoozes: number;
  readonly changedAt: Date | null;
  /** How the cards of the waves ended: `sent`, `blocked`, … */
  readonly announcement: string | null;
  readonly reminder: string | null;
  readonly lastCall: string | null;
}

/** How current the roster and the groups of a campaign are; and having them read. */
export interface RosterDesk {
  /** `asOf`: when the oldest of them was read to its end; null: one of them never was. */
  status(
    groupIds: readonly string[],
  ): Promise<{ readonly asOf: Date | null; readonly trouble: string | null }>;
  /** Has read in the background what is not fresh. */
  refresh(groupIds: readonly string[]): Promise<void>;
}
