import type { AccountDraft } from '../company/accounts.ts';
import type { AuditDraft } from '../company/audit.ts';
import type { SignInDraft } from '../company/sign-in.ts';
import type { Entity } from '../entity.ts';
import type { Account, CompanyState } from '../state.ts';
import type { Cupboard } from './cupboard.ts';

/**
 * Somebody in the middle of one kind of trouble, as the tenant shows it.
 * `cause` is the trouble's id in the triage catalogue; the data is what an engineer would find in the portals.
 */
export interface Trouble {
  readonly cause: string;
  /** What happened, as the person would tell it. */
  readonly story: string;
  readonly who: Who;
  /** Colleagues whom the very same thing hit at the same time. */
  readonly alsoHit?: readonly Who[];
  readonly methods?: (have: Cupboard) => readonly Entity[];
  readonly signIns?: readonly SignInDraft[];
  readonly audits?: (people: People) => readonly AuditDraft[];
  readonly risk?: Risk;
  /** What is different in the tenant because of it. */
  readonly tenant?: (company: CompanyState, now: Date, account: Account) => void;
  /** Why this trouble cannot stand beside the others: it is staged only on its own. */
  readonly alone?: string;
}

export interface Who
  extends Pick<
    AccountDraft,
    'name' | 'displayName' | 'kind' | 'enabled' | 'synced' | 'createdDaysAgo' | 'domain'
  > {
  readonly city: string;
  readonly department?: string;
  readonly title?: string;
  /** Not in the group that must use MFA: nothing asks them for a second step. */
  readonly outsidePilot?: boolean;
  readonly perUserMfaState?: Account['perUserMfaState'];
  /** Anything of Graph's user, over everything else. */
  readonly user?: Entity;
}

export interface People {
  /** Who the story is about. */
  readonly account: Account;
  readonly helpdesk: Account;
  readonly admin: Account;
}

export interface Risk {
  readonly level: string;
  readonly state: string;
  readonly detections: readonly {
    readonly ago: number;
    readonly event: string;
    readonly ip: string;
    readonly city: string;
    readonly country: string;
    readonly attempt?: string;
  }[];
}
