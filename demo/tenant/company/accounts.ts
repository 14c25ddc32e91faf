import type { Entity } from '../entity.ts';
import type { Account, AccountKind } from '../state.ts';
import { password } from './methods.ts';
import type { Office } from './places.ts';
import { before, DAY, iso, stableId } from './stable.ts';

export const DOMAIN = 'haldenbrook.example';
/** The domain the tenant was born with: cloud-only accounts live here. */
export const FIRST_DOMAIN = 'haldenbrook.onmicrosoft.example';
export const TENANT_ID = stableId('tenant', 'haldenbrook');

export const ENTRA_P2_SKU = '84a661c4-e949-4bd2-a560-ed7766fcaf2b';
export const BUSINESS_SKU = 'f245ecc8-75af-4f8e-b61f-27d8114de5f3';

/** What is said about one account; the rest follows from the office and the kind. */
export interface AccountDraft {
  /** The part before the @. */
  readonly name: string;
  readonly displayName: string;
  readonly givenName?: string | null;
  readonly surname?: string | null;
  readonly department?: string | null;
  readonly jobTitle?: string | null;
  readonly office?: Office;
  readonly kind?: AccountKind;
  readonly domain?: string;
  readonly enabled?: boolean;
  readonly createdDaysAgo?: number;
  /** Null: never. */
  readonly lastSignInDaysAgo?: number | null;
  readonly synced?: boolean;
  readonly mobilePhone?: string | null;
  readonly methods?: readonly Entity[];
}

export const userPrincipalName = (draft: Pick<AccountDraft, 'name' | 'domain'>) =>
  `${draft.name}@${draft.domain ?? DOMAIN}`;

export const accountId = (draft: Pick<AccountDraft, 'name' | 'domain'>) =>
  stableId('user', userPrincipalName(draft).toLowerCase());

export function account(draft: AccountDraft, now: Date): Account {
  const kind = draft.kind ?? 'staff';
  const created = before(now, (draft.createdDaysAgo ?? 900) * DAY);
  return {
    id: accountId(draft),
    kind,
    user: user(draft, kind, now),
    methods: [...(kind === 'guest' ? [] : [password(created)]), ...(draft.methods ?? [])],
    perUserMfaState: 'disabled',
  };
}

function user(draft: AccountDraft, kind: AccountKind, now: Date): Entity {
  const name = userPrincipalName(draft);
  const { office } = draft;
  const licensed = kind === 'staff';
  const synced = draft.synced ?? kind === 'staff';
  return {
    '@odata.type': '#microsoft.graph.user',
    id: accountId(draft),
    deletedDateTime: null,
    accountEnabled: draft.enabled ?? !(kind === 'shared-mailbox' || kind === 'room'),
    displayName: draft.displayName,
    givenName: draft.givenName ?? null,
    surname: draft.surname ?? null,
    userPrincipalName: name,
    mail: mailOf(draft, kind),
    mailNickname: draft.name.replace(/[^\w.-]/g, ''),
    otherMails: [],
    proxyAddresses: mailOf(draft, kind) === null ? [] : [`SMTP:${mailOf(draft, kind)}`],
    jobTitle: draft.jobTitle ?? null,
    department: draft.department ?? null,
    companyName: kind === 'guest' ? null : 'Haldenbrook Outdoor',
    officeLocation: office?.city ?? null,
    city: office?.city ?? null,
    state: null,
    country: office?.country ?? null,
    streetAddress: null,
    postalCode: null,
    usageLocation: office?.usageLocation ?? null,
    preferredLanguage: office?.preferredLanguage ?? null,
    businessPhones: [],
    mobilePhone: draft.mobilePhone ?? null,
    employeeId: licensed ? String(10_000 + Number.parseInt(accountId(draft).slice(0, 4), 16)) : null,
    employeeType: licensed ? 'Employee' : null,
    userType: kind === 'guest' ? 'Guest' : 'Member',
    creationType: kind === 'guest' ? 'Invitation' : null,
    externalUserState: kind === 'guest' ? 'Accepted' : null,
    externalUserStateChangeDateTime: kind === 'guest' ? iso(before(now, 200 * DAY)) : null,
    createdDateTime: iso(before(now, (draft.createdDaysAgo ?? 900) * DAY)),
    lastPasswordChangeDateTime: iso(before(now, Math.min(draft.createdDaysAgo ?? 900, 120) * DAY)),
    signInSessionsValidFromDateTime: iso(before(now, Math.min(draft.createdDaysAgo ?? 900, 120) * DAY)),
    passwordPolicies: kind === 'service' || kind === 'break-glass' ? 'DisablePasswordExpiration' : null,
    onPremisesSyncEnabled: synced ? true : null,
    onPremisesLastSyncDateTime: synced ? iso(before(now, 25 * 60_000)) : null,
    onPremisesSamAccountName: synced ? draft.name.slice(0, 20) : null,
    onPremisesImmutableId: synced ? Buffer.from(draft.name).toString('base64') : null,
    assignedLicenses: licensed
      ? [BUSINESS_SKU, ENTRA_P2_SKU].map((skuId) => ({ skuId, disabledPlans: [] }))
      : [],
    identities: [],
    signInActivity: signInActivity(draft, now),
  };
}

function mailOf(draft: AccountDraft, kind: AccountKind): string | null {
  if (kind === 'break-glass' || kind === 'service') return null;
  if (kind === 'guest') return draft.name.replace('#EXT#', '').replace(/_([^_]*)$/, '@$1');
  return userPrincipalName(draft);
}

function signInActivity(draft: AccountDraft, now: Date): Entity | null {
  const days = draft.lastSignInDaysAgo === undefined ? 0.2 : draft.lastSignInDaysAgo;
  if (days === null) return null;
  const at = iso(before(now, days * DAY));
  const requestId = stableId('last-sign-in', draft.name);
  return {
    lastSignInDateTime: at,
    lastSignInRequestId: requestId,
    lastNonInteractiveSignInDateTime: at,
    lastNonInteractiveSignInRequestId: requestId,
    lastSuccessfulSignInDateTime: at,
    lastSuccessfulSignInRequestId: requestId,
  };
}
