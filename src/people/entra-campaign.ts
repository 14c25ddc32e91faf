/**
 * Entra's own campaign: it asks people to register one method right after they have passed MFA, so it never
 * reaches anybody who has no method at all. There is one for the whole tenant.
 */
export interface EntraCampaign {
  /** `microsoft`: left at its default, under which Microsoft itself decides. */
  readonly state: 'on' | 'off' | 'microsoft';
  /** What it asks for; null where it does not say, or in words that are not known here. */
  readonly method: 'authenticator' | 'passkey' | null;
}
