import type { DirectoryRow } from '../people/people.ts';
import type { BulkDirectory, Registrations } from '../people/ports.ts';
import type { RegistrationState } from '../people/registration.ts';

/** Where the roster is read from. */
export type RosterSource = Pick<BulkDirectory, 'everybody' | 'peopleIn'> & Pick<Registrations, 'reportPages'>;

/** One account as it is written down; its time zone follows from its country. */
export interface RosterRow extends DirectoryRow {
  readonly timeZone: string;
}

export interface ReportedRow {
  readonly personId: string;
  readonly registration: RegistrationState;
  readonly isAdmin: boolean;
  readonly updatedAt: Date | null;
}

/** What is known of the last readings of the roster or of one group. */
export interface ReadingStatus {
  /** When the newest one that was read to its end had been; null: none was. */
  readonly completedAt: Date | null;
  readonly people: number;
  /** Why the one after it was not; null where it was, or where it is being read. */
  readonly trouble: string | null;
}

/** A reading that is this caller's until nobody has seen it for a while. */
export interface ClaimedReading {
  readonly name: string;
  readonly reading: number;
  readonly owner: string;
  /** What a process that died had done of it. */
  readonly peopleRead: boolean;
  readonly people: number;
  readonly completedPeople: number | null;
}

/** False from those that save: the reading is somebody else's now. Implemented in store/. */
export interface ReadingStore {
  status(name: string): Promise<ReadingStatus | undefined>;
  /** A new one, or that of a dead process; null: somebody reads. */
  claim(
    name: string,
    owner: string,
    at: { readonly now: Date; readonly deadSince: Date },
  ): Promise<ClaimedReading | null>;
  /** Somebody is still at it. */
  show(claim: ClaimedReading, now: Date): Promise<boolean>;
  savePeople(claim: ClaimedReading, rows: readonly RosterRow[], now: Date): Promise<boolean>;
  peopleRead(claim: ClaimedReading, now: Date): Promise<boolean>;
  saveReport(claim: ClaimedReading, rows: readonly ReportedRow[], now: Date): Promise<boolean>;
  saveMembers(claim: ClaimedReading, personIds: readonly string[], now: Date): Promise<boolean>;
  /** Forgets, in pieces, whoever this reading has not seen; then it is the newest complete one. */
  complete(claim: ClaimedReading, now: Date): Promise<boolean>;
  fail(claim: ClaimedReading, trouble: string, now: Date): Promise<void>;
}

/** The name of the reading of everybody; every other is a group's id. */
export const ROSTER = 'roster';
