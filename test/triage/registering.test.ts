import assert from 'node:assert/strict';
import { readAttempts } from '../../src/triage/attempts.ts';
import type { SignIn } from '../../src/triage/evidence.ts';
import { type Asker, whoAsked } from '../../src/triage/registering.ts';
import { applied, known, signIn } from '../support/triage.ts';

describe('who asked for the second step', () => {
  const cases: readonly [string, Asker, Partial<SignIn>][] = [
    ['the per-user setting', 'person-setting', { requirementProviders: ['user'] }],
    [
      'security defaults',
      'security-defaults',
      { requirementProviders: ['mfaRegistrationRequiredBySecurityDefaults'] },
    ],
    ['a policy, by name', 'policy', { requirementProviders: ['multiConditionalAccess'] }],
    [
      'a policy, by its result',
      'policy',
      { requirementProviders: ['user'], policies: known([applied('MFA', 'failure')]) },
    ],
    [
      'nobody, when a policy was only reported',
      'unknown',
      { policies: known([applied('MFA', 'reportOnlyFailure')]) },
    ],
    ['nobody, when the log does not say', 'unknown', {}],
  ];
  for (const [who, asker, more] of cases) {
    it(`is ${who}`, () => {
      const [attempt] = readAttempts([signIn(1, 50079, more)]);
      assert.equal(attempt && whoAsked(attempt), asker);
    });
  }
});
