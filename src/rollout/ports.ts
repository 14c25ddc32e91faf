import type { KnownError } from '../errors.ts';
import type { Method, Person } from '../people/people.ts';
import type { AccessPolicy } from './access-policy.ts';
import type { LegacyReading } from './legacy-auth.ts';
import type { LastUse, Registrations, Roster } from './roster.ts';
import type { ReportOnlyWeek, SingleFactorWeek } from './week.ts';

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
  /** An attempt is known, and nothing of a success. */
  readonly attemptOnly: boolean;
  /** The log forgets after this long; null where the source forgets nothing. */
  readonly withinDays: number | null;
  /** Why the better source could not be read, where this is the other one. */
  readonly instead: KnownError | null;
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
  /** Who is behind the people and groups that policies leave out. */
  readonly leftOut: LeftOut;
  /** The accounts that no campaign ever messages; nobody where no such group is configured. */
  readonly plannedExceptions: readonly Head[];
  /** Object ids of the accounts about which somebody has decided in the register; nobody where there is none. */
  readonly decidedExceptions: ReadonlySet<string>;
  readonly securityDefaults: boolean;
  readonly registrationNudge: RegistrationNudge;
  readonly roster: Roster;
  readonly registrations: Registrations;
  /** Of licences that are sold for rooms and shared devices. */
  readonly deviceLicences: ReadonlySet<string>;
  readonly lastUse: LastUse;
  readonly legacy: LegacyReading;
  readonly reportOnlyWeek: ReportOnlyWeek;
  readonly singleFactorWeek: SingleFactorWeek;
}

/** One account, as far as a list of names needs it. */
export interface Head {
  readonly id: string;
  readonly name: string;
}

export interface LeftOut {
  /** By object id. Null: there is no such account any more, and nobody to be left out. */
  readonly people: ReadonlyMap<string, Attempt<Head | null>>;
  /** By group id, nested membership included. */
  readonly groups: ReadonlyMap<string, Attempt<GroupHeads>>;
}

export interface GroupHeads {
  readonly heads: readonly Head[];
  /** Not read to the end: there are more. */
  readonly more: boolean;
}

export type FactName = keyof Facts;

/** How each fact is read. Whatever cannot be read fails with a `KnownError`; graph/ and store/ stand behind it. */
export type FactReaders = { readonly [Name in FactName]: () => Promise<Facts[Name]> };
