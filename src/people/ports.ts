import type { EntraCampaign } from './entra-campaign.ts';
import type { DirectoryRow, Method, Organisation, Person, RegistrationRow, Standing } from './people.ts';

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

/** The directory in bulk, for work that nobody waits for. Implemented in graph/. */
export interface BulkDirectory {
  /** Everybody who has an account, page by page; memory does not grow with the tenant. */
  everybody(): AsyncIterable<readonly DirectoryRow[]>;
  /**
   * Object ids, lower case, of the people in the group, through any nesting; page by page. Rejects with `NotFound`
   * where the group is not in the directory (any more): nobody may take that for an empty one.
   */
  peopleIn(groupId: string): AsyncIterable<readonly string[]>;
  /** One entry for each id that was asked about, as it was spelled; as of now, and never from a copy. */
  standingOf(personIds: readonly string[]): Promise<ReadonlyMap<string, Standing>>;
}

/** What the tenant's own rules say about registering. */
export interface RegistrationRules {
  /** Entra's own campaign, as it is set now. */
  entraCampaign(): Promise<EntraCampaign>;
}
