/** One account of the directory, as far as Muster needs to know it. */
export interface Person {
  /** Entra object id: the only name that never changes. */
  readonly id: string;
  readonly userPrincipalName: string;
  readonly displayName: string;
  readonly givenName: string | null;
  readonly mail: string | null;
  readonly kind: 'member' | 'guest';
  readonly enabled: boolean;
  readonly department: string | null;
  readonly jobTitle: string | null;
  /** Two letters, as in ISO 3166: decides the time zone when nothing better is known. */
  readonly usageLocation: string | null;
  /** A language tag such as `de-DE`. */
  readonly preferredLanguage: string | null;
}

/** What can be registered to prove who one is. Plain nouns; Graph's own type names stay in graph/. */
export const METHOD_KINDS = [
  'authenticator',
  'passkey',
  'windows-hello',
  'platform-credential',
  'certificate',
  'phone',
  'software-code',
  'hardware-code',
  'temporary-pass',
  'qr-pin',
  'external',
  'email',
  'password',
  'unknown',
] as const;
export type MethodKind = (typeof METHOD_KINDS)[number];

/** One registered method of one person, read from the person's own methods (never from the report). */
export interface Method {
  readonly id: string;
  readonly kind: MethodKind;
  /** The device or key as the person would recognise it: "iPhone 15", "+49 ··· 42". */
  readonly label: string | null;
  readonly addedAt: Date | null;
  /** Only Graph's beta tells. */
  readonly lastUsedAt: Date | null;
  /** Says for a temporary pass whether it can still be used; true for everything else. */
  readonly usable: boolean;
}

/** One row of the tenant's registration report. It lags by hours: counts come from it, never one person's answer. */
export interface RegistrationRow {
  readonly personId: string;
  readonly userPrincipalName: string;
  readonly displayName: string;
  readonly kind: 'member' | 'guest';
  readonly isAdmin: boolean;
  readonly mfaRegistered: boolean;
  readonly mfaCapable: boolean;
  readonly passwordlessCapable: boolean;
  /** Graph's own words, such as `microsoftAuthenticatorPush`. */
  readonly methods: readonly string[];
  readonly updatedAt: Date | null;
}

/** One account of a reading of the whole directory: what is kept of everybody, and no more. */
export interface DirectoryRow {
  /** Entra object id, lower case. */
  readonly personId: string;
  readonly userPrincipalName: string;
  readonly displayName: string;
  readonly mail: string | null;
  readonly kind: 'member' | 'guest';
  readonly enabled: boolean;
  readonly department: string | null;
  /** Two letters, upper case. */
  readonly country: string | null;
  /** A language tag such as `de-DE`. */
  readonly language: string | null;
}

/** Whether there still is an account to send to. */
export type Standing = 'enabled' | 'disabled' | 'gone';

export interface Organisation {
  readonly tenantId: string;
  readonly displayName: string;
  /** Two letters, or null where the tenant does not say. */
  readonly countryCode: string | null;
}
