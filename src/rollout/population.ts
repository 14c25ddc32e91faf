import type { RegistrationState } from '../people/registration.ts';
import type { EmergencyAccount, Head } from './ports.ts';
import type { Account, Registrations, Roster } from './roster.ts';

export interface Population {
  /** Those of whom a second step is expected. */
  readonly people: readonly Account[];
  /** Mailboxes that nobody signs in to by a licence of their own: shared ones, rooms, equipment. */
  readonly mailboxes: readonly Account[];
  /** Licensed as a meeting room, a shared phone or a call queue. */
  readonly devices: readonly Account[];
  /** By configuration: emergency accounts and the group of accounts that no campaign messages. */
  readonly excluded: number;
}

/** A tenant whose people have no licences at all tells nothing by one who has none. */
const LICENSED_AT_LEAST = 0.5;

/**
 * Whom rates are about. Graph does not tell a shared mailbox or a room from a person: what tells is that it has a
 * mailbox and, unlike the others, no licence, or a licence that is sold for rooms and shared devices alone.
 */
export function populationOf(
  roster: Roster,
  known: {
    readonly emergency: readonly EmergencyAccount[];
    readonly exceptions: readonly Head[];
    readonly deviceLicences: ReadonlySet<string>;
  },
): Population {
  const leftOut = excludedIds(known);
  const rest = roster.members.filter(({ id }) => !leftOut.has(id));
  const licensed = rest.filter(({ licences }) => licences.length > 0).length;
  const licencesTell = licensed >= rest.length * LICENSED_AT_LEAST;
  const kindOf = (account: Account): 'devices' | 'mailboxes' | 'people' => {
    if (account.licences.some((licence) => known.deviceLicences.has(licence))) return 'devices';
    return licencesTell && account.mailbox && account.licences.length === 0 ? 'mailboxes' : 'people';
  };
  const kinds = { people: [] as Account[], mailboxes: [] as Account[], devices: [] as Account[] };
  for (const account of rest) kinds[kindOf(account)].push(account);
  return { ...kinds, excluded: roster.members.length - rest.length };
}

function excludedIds(known: {
  readonly emergency: readonly EmergencyAccount[];
  readonly exceptions: readonly Head[];
}): ReadonlySet<string> {
  return new Set([
    ...known.emergency.flatMap(({ person }) => person?.id.toLowerCase() ?? []),
    ...known.exceptions.map(({ id }) => id.toLowerCase()),
  ]);
}

/** Nothing in the report yet is nothing registered yet. */
export function stateOf(account: Account, registrations: Registrations): RegistrationState {
  return registrations.get(account.id)?.state ?? 'none';
}
