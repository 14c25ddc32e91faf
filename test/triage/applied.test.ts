import assert from 'node:assert/strict';
import { changeBefore, kindOfStop, stopsOf } from '../../src/triage/applied.ts';
import { readAttempts } from '../../src/triage/attempts.ts';
import type { Evidence, Policy } from '../../src/triage/evidence.ts';
import {
  applied,
  DAY,
  evidence,
  hoursAgo,
  known,
  policy,
  policyChange,
  signIn,
  unread,
} from '../support/triage.ts';

function stopBy(controls: readonly string[], more: Partial<Policy> | null, name = 'a policy') {
  const told = evidence({ policies: more === null ? unread() : [policy(name, more)] });
  return { told, stop: stopsIn([applied(name, 'failure', ...controls)], told)[0] };
}

function stopsIn(policies: readonly ReturnType<typeof applied>[], told: Evidence) {
  const [attempt] = readAttempts([signIn(1, 53003, { policies: known(policies) })]);
  assert.ok(attempt);
  return stopsOf(attempt, told);
}

describe('the policy that stopped somebody', () => {
  it('is one that was enforced and not satisfied', () => {
    const results = [
      'success',
      'notApplied',
      'notEnabled',
      'reportOnlyFailure',
      'reportOnlyInterrupted',
      'unknownFutureValue',
    ];
    assert.deepEqual(
      stopsIn(
        results.map((result) => applied('x', result)),
        evidence(),
      ),
      [],
    );
    assert.equal(stopsIn([applied('x', 'failure')], evidence()).length, 1);
  });

  it('is none that is by now only reported', () => {
    const told = evidence({ policies: [policy('x', { state: 'report-only' })] });
    assert.deepEqual(stopsIn([applied('x', 'failure')], told), []);
  });

  const kinds: readonly [string, readonly string[], Partial<Policy> | null, string?][] = [
    [
      'registration',
      ['Block'],
      { controls: ['block'], userActions: ['urn:user:registersecurityinfo'], locations: ['All'] },
    ],
    ['legacy', ['Block'], { controls: ['block'], clientTypes: ['exchangeActiveSync', 'other'] }],
    ['risk', ['Block'], { controls: ['block'], userRisk: ['high'] }],
    ['risk', ['Mfa'], { signInRisk: ['medium'] }],
    ['location', ['Block'], { controls: ['block'], excludedLocations: ['ours'] }],
    ['block', ['Block'], { controls: ['block'] }],
    ['compliant-device', ['RequireCompliantDevice'], { controls: ['compliantDevice'] }],
    ['managed-device', ['RequireDomainJoinedDevice'], { controls: ['domainJoinedDevice'] }],
    [
      'strength',
      ['Phishing-resistant MFA'],
      { controls: [], authenticationStrength: 'Phishing-resistant MFA' },
    ],
    ['second-step', ['Mfa'], {}],
    ['location', ['Block'], null, 'Block countries we do not work in'],
    ['legacy', ['Block'], null, 'Block legacy authentication'],
    ['risk', ['Block'], null, 'Block high user risk'],
    ['strength', ['Phishing-resistant MFA'], null, 'CA10'],
    ['block', ['Block'], null, 'CA99'],
    ['second-step', ['Mfa'], null, 'Travel: MFA'],
  ];
  for (const [kind, controls, definition, name] of kinds) {
    it(`is about ${kind} with ${controls.join()} in ${definition ? JSON.stringify(definition) : `“${name}” alone`}`, () => {
      const { stop } = stopBy(controls, definition, name);
      assert.ok(stop);
      assert.equal(kindOfStop(stop), kind);
    });
  }

  it('was changed before by whoever the audit log names, else at its own date', () => {
    const { stop } = stopBy(['Mfa'], { changedAt: hoursAgo(3) });
    assert.ok(stop);
    const changes = [policyChange(2, 'Update conditional access policy', 'a policy')];
    const change = (given: Evidence, days = 3) => changeBefore(stop, hoursAgo(1), { evidence: given, days });
    assert.equal(change(evidence({ changes }))?.id, changes[0]?.id);
    assert.equal(change(evidence())?.id, 'a policy');
    assert.equal(change(evidence(), 0), null);
    const later = [policyChange(0.5, 'Update conditional access policy', 'a policy')];
    assert.equal(change(evidence({ changes: later }))?.id, 'a policy');
    const other = { ...stop, policy: { ...policy('a policy'), changedAt: hoursAgo(90 * DAY) } };
    assert.equal(changeBefore(other, hoursAgo(1), { evidence: evidence({ changes: later }), days: 3 }), null);
  });
});
