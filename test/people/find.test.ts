import assert from 'node:assert/strict';
import { Ambiguous, NotFound } from '../../src/errors.ts';
import { findOnePerson } from '../../src/people/find.ts';
import type { Person } from '../../src/people/people.ts';

const person = (displayName: string, userPrincipalName: string): Person => ({
  id: `00000000-0000-4000-8000-0000000000${String(displayName.length).padStart(2, '0')}`,
  userPrincipalName,
  displayName,
  givenName: displayName.split(' ')[0] ?? null,
  mail: userPrincipalName,
  kind: 'member',
  enabled: true,
  department: null,
  jobTitle: null,
  usageLocation: null,
  preferredLanguage: null,
});
const ALICE = person('Alice Martin', 'alice.martin@x.example');
const ALICIA = person('Alicia Martin', 'alicia.martin@x.example');
const ALICE_LONG = person('Alice Martinez', 'alice.martinez@x.example');
const EVERYBODY = [ALICE, ALICIA, ALICE_LONG];
const directory = {
  findPerson: async (key: string) =>
    EVERYBODY.find((one) => one.id === key || one.userPrincipalName === key.toLowerCase()),
  searchPeople: async (words: string) =>
    EVERYBODY.filter((one) => one.displayName.toLowerCase().startsWith(words.toLowerCase())),
};

describe('finding the one person that is meant', () => {
  const found: readonly [string, Person][] = [
    ['alice.martin@x.example', ALICE],
    ['ALICE.MARTIN@X.EXAMPLE', ALICE],
    [ALICIA.id, ALICIA],
    ['  Alicia   Martin ', ALICIA],
    ['alicia', ALICIA],
  ];
  for (const [words, expected] of found) {
    it(`takes “${words}” for ${expected.displayName}`, async () => {
      assert.equal(await findOnePerson(directory, words), expected);
    });
  }

  it('takes a full name that fits exactly before a longer one that begins alike', async () => {
    assert.equal(await findOnePerson(directory, 'alice martin'), ALICE);
  });

  it('takes an address for nobody’s rather than for a longer one that begins alike', async () => {
    const longer = person('Ann Lee', 'ann@contoso.com.au');
    const graph = { findPerson: async () => undefined, searchPeople: async () => [longer] };
    await assert.rejects(findOnePerson(graph, 'ann@contoso.com'), NotFound);
  });

  it('finds somebody by a mail address that is not their user principal name', async () => {
    const ann = { ...person('Ann Lee', 'al@contoso.com'), mail: 'Ann@Contoso.com' };
    const graph = { findPerson: async () => undefined, searchPeople: async () => [ann] };
    assert.equal(await findOnePerson(graph, 'ann@contoso.com'), ann);
  });

  it('asks back when several fit, instead of choosing', async () => {
    await assert.rejects(findOnePerson(directory, 'ali'), (error) => {
      assert.ok(error instanceof Ambiguous);
      assert.deepEqual(error.candidates, EVERYBODY);
      return true;
    });
  });

  for (const words of ['', '   ', 'Bob', '11111111-1111-4111-8111-111111111111', 'nobody@x.example']) {
    it(`finds nobody for “${words}”`, async () => {
      await assert.rejects(findOnePerson(directory, words), NotFound);
    });
  }
});
