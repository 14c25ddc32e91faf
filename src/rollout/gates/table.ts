import type { Gate } from '../gate.ts';
import { breakGlassExcluded } from './break-glass-excluded.ts';
import { breakGlassGlobalAdmin } from './break-glass-global-admin.ts';
import { breakGlassNotRegistered } from './break-glass-not-registered.ts';
import { breakGlassTested } from './break-glass-tested.ts';
import { breakGlassTwoAccounts } from './break-glass-two-accounts.ts';
import { enforcementPolicy } from './enforcement-policy.ts';
import { registrationCampaignConflict } from './registration-campaign-conflict.ts';
import { securityDefaults } from './security-defaults.ts';

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
];
