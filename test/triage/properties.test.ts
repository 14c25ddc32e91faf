import assert from 'node:assert/strict';
import fc from 'fast-check';
import { METHOD_KINDS } from '../../src/people/people.ts';
import rows from '../../src/triage/data/sign-in-codes.json' with { type: 'json' };
import { diagnose } from '../../src/triage/diagnose.ts';
import type { Evidence } from '../../src/triage/evidence.ts';
import {
  ANNA,
  app,
  applied,
  audit,
  BUCHAREST,
  evidence,
  HOME,
  hoursAgo,
  incident,
  known,
  LAGOS,
  LAPTOP,
  method,
  NO_DEVICE,
  OFFICE,
  PAYROLL,
  policy,
  policyChange,
  SHENZHEN,
  STRANGE_DEVICE,
  signIn,
  step,
  unread,
} from '../support/triage.ts';

const RUNS = { numRuns: 300 };
const pick = <Value>(...values: readonly Value[]) => fc.constantFrom(...values);
const hours = fc.double({ min: 0, max: 800, noNaN: true });
const codes = fc.oneof(
  pick(0, 500121, 50074, 50079, 53003, 50126),
  pick(...rows.map(({ code }) => code)),
  fc.integer(),
);
const WORDS = [
  'MFA denied; user did not respond to mobile app notification',
  'MFA denied; user declined the authentication',
  'MFA denied; unable to send the mobile app notification to the device',
  'MFA denied; invalid mobile app verification code',
  'MFA denied; user is blocked',
  'MFA denied; Phone App Reported Fraud',
  'MFA successfully completed',
  'Correct password',
  'something new',
  '',
] as const;
const steps = fc.array(
  fc
    .tuple(
      pick(
        'Mobile app notification',
        'Text message',
        'OATH verification code',
        'Password',
        'Previously satisfied',
        '',
      ),
      pick(...WORDS),
      pick('iPhone 11', 'Pixel 8', null),
    )
    .map(([name, result, detail]) => step(name, result, detail)),
  { maxLength: 3 },
);
const policies = fc.array(
  fc
    .tuple(
      pick('Block countries', 'Healthy devices', 'MFA'),
      pick('failure', 'success', 'reportOnlyFailure'),
      pick('Block', 'Mfa', 'Phishing-resistant MFA'),
    )
    .map(([name, result, control]) => applied(name, result, control)),
  { maxLength: 2 },
);
const read = <Value>(value: fc.Arbitrary<Value>) =>
  fc.oneof({ weight: 4, arbitrary: value.map(known) }, { weight: 1, arbitrary: fc.constant(unread()) });
const row = fc
  .record({
    ago: hours,
    code: codes,
    place: pick(OFFICE, HOME, BUCHAREST, LAGOS, SHENZHEN, {
      ip: null,
      country: null,
      city: null,
      network: null,
    }),
    device: pick(LAPTOP, NO_DEVICE, STRANGE_DEVICE),
    steps: read(steps),
    policies: read(policies),
    correlationId: pick('a', 'b', 'c', null),
    personId: pick(ANNA.id, ANNA.id, ANNA.id, 'another'),
    client: pick('Browser', 'IMAP4', null),
    riskLevel: pick('none', 'high', null),
    riskState: pick('none', 'atRisk', 'dismissed', null),
    application: pick({ id: 'a', name: 'Outlook' }, PAYROLL, { id: null, name: null }),
    additionalDetails: pick(null, ...WORDS),
    requirementProviders: pick([], ['user'], ['securityDefaults']),
    tokenIssuer: pick('AzureAD', 'NPSExtension', null),
    interactive: fc.boolean(),
  })
  .map(({ ago, code, ...more }) => signIn(ago, code, more));
const registered = fc.oneof(
  pick(...METHOD_KINDS).map((kind) => method(kind)),
  fc
    .tuple(pick('iPhone 11', 'Pixel 8', '', 'watch'), hours, pick('6.1.2', '6.8.41', '', 'x'))
    .map(([label, used, version]) => app(label, { used, version })),
);
const audits = fc.array(
  fc
    .tuple(
      hours,
      pick(
        'User registered security info',
        'Admin deleted security info',
        'Fraud reported - user is blocked for MFA',
        'Disable device',
      ),
      pick(OFFICE.ip, LAGOS.ip, null),
    )
    .map(([ago, activity, from]) => audit(ago, activity, { from })),
  { maxLength: 4 },
);
const detections = fc.array(
  fc.record({
    id: fc.string(),
    at: hours.map(hoursAgo),
    kind: pick('userReportedSuspiciousActivity', 'leakedCredentials'),
    level: pick('high', 'low', null),
    state: pick('atRisk', 'dismissed', null),
    ip: pick(LAGOS.ip, null),
    country: pick('NG', null),
    correlationId: fc.constant(null),
  }),
  { maxLength: 2 },
);
const anyEvidence: fc.Arbitrary<Evidence> = fc
  .record({
    breakGlass: pick(false, false, false, true),
    person: pick(ANNA, { ...ANNA, kind: 'guest' as const }, { ...ANNA, enabled: false, displayName: '' }),
    roles: read(pick([], ['Global Administrator'])),
    signIns: read(fc.array(row, { maxLength: 12 })),
    others: read(
      fc.array(
        row.map((one) => ({ ...one, personId: `other ${one.id}` })),
        { maxLength: 12 },
      ),
    ),
    methods: read(fc.array(registered, { maxLength: 6 })),
    registration: read(
      pick(null, { isAdmin: true, registered: true, capable: false, methods: [], updatedAt: null }),
    ),
    audits: read(audits),
    changes: read(
      fc.array(
        hours.map((ago) => policyChange(ago, 'Update conditional access policy', 'MFA')),
        { maxLength: 2 },
      ),
    ),
    policies: read(
      pick([], [policy('MFA'), policy('Block countries', { controls: ['block'], locations: ['All'] })]),
    ),
    incidents: read(
      fc.array(
        hours.map((ago) => incident(ago)),
        { maxLength: 2 },
      ),
    ),
    risk: read(
      fc.option(
        fc.record({
          level: pick('high', 'medium', null),
          state: pick('atRisk', 'dismissed', null),
          detail: fc.constant(null),
          updatedAt: fc.constant(null),
          detections,
        }),
      ),
    ),
    perUserMfa: read(pick('disabled' as const, 'enforced' as const)),
    securityDefaults: read(fc.boolean()),
    methodRules: read(
      pick({ enabled: [], disabled: ['MicrosoftAuthenticator', 'Sms', 'Voice'], changedAt: null }),
    ),
    edition: pick('free' as const, 'P2' as const, null),
  })
  .map((told) => ({ ...evidence(), ...told }));

function always(holds: (found: ReturnType<typeof diagnose>, told: Evidence) => void): void {
  fc.assert(
    fc.property(anyEvidence, (told) => holds(diagnose(told), told)),
    RUNS,
  );
}

describe('every diagnosis of whatever was read', () => {
  it('names no cause without a row of evidence', () => {
    always(({ cause, evidence: shown }) => assert.ok(cause === 'unknown' || shown.length > 0, cause));
  });

  it('shows only rows that were read: each id is one of the evidence', () => {
    always(({ evidence: shown }, told) => {
      const all = JSON.stringify(told);
      for (const { id, text } of shown) assert.ok(id === null || all.includes(JSON.stringify(id)), text);
    });
  });

  it('shows nothing of what somebody else did as this person’s', () => {
    always(({ evidence: shown }, told) => {
      const foreign = (told.signIns.known ? told.signIns.value : []).filter(
        ({ personId }) => personId === 'another',
      );
      assert.ok(!shown.some(({ id }) => foreign.some((one) => one.id === id)));
    });
  });

  it('leaves everything to security once security is needed', () => {
    always(({ securityEscalation, fixes }) => {
      if (!securityEscalation) return;
      assert.deepEqual(
        fixes.filter(
          ({ who, destructive, needsIdentityProof }) =>
            who !== 'security' && (destructive || needsIdentityProof),
        ),
        [],
      );
    });
  });

  it('does nothing to an emergency account', () => {
    always(({ fixes, securityEscalation }, { breakGlass }) => {
      if (!breakGlass) return;
      assert.ok(securityEscalation);
      assert.deepEqual(
        fixes.map(({ id }) => id),
        ['page-security'],
      );
    });
  });

  it('lets the helpdesk change nothing of an administrator, and gives no guest a pass', () => {
    always(({ fixes, guards }) => {
      const dangerous = fixes.filter(
        ({ destructive, needsIdentityProof }) => destructive || needsIdentityProof,
      );
      if (guards.includes('protected-admin')) assert.ok(dangerous.every(({ who }) => who !== 'helpdesk'));
      if (guards.includes('external-guest'))
        assert.ok(!fixes.some(({ id }) => /temporary-access-pass/.test(id)));
    });
  });

  it('says something of at most 500 characters, without holes', () => {
    always(({ summary, evidence: shown, ruledOut, doNot }) => {
      assert.ok(summary.length > 0 && summary.length <= 500, summary);
      const all = [
        summary,
        ...shown.map(({ text }) => text),
        ...ruledOut.map(({ why }) => why),
        ...doNot,
      ].join('\n');
      assert.doesNotMatch(all, /undefined|null|NaN|\[object|Invalid/);
    });
  });

  it('names each cause in one place only', () => {
    always(({ cause, alternatives, also, ruledOut }) => {
      const named = [cause, ...alternatives, ...also, ...ruledOut.map((one) => one.cause)];
      assert.equal(new Set(named).size, named.length);
    });
  });

  it('is never high when a source that would decide is missing, nor when nothing fits', () => {
    always(({ cause, confidence }, { methods, audits }) => {
      if (cause === 'unknown') assert.equal(confidence, 'low');
      if (cause === 'authenticator-on-old-phone' && !(methods.known && audits.known))
        assert.notEqual(confidence, 'high');
    });
  });
});
