import type { KnownError } from '../errors.ts';
import type { Hole } from './enforcement.ts';
import { applicationWord, controlWord, platformWord } from './entra-words.ts';
import type { Item, Said } from './gate.ts';
import type { Attempt, Facts, Head } from './ports.ts';

export type HoleFacts = {
  readonly [Name in 'leftOut' | 'emergency' | 'plannedExceptions' | 'roleHoldings']: Attempt<Facts[Name]>;
};

export interface ToldHole {
  /** Whether anybody comes through who should not: emergency accounts and planned exceptions may. Null: not known. */
  readonly open: boolean | null;
  readonly found: readonly Said[];
  readonly items: readonly Item[];
  readonly missing: readonly KnownError[];
}

type NamedHole = Extract<Hole, { names: unknown }>;

/** A hole in words, with the names of those who come through it. */
export function tellHole(hole: Hole, facts: HoleFacts): ToldHole {
  if (!('names' in hole)) return told({ say: `enforcement-policy.hole.${hole.kind}` });
  return TELLERS[hole.kind](hole.names, facts);
}

function told(said: Said, items: readonly Item[] = []): ToldHole {
  return { open: true, found: [said], items, missing: [] };
}

const TELLERS: Readonly<Record<NamedHole['kind'], (names: readonly string[], facts: HoleFacts) => ToldHole>> =
  {
    people: tellPeople,
    groups: tellGroups,
    roles: tellRoles,
    applications(ids) {
      const names = ids.map(applicationWord);
      const items = ids.map((id): Item => ({ kind: 'application', id, name: applicationWord(id) }));
      return told(
        { say: 'enforcement-policy.hole.applications', values: { count: ids.length, names } },
        items,
      );
    },
    platforms: (names) =>
      told({ say: 'enforcement-policy.hole.platforms', values: { names: names.map(platformWord) } }),
    alternative: (names) =>
      told({ say: 'enforcement-policy.hole.alternative', values: { names: names.map(controlWord) } }),
  };

function tellPeople(ids: readonly string[], facts: HoleFacts): ToldHole {
  const read = ids.map((id): Attempt<Head | null> => {
    const attempt = facts.leftOut.known ? facts.leftOut.value.people.get(id) : facts.leftOut;
    // More are left out than were looked up: they count, under their ids.
    return attempt ?? { known: true, value: { id, name: id } };
  });
  const heads = read.flatMap((attempt, index) =>
    attempt.known ? (attempt.value ?? []) : { id: ids[index] ?? '', name: ids[index] ?? '' },
  );
  return tellHeads('people', heads, facts, errorsIn(read));
}

function tellGroups(ids: readonly string[], facts: HoleFacts): ToldHole {
  const read = ids.map((id) => (facts.leftOut.known ? facts.leftOut.value.groups.get(id) : facts.leftOut));
  const groups = read.flatMap((attempt) => (attempt?.known ? [attempt.value] : []));
  const heads = [...new Map(groups.flatMap((group) => group.heads).map((head) => [head.id, head])).values()];
  const unread = read.length - groups.length + groups.filter(({ more }) => more).length;
  const counted = tellHeads('groups', heads, facts, errorsIn(read));
  if (unread === 0) return counted;
  const said: Said = { say: 'enforcement-policy.hole.groups-unread', values: { count: unread } };
  // A group too large to be read to its end holds more than emergency accounts.
  const open = counted.open || groups.some(({ more }) => more) || null;
  return { ...counted, open, found: [...counted.found, said] };
}

function tellHeads(
  kind: 'people' | 'groups',
  heads: readonly Head[],
  { emergency, plannedExceptions }: HoleFacts,
  unread: readonly KnownError[],
): ToldHole {
  const emergencyIds = new Set(
    emergency.known ? emergency.value.map(({ person }) => person?.id.toLowerCase()) : [],
  );
  const plannedIds = new Set(plannedExceptions.known ? plannedExceptions.value.map(({ id }) => id) : []);
  const others = heads.filter(({ id }) => !emergencyIds.has(id));
  const planned = others.filter(({ id }) => plannedIds.has(id));
  const open = others.filter(({ id }) => !plannedIds.has(id));
  const names = open.map(({ name }) => name);
  // Whoever is left may be one of those who are allowed to be, where these could not be read.
  const missing = [...unread, ...(open.length > 0 ? errorsIn([emergency, plannedExceptions]) : [])];
  return {
    open: missing.length > 0 ? null : open.length > 0,
    found: [
      ...(open.length > 0
        ? [{ say: `enforcement-policy.hole.${kind}`, values: { count: open.length, names } } as const]
        : []),
      ...(planned.length > 0
        ? [{ say: 'enforcement-policy.planned', values: { count: planned.length } } as const]
        : []),
    ],
    items: open.map(({ id, name }): Item => ({ kind: 'person', id, name })),
    missing,
  };
}

function tellRoles(ids: readonly string[], { roleHoldings }: HoleFacts): ToldHole {
  const names = new Map(
    roleHoldings.known ? roleHoldings.value.map(({ templateId, role }) => [templateId, role]) : [],
  );
  const items = ids.map((id): Item => ({ kind: 'role', id, name: names.get(id) ?? id }));
  return told(
    { say: 'enforcement-policy.hole.roles', values: { names: items.map(({ name }) => name) } },
    items,
  );
}

function errorsIn(attempts: readonly (Attempt<unknown> | undefined)[]): readonly KnownError[] {
  const errors = attempts.flatMap((attempt) => (attempt && !attempt.known ? [attempt.error] : []));
  return [...new Map(errors.map((error) => [error.message, error])).values()];
}
