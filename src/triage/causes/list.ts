import type { Cause } from '../cause.ts';
import { accountDisabled } from './account-disabled.ts';
import { accountTakeover } from './account-takeover.ts';
import { applicationNotAssigned } from './application-not-assigned.ts';
import { approvingOnWatch } from './approving-on-watch.ts';
import { authenticationStrengthNotMet } from './authentication-strength-not-met.ts';
import { authenticatorLimitReached } from './authenticator-limit-reached.ts';
import { authenticatorNoNotification } from './authenticator-no-notification.ts';
import { authenticatorOnOldPhone } from './authenticator-on-old-phone.ts';
import { authenticatorOutdated } from './authenticator-outdated.ts';
import { authenticatorRestoredFromBackup } from './authenticator-restored-from-backup.ts';
import { blockedAfterFraudReport } from './blocked-after-fraud-report.ts';
import { blockedByLocationPolicy } from './blocked-by-location-policy.ts';
import { declinedByMistake } from './declined-by-mistake.ts';
import { defaultAuthenticatorIsOldOne } from './default-authenticator-is-old-one.ts';
import { deviceDisabledOrDeleted } from './device-disabled-or-deleted.ts';
import { deviceNotCompliant } from './device-not-compliant.ts';
import { deviceNotManaged } from './device-not-managed.ts';
import { externalMfaProvider } from './external-mfa-provider.ts';
import { fraudReported } from './fraud-reported.ts';
import { guestHomeMfaNotTrusted } from './guest-home-mfa-not-trusted.ts';
import { guestNotRedeemedOrBlocked } from './guest-not-redeemed-or-blocked.ts';
import { interruptedThenSucceeded } from './interrupted-then-succeeded.ts';
import { legacyAuthentication } from './legacy-authentication.ts';
import { licenceMissing } from './licence-missing.ts';
import { logsNotYetAvailable } from './logs-not-yet-available.ts';
import { maliciousIpBlocked } from './malicious-ip-blocked.ts';
import { methodDisabledByPolicy } from './method-disabled-by-policy.ts';
import { methodsResetByAdmin } from './methods-reset-by-admin.ts';
import { mfaFatigueSucceeded } from './mfa-fatigue-succeeded.ts';
import { neverRegistered } from './never-registered.ts';
import { npsOrRadiusMismatch } from './nps-or-radius-mismatch.ts';
import { oneTimeCodeRejected } from './one-time-code-rejected.ts';
import { passwordAgentUnreachable } from './password-agent-unreachable.ts';
import { passwordExpired } from './password-expired.ts';
import { perUserMfaLeftOn } from './per-user-mfa-left-on.ts';
import { phoneNumberChanged } from './phone-number-changed.ts';
import { phoneNumberOrRegionInvalid } from './phone-number-or-region-invalid.ts';
import { policyBeforeRegistration } from './policy-before-registration.ts';
import { pushBlockedInChina } from './push-blocked-in-china.ts';
import { pushWithheldAnomalousSignIn } from './push-withheld-anomalous-sign-in.ts';
import { registrationBlockedByPolicy } from './registration-blocked-by-policy.ts';
import { registrationBlockedByRisk } from './registration-blocked-by-risk.ts';
import { riskPolicyBlock } from './risk-policy-block.ts';
import { securityDefaultsRegistration } from './security-defaults-registration.ts';
import { serviceIncident } from './service-incident.ts';
import { sessionRevoked } from './session-revoked.ts';
import { signInHoursRestricted } from './sign-in-hours-restricted.ts';
import { smartLockout } from './smart-lockout.ts';
import { stolenPasswordPromptsDeclined } from './stolen-password-prompts-declined.ts';
import { telecomMethodRetired } from './telecom-method-retired.ts';
import { telecomThrottled } from './telecom-throttled.ts';
import { temporaryAccessPassUnusable } from './temporary-access-pass-unusable.ts';
import { windowsHelloOrPasskeyLost } from './windows-hello-or-passkey-lost.ts';
import { wrongPassword } from './wrong-password.ts';

/** Every cause, in the order of the catalogue. To add one: its file, its id, its line here, its cases. */
export const CAUSES: readonly Cause[] = [
  authenticatorOnOldPhone,
  authenticatorNoNotification,
  defaultAuthenticatorIsOldOne,
  authenticatorLimitReached,
  pushWithheldAnomalousSignIn,
  authenticatorOutdated,
  approvingOnWatch,
  pushBlockedInChina,
  serviceIncident,
  policyBeforeRegistration,
  methodDisabledByPolicy,
  telecomMethodRetired,
  telecomThrottled,
  phoneNumberChanged,
  phoneNumberOrRegionInvalid,
  oneTimeCodeRejected,
  authenticatorRestoredFromBackup,
  neverRegistered,
  registrationBlockedByPolicy,
  registrationBlockedByRisk,
  methodsResetByAdmin,
  blockedAfterFraudReport,
  perUserMfaLeftOn,
  wrongPassword,
  smartLockout,
  maliciousIpBlocked,
  accountDisabled,
  passwordExpired,
  sessionRevoked,
  accountTakeover,
  stolenPasswordPromptsDeclined,
  mfaFatigueSucceeded,
  fraudReported,
  declinedByMistake,
  riskPolicyBlock,
  temporaryAccessPassUnusable,
  deviceNotCompliant,
  deviceNotManaged,
  deviceDisabledOrDeleted,
  legacyAuthentication,
  securityDefaultsRegistration,
  authenticationStrengthNotMet,
  guestHomeMfaNotTrusted,
  guestNotRedeemedOrBlocked,
  npsOrRadiusMismatch,
  interruptedThenSucceeded,
  logsNotYetAvailable,
  licenceMissing,
  windowsHelloOrPasskeyLost,
  blockedByLocationPolicy,
  applicationNotAssigned,
  passwordAgentUnreachable,
  externalMfaProvider,
  signInHoursRestricted,
];
