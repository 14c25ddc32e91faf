import type { Gate } from '../gate.ts';
import { adminsRegistered } from './admins-registered.ts';
import { breakGlassExcluded } from './break-glass-excluded.ts';
import { breakGlassGlobalAdmin } from './break-glass-global-admin.ts';
import { breakGlassNotRegistered } from './break-glass-not-registered.ts';
import { breakGlassTested } from './break-glass-tested.ts';
import { breakGlassTwoAccounts } from './break-glass-two-accounts.ts';
import { enforcementPolicy } from './enforcement-policy.ts';
import { exceptionsPlanned } from './exceptions-planned.ts';
import { legacyAuthGate } from './legacy-auth.ts';
import { registrationCampaignConflict } from './registration-campaign-conflict.ts';
import { registrationRate } from './registration-rate.ts';
import { reportOnlyImpact } from './report-only-impact.ts';
import { securityDefaults } from './security-defaults.ts';
import { signInsWithoutMfa } from './sign-ins-without-mfa.ts';
import { unusedAccounts } from './unused-accounts.ts';
import { weakMethodsOnly } from './weak-methods-only.ts';

/** Every gate. One file each; the order in which they are shown is that of `GATE_IDS`. */
export const GATES: readonly Gate[] = [
  breakGlassTwoAccounts,
  breakGlassGlobalAdmin,
  breakGlassExcluded,
  breakGlassNotRegistered,
  breakGlassTested,
  enforcementPolicy,
  securityDefaults,
  registrationCampaignConflict,
  adminsRegistered,
  registrationRate,
  weakMethodsOnly,
  legacyAuthGate,
  exceptionsPlanned,
  reportOnlyImpact,
  signInsWithoutMfa,
  unusedAccounts,
];
