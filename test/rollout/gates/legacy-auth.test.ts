import assert from 'node:assert/strict';
import { legacyAuthGate } from '../../../src/rollout/gates/legacy-auth.ts';
import { createLegacyCounter } from '../../../src/rollout/legacy-auth.ts';
import { AT, daysAgo, judged, says, UNREADABLE } from '../../support/report-gates.ts';

function legacy(codes: readonly number[], withoutNonInteractive: typeof UNREADABLE | null = null) {
  const counter = createLegacyCounter();
  codes.forEach((code, index) => {
    counter.add(
      {
        personId: `p${index}`,
        userPrincipalName: `p${index}@contoso.example`,
        displayName: `P${index}`,
        protocol: 'IMAP4',
        application: 'Office 365 Exchange Online',
        device: null,
        ip: null,
        at: daysAgo(1),
        code,
      },
      { nonInteractive: false },
    );
  });
  return {
    legacy: { report: counter.report({ days: 30, since: daysAgo(30), asOf: AT }), withoutNonInteractive },
  };
}

describe('the gate of legacy sign-ins', () => {
  it('fails when anybody got in, and names protocol and account', () => {
    const finding = judged(legacyAuthGate, legacy([0, 53003]));
    assert.deepEqual([finding.status, says(finding)], ['fail', ['succeeded', 'failed']]);
    assert.equal(finding.items[0]?.name, 'p0@contoso.example');
    assert.deepEqual(finding.items[0]?.said?.values, { protocol: 'IMAP4', successes: 1, failures: 0 });
  });

  it('warns when all of them failed, and passes when there were none', () => {
    assert.equal(judged(legacyAuthGate, legacy([53003])).status, 'warn');
    const none = judged(legacyAuthGate, legacy([]));
    assert.deepEqual([none.status, says(none), none.fix], ['pass', ['none'], []]);
  });

  it('does not pass what it has seen only half of', () => {
    const half = judged(legacyAuthGate, legacy([], UNREADABLE));
    assert.deepEqual([half.status, half.missing], ['unknown', [UNREADABLE]]);
    assert.equal(judged(legacyAuthGate, legacy([0], UNREADABLE)).status, 'fail');
  });
});
