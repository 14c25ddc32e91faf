import assert from 'node:assert/strict';
import { diagnose } from '../../src/triage/diagnose.ts';
import {
  app,
  applied,
  BUCHAREST,
  badPassword,
  crowd,
  DAY,
  evidence,
  held,
  hoursAgo,
  known,
  LAPTOP,
  NO_ANSWER,
  NOT_DELIVERED,
  passed,
  push,
  refused,
  STRANGE_DEVICE,
  signIn,
} from '../support/triage.ts';

type ToldTo = Parameters<typeof evidence>[0];
const OLD = {
  methods: [app('iPhone 11', { version: '6.2.14', added: 1100, used: 20 })],
  signIns: [
    ...passed(20 * DAY, push('iPhone 11')),
    ...held(2, push('iPhone 11', NOT_DELIVERED)),
    ...held(1, push('iPhone 11', NOT_DELIVERED)),
  ],
};
const detection = (hours: number, more = {}) => ({
  id: 'detection',
  at: hoursAgo(hours),
  kind: 'unfamiliarFeatures',
  level: 'medium',
  state: 'atRisk',
  ip: null,
  country: 'RO',
  correlationId: null,
  ...more,
});
const risk = (level: string, state: string, detections = [detection(5)]) => ({
  level,
  state,
  detail: null,
  updatedAt: null,
  detections,
});

describe('security first', () => {
  const signs: readonly [string, boolean, ToldTo][] = [
    ['nothing strange', false, {}],
    [
      'a fresh success from abroad on an unknown device',
      true,
      { signIns: [...OLD.signIns, signIn(30, 0, { place: BUCHAREST, device: STRANGE_DEVICE })] },
    ],
    [
      'a journey with the company’s laptop',
      false,
      { signIns: [...OLD.signIns, signIn(30, 0, { place: BUCHAREST })] },
    ],
    ['an account at high risk', true, { risk: risk('high', 'atRisk', []) }],
    ['an account known to be compromised', true, { risk: risk('none', 'confirmedCompromised', []) }],
    ['a fresh detection of medium risk', true, { risk: risk('medium', 'atRisk') }],
    ['a detection of last month', false, { risk: risk('medium', 'atRisk', [detection(30 * DAY)]) }],
    [
      'a risk that was cleared',
      false,
      { risk: risk('none', 'dismissed', [detection(5, { state: 'dismissed' })]) },
    ],
    ['a low risk', false, { risk: risk('low', 'atRisk', [detection(5, { level: 'low' })]) }],
  ];
  for (const [what, alarm, more] of signs) {
    it(`${alarm ? 'forbids' : 'allows'} a reset beside ${what}`, () => {
      const found = diagnose(evidence({ ...OLD, ...more }));
      assert.equal(found.securityEscalation, alarm);
      assert.equal(
        found.fixes.some(({ id }) => id === 'remove-stale-method'),
        !alarm,
      );
      if (alarm) assert.ok(found.doNot.some((sentence) => /^Do not reset MFA/.test(sentence)));
    });
  }

  it('leaves to the helpdesk and the person nothing that changes the account', () => {
    const { fixes } = diagnose(evidence({ ...OLD, risk: risk('high', 'atRisk') }));
    assert.deepEqual([...new Set(fixes.map(({ who }) => who))], ['security']);
    assert.equal(fixes[0]?.id, 'page-security');
  });

  it('says so for a mistyped password when Microsoft holds the account for lost', () => {
    const told = { signIns: badPassword(1) };
    assert.ok(diagnose(evidence({ ...told, risk: risk('high', 'atRisk') })).securityEscalation);
    assert.ok(!diagnose(evidence({ ...told, risk: risk('medium', 'atRisk') })).securityEscalation);
  });

  it('takes nothing away from one person when many are hit', () => {
    const others = crowd(26, (index) => held(1 - index / 120, push(null, NO_ANSWER)));
    const found = diagnose(evidence({ ...OLD, others }));
    assert.equal(found.cause, 'service-incident');
    assert.ok(!found.fixes.some(({ destructive, needsIdentityProof }) => destructive || needsIdentityProof));
    assert.ok(found.doNot.some((sentence) => /many people/.test(sentence)));
  });

  it('takes nothing away when it works again', () => {
    const found = diagnose(evidence({ ...OLD, signIns: [...OLD.signIns, ...passed(0.2, push('Pixel 9'))] }));
    assert.match(found.summary, /It has worked since, 12 minutes ago\./);
    assert.ok(!found.fixes.some(({ destructive, needsIdentityProof }) => destructive || needsIdentityProof));
  });

  it('asks the owner to look at a policy that stops many', () => {
    const stopped = {
      policies: known([applied('Healthy devices', 'failure', 'RequireCompliantDevice')]),
      device: { ...LAPTOP, compliant: false },
    };
    const told = { signIns: refused(1, 53000, stopped), others: crowd(5, () => refused(1, 53000, stopped)) };
    const ids = (more: ToldTo) => diagnose(evidence({ ...told, ...more })).fixes.map(({ id }) => id);
    assert.deepEqual(ids({}), ['make-device-compliant', 'change-policy']);
    assert.deepEqual(ids({ others: [] }), ['make-device-compliant']);
  });
});
