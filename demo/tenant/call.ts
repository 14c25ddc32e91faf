import type { IncomingHttpHeaders } from 'node:http';
import type { Version } from './model.ts';
import type { Operation } from './operations.ts';
import type { CompanyState } from './state.ts';

export type Licence = 'P1' | 'P2';

/** What the tenant is, apart from the company in it. */
export interface Standing {
  readonly url: string;
  readonly permissions: ReadonlySet<string>;
  readonly licences: ReadonlySet<Licence>;
  readonly now: () => Date;
}

/** One request that found its operation. */
export interface Call {
  readonly operation: Operation;
  readonly version: Version;
  /** Below the version, as it was sent. */
  readonly path: string;
  /** The path's parameters, in order, decoded. */
  readonly keys: readonly string[];
  /** Option names in lower case. */
  readonly query: ReadonlyMap<string, string>;
  readonly headers: IncomingHttpHeaders;
  readonly body: unknown;
  readonly company: CompanyState;
  readonly standing: Standing;
}

export interface Answer {
  readonly status: number;
  readonly body?: unknown;
  /** Already JSON: for answers too large to hold as objects. */
  readonly text?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export type Handler = (call: Call) => Answer;

/** Answers by operation, `GET /users/{user-id}`: one such table per Graph subject. */
export type Subject = Readonly<Record<string, Handler>>;

export const holds = (call: Call, ...permissions: readonly string[]) =>
  permissions.some((permission) => call.standing.permissions.has(permission));

export const prefers = (call: Call, wish: string) =>
  String(call.headers.prefer ?? '')
    .toLowerCase()
    .includes(wish);

/** The first path parameter, or the one at `index`. */
export const key = (call: Call, index = 0): string => call.keys[index] ?? '';
