/** One row of the sign-in log by a legacy protocol, with as much of it as the report counts. */
export interface LegacySignIn {
  /** Empty where the log knows no such account: somebody guesses names. */
  readonly personId: string;
  readonly userPrincipalName: string;
  readonly displayName: string;
  /** The log's own word for the protocol, such as `IMAP4`. */
  readonly protocol: string;
  readonly application: string;
  /** What the log tells of the program or machine; null where it tells nothing. */
  readonly device: string | null;
  readonly ip: string | null;
  readonly at: Date;
  /** 0: it succeeded. Null: the log does not tell, which is not taken for a success. */
  readonly code: number | null;
}

/** Implemented in graph/. Pages come newest first, and memory does not grow with them. */
export interface LegacyLog {
  interactive(since: Date): AsyncIterable<readonly LegacySignIn[]>;
  /** What programs do by themselves. Only Graph's beta tells of it. */
  nonInteractive(since: Date): AsyncIterable<readonly LegacySignIn[]>;
}
