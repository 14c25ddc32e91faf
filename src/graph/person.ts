import * as z from 'zod/mini';
import type { Person } from '../people/people.ts';
import { parseAs } from './shape.ts';

/** Everything that `readPerson` reads, and nothing else is asked for. */
export const PERSON_SELECT =
  'id,userPrincipalName,displayName,givenName,mail,userType,accountEnabled,department,jobTitle,usageLocation,preferredLanguage';

const text = z.nullish(z.string());
const GraphUser = z.object({
  id: z.string(),
  userPrincipalName: z.string(),
  displayName: text,
  givenName: text,
  mail: text,
  userType: text,
  accountEnabled: z.nullish(z.boolean()),
  department: text,
  jobTitle: text,
  usageLocation: text,
  preferredLanguage: text,
});

export function readPerson(user: unknown): Person {
  const read = parseAs(GraphUser, user);
  return {
    id: read.id,
    userPrincipalName: read.userPrincipalName,
    displayName: read.displayName || read.userPrincipalName,
    givenName: read.givenName || null,
    mail: read.mail || null,
    // Accounts older than userType have none; they are members.
    kind: read.userType?.toLowerCase() === 'guest' ? 'guest' : 'member',
    // Left out where the permission does not reach: then nobody may be messaged on a guess.
    enabled: read.accountEnabled === true,
    department: read.department || null,
    jobTitle: read.jobTitle || null,
    usageLocation: read.usageLocation || null,
    preferredLanguage: read.preferredLanguage || null,
  };
}
