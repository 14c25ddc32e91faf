import assert from 'node:assert/strict';
import {
  appAge,
  isNewerPhone,
  namesWatch,
  releaseYear,
  systemOfDevice,
  systemOfLabel,
} from '../../src/triage/phones.ts';
import { app, NOW } from '../support/triage.ts';

describe('the name of a phone', () => {
  const years: readonly [string | null, number | null][] = [
    ['iPhone 8', 2017],
    ['iPhone X', 2018],
    ['iPhone 11', 2019],
    ['iPhone 15 Pro Max', 2023],
    ['iPhone SE', 2022],
    ['SM-G973F', 2019],
    ['SM-S921B', 2024],
    ['SM-A405FN', 2019],
    ['SM-A546B', 2023],
    ['Pixel 4', 2019],
    ['Pixel 8', 2023],
    ['Annas Telefon', null],
    [null, null],
  ];
  for (const [label, year] of years) {
    it(`says of ${label ?? 'nothing'} that it is of ${year ?? 'an unknown year'}`, () => {
      assert.equal(releaseYear(label), year);
    });
  }

  it('says whose system it runs', () => {
    assert.deepEqual(['iPhone 11', 'SM-S921B', 'Redmi Note 9', 'Annas Telefon'].map(systemOfLabel), [
      'ios',
      'android',
      'android',
      null,
    ]);
    assert.deepEqual(['Ios 18.1', 'Android 15', 'Windows11', null].map(systemOfDevice), [
      'ios',
      'android',
      null,
      null,
    ]);
    assert.ok(namesWatch('Apple Watch') && !namesWatch('iPhone'));
  });
});

describe('the version of an Authenticator', () => {
  const ages: readonly [string | null, string | null][] = [
    ['6.8.41', 'current'],
    ['6.5.2', 'old'],
    ['6.4.12', 'old'],
    ['6.4.11', 'unable'],
    ['6.2.14', 'unable'],
    ['6.2510.7001', 'current'],
    ['6.2409.6094', 'old'],
    ['6.2001.0001', 'unable'],
    // Outlook takes prompts, too, and counts for itself.
    ['4.2534.0', null],
    ['5.2519.1', null],
    ['something', null],
    ['', null],
    [null, null],
  ];
  for (const [version, age] of ages) {
    it(`${version ?? 'that is missing'} is ${age ?? 'no sign of anything'}`, () => {
      assert.equal(appAge(version, NOW), age);
    });
  }
});

describe('the newer of two phones', () => {
  it('was registered later, else is the later model, else was used later', () => {
    assert.ok(isNewerPhone(app('iPhone 8', { added: 1 }), app('iPhone 15', { added: 100 })));
    assert.ok(isNewerPhone(app('iPhone 15', { added: null }), app('iPhone 8', { added: null })));
    assert.ok(isNewerPhone(app('a', { added: null, used: 1 }), app('b', { added: null, used: 9 })));
  });
});
