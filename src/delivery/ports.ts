import type { Outcome, Result } from './outcome.ts';

/** The part of a campaign that is planned, sent and counted together. Campaigns name their waves themselves. */
export interface Wave {
  readonly campaignId: string;
  readonly wave: string;
}

export interface Recipient {
  /** Entra object id. */
  readonly personId: string;
  /** Decides which of the wave's letters the person gets. */
  readonly language: string;
}

/**
 * What is sent to everybody of one wave and language: the finished activity (type, attachments, summary; no
 * conversation) with a `slot('name')` of letter.ts wherever a value of the person belongs.
 */
export interface LetterText {
  readonly activity: object;
}

export type Verdict =
  /** `values` fill the letter's slots; they are escaped for JSON here, and for cards by whoever gives them. */
  | { readonly kind: 'send'; readonly values: Readonly<Record<string, string>> }
  /** The person has done meanwhile what they were to be asked for. */
  | { readonly kind: 'superseded' }
  /** Excluded, disabled or gone since the wave was planned; `detail` says which. */
  | { readonly kind: 'cancelled'; readonly detail: string };

export interface Recheck {
  /** `paused` leaves everybody planned; `cancelled` ends everybody who has not been sent to. */
  readonly standing: 'running' | 'paused' | 'cancelled';
  /** By person id. Who is left out gets nothing and is `cancelled`. */
  readonly verdicts: ReadonlyMap<string, Verdict>;
}

export interface Settled {
  readonly personId: string;
  readonly outcome: Outcome;
  /** Where the card is, to update it later. */
  readonly conversationId: string | null;
  readonly activityId: string | null;
  readonly detail: string | null;
}

/** Whoever has something sent. Delivery knows no campaign: it asks, and tells. */
export interface Campaigns {
  /** Asked for some fifty people at a time, no more than a second before any of them is sent to. */
  recheck(wave: Wave, personIds: readonly string[]): Promise<Recheck>;
  /** Asked once for each job and language: the expensive part of a card is drawn here. */
  letterFor(wave: Wave, language: string): Promise<LetterText>;
  /** Rows that have become final, in bulk, after they are saved. May be told twice after a crash. */
  settled(wave: Wave, rows: readonly Settled[]): Promise<void>;
  /** Teams refuses the bot itself: nothing more of this wave is sent until an administrator has mended it. */
  refused(wave: Wave, detail: string): Promise<void>;
}

/** A chat that is known, as far as sending needs it. */
export interface Address {
  readonly conversationId: string;
  readonly serviceUrl: string;
}

/** One row that is due. */
export interface DueRow {
  readonly seq: number;
  readonly personId: string;
  readonly language: string;
  /** How often a POST for it has begun: the next one's number is one higher, and only that one may settle it. */
  readonly attempt: number;
  /** What the last try seemed to show and the next is to confirm. */
  readonly doubt: 'blocked' | 'not-found' | null;
  readonly installationTried: boolean;
  /** Null: no personal chat with this person is known. */
  readonly address: Address | null;
}

export interface Batch extends Wave {
  readonly batchId: number;
}

/** What becomes of one row of a batch. `planned` again: nothing arrived, and it is tried at `dueInMs`. */
export type Settlement =
  | {
      readonly seq: number;
      readonly attempt: number;
      readonly state: Outcome;
      readonly conversationId: string | null;
      readonly activityId: string | null;
      readonly detail: string | null;
    }
  | {
      readonly seq: number;
      readonly attempt: number;
      readonly state: 'planned';
      readonly dueInMs: number;
      readonly detail: string | null;
      readonly doubt: DueRow['doubt'];
    };

/** The rows, one for each campaign, wave and person. Implemented in store/deliveries.ts. */
export interface Ledger {
  /** Undefined: there is no such batch. */
  batch(batchId: number): Promise<Batch | undefined>;
  /** Rows that nobody has sent and whose time has come. */
  due(batch: Batch): Promise<readonly DueRow[]>;
  /**
   * planned → sending, before the POST. The numbers (`seq`) that are this caller's to send: a row that somebody
   * else has begun, or that is final, is not among them.
   */
  begin(batch: Batch, rows: readonly Pick<DueRow, 'seq' | 'attempt'>[]): Promise<ReadonlySet<number>>;
  /** Saves and counts. The numbers (`seq`) that it changed. */
  settle(batch: Batch, rows: readonly Settlement[]): Promise<ReadonlySet<number>>;
  /** Rows that are `sending` for longer than any call lasts: whoever sent them is dead, so they become `unknown`. */
  abandon(batch: Batch, olderThanMs: number): Promise<readonly Settled[]>;
  /** Closes the batch if every row is final; else when the next is due. Null: the rest is being sent by somebody. */
  close(batch: Batch): Promise<{ readonly open: boolean; readonly nextInMs: number | null }>;
  /** Ends every planned row. */
  cancel(batch: Batch): Promise<readonly Settled[]>;
  markInstallationTried(batch: Batch, seqs: readonly number[]): Promise<void>;
}

/** A letter made ready: what is the same for everybody is made into JSON once. */
export interface Letter {
  fill(values: Readonly<Record<string, string>>): string;
}

/** Posts one message, once; says what that proved. Rejects only where nothing has left. In teams/bulk-sender.ts. */
export interface BulkSender {
  post(to: Address, body: string): Promise<Result>;
}

/** Puts something else into the place of a message that was sent; may be done twice. In teams/bulk-sender.ts. */
export interface CardEditor {
  edit(to: Address, activityId: string, body: string): Promise<Result>;
}

/** Opens the private chat with a person who has the app. Implemented in teams/bulk-sender.ts. */
export interface PersonalChats {
  open(
    personId: string,
    serviceUrl: string,
  ): Promise<{ readonly kind: 'open'; readonly address: Address } | Exclude<Result, { kind: 'sent' }>>;
}

/** Which slots of the tenant's rate an instance may use. Implemented in store/limits.ts. */
export interface SlotSource {
  /**
   * Takes the next `count` slots of the tenant's rate, each `intervalMs` after the one before. Never hands out a
   * slot twice, whoever asks. Both times are milliseconds of the source's own clock.
   */
  lease(count: number, intervalMs: number): Promise<{ readonly first: number; readonly now: number }>;
  /** No slot that is handed out from now on lies within that time. */
  pause(milliseconds: number): Promise<void>;
}

/** The chats that are remembered. Implemented over store/conversations.ts in app.ts. */
export interface KnownChats {
  remember(personId: string, address: Address): Promise<void>;
  /** Teams says that it is gone, or that the bot is not in it any more. */
  forget(conversationId: string): Promise<void>;
  /** Where other people of the tenant are reached; null where nobody is known yet. */
  anyServiceUrl(): Promise<string | null>;
}

/** Puts the app into somebody's Teams. Implemented in graph/installation.ts; its own limit is inside. */
export interface Installer {
  /** Also resolves to `installed` where it was there already. `refused`: what to do about it. */
  install(
    personId: string,
  ): Promise<{ readonly kind: 'installed' } | { readonly kind: 'refused'; readonly detail: string }>;
}

/** What delivery puts into the queue. Implemented over jobs/queue.ts in app.ts. */
export interface DeliveryJobs {
  /** Adds nothing while such a job for the batch waits already. */
  deliver(batchId: number, afterMs: number): Promise<void>;
  install(batchId: number): Promise<void>;
}
