import assert from 'node:assert/strict';
import { maskEmail, maskPhone, readMethods } from '../../src/graph/methods.ts';

function read(type: string, more: object = {}) {
  const [method] = readMethods({ value: [{ '@odata.type': `#microsoft.graph.${type}`, id: 'm', ...more }] });
  return method;
}

describe('a registered method read from Graph', () => {
  const kinds: [type: string, kind: string][] = [
    ['microsoftAuthenticatorAuthenticationMethod', 'authenticator'],
    ['fido2AuthenticationMethod', 'passkey'],
    ['windowsHelloForBusinessAuthenticationMethod', 'windows-hello'],
    ['platformCredentialAuthenticationMethod', 'platform-credential'],
    ['phoneAuthenticationMethod', 'phone'],
    ['softwareOathAuthenticationMethod', 'software-code'],
    ['hardwareOathAuthenticationMethod', 'hardware-code'],
    ['temporaryAccessPassAuthenticationMethod', 'temporary-pass'],
    ['qrCodePinAuthenticationMethod', 'qr-pin'],
    ['externalAuthenticationMethod', 'external'],
    ['emailAuthenticationMethod', 'email'],
    ['passwordAuthenticationMethod', 'password'],
    ['somethingOfNextYear', 'unknown'],
  ];
  for (const [type, kind] of kinds) {
    it(`is ${kind} for ${type}`, () => {
      assert.equal(read(type)?.kind, kind);
    });
  }

  it('is called by the device as the person knows it, or by the model of the key', () => {
    assert.equal(
      read('microsoftAuthenticatorAuthenticationMethod', { displayName: 'iPhone 15' })?.label,
      'iPhone 15',
    );
    assert.equal(
      read('fido2AuthenticationMethod', { displayName: '', model: 'YubiKey 5' })?.label,
      'YubiKey 5',
    );
    assert.equal(read('softwareOathAuthenticationMethod', { secretKey: null })?.label, null);
  });

  it('never holds a whole number or address', () => {
    assert.equal(read('phoneAuthenticationMethod', { phoneNumber: '+49 1701234542' })?.label, '+49 ··· 42');
    assert.equal(
      read('emailAuthenticationMethod', { emailAddress: 'ada@home.example' })?.label,
      'a···@home.example',
    );
  });

  it('knows when it was added and last used, where Graph does', () => {
    const times = {
      createdDateTime: '2026-01-02T03:04:05.1234567Z',
      lastUsedDateTime: '2026-02-03T04:05:06Z',
    };
    const method = read('fido2AuthenticationMethod', times);
    assert.equal(method?.addedAt?.toISOString(), '2026-01-02T03:04:05.123Z');
    assert.equal(method?.lastUsedAt?.toISOString(), '2026-02-03T04:05:06.000Z');
    assert.equal(read('fido2AuthenticationMethod', { createdDateTime: null })?.addedAt, null);
  });

  it('is usable, but for a pass that Graph does not call so', () => {
    assert.equal(read('passwordAuthenticationMethod')?.usable, true);
    assert.equal(read('temporaryAccessPassAuthenticationMethod', { isUsable: true })?.usable, true);
    assert.equal(read('temporaryAccessPassAuthenticationMethod', { isUsable: false })?.usable, false);
    assert.equal(read('temporaryAccessPassAuthenticationMethod', {})?.usable, false);
  });
});

describe('masking', () => {
  const phones: [string, string][] = [
    ['+1 5555550123', '+1 ··· 23'],
    ['+351 912 345 678', '+351 ··· 78'],
    ['5555550123', '··· 23'],
    ['+4915512345678', '··· 78'],
    ['', '···'],
  ];
  for (const [number, masked] of phones) {
    it(`shows ${number || 'an empty number'} as ${masked}`, () => assert.equal(maskPhone(number), masked));
  }

  it('shows the beginning and the domain of an address', () => {
    assert.equal(maskEmail('öl@x.example'), 'ö···@x.example');
    assert.equal(maskEmail('nonsense'), 'n···');
  });
});
