import type { Clock } from '../clock.ts';
import type { Directory } from './ports.ts';
import { ROLES, type Role } from './roles.ts';

export interface Membership {
  /** The roles that the configured groups give this person now, at most some minutes old. */
  rolesOf(personId: string): Promise<ReadonlySet<Role>>;
  /** Whether every one of these people holds the role. Stops at the first who does not. */
  allHold(personIds: readonly string[], role: Role): Promise<boolean>;
}

type RoleGroups = Readonly<Record<Exclude<Role, 'user'>, string | null>>;

/** A role taken away in Entra ends here after this long. */
const KEPT_FOR_MS = 5 * 60_000;
/** More people than ever ask within five minutes; beyond it the oldest answer makes room. */
const KEPT_AT_MOST = 5_000;

/**
 * Roles come from transitive membership of the configured groups. Where Graph cannot be asked the question
 * fails: nobody is given a role, or refused one, by guess.
 */
export function createMembership(options: {
  directory: Pick<Directory, 'groupsHolding'>;
  groups: RoleGroups;
  clock: Clock;
}): Membership {
  const { directory, groups, clock } = options;
  const configured = ROLES.flatMap((role) => {
    const id = role === 'user' ? null : groups[role];
    return id ? [{ role, id }] : [];
  });
  const kept = new Map<string, { until: number; roles: Promise<ReadonlySet<Role>> }>();

  const read = async (personId: string): Promise<ReadonlySet<Role>> => {
    if (configured.length === 0) return new Set<Role>(['user']);
    const holding = await directory.groupsHolding(
      personId,
      configured.map((group) => group.id),
    );
    return new Set<Role>([
      'user',
      ...configured.filter((group) => holding.has(group.id)).map((group) => group.role),
    ]);
  };

  const rolesOf = (personId: string): Promise<ReadonlySet<Role>> => {
    const now = clock.now().getTime();
    const known = kept.get(personId);
    if (known && known.until > now) return known.roles;
    const roles = read(personId);
    kept.delete(personId);
    kept.set(personId, { until: now + KEPT_FOR_MS, roles });
    const oldest = kept.keys().next();
    if (kept.size > KEPT_AT_MOST && !oldest.done) kept.delete(oldest.value);
    // A failed question is asked again the next time; the caller sees this failure.
    roles.catch(() => {
      if (kept.get(personId)?.roles === roles) kept.delete(personId);
    });
    return roles;
  };

  return {
    rolesOf,
    async allHold(personIds, role) {
      for (const personId of personIds) {
        if (!(await rolesOf(personId)).has(role)) return false;
      }
      return true;
    },
  };
}
