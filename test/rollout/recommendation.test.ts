import assert from 'node:assert/strict';
import { gateResult } from '../../demo/gallery/samples/plan.ts';
import {
  type Recommendation,
  recommend,
  type TenantTraits,
  traitsFrom,
} from '../../src/rollout/recommendation.ts';

describe('security defaults or Conditional Access', () => {
  const table: readonly [TenantTraits, Recommendation['way'], Recommendation['reasons'][number] | null][] = [
    [{ edition: null, people: 10, exceptions: 0 }, 'unknown', null],
    [{ edition: 'free', people: 10, exceptions: 0 }, 'security-defaults', 'no-licence'],
    [{ edition: 'free', people: 9_000, exceptions: 5 }, 'security-defaults', 'exceptions-stopped'],
    [{ edition: 'P1', people: 50, exceptions: 0 }, 'security-defaults', 'small'],
    [{ edition: 'P1', people: 50, exceptions: 1 }, 'conditional-access', 'exceptions-need-it'],
    [{ edition: 'P1', people: 51, exceptions: 0 }, 'conditional-access', 'large'],
    [{ edition: 'P1', people: 12, exceptions: null }, 'conditional-access', 'licence'],
    [{ edition: 'P2', people: 12, exceptions: 0 }, 'conditional-access', 'risk-licence'],
    [{ edition: 'P1', people: null, exceptions: null }, 'conditional-access', 'pilot-possible'],
  ];
  for (const [traits, way, reason] of table) {
    it(`for ${JSON.stringify(traits)} is ${way}, because of ${reason}`, () => {
      const found = recommend(traits);
      assert.equal(found.way, way);
      if (reason === null) assert.deepEqual(found.reasons, []);
      else assert.ok(found.reasons.includes(reason));
    });
  }

  it('takes size and exceptions from what the gates have counted', () => {
    const gates = [gateResult('registration-rate', 'fail'), gateResult('exceptions-planned', 'warn')];
    assert.deepEqual(traitsFrom(gates), { people: 1_204, exceptions: 41 });
    assert.deepEqual(traitsFrom([]), { people: null, exceptions: null });
    assert.deepEqual(traitsFrom([{ ...gateResult('exceptions-planned', 'pass'), found: [] }]).exceptions, 0);
  });
});
