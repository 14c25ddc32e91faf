import type { Organisation, Person } from '../people/people.ts';
import type {
  AuditEvent,
  Incident,
  MethodRules,
  Policy,
  RegisteredMethod,
  RegistrationFacts,
  RiskFacts,
  SignIn,
} from './evidence.ts';

/** An account with what only triage needs of it. */
export interface Account {
  readonly person: Person;
  /** Null: not told. */
  readonly synced: boolean | null;
  readonly passwordChangedAt: Date | null;
}

/** What is read of one person. Whatever cannot be read fails with a `KnownError`. */
export interface PersonReader {
  /** Undefined: there is no such person (any more). */
  accountOf(personId: string): Promise<Account | undefined>;
  /** Interactive sign-ins, newest first, this person's alone. */
  signInsOf(personId: string, since: Date): Promise<readonly SignIn[]>;
  /** Those that apps make by themselves, newest first: only the latest of very many. */
  silentSignInsOf(personId: string, since: Date): Promise<readonly SignIn[]>;
  /** Undefined: there is no such person (any more). */
  methodsWithUseOf(personId: string): Promise<readonly RegisteredMethod[] | undefined>;
  /** Null: the report has no row of this person. */
  registrationOf(personId: string): Promise<RegistrationFacts | null>;
  /** Changes of this person's methods and account, newest first. */
  auditsAbout(personId: string, since: Date): Promise<readonly AuditEvent[]>;
  /** Null: nothing risky was ever seen. */
  riskOf(personId: string): Promise<RiskFacts | null>;
  perUserMfaOf(personId: string): Promise<'disabled' | 'enabled' | 'enforced'>;
  /** Names of the roles held, through groups too; for where `roleGrants` may not be read. */
  rolesOf(personId: string): Promise<readonly string[]>;
  /** Those of the given groups that hold the person, nested membership included. */
  groupsHolding(personId: string, groupIds: readonly string[]): Promise<ReadonlySet<string>>;
  /** Milliseconds that a question asked now would wait for the sign-in log. */
  expectedWait(): number;
}

/** A directory role given to a person or to a group. */
export interface RoleGrant {
  readonly role: string;
  readonly holderId: string;
  readonly toGroup: boolean;
}

/** What is the same whoever is asked about. */
export interface TenantReader {
  organisation(): Promise<Organisation>;
  edition(): Promise<'free' | 'P1' | 'P2'>;
  /** Everybody's failed sign-ins, newest first: the latest, if there are very many. */
  recentFailures(since: Date): Promise<readonly SignIn[]>;
  policies(): Promise<readonly Policy[]>;
  securityDefaults(): Promise<boolean>;
  methodRules(): Promise<MethodRules>;
  /** Changes of policies and method rules, newest first. */
  changes(since: Date): Promise<readonly AuditEvent[]>;
  /** Microsoft's own trouble with signing in. */
  incidents(since: Date): Promise<readonly Incident[]>;
  roleGrants(): Promise<readonly RoleGrant[]>;
}
