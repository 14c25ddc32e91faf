import type { Outcome } from '../delivery/outcome.ts';
import type { RegistrationState } from '../people/registration.ts';
import type {
  AudienceRules,
  Calendar,
  Campaign,
  CampaignState,
  Exclusion,
  Goal,
  Recipient,
  RecipientState,
  WaveName,
} from './campaign.ts';

/** What an administrator fills in. Everything else has its default. */
export interface NewCampaign {
  readonly name: string;
  readonly goal: Goal;
  readonly audience: AudienceRules;
  readonly calendar: Calendar;
  readonly approvalAbove?: number;
  readonly contact: string | null;
}

export const WARNINGS = [
  'no-break-glass-known',
  'entra-campaign-active',
  'people-out-of-reach',
  'no-installation',
  'no-helpdesk-channel',
  'deadline-too-soon',
  'deadline-after-phone-end',
  'addresses-unknown',
  'roster-old',
  'nobody-left',
] as const;
export type Warning = (typeof WARNINGS)[number];

/** What would happen, counted from the roster; nothing is sent or saved by looking at it. */
export interface DryRun {
  readonly campaign: Campaign;
  /** When the roster was read; null while the first reading runs, and then the counts are of what is there so far. */
  readonly rosterAsOf: Date | null;
  readonly rosterComplete: boolean;
  readonly recipients: number;
  readonly admins: number;
  readonly excluded: readonly { readonly reason: Exclusion; readonly count: number }[];
  readonly byDepartment: readonly { readonly department: string | null; readonly count: number }[];
  readonly byLanguage: readonly { readonly language: string; readonly count: number }[];
  /** People without a chat, whom the app must be installed for. */
  readonly withoutChat: number;
  /** Sending at the tenant's rate, without waiting for working hours. */
  readonly sendingSeconds: number;
  /** First and last moment of the announcement over all time zones. */
  readonly firstSend: Date | null;
  readonly lastSend: Date | null;
  readonly warnings: readonly { readonly warning: Warning; readonly detail: string }[];
  /** The start needs a second administrator. */
  readonly needsApproval: boolean;
}

/** Cheap for a million recipients: read from counters alone. */
export interface Progress {
  readonly campaign: Campaign;
  readonly targeted: number;
  readonly states: Readonly<Record<RecipientState, number>>;
  /** Told at least once. */
  readonly reached: number;
  readonly unreachable: readonly { readonly outcome: Outcome; readonly count: number }[];
  readonly waves: readonly {
    readonly wave: WaveName;
    readonly targeted: number;
    readonly sent: number;
    readonly unknown: number;
    readonly failed: number;
    /** Registered within the wave's days, before the next one. */
    readonly registeredAfter: number;
  }[];
  /** One point a day since the start. */
  readonly coverage: readonly {
    readonly day: string;
    readonly registered: number;
    readonly targeted: number;
  }[];
  /** Slowest first, at most ten. */
  readonly departments: readonly {
    readonly department: string | null;
    readonly targeted: number;
    readonly registered: number;
  }[];
  readonly openCases: number;
  readonly asOf: Date;
}

export interface CampaignLine {
  readonly id: string;
  readonly name: string;
  readonly goal: Goal;
  readonly state: CampaignState;
  readonly startsOn: string;
  readonly targeted: number;
  readonly registered: number;
}

/** What became of a press. `faster`: somebody else has changed the campaign meanwhile; `now` is what it is. */
export type Pressed =
  | { readonly kind: 'done'; readonly campaign: Campaign }
  | { readonly kind: 'needs-second-admin'; readonly campaign: Campaign }
  | { readonly kind: 'same-admin'; readonly campaign: Campaign }
  | { readonly kind: 'faster'; readonly campaign: Campaign }
  | { readonly kind: 'not-possible'; readonly campaign: Campaign };

export interface AuditEntry {
  readonly at: Date;
  /** Entra object id; `muster` where the campaign went on by itself. */
  readonly by: string;
  readonly what: string;
  readonly why: string | null;
}

/** People on one page of the contact list; pages count from 1. */
export const CONTACTS_PER_PAGE = 10;

/** What administrators do with campaigns. Everything that changes one leaves an audit entry. */
export interface CampaignDesk {
  /** Has the directory read where what is known is old: by the time a form is filled in, the figures are there. */
  prepare(): Promise<void>;
  /** Rejects with a WrongDraft (draft.ts) that names every field that is wrong; so does `change`. */
  create(by: string, draft: NewCampaign): Promise<Campaign>;
  change(by: string, id: string, version: number, draft: NewCampaign): Promise<Pressed>;
  list(): Promise<readonly CampaignLine[]>;
  /** By id or by name, whatever the letter case. */
  find(idOrName: string): Promise<Campaign | undefined>;
  dryRun(id: string): Promise<DryRun>;
  /** `version`: the campaign as the administrator saw it. */
  start(by: string, id: string, version: number): Promise<Pressed>;
  pause(by: string, id: string, version: number): Promise<Pressed>;
  resume(by: string, id: string, version: number): Promise<Pressed>;
  cancel(by: string, id: string, version: number): Promise<Pressed>;
  /** Sends again to whoever ended in one of these ways. `unknown` may have got the first one. */
  retryFailed(by: string, id: string, outcomes: readonly Outcome[]): Promise<{ readonly again: number }>;
  progress(id: string): Promise<Progress>;
  /** Recipients who did not react, admins first, a page at a time. */
  contactList(
    id: string,
    page: number,
  ): Promise<{ readonly people: readonly Recipient[]; readonly total: number }>;
  /** RFC 4180, piece by piece; every recipient with state, reason and what was sent, and everybody excluded. */
  export(id: string): AsyncIterable<string>;
  audit(id: string): Promise<readonly AuditEntry[]>;
  /** From now on this chat's card of the campaign edits itself. */
  followProgress(
    id: string,
    card: { conversationId: string; serviceUrl: string; activityId: string },
  ): Promise<void>;
  /** Where cases of the helpdesk and daily digests go. */
  nameChannel(by: string, purpose: 'helpdesk' | 'admins', conversationId: string): Promise<void>;
}

export const SNOOZES = ['tomorrow', 'three-days', 'next-monday'] as const;
export type Snooze = (typeof SNOOZES)[number];

/** What a recipient's press led to; the card shows it, nothing else was promised. */
export type PersonAnswer =
  /** The goal is met: Graph shows it now. */
  | { readonly kind: 'registered'; readonly state: RegistrationState }
  /** Graph does not show it yet; it is looked at again by itself. */
  | { readonly kind: 'not-seen-yet'; readonly nextLook: Date }
  /** Graph cannot be asked at the moment; it is looked at by itself. */
  | { readonly kind: 'cannot-look'; readonly nextLook: Date }
  | { readonly kind: 'snoozed'; readonly until: Date; readonly left: number }
  | { readonly kind: 'no-snooze-left' }
  | { readonly kind: 'past-deadline' }
  | { readonly kind: 'case-opened'; readonly caseKind: CaseKind; readonly reachedHelpdesk: boolean }
  | { readonly kind: 'case-open-already'; readonly caseKind: CaseKind }
  /** The campaign is over, or the person is no recipient of it. */
  | { readonly kind: 'over' };

export const CASE_KINDS = ['help', 'no-phone'] as const;
export type CaseKind = (typeof CASE_KINDS)[number];

/** What a person's card needs beside the letter: everything that can change between two presses. */
export interface PersonStanding {
  readonly campaign: Campaign;
  readonly recipient: Recipient;
  /** Which of the three the person may still choose, with the moment that each means; none past the deadline. */
  readonly snoozes: readonly { readonly snooze: Snooze; readonly until: Date }[];
  readonly openCase: CaseKind | null;
}

/** What recipients do with their cards. Ids come from buttons: whose they are is checked here. */
export interface PersonDesk {
  standing(personId: string, campaignId: string): Promise<PersonStanding | undefined>;
  done(personId: string, campaignId: string): Promise<PersonAnswer>;
  snooze(personId: string, campaignId: string, snooze: Snooze): Promise<PersonAnswer>;
  noPhone(personId: string, campaignId: string): Promise<PersonAnswer>;
  help(personId: string, campaignId: string, words: string): Promise<PersonAnswer>;
}

/** A recipient's question, as the helpdesk sees it. */
export interface PersonCase {
  readonly id: string;
  readonly campaignId: string;
  readonly person: Pick<Recipient, 'personId' | 'displayName' | 'userPrincipalName' | 'department'>;
  readonly kind: CaseKind;
  /** Their own line, as they typed it; null where they only said that they have no smartphone. */
  readonly words: string | null;
  readonly openedAt: Date;
  readonly closed: { readonly by: string; readonly at: Date } | null;
}

/** What the helpdesk does with cases. */
export interface CaseDesk {
  /** Marks the case as done; the person is told nothing. `isNew`: nobody was faster. Undefined: no such case. */
  close(
    by: string,
    caseId: string,
  ): Promise<{ readonly case: PersonCase; readonly isNew: boolean } | undefined>;
}

/** What somebody can register with who has no smartphone. */
export const ALTERNATIVES = ['security-key', 'hardware-code', 'smart-card', 'temporary-pass'] as const;
export type Alternative = (typeof ALTERNATIVES)[number];

/** What the tenant lets people register. Implemented in graph/. */
export interface TenantAlternatives {
  /** Those of `ALTERNATIVES`, in their order, that the tenant's policy of methods lets this person use. */
  alternativesFor(personId: string): Promise<readonly Alternative[]>;
}

/** Somebody has changed what they have registered; whether that meets a goal only their methods tell. */
export interface RegistrationNews {
  /** Entra object id, lower case. */
  readonly personId: string;
  readonly at: Date;
  readonly what: 'registered' | 'deleted';
}

/** The tenant's log of registrations, minutes old instead of hours as the report is. Implemented in graph/. */
export interface RegistrationLog {
  /**
   * Everything since that moment, page by page. Rows reach the log late, so only up to `completeTo` none is
   * missing: ask from there the next time, and expect news that were read before to come again.
   */
  newsSince(since: Date): {
    readonly completeTo: Date;
    readonly pages: AsyncIterable<readonly RegistrationNews[]>;
  };
}
