import assert from 'node:assert/strict';
import type { Method, MethodKind, RegistrationRow } from '../../src/people/people.ts';
import { registrationState, reportedState, secondSteps } from '../../src/people/registration.ts';

const method = (kind: MethodKind): Method => ({
  id: kind,
  kind,
  label: null,
  addedAt: null,
  lastUsedAt: null,
  usable: true,
});
const row = (mfaRegistered: boolean, methods: string[]): RegistrationRow => ({
  personId: '1',
  userPrincipalName: 'a@b.example',
  displayName: 'A',
  kind: 'member',
  isAdmin: false,
  mfaRegistered,
  mfaCapable: mfaRegistered,
  passwordlessCapable: false,
  methods,
  updatedAt: null,
});

describe('how far a person is', () => {
  const cases: readonly [MethodKind[], string][] = [
    [[], 'none'],
    [['password'], 'none'],
    [['password', 'email', 'temporary-pass'], 'none'],
    [['unknown'], 'none'],
    [['password', 'phone'], 'phone-only'],
    [['phone', 'phone', 'email'], 'phone-only'],
    [['password', 'authenticator'], 'registered'],
    [['phone', 'software-code'], 'registered'],
    [['password', 'passkey'], 'passkey'],
    [['phone', 'windows-hello', 'authenticator'], 'passkey'],
  ];
  for (const [kinds, state] of cases) {
    it(`is “${state}” with ${kinds.join(', ') || 'nothing'}`, () => {
      assert.equal(registrationState(kinds.map(method)), state);
    });
  }

  it('lists what counts as a second step, strongest first', () => {
    const steps = secondSteps(
      (['password', 'phone', 'passkey', 'email', 'authenticator'] as const).map(method),
    );
    assert.deepEqual(
      steps.map((step) => step.kind),
      ['passkey', 'authenticator', 'phone'],
    );
  });

  const reported: readonly [boolean, string[], string][] = [
    [false, [], 'none'],
    [false, ['email'], 'none'],
    [true, ['mobilePhone'], 'phone-only'],
    [true, ['mobilePhone', 'officePhone', 'email'], 'phone-only'],
    [true, ['mobilePhone', 'microsoftAuthenticatorPush'], 'registered'],
    [true, ['fido2SecurityKey', 'mobilePhone'], 'passkey'],
    [true, ['somethingNewFromMicrosoft'], 'registered'],
    [true, [], 'registered'],
  ];
  for (const [registered, methods, state] of reported) {
    it(`is “${state}” where the report says ${registered ? 'registered' : 'not registered'} with ${methods.join(', ') || 'nothing'}`, () => {
      assert.equal(reportedState(row(registered, methods)), state);
    });
  }
});
