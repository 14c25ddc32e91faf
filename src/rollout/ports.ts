import type { KnownError } from '../errors.ts';
import type { Method, Person } from '../people/people.ts';
import type { AccessPolicy } from './access-policy.ts';

/** Something that was asked of the tenant: known, or the reason why not. */
export type Attempt<Value> =
  | { readonly known: true; readonly value: Value }
  | { readonly known: false; readonly error: KnownError };

/** One of the emergency accounts that are configured. */
export interface EmergencyAccount {
  /** As it is written in the configuration. */
  readonly asked: string;
  /** Null: nobody has this id or name. */
  readonly person: Person | null;
  /** Comes from a directory on premises; null where it is not told. */
  readonly synced: boolean | null;
}

/** A directory role that is active for somebody or some group, for the whole tenant or for a part of it. */
export interface RoleHolding {
  /** The same in every tenant for the roles that Microsoft defines. */
  readonly templateId: string;
  readonly role: string;
  readonly holderId: string;
  readonly toGroup: boolean;
  readonly wholeTenant: boolean;
}

/** When somebody last came in. */
export interface LastSignIn {
  /** Null: never, as far as this source goes back. */
  readonly at: Date | null;
  /** The log forgets after this long; null where the source forgets nothing. */
  readonly withinDays: number | null;
}

/** Entra's own nudge to register, which is one for the whole tenant. */
export interface RegistrationNudge {
  /** `default`: Microsoft decides, and may change its mind. */
  readonly state: 'enabled' | 'disabled' | 'default';
  readonly snoozeDays: number | null;
  readonly everybody: boolean;
  readonly includedIds: readonly string[];
  readonly excludedIds: readonly string[];
  /** Graph's words, such as `microsoftAuthenticator`. */
  readonly methods: readonly string[];
}

/** By the object id of an account. */
export type ByPerson<Value> = ReadonlyMap<string, Attempt<Value>>;

/** Everything that gates stand on. Each is read once, whatever number of gates ask for it. */
export interface Facts {
  readonly emergency: readonly EmergencyAccount[];
  /** Object ids of the groups that hold each emergency account, nested membership included. */
  readonly emergencyGroups: ByPerson<ReadonlySet<string>>;
  readonly emergencyMethods: ByPerson<readonly Method[]>;
  readonly emergencySignIns: ByPerson<LastSignIn>;
  readonly roleHoldings: readonly RoleHolding[];
  readonly policies: readonly AccessPolicy[];
  /** How many accounts each group that a policy leaves out holds, by group id. */
  readonly excludedGroups: ReadonlyMap<string, Attempt<GroupHeads>>;
  readonly securityDefaults: boolean;
  readonly registrationNudge: RegistrationNudge;
}

/** Who is in a group, nested membership included. */
export interface GroupHeads {
  readonly name: string | null;
  readonly memberIds: ReadonlySet<string>;
  /** Not read to the end: there are more. */
  readonly more: boolean;
}

export type FactName = keyof Facts;

/** How each fact is read. Whatever cannot be read fails with a `KnownError`; graph/ and store/ stand behind it. */
export type FactReaders = { readonly [Name in FactName]: () => Promise<Facts[Name]> };
