import { MissingPermission, Unavailable } from '../errors.ts';
import type { PersonReader, RoleGrant } from './ports.ts';

/**
 * The names of the roles somebody holds. The grants are the same for everybody; only whether a group that holds a
 * role holds this person, too, is a question about them.
 */
export async function rolesHeld(
  person: Pick<PersonReader, 'rolesOf' | 'groupsHolding'>,
  grants: () => Promise<readonly RoleGrant[]>,
  personId: string,
): Promise<readonly string[]> {
  const given = await grants().catch((error: unknown) => {
    if (error instanceof MissingPermission || error instanceof Unavailable) return null;
    throw error;
  });
  if (given === null) return person.rolesOf(personId);
  const groups = [...new Set(given.filter((grant) => grant.toGroup).map((grant) => grant.holderId))];
  const held = groups.length === 0 ? new Set<string>() : await person.groupsHolding(personId, groups);
  const names = given
    .filter((grant) => (grant.toGroup ? held.has(grant.holderId) : same(grant.holderId, personId)))
    .map((grant) => grant.role);
  return [...new Set(names)];
}

function same(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
