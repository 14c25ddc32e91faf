import type { RegistrationState } from '../people/registration.ts';
import type { Attempt, Facts } from './ports.ts';
import type { Account, Registrations } from './roster.ts';

export interface Population {
  /** Those of whom a second step is expected. */
  readonly people: readonly Account[];
  /** Mailboxes that nobody signs in to by a licence of their own: shared ones, rooms, equipment. */
  readonly mailboxes: readonly Account[];
  /** Licensed as a meeting room, a shared phone or a call queue. */
  readonly devices: readonly Account[];
  /** By configuration: emergency accounts and the group of accounts that no campaign messages. */
  readonly excluded: number;
  /** Whether having no licence means anything here. */
  readonly licencesTell: boolean;
}

/** What a gate needs to know whom it is about. */
export const POPULATION_NEEDS = ['roster', 'emergency', 'plannedExceptions'] as const;
/** Without it a room with a licence of its own is taken for a person. */
export const POPULATION_WANTS = ['deviceLicences'] as const;

type PopulationFacts = Pick<Facts, (typeof POPULATION_NEEDS)[number]> & {
  readonly deviceLicences: Attempt<ReadonlySet<string>>;
};

/** A tenant whose people have no licences at all tells nothing by one who has none. */
const LICENSED_AT_LEAST = 0.5;

/**
 * Whom rates are about. Graph does not tell a shared mailbox or a room from a person: what tells is that it has a
 * mailbox and, unlike the others, no licence, or a licence that is sold for rooms and shared devices alone.
 */
export function populationOf(facts: PopulationFacts): Population {
  const { roster, deviceLicences } = facts;
  const forDevices = deviceLicences.known ? deviceLicences.value : new Set<string>();
  const leftOut = excludedIds(facts);
  const rest = roster.members.filter(({ id }) => !leftOut.has(id));
  const licensed = rest.filter(({ licences }) => licences.length > 0).length;
  const licencesTell = licensed >= rest.length * LICENSED_AT_LEAST;
  const kindOf = (account: Account): 'devices' | 'mailboxes' | 'people' => {
    if (account.licences.some((licence) => forDevices.has(licence))) return 'devices';
    return licencesTell && account.mailbox && account.licences.length === 0 ? 'mailboxes' : 'people';
  };
  const kinds = { people: [] as Account[], mailboxes: [] as Account[], devices: [] as Account[] };
  for (const account of rest) kinds[kindOf(account)].push(account);
  return { ...kinds, excluded: roster.members.length - rest.length, licencesTell };
}

function excludedIds({ emergency, plannedExceptions }: PopulationFacts): ReadonlySet<string> {
  return new Set([
    ...emergency.flatMap(({ person }) => person?.id.toLowerCase() ?? []),
    ...plannedExceptions.map(({ id }) => id.toLowerCase()),
  ]);
}

/** Nothing in the report yet is nothing registered yet. */
export function stateOf(account: Account, registrations: Registrations): RegistrationState {
  return registrations.get(account.id)?.state ?? 'none';
}
