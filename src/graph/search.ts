import type { Person } from '../people/people.ts';

const NAMES = ['displayName', 'givenName', 'surname', 'mail', 'userPrincipalName'] as const;

/**
 * The filter that finds people by the beginning of any of their names. `startswith` rather than `$search`: it
 * answers from the directory as it is now and needs no `ConsistencyLevel`.
 */
export function searchFilter(words: string): string {
  const whole = NAMES.map((name) => startsWith(name, words));
  const space = words.indexOf(' ');
  if (space < 0) return whole.join(' or ');
  const [first, last] = [words.slice(0, space), words.slice(space + 1)];
  // "Ada Lovelace" also where the display name is "Lovelace, Ada (IT)", and the other way round.
  const apart = [
    [first, last],
    [last, first],
  ].map(
    ([given = '', family = '']) => `(${startsWith('givenName', given)} and ${startsWith('surname', family)})`,
  );
  return [...whole, ...apart].join(' or ');
}

function startsWith(property: string, words: string): string {
  return `startswith(${property},'${words.replaceAll("'", "''")}')`;
}

/** Best first: an exact name, then colleagues before guests, then accounts in use, then by the alphabet. */
export function rankPeople(people: readonly Person[], words: string): Person[] {
  return people
    .map((person) => ({ person, rank: rankOf(person, words.toLowerCase()) }))
    .sort((a, b) => a.rank - b.rank || a.person.displayName.localeCompare(b.person.displayName))
    .map(({ person }) => person);
}

function rankOf(person: Person, words: string): number {
  const names = [person.displayName, person.userPrincipalName, person.mail ?? ''].map((name) =>
    name.toLowerCase(),
  );
  const exact = names.includes(words);
  const begins = names[0]?.startsWith(words);
  return (exact ? 0 : 8) + (begins ? 0 : 4) + (person.kind === 'guest' ? 2 : 0) + (person.enabled ? 0 : 1);
}
