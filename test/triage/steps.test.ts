import assert from 'node:assert/strict';
import { judgeStep, namesDevice, passed, type StepKind } from '../../src/triage/steps.ts';
import { BAD_PASSWORD, PASSWORD, push, step, text } from '../support/triage.ts';

describe('a step', () => {
  const kinds: readonly [string, StepKind][] = [
    ['Mobile app notification', 'push'],
    ['Phone app notification', 'push'],
    ['Text message', 'text'],
    ['Phone call approval (Authentication phone)', 'call'],
    ['OATH verification code', 'code'],
    ['Mobile app verification code', 'code'],
    ['Passkey (device-bound)', 'passkey'],
    ['FIDO2 security key', 'passkey'],
    ['Windows Hello for Business', 'windows-hello'],
    ['X.509 Certificate', 'certificate'],
    ['Temporary Access Pass', 'temporary-pass'],
    ['External authentication method', 'external'],
    ['Previously satisfied', 'claim'],
    ['Password', 'password'],
    ['', 'other'],
  ];
  for (const [name, kind] of kinds) {
    it(`called “${name}” is ${kind}`, () => {
      assert.equal(judgeStep(step(name, '')).kind, kind);
    });
  }

  it('is the second one when Microsoft says so, or when nothing else can be meant', () => {
    const second = (one: Parameters<typeof judgeStep>[0]) => judgeStep(one).second;
    assert.deepEqual([PASSWORD, BAD_PASSWORD, push('a'), text('user is blocked')].map(second), [
      false,
      false,
      true,
      true,
    ]);
    assert.ok(second({ ...push('a'), requirement: null }));
    assert.ok(!second({ ...PASSWORD, requirement: null }));
  });

  it('was passed by its words, and where they are missing by its mark', () => {
    assert.ok(passed(judgeStep(push('a'))));
    assert.ok(!passed(judgeStep(push('a', 'user is blocked'))));
    assert.ok(passed(judgeStep({ ...push('a'), result: '' })));
  });

  it('names a device whatever the capitals and spaces', () => {
    assert.ok(namesDevice(' iphone  11 ', 'iPhone 11'));
    assert.ok(!namesDevice('iPhone 1', 'iPhone 11'));
    assert.ok(!namesDevice(null, null));
  });
});
