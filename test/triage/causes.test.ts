import assert from 'node:assert/strict';
import { CAUSE_IDS } from '../../src/triage/catalogue.ts';
import { CAUSES } from '../../src/triage/causes/list.ts';
import { diagnose } from '../../src/triage/diagnose.ts';
import { authenticatorTold } from './told/authenticator.ts';
import { deviceTold } from './told/device.ts';
import { logTold } from './told/log.ts';
import { passwordTold } from './told/password.ts';
import { registrationTold } from './told/registration.ts';
import { securityTold } from './told/security.ts';
import { telephoneTold } from './told/telephone.ts';
import type { Told } from './told/told.ts';

const TOLD: readonly Told[] = [
  ...authenticatorTold,
  ...telephoneTold,
  ...registrationTold,
  ...passwordTold,
  ...securityTold,
  ...deviceTold,
  ...logTold,
];

describe('the causes', () => {
  it('are those of the catalogue, in its order, each in a file of its name', () => {
    assert.deepEqual(
      CAUSES.map(({ id }) => id),
      CAUSE_IDS,
    );
  });

  it('are each the answer to something told here', () => {
    const answered = new Set(TOLD.map(({ cause }) => cause));
    assert.deepEqual(
      CAUSE_IDS.filter((id) => !answered.has(id)),
      [],
    );
  });

  it('name as neighbours others than themselves', () => {
    for (const { id, near } of CAUSES) {
      assert.ok(near.length > 0, `${id} has no neighbour`);
      assert.ok(!near.includes(id), id);
    }
  });

  for (const { cause, told, evidence, not = [], confidence, escalates } of TOLD) {
    it(`make it ${cause} when ${told}`, () => {
      const found = diagnose(evidence);
      assert.equal(found.cause, cause, `${found.summary} (or ${found.alternatives.join(', ')})`);
      const named: readonly string[] = [found.cause, ...found.alternatives, ...found.also];
      assert.deepEqual(
        not.filter((one) => named.includes(one)),
        [],
        'ruled out',
      );
      assert.equal(found.securityEscalation, escalates ?? false, 'security');
      if (confidence) assert.equal(found.confidence, confidence);
      assert.ok(cause === 'unknown' || found.evidence.length > 0, 'a row of evidence');
      assert.ok(found.summary.length <= 500, found.summary);
    });
  }
});
