import type { Attempt } from './attempts.ts';
import type { Evidence, SignIn } from './evidence.ts';

const DAY = 86_400_000;
/** A place that somebody worked from on this many days is theirs. */
const DAYS_AT_HOME = 3;

/** `usual` place, another network in a usual country, a country that was new then, or nothing to compare with. */
export type Familiarity = 'usual' | 'new-network' | 'new-country' | 'unknown';

export interface Places {
  familiarity(row: SignIn): Familiarity;
  /** Joined, managed, compliant, or seen in successes from usual places. */
  knownDevice(row: SignIn): boolean;
  /** A country in which this person belongs, not one visited since yesterday. */
  isHome(country: string): boolean;
}

/**
 * Where somebody usually is, learnt from what worked. A success from abroad on an unknown device teaches nothing:
 * whoever holds a stolen password must not become usual by using it. A country where a device of the company
 * worked becomes usual after a day: on the day of arrival it is new, to Microsoft as well.
 */
export function learnPlaces(attempts: readonly Attempt[], evidence: Evidence): Places {
  const rows = attempts.filter(({ outcome }) => outcome === 'succeeded').map(({ last }) => last);
  const homes = homeCountries(rows, evidence);
  const visited = firstVisits(rows);
  const countries = new Set([...homes, ...visited.keys()]);
  const trusted = rows.filter((row) => row.country === null || countries.has(row.country));
  const networks = new Set(trusted.flatMap(({ network }) => network ?? []));
  const addresses = new Set(trusted.flatMap(({ ip }) => ip ?? []));
  const devices = new Set(trusted.flatMap(({ device }) => device.id ?? []));
  const isUsual = (country: string, at: Date) =>
    homes.has(country) || at.getTime() - (visited.get(country) ?? at.getTime()) >= DAY;
  return {
    familiarity(row) {
      const here = (row.ip && addresses.has(row.ip)) || (row.network !== null && networks.has(row.network));
      if (row.country === null) return here ? 'usual' : 'unknown';
      if (countries.size === 0) return 'unknown';
      if (!isUsual(row.country, row.at)) return 'new-country';
      return here || rows.length === 0 || row.ip === null ? 'usual' : 'new-network';
    },
    knownDevice: ({ device }) => isManaged(device) || (device.id !== null && devices.has(device.id)),
    isHome: (country) => homes.has(country),
  };
}

function homeCountries(rows: readonly SignIn[], { person, organisation }: Evidence): ReadonlySet<string> {
  const found = new Set<string>();
  for (const [country, days] of daysByCountry(rows)) {
    if (days >= DAYS_AT_HOME && days * 2 >= daysIn(rows)) found.add(country);
  }
  const member = person.kind === 'member';
  if (member && person.usageLocation) found.add(person.usageLocation);
  if (found.size > 0) return found;
  const oldest = rows.at(-1)?.country ?? (member ? organisation?.countryCode : null);
  return new Set(oldest ? [oldest] : []);
}

/** When a device of the company was first seen to work in each country. */
function firstVisits(rows: readonly SignIn[]): ReadonlyMap<string, number> {
  const first = new Map<string, number>();
  for (const { country, at, device } of rows) {
    if (country !== null && isManaged(device)) {
      first.set(country, Math.min(at.getTime(), first.get(country) ?? at.getTime()));
    }
  }
  return first;
}

function daysByCountry(rows: readonly SignIn[]): ReadonlyMap<string, number> {
  const days = new Map<string, Set<number>>();
  for (const { country, at } of rows) {
    if (country !== null) days.set(country, (days.get(country) ?? new Set()).add(dayOf(at)));
  }
  return new Map([...days].map(([country, seen]) => [country, seen.size]));
}

function daysIn(rows: readonly SignIn[]): number {
  return new Set(rows.map(({ at }) => dayOf(at))).size;
}

function dayOf(at: Date): number {
  return Math.floor(at.getTime() / DAY);
}

function isManaged(device: SignIn['device']): boolean {
  return device.managed === true || device.compliant === true || device.trust !== null;
}
