/** Runs SQL on one connection: one statement with `$n` values, or several statements without any. */
export type Run = (text: string, values: readonly unknown[]) => Promise<unknown[]>;

/** What differs between the two databases; db.ts makes a Database of either. */
export interface Driver {
  readonly kind: 'pglite' | 'postgres';
  /** On whichever connection is free. */
  readonly run: Run;
  /** Between BEGIN and COMMIT on one connection; rolled back when the work rejects. */
  hold<Result>(work: (run: Run) => Promise<Result>): Promise<Result>;
  /** Waits for what is running. Safe to call twice. */
  close(): Promise<void>;
}

/** OID of `date`: a day has no time zone, so both drivers hand it over as `2026-11-20` and never as a Date. */
export const DATE = 1082;
