import { LOGS } from './requests/logs.ts';
import { PEOPLE } from './requests/people.ts';
import { REGISTERED } from './requests/registered.ts';
import type { RequestRow } from './requests/row.ts';
import { RULES } from './requests/rules.ts';

/**
 * Every request that Muster makes of Graph, and there is no other way to make one. README's permission list,
 * `muster doctor` and the errors for a missing permission all come from these rows.
 */
export const REQUESTS = {
  ...PEOPLE,
  ...REGISTERED,
  ...LOGS,
  ...RULES,
} as const satisfies Record<string, RequestRow>;

export type RequestName = keyof typeof REQUESTS;
export type Permission = (typeof REQUESTS)[RequestName]['permission'];

type Placeholders<Path extends string> = Path extends `${string}{${infer Name}}${infer Rest}`
  ? Name | Placeholders<Rest>
  : never;
export type Params<Name extends RequestName> = Readonly<
  Record<Placeholders<(typeof REQUESTS)[Name]['path']>, string>
>;

export function rowOf(name: RequestName): RequestRow {
  return REQUESTS[name];
}

/** An answer that was lost may have been for something that was done. */
export function mayRepeat(row: Pick<RequestRow, 'method' | 'readsByPost'>): boolean {
  return row.method === 'GET' || row.readsByPost === true;
}

export interface PermissionRow {
  readonly permission: Permission;
  readonly reasons: readonly string[];
}

/** One row a permission, with everything that it is for. */
export function permissionTable(): readonly PermissionRow[] {
  const reasons = new Map<Permission, Set<string>>();
  for (const row of Object.values(REQUESTS)) {
    reasons.set(row.permission, (reasons.get(row.permission) ?? new Set()).add(row.reason));
  }
  return [...reasons].map(([permission, why]) => ({ permission, reasons: [...why] }));
}
