import type { Exclusion } from './campaign.ts';
import { EXCLUSIONS } from './campaign.ts';

/** Some of the roster, counted. `by` says what `key` is. */
export type TallyRow =
  | {
      readonly by: 'reason';
      /** Null: recipients. */
      readonly key: Exclusion | null;
      readonly isAdmin: boolean;
      readonly withoutChat: boolean;
      readonly count: number;
    }
  | { readonly by: 'department' | 'language' | 'zone'; readonly key: string | null; readonly count: number };

export interface Tally {
  readonly recipients: number;
  readonly admins: number;
  readonly withoutChat: number;
  readonly excluded: readonly { readonly reason: Exclusion; readonly count: number }[];
  /** Of recipients; most first. */
  readonly departments: readonly Counted[];
  readonly languages: readonly Counted[];
  readonly zones: readonly Counted[];
}
interface Counted {
  readonly key: string | null;
  readonly count: number;
}

/** Adds up what comes piece by piece. */
export function createTally() {
  let recipients = 0;
  let admins = 0;
  let withoutChat = 0;
  const reasons = new Map<Exclusion, number>();
  const keys = { department: new Map(), language: new Map(), zone: new Map() } satisfies Record<
    string,
    Map<string | null, number>
  >;
  return {
    get recipients() {
      return recipients;
    },
    add(rows: readonly TallyRow[]): void {
      for (const row of rows) {
        if (row.by !== 'reason') increase(keys[row.by], row.key, row.count);
        else if (row.key !== null) increase(reasons, row.key, row.count);
        else {
          recipients += row.count;
          if (row.isAdmin) admins += row.count;
          if (row.withoutChat) withoutChat += row.count;
        }
      }
    },
    total(): Tally {
      return {
        recipients,
        admins,
        withoutChat,
        excluded: EXCLUSIONS.flatMap((reason) => {
          const count = reasons.get(reason);
          return count === undefined ? [] : [{ reason, count }];
        }),
        departments: mostFirst(keys.department),
        languages: mostFirst(keys.language),
        zones: mostFirst(keys.zone),
      };
    },
  };
}

function increase<Key>(counts: Map<Key, number>, key: Key, by: number): void {
  counts.set(key, (counts.get(key) ?? 0) + by);
}

function mostFirst(counts: ReadonlyMap<string | null, number>): readonly Counted[] {
  return [...counts]
    .map(([key, count]) => ({ key, count }))
    .toSorted((a, b) => b.count - a.count || (a.key ?? '').localeCompare(b.key ?? ''));
}
