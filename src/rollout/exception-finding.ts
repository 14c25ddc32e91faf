import { KnownError } from '../errors.ts';
import { type FoundSign, SIGN_WANTS, type SignFacts, signsIn, unreadSigns } from './exception-signs.ts';
import { POPULATION_NEEDS, populationOf } from './population.ts';
import type { Attempt, FactName, FactReaders, Facts } from './ports.ts';

type Needed = (typeof POPULATION_NEEDS)[number];
export type SignReaders = Pick<FactReaders, Needed | (typeof SIGN_WANTS)[number]>;

export interface SignsFound {
  readonly found: readonly { readonly personId: string; readonly name: string; readonly sign: FoundSign }[];
  /** Whether there still is such an account that can sign in. */
  isThere(personId: string): boolean;
  /** Emergency accounts: the only ones that stand outside for ever, and in no register. */
  readonly emergency: readonly string[];
  /** Some of the signs could not be read. */
  readonly partly: boolean;
}

/** Looks through the accounts of the tenant; null where the directory itself could not be read. */
export async function findSigns(readers: SignReaders): Promise<SignsFound | null> {
  const [needed, wanted] = await Promise.all([
    attemptAll(readers, POPULATION_NEEDS),
    attemptAll(readers, SIGN_WANTS),
  ]);
  const { roster, emergency, plannedExceptions } = needed;
  if (!roster.known || !emergency.known || !plannedExceptions.known) return null;
  const facts: SignFacts = wanted;
  const population = populationOf({
    roster: roster.value,
    emergency: emergency.value,
    plannedExceptions: plannedExceptions.value,
    deviceLicences: facts.deviceLicences,
  });
  const there = new Set(roster.value.members.map(({ id }) => id));
  return {
    found: [...signsIn(population, facts)].map(([{ id, name }, sign]) => ({ personId: id, name, sign })),
    isThere: (personId) => there.has(personId),
    emergency: emergency.value.flatMap(({ person }) => person?.id.toLowerCase() ?? []),
    partly: unreadSigns(facts).length > 0,
  };
}

type Attempts<Names extends FactName> = { readonly [Name in Names]: Attempt<Facts[Name]> };

async function attemptAll<const Names extends FactName>(
  readers: Pick<FactReaders, Names>,
  names: readonly Names[],
): Promise<Attempts<Names>> {
  const attempted = await Promise.all(
    names.map(async (name) => [name, await attempt(readers[name])] as const),
  );
  // Exactly the names that were asked for, each with what was read under it.
  return Object.fromEntries(attempted) as Attempts<Names>;
}

async function attempt<Value>(read: () => Promise<Value>): Promise<Attempt<Value>> {
  try {
    return { known: true, value: await read() };
  } catch (error) {
    if (error instanceof KnownError) return { known: false, error };
    throw error;
  }
}

/** The same readers, of which each reads once: what a check of readiness has read, nobody reads again after it. */
export function readOnce(readers: FactReaders): FactReaders {
  const kept = new Map<string, Promise<unknown>>();
  const once = Object.entries(readers).map(([name, read]) => [
    name,
    () => {
      const known = kept.get(name) ?? read();
      kept.set(name, known);
      return known;
    },
  ]);
  // The same names, and each promises what it promised before.
  return Object.fromEntries(once) as FactReaders;
}
