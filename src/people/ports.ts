import type { Method, Organisation, Person, RegistrationRow } from './people.ts';

/** Who is there. Implemented in graph/; one instance serves questions of people, another background work. */
export interface Directory {
  /** By object id or user principal name. Undefined: nobody. */
  findPerson(idOrName: string): Promise<Person | undefined>;
  /** People whose name, mail or user principal name begins with these words, best first, at most `limit`. */
  searchPeople(words: string, limit: number): Promise<readonly Person[]>;
  /** Those of the given groups that hold the person, nested membership included. */
  groupsHolding(personId: string, groupIds: readonly string[]): Promise<ReadonlySet<string>>;
  organisation(): Promise<Organisation>;
}

/** What people have registered. */
export interface Registrations {
  /** Read now from the person's own methods. Undefined: there is no such person. */
  methodsOf(personId: string): Promise<readonly Method[] | undefined>;
  /** The whole report, page by page; memory does not grow with the tenant. */
  reportPages(): AsyncIterable<readonly RegistrationRow[]>;
}
