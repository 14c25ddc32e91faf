import { Ambiguous, NotFound } from '../errors.ts';
import type { Person } from './people.ts';
import type { Directory } from './ports.ts';

const ADDRESS = /^[^\s@]+@[^\s@]+$/;
const OBJECT_ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
/** One more than a chooser shows, so that it can say that there are more. */
const CANDIDATES = 7;

/**
 * The one person that these words mean: object id, user principal name, mail, or a name that is unique.
 * Somebody with a similar name is never taken instead: several who fit are an `Ambiguous` error.
 */
export async function findOnePerson(
  directory: Pick<Directory, 'findPerson' | 'searchPeople'>,
  words: string,
): Promise<Person> {
  const asked = words.trim().replace(/\s+/g, ' ');
  if (OBJECT_ID.test(asked) || ADDRESS.test(asked)) {
    const person = await directory.findPerson(asked);
    if (person) return person;
    if (OBJECT_ID.test(asked)) throw nobody(asked);
  }
  if (asked === '') throw nobody(asked);
  const found = await directory.searchPeople(asked, CANDIDATES);
  const exact = found.filter((person) => isExactly(person, asked));
  // An address is somebody's or nobody's: a longer one that begins alike is another person.
  const [only, ...others] = exact.length > 0 || ADDRESS.test(asked) ? exact : found;
  if (!only) throw nobody(asked);
  if (others.length > 0) {
    throw new Ambiguous<Person>(
      `Several people fit “${asked}”.`,
      'Ask again with a user principal name, or choose one of them.',
      [only, ...others],
    );
  }
  return only;
}

function isExactly(person: Person, asked: string): boolean {
  const same = (name: string | null) =>
    name?.localeCompare(asked, undefined, { sensitivity: 'accent' }) === 0;
  return same(person.displayName) || same(person.userPrincipalName) || same(person.mail);
}

function nobody(asked: string): NotFound {
  return new NotFound(
    asked === '' ? 'No name was given.' : `Nobody here fits “${asked}”.`,
    'Check the spelling, or use the user principal name (name@company).',
  );
}
