import type { Wave } from '../delivery/ports.ts';
import type { RegistrationState } from '../people/registration.ts';
import type { Step } from './calendar.ts';
import type { Campaign, Goal, Recipient, RecipientState, WaveName } from './campaign.ts';
import type { RecipientChange } from './recipient.ts';

/** What a running campaign needs of the database and the queue. Implemented in store/ and app/campaigns.ts. */

/** A recipient as the moment before a send finds them. */
export interface RecipientNow extends Recipient {
  /** They pressed "I've done it", or the log names them, and nobody has looked at their methods since. */
  readonly lookDue: boolean;
}

export interface RunningStore {
  campaign(campaignId: string): Promise<Campaign | undefined>;
  /** Who of them is a recipient, in no order. */
  recipients(campaignId: string, personIds: readonly string[], at: Date): Promise<readonly RecipientNow[]>;
  /** How many cards of the wave are still to be sent. */
  leftOf(wave: Wave): Promise<number>;
  /** Decides about each with nobody else changing them meanwhile. The ids of those that moved. */
  change(
    campaignId: string,
    personIds: readonly string[],
    decide: (recipient: Recipient) => RecipientChange | null,
    at: Date,
  ): Promise<readonly string[]>;
  /** They got a card after all, and may have registered before it arrived. How many of them have. */
  ungreen(campaignId: string, personIds: readonly string[]): Promise<number>;
  /** Teams refuses the bot: the campaign is paused and says why. False: it does not run any more. */
  pauseFor(campaignId: string, trouble: string, at: Date): Promise<boolean>;
}

/** Whose methods are to be looked at, and what came of it. */
export interface Looks {
  /** Some who are due. Whoever takes them and dies has them taken by another at `until`. Person ids. */
  take(at: Date, until: Date, atMost: number): Promise<readonly string[]>;
  /**
   * Their methods were read: the roster knows it, and wherever the campaign goes on and its goal is among `met` they
   * are registered. The campaigns in which that is new.
   */
  seen(
    personId: string,
    state: RegistrationState,
    met: readonly Goal[],
    at: Date,
  ): Promise<readonly string[]>;
  /** What was looked for is not there: the next look follows after the delay of its turn; none after the last. */
  notYet(personId: string, delaysMs: readonly number[], at: Date): Promise<void>;
  /** There is no such account any more. The campaigns in which that is new. */
  gone(personId: string, at: Date): Promise<readonly string[]>;
  /** They could not be read. */
  postpone(personIds: readonly string[], until: Date): Promise<void>;
  /** "I've done it": the first of the looks that follow. */
  pressed(campaignId: string, personId: string, next: Date): Promise<void>;
  /** The log names them: whoever was not looked at since is due at once. How many of them are recipients. */
  named(news: readonly { readonly personId: string; readonly at: Date }[], at: Date): Promise<number>;
  /** When somebody is due next; null: nobody is. */
  next(): Promise<Date | null>;
}

/** Up to where a log has been read. */
export interface Watermarks {
  readTo(name: string): Promise<Date | null>;
  /** Never goes back. */
  moveTo(name: string, at: Date): Promise<void>;
}

/** What is to be done by whichever instance comes to it first. Asked twice, it is done once. */
export interface RunningJobs {
  look(at: Date): Promise<void>;
  /** Cards of people who have registered are to show it. */
  green(campaignId: string): Promise<void>;
  /** Figures have changed: the cards that show them are drawn anew, no more often than they may be. */
  changed(campaignId: string): Promise<void>;
}

/** Somebody who has registered, and their cards that do not show it yet. */
export interface Ungreened {
  readonly personId: string;
  readonly language: string;
  readonly cards: readonly {
    readonly conversationId: string;
    readonly serviceUrl: string;
    readonly activityId: string;
  }[];
}

export interface GreenStore {
  /** In the order of their ids, from the one after `after` on. */
  toGreen(campaignId: string, after: string, atMost: number): Promise<readonly Ungreened[]>;
  /** Nothing but these cards is theirs; who has got another one meanwhile is not done. */
  greened(campaignId: string, people: readonly Ungreened[]): Promise<void>;
}

/** What a step of the calendar causes, in the transaction that takes it. */
export type StepEffect =
  | { readonly kind: 'plan'; readonly wave: WaveName }
  | { readonly kind: 'post'; readonly what: AdminPost };

/** What administrators are sent without having asked. */
export const ADMIN_POSTS = ['contact-list', 'closing', 'digest', 'trouble'] as const;
export type AdminPost = (typeof ADMIN_POSTS)[number];

export interface CalendarStore {
  /** Running or paused. */
  going(): Promise<readonly Campaign[]>;
  stepsTaken(campaignId: string): Promise<readonly Step[]>;
  /** All its recipients are there. */
  isReady(campaignId: string): Promise<boolean>;
  counts(campaignId: string): Promise<Readonly<Record<RecipientState, number>>>;
  /** False: it was taken already, or the campaign does not run any more. `note` goes into the audit trail. */
  take(
    campaignId: string,
    step: Step,
    what: { readonly effects: readonly StepEffect[]; readonly note: string | null },
    at: Date,
  ): Promise<boolean>;
  /** Goes by a roster that was read since the last time. True: somebody has registered or left by it. */
  catchUp(campaign: Campaign, at: Date, signal: AbortSignal): Promise<boolean>;
  /** Plans a reminder for those whose time has come. How many. */
  wake(campaign: Campaign, at: Date): Promise<number>;
  /** Makes some of those final who are not: their time is over. How many. */
  endSome(campaignId: string, at: Date): Promise<number>;
  /** Everybody is final: it is completed and its report is on the way. False: somebody was faster. */
  complete(campaignId: string, at: Date): Promise<boolean>;
  hasToGreen(campaignId: string): Promise<boolean>;
  /** True to the first who asks on that day (`2026-11-23`). */
  claimDigest(campaignId: string, date: string): Promise<boolean>;
}
