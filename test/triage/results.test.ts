import assert from 'node:assert/strict';
import { DENIAL_WORDS, DENIALS, isBoilerplate, readResult } from '../../src/triage/results.ts';

describe('the result of a step', () => {
  const cases: readonly [string, string | null, string | null][] = [
    ['MFA denied; user did not respond to mobile app notification', 'denied', 'no-answer'],
    ["User didn't respond to mobile app notification", 'denied', 'no-answer'],
    ['MFA Denied; User Declined The Authentication', 'denied', 'declined'],
    ['mfa denied;   user declined the authentication.', 'denied', 'declined'],
    ['MFA denied; unable to send the mobile app notification to the device', 'denied', 'not-delivered'],
    ['MFA denied; unable to send the mobile app notification', 'denied', 'not-sent'],
    ['MFA denied; Phone App Reported Fraud', 'denied', 'fraud'],
    ['MFA denied; Fraud Code Entered', 'denied', 'fraud'],
    ['MFA denied; user is blocked', 'denied', 'blocked'],
    ['MFA denied; invalid mobile app verification code', 'denied', 'wrong-app-code'],
    ['MFA denied; user entered incorrect code', 'denied', 'wrong-code'],
    ['MFA denied; entered incorrect code too many times', 'denied', 'too-many-codes'],
    ['MFA denied; unable to reach the user’s phone', 'denied', 'unreachable'],
    ["MFA denied; user doesn't have any verification methods registered", 'denied', 'nothing-registered'],
    [
      'Temporary Access Pass sign in was blocked due to User Credential Policy',
      'denied',
      'credential-policy',
    ],
    ['MFA denied; invalid authentication', 'denied', 'invalid'],
    ['MFA denied; authentication in-progress', 'pending', 'in-progress'],
    ['MFA requirement satisfied by claim in the token', 'passed', null],
    ['MFA completed in Azure AD', 'passed', null],
    ['MFA required in Azure AD', 'pending', null],
    ['Correct password', 'first-step-passed', null],
    ['Invalid username or password or Invalid on-premise username or password.', 'first-step-failed', null],
    ['Authentication failed during strong authentication request.', null, null],
    ['User did not pass the MFA challenge.', null, null],
    ['', null, null],
  ];
  for (const [sentence, outcome, denial] of cases) {
    it(`is ${denial ?? outcome ?? 'nothing'} in “${sentence}”`, () => {
      const result = readResult(sentence);
      assert.equal(result?.outcome ?? null, outcome);
      assert.equal(result?.denial ?? null, denial);
    });
  }

  it('is never read from what stands beside every failure', () => {
    const boilerplate =
      "The user didn't complete the MFA prompt. They may have timed out, opted not to authenticate, or encountered an issue with their MFA setup.";
    assert.equal(readResult(boilerplate), null);
    assert.ok(isBoilerplate(boilerplate));
    assert.ok(isBoilerplate('Authentication failed during strong authentication request.'));
    assert.ok(!isBoilerplate('MFA denied; user is blocked'));
  });

  it('has words for each way to fail', () => {
    assert.deepEqual(
      DENIALS.filter((kind) => !DENIAL_WORDS[kind]),
      [],
    );
  });
});
