import type { DraftProblem, Exception, ExceptionDraft, ExceptionState, Sign } from './exceptions.ts';

/** When accounts were last looked through for signs. */
export interface ExceptionReading {
  readonly lookedAt: Date;
  /** Not every sign could be read. */
  readonly partly: boolean;
  /** Nothing was found out: the directory could not be read. */
  readonly failed: boolean;
}

export interface ExceptionCount {
  readonly state: ExceptionState;
  readonly sign: Sign;
  readonly count: number;
}

export interface ExceptionChange {
  readonly at: Date;
  /** Null: Muster, by itself. */
  readonly byName: string | null;
  readonly what: 'proposed' | 'decided' | 'closed' | 'opened';
}

export const EXCEPTIONS_PER_PAGE = 8;

export interface Register {
  readonly counts: readonly ExceptionCount[];
  /** What is open, worst first; counts from 1. */
  readonly page: number;
  readonly exceptions: readonly Exception[];
  /** Null: nobody has looked yet. */
  readonly reading: ExceptionReading | null;
  readonly asOf: Date;
}

/** One of them, and what became of it, newest first. */
export interface ExceptionFile {
  readonly exception: Exception;
  readonly changes: readonly ExceptionChange[];
  readonly asOf: Date;
}

/**
 * What became of a press. `faster`: somebody else has changed it meanwhile. `wrong`: nothing was saved, and why.
 * `emergency`: it is an emergency account, which no register holds.
 */
export type ExceptionPressed = { readonly file: ExceptionFile } & (
  | { readonly kind: 'done' | 'faster' | 'emergency' }
  | { readonly kind: 'wrong'; readonly problems: readonly DraftProblem[] }
);

/** What administrators do with the register. Every change leaves an audit entry. Undefined: there is no such entry. */
export interface ExceptionDesk {
  register(page: number): Promise<Register>;
  find(id: string): Promise<ExceptionFile | undefined>;
  /** `seen`: the version that was on the card. */
  decide(by: string, id: string, seen: number, draft: ExceptionDraft): Promise<ExceptionPressed | undefined>;
  /** It goes the usual way, like everybody. */
  close(by: string, id: string, seen: number): Promise<ExceptionPressed | undefined>;
  reopen(by: string, id: string, seen: number): Promise<ExceptionPressed | undefined>;
  /** Everything, what is closed included, with who decided what and why. */
  everything(): AsyncIterable<readonly Exception[]>;
}
