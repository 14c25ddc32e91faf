import type { Clock } from '../clock.ts';
import { KnownError } from '../errors.ts';
import type { BulkDirectory } from '../people/ports.ts';
import type { Campaign } from './campaign.ts';

/** Whom a campaign never sends to, whatever was planned. */
export interface Excluded {
  of(campaign: Pick<Campaign, 'audience'>): Promise<{
    reasonFor(personId: string, userPrincipalName: string): ExcludedBecause | null;
  }>;
}
type ExcludedBecause = 'break-glass' | 'excluded-group' | 'campaign-group';

/** Whoever is put into the group while a wave goes out gets nothing any more after this long. */
const KEPT_FOR_MS = 5 * 60_000;

export function createExcluded(options: {
  readonly directory: Pick<BulkDirectory, 'peopleIn'>;
  /** Object ids or user principal names, lower case. */
  readonly breakGlassIds: readonly string[];
  readonly excludedGroupId: string | null;
  readonly clock: Clock;
}): Excluded {
  const { directory, excludedGroupId, clock } = options;
  const breakGlass = new Set(options.breakGlassIds);
  const kept = new Map<string, { at: number; members: Promise<ReadonlySet<string>> }>();

  const membersOf = (groupId: string): Promise<ReadonlySet<string>> => {
    const at = clock.now().getTime();
    const known = kept.get(groupId);
    if (known && at - known.at < KEPT_FOR_MS) return known.members;
    const members = readAll(directory.peopleIn(groupId)).catch((error: unknown) => {
      // Who was excluded some minutes ago still is; without any such list nothing may be sent.
      if (known && error instanceof KnownError) return known.members;
      if (kept.get(groupId)?.members === members) kept.delete(groupId);
      throw error;
    });
    kept.set(groupId, { at, members });
    return members;
  };
  const groups = async (ids: readonly string[]) => Promise.all(ids.map(membersOf));

  return {
    async of({ audience }) {
      const [everywhere, here] = await Promise.all([
        groups(excludedGroupId === null ? [] : [excludedGroupId]),
        groups(audience.excludedGroupIds),
      ]);
      return {
        reasonFor(personId, userPrincipalName) {
          if (breakGlass.has(personId) || breakGlass.has(userPrincipalName.toLowerCase())) {
            return 'break-glass';
          }
          if (everywhere.some((members) => members.has(personId))) return 'excluded-group';
          return here.some((members) => members.has(personId)) ? 'campaign-group' : null;
        },
      };
    },
  };
}

async function readAll(pages: AsyncIterable<readonly string[]>): Promise<ReadonlySet<string>> {
  const members = new Set<string>();
  for await (const page of pages) for (const id of page) members.add(id);
  return members;
}
