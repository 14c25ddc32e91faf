import type { Attempt } from './attempts.ts';
import type { Evidence, SignIn } from './evidence.ts';

const DAY = 86_400_000;
/** A place that somebody worked from on this many days is theirs. */
const DAYS_AT_HOME = 3;

/** `usual` place, another network in a usual country, a country never used before, or nothing to compare with. */
export type Familiarity = 'usual' | 'new-network' | 'new-country' | 'unknown';

export interface Places {
  familiarity(row: SignIn): Familiarity;
  /** Joined, managed, compliant, or seen in successes from usual places. */
  knownDevice(row: SignIn): boolean;
  readonly countries: ReadonlySet<string>;
}

/**
 * Where somebody usually is, learnt from what worked. A success from abroad on an unknown device teaches nothing:
 * whoever holds a stolen password must not become usual by using it.
 */
export function learnPlaces(attempts: readonly Attempt[], evidence: Evidence): Places {
  const rows = attempts.filter(({ outcome }) => outcome === 'succeeded').map(({ last }) => last);
  const countries = homeCountries(rows, evidence);
  const trusted = rows.filter((row) => row.country === null || countries.has(row.country));
  const networks = new Set(trusted.flatMap(({ network }) => network ?? []));
  const addresses = new Set(trusted.flatMap(({ ip }) => ip ?? []));
  const devices = new Set(trusted.flatMap(({ device }) => device.id ?? []));
  return {
    countries,
    familiarity(row) {
      const here = (row.ip && addresses.has(row.ip)) || (row.network !== null && networks.has(row.network));
      if (row.country === null) return here ? 'usual' : 'unknown';
      if (countries.size === 0) return 'unknown';
      if (!countries.has(row.country)) return 'new-country';
      return here || rows.length === 0 || row.ip === null ? 'usual' : 'new-network';
    },
    knownDevice: ({ device }) => isManaged(device) || (device.id !== null && devices.has(device.id)),
  };
}

function homeCountries(rows: readonly SignIn[], evidence: Evidence): ReadonlySet<string> {
  const found = new Set(
    rows.filter(({ device }) => isManaged(device)).flatMap(({ country }) => country ?? []),
  );
  for (const [country, days] of daysByCountry(rows)) {
    if (days >= DAYS_AT_HOME && days * 2 >= daysIn(rows)) found.add(country);
  }
  if (evidence.person.kind === 'member' && evidence.person.usageLocation) {
    found.add(evidence.person.usageLocation);
  }
  if (found.size > 0) return found;
  const oldest = rows.at(-1)?.country ?? evidence.organisation?.countryCode;
  return new Set(
    oldest && evidence.person.kind === 'member' ? [oldest] : rows.flatMap((row) => row.country ?? []),
  );
}

function daysByCountry(rows: readonly SignIn[]): ReadonlyMap<string, number> {
  const days = new Map<string, Set<number>>();
  for (const { country, at } of rows) {
    if (country === null) continue;
    days.set(country, (days.get(country) ?? new Set()).add(Math.floor(at.getTime() / DAY)));
  }
  return new Map([...days].map(([country, seen]) => [country, seen.size]));
}

function daysIn(rows: readonly SignIn[]): number {
  return new Set(rows.map(({ at }) => Math.floor(at.getTime() / DAY))).size;
}

function isManaged(device: SignIn['device']): boolean {
  return device.managed === true || device.compliant === true || device.trust !== null;
}
