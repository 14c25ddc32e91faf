import type { RegistrationState } from '../people/registration.ts';
import type { Campaign, Goal, Recipient, RecipientState, WaveName } from './campaign.ts';

/** What a running campaign needs of the database, the queue and the cards; implemented in store/ and app/. */

/** A recipient as the moment before a send finds them. */
export interface RecipientNow extends Recipient {
  /** Their methods are to be looked at: they pressed "I've done it", or the log names them. */
  readonly lookDue: boolean;
}

/** Why a recipient is none any more. */
export type LeftBecause = 'disabled' | 'gone' | 'excluded' | 'break-glass';

/** A change of one recipient that a delivery brought about. */
export interface Delivered {
  readonly personId: string;
  readonly state: Extract<RecipientState, 'told' | 'unreachable' | 'left'>;
  readonly reason: string | null;
}

export interface RunningRecipients {
  /** Who of them is a recipient, as of now. */
  now(campaignId: string, personIds: readonly string[], at: Date): Promise<readonly RecipientNow[]>;
  /** How many rows of the wave are not final yet. */
  leftOf(campaignId: string, wave: string): Promise<number>;
  /** In one statement with the counts. Told twice, it changes nothing the second time. How many have changed. */
  delivered(campaignId: string, changes: readonly Delivered[], at: Date): Promise<number>;
  /**
   * A person's methods were read: their place in the roster is brought up to date, and in every campaign that goes
   * on and whose goal is met they are registered. The campaigns in which that is new.
   */
  seen(
    personId: string,
    state: RegistrationState,
    goals: readonly Goal[],
    at: Date,
  ): Promise<readonly string[]>;
  /** The account is gone: in every campaign that goes on the person has left. The campaigns. */
  gone(personId: string, at: Date): Promise<readonly string[]>;
}

/** Whose methods are to be looked at, and when. */
export interface Looks {
  /** Takes some who are due. Whoever takes them and dies loses them again at `until`. Person ids. */
  take(at: Date, until: Date, atMost: number): Promise<readonly string[]>;
  /** Nothing was seen: each waits for the next look of their row, or for the news if there was none left. */
  notSeen(personId: string, delaysMs: readonly number[], at: Date): Promise<void>;
  /** Could not be read: the same look is made later. */
  postpone(personIds: readonly string[], until: Date): Promise<void>;
  /** They pressed "I've done it". */
  pressed(campaignId: string, personId: string, next: Date): Promise<void>;
  /** The log names them: who was not looked at since is due at once. How many. */
  named(news: readonly { readonly personId: string; readonly at: Date }[], at: Date): Promise<number>;
  /** When the next look is due; null: none is. */
  next(): Promise<Date | null>;
}

/** Up to where a log has been read. */
export interface Watermarks {
  readTo(name: string): Promise<Date | null>;
  /** Never goes back. */
  moveTo(name: string, at: Date): Promise<void>;
}

/** What is to be done soon, by whoever of the instances comes to it first. Asking twice asks once. */
export interface RunningJobs {
  /** Somebody is to be looked at then. */
  look(at: Date): Promise<void>;
  /** Cards of people who have registered are to show it. */
  green(campaignId: string): Promise<void>;
  /** The campaign's figures have changed: cards that show them are drawn anew, not more often than they may be. */
  changed(campaignId: string): Promise<void>;
}

/** What a wave's letter is drawn from: the same for everybody who reads that language. */
export interface LetterAbout {
  readonly campaign: Campaign;
  readonly wave: WaveName;
  readonly language: string;
}
