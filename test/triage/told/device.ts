import {
  app,
  applied,
  audit,
  badPassword,
  DAY,
  evidence,
  HELSINKI,
  held,
  known,
  LAPTOP,
  method,
  NO_ANSWER,
  NO_DEVICE,
  PASSWORD,
  passed,
  policy,
  push,
  refused,
  SHENZHEN,
  STRANGE_DEVICE,
  step,
} from '../../support/triage.ts';
import type { Told } from './told.ts';

const PHONE = [app('iPhone 15', { used: 1 })];
const PROVED = known([PASSWORD, push('iPhone 15')]);
const stopped = (name: string, ...controls: string[]) => ({
  steps: PROVED,
  policies: known([applied('MFA for all', 'success'), applied(name, 'failure', ...controls)]),
});

/** The device, a policy, an application or a service beside it said no. */
export const deviceTold: readonly Told[] = [
  {
    cause: 'device-not-compliant',
    told: 'the laptop has missed its updates',
    confidence: 'high',
    not: ['authenticator-on-old-phone', 'device-not-managed'],
    evidence: evidence({
      methods: PHONE,
      signIns: refused(2, 53000, {
        ...stopped('Payroll: healthy device', 'RequireCompliantDevice'),
        device: { ...LAPTOP, compliant: false },
      }),
    }),
  },
  {
    cause: 'device-not-managed',
    told: 'a private Mac is refused',
    not: ['device-not-compliant', 'authenticator-on-old-phone'],
    evidence: evidence({
      methods: PHONE,
      signIns: refused(3, 53001, { ...stopped('ERP', 'RequireDomainJoinedDevice'), device: STRANGE_DEVICE }),
    }),
  },
  {
    cause: 'device-not-managed',
    told: 'Microsoft asked for a device and none was shown',
    evidence: evidence({ methods: PHONE, signIns: refused(1, 50097, { device: NO_DEVICE }) }),
  },
  {
    cause: 'device-disabled-or-deleted',
    told: 'the laptop was removed in a clean-up',
    not: ['device-not-compliant', 'windows-hello-or-passkey-lost'],
    evidence: evidence({
      methods: [method('windows-hello', { label: 'HB-LAPTOP' }), ...PHONE],
      signIns: refused(2, 135011),
      audits: [
        audit(DAY, 'Disable device', {
          by: 'admin@haldenbrook.example',
          targets: [{ id: 'd', kind: 'Device', name: 'HB-LAPTOP', userPrincipalName: null, changes: [] }],
        }),
      ],
    }),
  },
  {
    cause: 'windows-hello-or-passkey-lost',
    told: 'a new mainboard holds no key',
    not: ['device-disabled-or-deleted'],
    evidence: evidence({
      methods: [method('windows-hello', { label: 'HB-LAPTOP' }), method('phone')],
      signIns: refused(4, 130004, {
        steps: known([step('Windows Hello for Business', 'Windows Hello for Business key not found')]),
      }),
    }),
  },
  {
    cause: 'legacy-authentication',
    told: 'an old mail program is blocked on purpose',
    confidence: 'high',
    not: ['authenticator-on-old-phone', 'blocked-by-location-policy'],
    evidence: evidence({
      methods: PHONE,
      policies: [
        policy('Block legacy', { controls: ['block'], clientTypes: ['exchangeActiveSync', 'other'] }),
      ],
      signIns: [5, 1].flatMap((hours) =>
        refused(hours, 53003, {
          client: 'IMAP4',
          device: NO_DEVICE,
          policies: known([applied('Block legacy', 'failure', 'Block')]),
        }),
      ),
    }),
  },
  {
    cause: 'authenticator-no-notification',
    told: 'an old mail program fails all day long without being what is asked about',
    not: ['smart-lockout'],
    evidence: evidence({
      methods: PHONE,
      signIns: [
        ...passed(DAY, push('iPhone 15')),
        ...held(1, push('iPhone 15', NO_ANSWER)),
        ...refused(0.2, 50126, { client: 'Exchange ActiveSync', steps: known([]) }),
      ],
    }),
  },
  {
    cause: 'authentication-strength-not-met',
    told: 'a role wants a passkey, and the app is not enough',
    not: ['authenticator-on-old-phone', 'device-not-compliant'],
    evidence: evidence({
      methods: PHONE,
      policies: [policy('Roles', { controls: [], authenticationStrength: 'Phishing-resistant MFA' })],
      signIns: refused(2, 53003, stopped('Roles', 'Phishing-resistant MFA')),
    }),
  },
  {
    cause: 'blocked-by-location-policy',
    told: 'a country where the company does not work is blocked',
    not: ['device-not-compliant', 'risk-policy-block', 'legacy-authentication'],
    evidence: evidence({
      methods: PHONE,
      policies: [
        policy('Block countries', { controls: ['block'], locations: ['All'], excludedLocations: ['ours'] }),
      ],
      signIns: [
        ...passed(DAY, push('iPhone 15')),
        ...refused(1, 53003, { ...stopped('Block countries', 'Block'), place: SHENZHEN }),
      ],
    }),
  },
  {
    cause: 'blocked-by-location-policy',
    told: 'policies cannot be read, and the name of the one that blocked speaks of countries',
    not: ['risk-policy-block'],
    evidence: evidence({
      methods: PHONE,
      policies: { known: false, reason: 'No permission.' },
      signIns: refused(1, 53003, { ...stopped('CA11 Block countries', 'Block'), place: HELSINKI }),
    }),
  },
  {
    cause: 'nps-or-radius-mismatch',
    told: 'only the VPN fails',
    not: ['authenticator-on-old-phone', 'authenticator-no-notification'],
    evidence: evidence({
      methods: PHONE,
      signIns: [
        ...passed(6, push('iPhone 15')),
        ...held(5, push('iPhone 15', NO_ANSWER), {
          tokenIssuer: 'NPSExtension',
          device: NO_DEVICE,
          application: { id: 'vpn', name: 'Azure Multi-Factor Auth Client' },
        }),
      ],
    }),
  },
  {
    cause: 'external-mfa-provider',
    told: 'the provider answered without what was asked for',
    not: ['service-incident', 'nps-or-radius-mismatch'],
    evidence: evidence({
      methods: [method('external', { label: 'TrustKey' }), ...PHONE],
      signIns: [
        ...refused(2.01, 50158, { correlationId: 'provider' }),
        ...refused(2, 50161, {
          correlationId: 'provider',
          steps: known([
            PASSWORD,
            step('External authentication method', 'MFA denied; service error', 'TrustKey'),
          ]),
        }),
      ],
    }),
  },
  {
    cause: 'unknown',
    told: 'a block for a reason that no cause knows is described, not guessed',
    evidence: evidence({
      methods: PHONE,
      policies: [policy('Block device code flow', { controls: ['block'] })],
      signIns: refused(1, 53003, stopped('Block device code flow', 'Block')),
    }),
  },
  {
    cause: 'unknown',
    told: 'an application that is set up wrongly is no trouble with MFA',
    evidence: evidence({ methods: PHONE, signIns: [...badPassword(30), ...refused(1, 50011)] }),
  },
];
