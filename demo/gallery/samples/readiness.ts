import { type ReadinessInput, type ReadinessView, toReadinessView } from '../../../src/cards/readiness.ts';
import type { Texts } from '../../../src/cards/texts.ts';
import { MissingLicence, MissingPermission } from '../../../src/errors.ts';
import { BLADES } from '../../../src/rollout/blades.ts';
import { GATE_IDS, type GateId, type GateResult, type Said } from '../../../src/rollout/gate.ts';
import { NOW, ORGANISATION } from './people.ts';

const LINKS: Readonly<Partial<Record<GateId, string>>> = {
  'break-glass-global-admin': BLADES.roles,
  'break-glass-excluded': BLADES.policies,
  'enforcement-policy': BLADES.policies,
  'security-defaults': BLADES.securityDefaults,
  'registration-campaign-conflict': BLADES.registrationCampaign,
  'break-glass-tested': BLADES.signInLog,
};

function result(id: GateId, change: Partial<GateResult>): GateResult {
  const link = LINKS[id] ?? BLADES.users;
  return { id, status: 'pass', found: [], fix: [], items: [], missing: [], link, ...change };
}

const EMERGENCY = ['emergency-north@contoso.onmicrosoft.com', 'emergency-south@contoso.onmicrosoft.com'];
const NAMES = { names: EMERGENCY };
const POLICIES = ['CA03 Everybody: MFA for all apps', 'CA11 Block countries we do not work in'];

/** What each gate says of a tenant in which everything is in order. */
const IN_ORDER: Readonly<Record<GateId, readonly Said[]>> = {
  'break-glass-two-accounts': [{ say: 'break-glass-two-accounts.enough', values: { count: 2, ...NAMES } }],
  'break-glass-global-admin': [
    { say: 'break-glass-global-admin.held', values: NAMES },
    { say: 'break-glass-global-admin.permanence' },
  ],
  'break-glass-excluded': [{ say: 'break-glass-excluded.excluded', values: { count: 12 } }],
  'break-glass-not-registered': [{ say: 'break-glass-not-registered.strong', values: NAMES }],
  'break-glass-tested': [{ say: 'break-glass-tested.recent', values: { days: 90, ...NAMES } }],
  'admins-registered': [{ say: 'admins-registered.all', values: { count: 9 } }],
  'registration-rate': [
    { say: 'registration-rate.rate', values: { rate: 0.98, registered: 241, people: 246 } },
  ],
  'weak-methods-only': [{ say: 'weak-methods-only.none' }],
  'legacy-auth': [{ say: 'legacy-auth.none', values: { days: 30 } }],
  'exceptions-planned': [{ say: 'exceptions-planned.none' }],
  'enforcement-policy': [
    { say: 'enforcement-policy.enforced', values: { policy: 'CA03 Everybody: MFA for all apps' } },
  ],
  'security-defaults': [
    { say: 'security-defaults.off-enforced', values: { policy: 'CA03 Everybody: MFA for all apps' } },
  ],
  'report-only-impact': [{ say: 'report-only-impact.no-policy' }],
  'registration-campaign-conflict': [{ say: 'registration-campaign-conflict.off' }],
  'sign-ins-without-mfa': [{ say: 'sign-ins-without-mfa.none', values: { days: 7 } }],
  'unused-accounts': [{ say: 'unused-accounts.none', values: { days: 90 } }],
};

const TROUBLE: readonly GateResult[] = [
  result('break-glass-excluded', {
    status: 'fail',
    found: [
      { say: 'break-glass-excluded.caught', values: { count: 2, names: EMERGENCY, policies: POLICIES } },
    ],
    fix: [{ say: 'break-glass-excluded.fix.exclude' }],
    items: POLICIES.map((name) => ({
      kind: 'policy',
      id: name,
      name,
      said: { say: 'break-glass-excluded.item.catches', values: NAMES },
    })),
  }),
  result('break-glass-tested', {
    status: 'fail',
    found: [{ say: 'break-glass-tested.old', values: { days: 90, names: EMERGENCY.slice(1) } }],
    fix: [{ say: 'break-glass-tested.fix.test' }],
  }),
  result('enforcement-policy', {
    status: 'warn',
    found: [
      {
        say: 'enforcement-policy.with-holes',
        values: { policy: 'CA03 Everybody: MFA for all apps', count: 2 },
      },
      {
        say: 'enforcement-policy.hole.people',
        values: { count: 2, names: ['Ada Byron', 'Max [Boss] Mustermann'] },
      },
      { say: 'enforcement-policy.hole.trusted-places' },
    ],
    fix: [{ say: 'enforcement-policy.fix.close' }],
  }),
  result('registration-campaign-conflict', {
    status: 'warn',
    found: [{ say: 'registration-campaign-conflict.default' }],
    fix: [{ say: 'registration-campaign-conflict.fix.off' }],
  }),
  result('break-glass-not-registered', {
    status: 'unknown',
    missing: [new MissingPermission('UserAuthenticationMethod.Read.All', 'registered sign-in methods')],
  }),
];

const calm = (id: GateId) => result(id, { found: IN_ORDER[id] });
const troubled = (id: GateId) => TROUBLE.find((gate) => gate.id === id) ?? calm(id);
const unread = (id: GateId) =>
  result(id, {
    status: 'unknown',
    missing: [
      id === 'legacy-auth' || id === 'unused-accounts'
        ? new MissingLicence('Microsoft Entra ID P1', 'the sign-in log')
        : new MissingPermission('Policy.Read.All', 'Conditional Access policies'),
    ],
  });

function drawn(input: Partial<ReadinessInput>): (texts: Texts) => ReadinessView {
  const whole = { organisation: ORGANISATION.displayName, asOf: NOW, complete: true, gates: [], ...input };
  return (texts) => toReadinessView(whole, texts);
}

export const readinessSamples = {
  'still reading': drawn({ complete: false, gates: GATE_IDS.slice(0, 3).map(troubled) }),
  'not ready': drawn({ gates: GATE_IDS.map(troubled) }),
  'almost ready': drawn({
    gates: GATE_IDS.map((id) => (id.startsWith('break-glass') ? calm(id) : troubled(id))),
  }),
  ready: drawn({ gates: GATE_IDS.map(calm) }),
  'permissions missing': drawn({ gates: GATE_IDS.map(unread), organisation: null }),
  'no emergency accounts': drawn({
    gates: GATE_IDS.map((id) =>
      id.startsWith('break-glass')
        ? result(id, {
            status: 'fail',
            found: [{ say: 'emergency.none' }],
            fix: [{ say: 'emergency.fix.none' }],
          })
        : calm(id),
    ),
  }),
};
