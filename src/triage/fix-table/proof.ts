import type { Person } from '../../people/people.ts';
import type { FixId } from '../catalogue.ts';
import type { Fix } from '../diagnosis.ts';
import type { RegisteredMethod } from '../evidence.ts';

/** How to know who is asking: written out wherever a step would open a door. */
export const PROVE =
  'First prove who is asking: call back on the number in HR’s record, or see them with their badge on video, or have their manager vouch. Never use a number that the caller gives.';

export const REGISTRATION_PAGE = 'aka.ms/mysecurityinfo';

/** What the steps of a fix may speak about. */
export interface About {
  readonly person: Person;
  /** The one registration that should go, where the evidence names it. */
  readonly stale: RegisteredMethod | null;
}

export type FixText = Omit<Fix, 'id' | 'steps' | 'link'> & {
  readonly steps: (about: About) => readonly string[];
  readonly link: (about: About) => string | null;
};

export type FixTable<Id extends FixId> = Readonly<Record<Id, FixText>>;

const ENTRA = 'https://entra.microsoft.com/#view';

/** Pages of the Entra admin center. Where no page can be named for a person or a thing, the list it is in. */
export const PAGES = {
  methodsOf: ({ person }: About) =>
    `${ENTRA}/Microsoft_AAD_UsersAndTenants/UserProfileMenuBlade/~/UserAuthMethods/userId/${encodeURIComponent(person.id)}`,
  person: ({ person }: About) =>
    `${ENTRA}/Microsoft_AAD_UsersAndTenants/UserProfileMenuBlade/~/overview/userId/${encodeURIComponent(person.id)}`,
  policies: () => `${ENTRA}/Microsoft_AAD_ConditionalAccess/ConditionalAccessBlade/~/Policies`,
  methodRules: () => `${ENTRA}/Microsoft_AAD_IAM/AuthenticationMethodsMenuBlade/~/AdminAuthMethods`,
  perUserMfa: () => `${ENTRA}/Microsoft_AAD_IAM/MultifactorAuthenticationMenuBlade/~/BulkUpdate`,
  blockedPeople: () => `${ENTRA}/Microsoft_AAD_IAM/MultifactorAuthenticationMenuBlade/~/BlockedUsers`,
  riskyPeople: () => `${ENTRA}/Microsoft_AAD_IAM/IdentityProtectionMenuBlade/~/RiskyUsers`,
  otherOrganisations: () =>
    `${ENTRA}/Microsoft_AAD_IAM/CompanyRelationshipsMenuBlade/~/CrossTenantAccessSettings`,
  health: () => 'https://admin.microsoft.com/#/servicehealth',
  /** No page is known that opens the very thing. */
  start: () => 'https://entra.microsoft.com/',
  none: () => null,
} as const;

type Kind = Pick<Fix, 'destructive' | 'needsIdentityProof'>;
export const HARMLESS: Kind = { destructive: false, needsIdentityProof: false };
/** Opens a door: harmless for the right person alone. */
export const OPENS: Kind = { destructive: false, needsIdentityProof: true };
export const TAKES_AWAY: Kind = { destructive: true, needsIdentityProof: true };
