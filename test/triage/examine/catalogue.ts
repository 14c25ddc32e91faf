import type { CauseId } from '../../../src/triage/catalogue.ts';
import type { Confidence } from '../../../src/triage/diagnosis.ts';

/** What the contract's catalogue says about a cause, as far as an answer can be held to it. */
export interface CatalogueRow {
  /** Null: it depends on the case. */
  readonly escalates: boolean | null;
  readonly usually: Confidence;
  /** Only these may ever lead to a step that cannot be taken back. */
  readonly deletes?: true;
}

export const CATALOGUE: Readonly<Record<CauseId, CatalogueRow>> = {
  'authenticator-on-old-phone': { escalates: false, usually: 'high', deletes: true },
  'authenticator-no-notification': { escalates: false, usually: 'medium' },
  'default-authenticator-is-old-one': { escalates: false, usually: 'medium', deletes: true },
  'authenticator-limit-reached': { escalates: false, usually: 'high', deletes: true },
  'push-withheld-anomalous-sign-in': { escalates: null, usually: 'medium' },
  'authenticator-outdated': { escalates: false, usually: 'medium' },
  'approving-on-watch': { escalates: false, usually: 'low' },
  'push-blocked-in-china': { escalates: false, usually: 'medium' },
  'service-incident': { escalates: false, usually: 'high' },
  'policy-before-registration': { escalates: false, usually: 'high' },
  'method-disabled-by-policy': { escalates: false, usually: 'high' },
  'telecom-method-retired': { escalates: false, usually: 'medium' },
  'telecom-throttled': { escalates: false, usually: 'high' },
  'phone-number-changed': { escalates: false, usually: 'medium', deletes: true },
  'phone-number-or-region-invalid': { escalates: false, usually: 'medium' },
  'one-time-code-rejected': { escalates: false, usually: 'medium' },
  'authenticator-restored-from-backup': { escalates: false, usually: 'medium', deletes: true },
  'never-registered': { escalates: false, usually: 'high' },
  'registration-blocked-by-policy': { escalates: false, usually: 'high' },
  'registration-blocked-by-risk': { escalates: true, usually: 'high' },
  'methods-reset-by-admin': { escalates: false, usually: 'high' },
  'blocked-after-fraud-report': { escalates: true, usually: 'high' },
  'per-user-mfa-left-on': { escalates: false, usually: 'medium' },
  'wrong-password': { escalates: false, usually: 'high' },
  'smart-lockout': { escalates: null, usually: 'high' },
  'malicious-ip-blocked': { escalates: true, usually: 'high' },
  'account-disabled': { escalates: null, usually: 'high' },
  'password-expired': { escalates: false, usually: 'high' },
  'session-revoked': { escalates: false, usually: 'high' },
  'account-takeover': { escalates: true, usually: 'high', deletes: true },
  'stolen-password-prompts-declined': { escalates: true, usually: 'high' },
  'mfa-fatigue-succeeded': { escalates: true, usually: 'high' },
  'fraud-reported': { escalates: true, usually: 'high' },
  'declined-by-mistake': { escalates: null, usually: 'medium' },
  'risk-policy-block': { escalates: true, usually: 'high' },
  'temporary-access-pass-unusable': { escalates: false, usually: 'high' },
  'device-not-compliant': { escalates: false, usually: 'high' },
  'device-not-managed': { escalates: false, usually: 'high' },
  'device-disabled-or-deleted': { escalates: false, usually: 'medium' },
  'legacy-authentication': { escalates: false, usually: 'high' },
  'security-defaults-registration': { escalates: false, usually: 'high' },
  'authentication-strength-not-met': { escalates: false, usually: 'medium' },
  'guest-home-mfa-not-trusted': { escalates: false, usually: 'medium' },
  'guest-not-redeemed-or-blocked': { escalates: false, usually: 'high' },
  'nps-or-radius-mismatch': { escalates: false, usually: 'medium' },
  'interrupted-then-succeeded': { escalates: false, usually: 'high' },
  'logs-not-yet-available': { escalates: false, usually: 'high' },
  'licence-missing': { escalates: false, usually: 'high' },
  'windows-hello-or-passkey-lost': { escalates: false, usually: 'medium', deletes: true },
  'blocked-by-location-policy': { escalates: null, usually: 'high' },
  'application-not-assigned': { escalates: false, usually: 'high' },
  'password-agent-unreachable': { escalates: false, usually: 'high' },
  'external-mfa-provider': { escalates: false, usually: 'medium' },
  'sign-in-hours-restricted': { escalates: false, usually: 'high' },
};
