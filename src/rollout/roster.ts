import type { RegistrationState } from '../people/registration.ts';

/** One enabled account of a member, kept small: a large tenant has hundreds of thousands. */
export interface Account {
  readonly id: string;
  /** What it signs in with. */
  readonly name: string;
  readonly mailbox: boolean;
  /** Of what is bought for it; the same list for all that have the same. */
  readonly licences: readonly string[];
  readonly passwordNeverExpires: boolean;
  readonly createdAt: Date | null;
}

export interface Roster {
  /** Enabled members; the others are counted only. */
  readonly members: readonly Account[];
  readonly guests: number;
  readonly disabled: number;
}

/** What the registration report says of one account. */
export interface Reported {
  readonly state: RegistrationState;
  readonly admin: boolean;
}

/** By object id. The report lags by hours, and leaves out accounts that are disabled. */
export type Registrations = ReadonlyMap<string, Reported>;

/** When an account was last used, as Graph keeps it with the account. Null: never. */
export type LastUse = ReadonlyMap<string, { readonly interactive: Date | null; readonly any: Date | null }>;
