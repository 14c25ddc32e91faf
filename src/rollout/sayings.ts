import type { GateId } from './gate.ts';

/**
 * Every sentence that a gate can say, by gate. Its words are in each file of `cards/texts`, under
 * `gate.GATE.SAYING`; a sentence without words in one of the languages does not compile.
 */
export const SAYINGS = {
  'break-glass-two-accounts': [],
  'break-glass-global-admin': [],
  'break-glass-excluded': [],
  'break-glass-not-registered': [],
  'break-glass-tested': [],
  'admins-registered': [],
  'registration-rate': [],
  'weak-methods-only': [],
  'legacy-auth': [],
  'exceptions-planned': [],
  'enforcement-policy': [],
  'security-defaults': [],
  'report-only-impact': [],
  'registration-campaign-conflict': [],
  'sign-ins-without-mfa': [],
  'unused-accounts': [],
} as const satisfies Record<GateId, readonly string[]>;

type Sayings = typeof SAYINGS;
export type Saying = { [Id in GateId]: `${Id}.${Sayings[Id][number]}` }[GateId];
