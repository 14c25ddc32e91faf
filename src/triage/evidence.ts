import type { Method, Organisation, Person } from '../people/people.ts';

/** Something that was asked of the tenant: known, or the reason why not. Nothing is claimed about what is not known. */
export type Read<Value> =
  | { readonly known: true; readonly value: Value }
  | {
      readonly known: false;
      readonly reason: string;
      /** Absent: it could not be read. The others are no gap in the answer. */
      readonly because?: 'pending' | 'not-needed';
    };

/** Where a row of evidence comes from: the words of the contract. */
export const SOURCES = [
  'signIn',
  'method',
  'registration',
  'audit',
  'policy',
  'risk',
  'health',
  'tenant',
  'user',
] as const;
export type Source = (typeof SOURCES)[number];

/** One step of one sign-in: a password, a prompt, a code (Graph: authenticationDetails). */
export interface Step {
  readonly at: Date | null;
  readonly method: string | null;
  /** Names the device or the masked number. */
  readonly detail: string | null;
  readonly succeeded: boolean | null;
  /** Graph's own words, such as "MFA denied; user did not respond to mobile app notification". */
  readonly result: string;
  readonly requirement: string | null;
}

export interface AppliedPolicy {
  readonly id: string;
  readonly name: string;
  /** Graph's word: success, failure, notApplied, reportOnlyFailure, … Report-only results are never a cause. */
  readonly result: string;
  readonly grantControls: readonly string[];
  readonly sessionControls: readonly string[];
}

/** One row of the sign-in log. */
export interface SignIn {
  readonly id: string;
  readonly at: Date;
  readonly personId: string;
  readonly correlationId: string | null;
  /** 0 is a success. */
  readonly code: number;
  readonly failureReason: string | null;
  readonly additionalDetails: string | null;
  readonly application: { readonly id: string | null; readonly name: string | null };
  readonly resource: { readonly id: string | null; readonly name: string | null };
  /** Graph's word, such as "Browser", "Exchange ActiveSync". */
  readonly client: string | null;
  readonly userAgent: string | null;
  readonly ip: string | null;
  readonly country: string | null;
  readonly city: string | null;
  readonly network: number | null;
  readonly device: {
    readonly id: string | null;
    readonly name: string | null;
    readonly system: string | null;
    readonly browser: string | null;
    readonly compliant: boolean | null;
    readonly managed: boolean | null;
    readonly trust: string | null;
  };
  readonly policies: Read<readonly AppliedPolicy[]>;
  /** success, failure or notApplied. */
  readonly conditionalAccess: string | null;
  readonly riskLevel: string | null;
  readonly riskState: string | null;
  readonly riskDetail: string | null;
  readonly riskEvents: readonly string[];
  /** What only Graph's beta tells; not known means that only v1.0 could be read. */
  readonly steps: Read<readonly Step[]>;
  /** singleFactorAuthentication or multiFactorAuthentication; null where only v1.0 could be read. */
  readonly requirement: string | null;
  /** Who asked for it: user (per-user MFA), securityDefaults, multiConditionalAccess, … */
  readonly requirementProviders: readonly string[];
  readonly crossTenantAccess: string | null;
  readonly homeTenantId: string | null;
  readonly resourceTenantId: string | null;
  /** AzureAD, ADFederationServices, NPSExtension, … */
  readonly tokenIssuer: string | null;
  readonly interactive: boolean;
}

/** One row of the directory's audit log. */
export interface AuditEvent {
  readonly id: string;
  readonly at: Date;
  readonly activity: string;
  readonly category: string | null;
  readonly result: string | null;
  readonly reason: string | null;
  /** Null: an application or the service itself. */
  readonly byPerson: {
    readonly id: string | null;
    readonly userPrincipalName: string | null;
    readonly ip: string | null;
  } | null;
  readonly byApplication: string | null;
  readonly targets: readonly {
    readonly id: string | null;
    readonly kind: string | null;
    readonly name: string | null;
    readonly userPrincipalName: string | null;
    readonly changes: readonly {
      readonly name: string;
      readonly from: string | null;
      readonly to: string | null;
    }[];
  }[];
}

/** A registered method with what only triage needs of it. */
export interface RegisteredMethod extends Method {
  /** Version of the Authenticator app. */
  readonly appVersion: string | null;
  /** The number as it is stored, for its format alone; never shown. */
  readonly storedNumber: string | null;
  readonly phoneKind: 'mobile' | 'alternate' | 'office' | null;
  /** Why a temporary pass cannot be used: Expired, OneTimeUsed, NotYetValid, DisabledByPolicy. */
  readonly unusableBecause: string | null;
}

export interface RegistrationFacts {
  readonly isAdmin: boolean;
  readonly registered: boolean;
  /** Registered with something that the policies allow. */
  readonly capable: boolean;
  readonly methods: readonly string[];
  readonly updatedAt: Date | null;
}

export interface RiskFacts {
  readonly level: string | null;
  readonly state: string | null;
  readonly detail: string | null;
  readonly updatedAt: Date | null;
  readonly detections: readonly {
    readonly id: string;
    readonly at: Date;
    readonly kind: string;
    readonly level: string | null;
    readonly state: string | null;
    readonly ip: string | null;
    readonly country: string | null;
    readonly correlationId: string | null;
  }[];
}

/** A Conditional Access policy as far as it can stop somebody. */
export interface Policy {
  readonly id: string;
  readonly name: string;
  readonly state: 'enabled' | 'disabled' | 'report-only';
  readonly changedAt: Date | null;
  /** mfa, block, compliantDevice, domainJoinedDevice, riskRemediation, … */
  readonly controls: readonly string[];
  readonly operator: 'AND' | 'OR' | null;
  readonly authenticationStrength: string | null;
  readonly everybody: boolean;
  readonly includedPeople: readonly string[];
  readonly excludedPeople: readonly string[];
  readonly includedGroups: readonly string[];
  readonly excludedGroups: readonly string[];
  readonly includedRoles: readonly string[];
  readonly excludedRoles: readonly string[];
  readonly applications: readonly string[];
  readonly excludedApplications: readonly string[];
  /** `urn:user:registersecurityinfo` and the like. */
  readonly userActions: readonly string[];
  readonly locations: readonly string[];
  readonly excludedLocations: readonly string[];
  readonly platforms: readonly string[];
  /** browser, exchangeActiveSync, other, … */
  readonly clientTypes: readonly string[];
  readonly signInRisk: readonly string[];
  readonly userRisk: readonly string[];
  readonly signInFrequency: boolean;
}

/** Which methods the tenant allows (Graph: authenticationMethodsPolicy). */
export interface MethodRules {
  readonly enabled: readonly string[];
  readonly disabled: readonly string[];
  readonly changedAt: Date | null;
}

export interface Incident {
  readonly id: string;
  readonly title: string;
  readonly service: string;
  readonly status: string;
  readonly startedAt: Date;
  readonly resolved: boolean;
}

/** What was asked: a window of the log, and what the words of the question narrow it to. */
export interface Question {
  readonly since: Date;
  readonly until: Date;
  readonly application: string | null;
}

/** Everything about one person's trouble that was read, at one moment. `diagnose` knows nothing else. */
export interface Evidence {
  readonly asOf: Date;
  readonly question: Question;
  readonly person: Person;
  readonly organisation: Organisation | null;
  /** Synchronised from an on-premises directory. Null: not told. */
  readonly synced: boolean | null;
  readonly passwordChangedAt: Date | null;
  readonly breakGlass: boolean;
  /** Names of the directory roles held, through groups too. Empty: none. */
  readonly roles: Read<readonly string[]>;
  /** Newest first; this person's alone. */
  readonly signIns: Read<readonly SignIn[]>;
  readonly methods: Read<readonly RegisteredMethod[]>;
  readonly registration: Read<RegistrationFacts | null>;
  /** About this person's methods and account, newest first. */
  readonly audits: Read<readonly AuditEvent[]>;
  readonly risk: Read<RiskFacts | null>;
  /** Per-user MFA, the old switch: disabled, enabled or enforced. */
  readonly perUserMfa: Read<'disabled' | 'enabled' | 'enforced'>;
  /** Shared by everybody who is asked about within some minutes: */
  readonly policies: Read<readonly Policy[]>;
  readonly securityDefaults: Read<boolean>;
  readonly methodRules: Read<MethodRules>;
  /** Changes of policies and methods in the tenant, newest first. */
  readonly changes: Read<readonly AuditEvent[]>;
  readonly incidents: Read<readonly Incident[]>;
  /** Failures of everybody in the last hours, newest first: shows whether one person or many are hit. */
  readonly others: Read<readonly SignIn[]>;
  /** P1 and P2 decide how much of the log exists at all. Null: not known. */
  readonly edition: 'free' | 'P1' | 'P2' | null;
}
