import type { RegistrationRow } from './people.ts';
import { REGISTRATION_STATES, type RegistrationState, reportedState } from './registration.ts';

/** The tenant's registration in numbers, kept while the report streams by. */
export interface Coverage {
  readonly people: number;
  readonly byState: Readonly<Record<RegistrationState, number>>;
  /** Everybody with a second step, phones included. */
  readonly registered: number;
  readonly guests: number;
  readonly admins: number;
  /** The worst risk of all, so they are named; the list is cut at `NAMED_AT_MOST`. */
  readonly adminsWithout: readonly { readonly id: string; readonly name: string }[];
  readonly adminsWithoutCount: number;
  /** The report's oldest row: how far it lags. */
  readonly reportedFrom: Date | null;
}

export const NAMED_AT_MOST = 20;

export function createCoverageCounter() {
  const byState = Object.fromEntries(REGISTRATION_STATES.map((state) => [state, 0])) as Record<
    RegistrationState,
    number
  >;
  const adminsWithout: { id: string; name: string }[] = [];
  let people = 0;
  let guests = 0;
  let admins = 0;
  let adminsWithoutCount = 0;
  let oldest: Date | null = null;

  return {
    add(row: RegistrationRow): RegistrationState {
      const state = reportedState(row);
      people += 1;
      byState[state] += 1;
      if (row.kind === 'guest') guests += 1;
      if (row.isAdmin) admins += 1;
      if (row.isAdmin && state === 'none') {
        adminsWithoutCount += 1;
        if (adminsWithout.length < NAMED_AT_MOST)
          adminsWithout.push({ id: row.personId, name: row.displayName });
      }
      if (row.updatedAt && (oldest === null || row.updatedAt < oldest)) oldest = row.updatedAt;
      return state;
    },
    total(): Coverage {
      return {
        people,
        byState: { ...byState },
        registered: people - byState.none,
        guests,
        admins,
        adminsWithout: [...adminsWithout],
        adminsWithoutCount,
        reportedFrom: oldest,
      };
    },
  };
}

/** Share with a second step, from 0 to 1; an empty tenant has no share. */
export function coverageRate(coverage: Coverage): number | null {
  return coverage.people === 0 ? null : coverage.registered / coverage.people;
}
