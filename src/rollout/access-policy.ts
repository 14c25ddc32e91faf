/** A list of names with those that are left out of it. */
export interface Selection {
  readonly included: readonly string[];
  readonly excluded: readonly string[];
}

/** Guests and other people from outside, by Graph's words for their kinds. Null: the policy says nothing of them. */
export type OutsideKinds = readonly string[] | null;

/** One Conditional Access policy, with everything that decides whom it catches, when, and what it asks. */
export interface AccessPolicy {
  readonly id: string;
  readonly name: string;
  readonly state: 'enabled' | 'disabled' | 'report-only';

  /** Object ids, or `All`, `None`, `GuestsOrExternalUsers`. */
  readonly people: Selection;
  readonly groups: Selection;
  /** Role template ids. */
  readonly roles: Selection;
  readonly outside: { readonly included: OutsideKinds; readonly excluded: OutsideKinds };
  /** It is about applications that sign in as themselves, and about nobody. */
  readonly workloadsOnly: boolean;

  /** Application ids, or `All`, `Office365`, `MicrosoftAdminPortals`, `None`. */
  readonly applications: Selection;
  readonly applicationFilter: boolean;
  readonly userActions: readonly string[];
  readonly authenticationContexts: readonly string[];

  /** Nothing included means everywhere, on everything, from every client. */
  readonly locations: Selection;
  readonly platforms: Selection;
  readonly clientTypes: readonly string[];
  readonly deviceFilter: { readonly mode: 'include' | 'exclude'; readonly rule: string } | null;
  /** It only acts where somebody or something looks risky. */
  readonly riskOnly: boolean;
  /** It only acts on certain ways of signing in, such as device code flow. */
  readonly flowsOnly: boolean;

  /** Null: it asks for nothing before access is given. */
  readonly grant: Grant | null;
}

export interface Grant {
  readonly operator: 'AND' | 'OR';
  /** mfa, block, compliantDevice, domainJoinedDevice, … */
  readonly controls: readonly string[];
  readonly strength: { readonly name: string; readonly satisfiesMfa: boolean } | null;
  /** Another vendor's second step, and terms of use. */
  readonly customFactors: number;
  readonly termsOfUse: number;
}
