import type { Cause } from '../cause.ts';
import { authenticatorOnOldPhone } from './authenticator-on-old-phone.ts';
import { deviceNotCompliant } from './device-not-compliant.ts';
import { neverRegistered } from './never-registered.ts';
import { serviceIncident } from './service-incident.ts';
import { stolenPasswordPromptsDeclined } from './stolen-password-prompts-declined.ts';
import { wrongPassword } from './wrong-password.ts';

/** Every cause, in the order of the catalogue. To add one: its file, its id, its line here, its cases. */
export const CAUSES: readonly Cause[] = [
  authenticatorOnOldPhone,
  serviceIncident,
  neverRegistered,
  wrongPassword,
  stolenPasswordPromptsDeclined,
  deviceNotCompliant,
];
