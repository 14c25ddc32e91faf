import assert from 'node:assert/strict';
import { Unavailable } from '../../src/errors.ts';
import { PERSON_SELECT, readPerson } from '../../src/graph/person.ts';

const USER = {
  id: '1',
  userPrincipalName: 'ada@contoso.com',
  displayName: 'Ada Lovelace',
  givenName: 'Ada',
  mail: 'ada.lovelace@contoso.com',
  userType: 'Member',
  accountEnabled: true,
  department: 'Research',
  jobTitle: 'Analyst',
  usageLocation: 'GB',
  preferredLanguage: 'en-GB',
};

describe('a person read from Graph', () => {
  it('has everything that was asked for', () => {
    const { userType, accountEnabled, ...same } = USER;
    assert.deepEqual(readPerson({ ...USER, '@odata.context': 'x' }), {
      ...same,
      kind: 'member',
      enabled: true,
    });
    assert.deepEqual(new Set(PERSON_SELECT.split(',')), new Set(Object.keys(USER)));
    assert.ok(userType && accountEnabled);
  });

  it('is null where Graph has nothing, and is called by the user principal name then', () => {
    const person = readPerson({ id: '1', userPrincipalName: 'x@y', displayName: null, accountEnabled: true });
    assert.deepEqual(person, {
      id: '1',
      userPrincipalName: 'x@y',
      displayName: 'x@y',
      givenName: null,
      mail: null,
      kind: 'member',
      enabled: true,
      department: null,
      jobTitle: null,
      usageLocation: null,
      preferredLanguage: null,
    });
  });

  it('is a guest where the directory says so', () => {
    assert.equal(readPerson({ ...USER, userType: 'Guest' }).kind, 'guest');
  });

  it('counts as disabled where Graph does not say', () => {
    assert.equal(readPerson({ ...USER, accountEnabled: null }).enabled, false);
  });

  it('is refused without an id, and the refusal names nobody', () => {
    assert.throws(
      () => readPerson({ ...USER, id: 7 }),
      (error) => {
        assert.ok(error instanceof Unavailable && error.cause instanceof Error);
        assert.doesNotMatch(error.message + error.cause.message, /ada/i);
        return true;
      },
    );
  });
});
