/** One sign-in, as far as watching, alarms and reports need it. */
export interface LoggedSignIn {
  readonly id: string;
  readonly at: Date;
  readonly personId: string;
  readonly personName: string | null;
  readonly userPrincipalName: string | null;
  readonly applicationId: string | null;
  readonly application: string | null;
  /** 0 is a success. */
  readonly code: number;
  /** What the last step of it said, in Graph's words; only beta tells. */
  readonly result: string | null;
  /** Graph's word, such as "Browser", "Exchange ActiveSync". */
  readonly client: string | null;
  readonly ip: string | null;
  readonly country: string | null;
  readonly interactive: boolean;
  readonly requirement: string | null;
  readonly conditionalAccess: string | null;
  /** Names of the policies that refused it. */
  readonly stoppedBy: readonly string[];
  readonly risk: string | null;
}

/** Which rows of the log: all of a span of time, those with one of these results, or those of these accounts. */
export interface LogWindow {
  readonly from: Date;
  readonly to: Date;
  readonly only:
    | 'everything'
    | { readonly codes: readonly number[] }
    | { readonly personIds: readonly string[] };
}

/**
 * Where sign-ins come from: today Graph is asked again and again. A stream, such as Azure Event Hubs, takes this
 * place by handing out what it has received; the book below does not care how often a row comes.
 */
export interface SignInSource {
  /** Page by page, in any order. */
  read(window: LogWindow): AsyncIterable<readonly LoggedSignIn[]>;
}

/** `narrow`: the failures that somebody can act on, and the accounts that matter; the rest is not read. */
export type Breadth = 'everything' | 'narrow';

export interface Reading {
  readonly readTo: Date | null;
  readonly accountsReadTo: Date | null;
  readonly breadth: Breadth;
  readonly breadthSince: Date | null;
  readonly hourLookedBack: Date | null;
  readonly dayLookedBack: Date | null;
  /** Where a round stopped that took too long, when it had begun, how far back it looks; null: the last one ended. */
  readonly resumeFrom: Date | null;
  readonly resumeBegan: Date | null;
  readonly resumeBack: LookBack | null;
}

export type LookBack = 'always' | 'hourly' | 'daily';

/** What was read. Implemented in store/sign-ins.ts. */
export interface SignInBook {
  reading(): Promise<Reading>;
  /** Adds the rows that are not in the book yet, and says how many those were. */
  save(rows: readonly LoggedSignIn[]): Promise<number>;
  note(progress: Partial<Reading>): Promise<void>;
  /** Rows older than that are forgotten, some at a time; how many they were. */
  forgetBefore(moment: Date): Promise<number>;
}

/** How far the log is known, for whoever draws a conclusion from it. */
export interface Lag {
  /** Everything that Graph showed up to then is in the book. Null: nothing has been read yet. */
  readonly readTo: Date | null;
  readonly breadth: Breadth;
  readonly breadthSince: Date | null;
}
