import assert from 'node:assert/strict';
import { Unavailable } from '../../src/errors.ts';
import { createRegistrations, readRegistrationRow } from '../../src/graph/registrations.ts';
import { answeringGraph } from '../support/fake-graph.ts';

const ROW = {
  id: '1',
  userPrincipalName: 'ada@contoso.com',
  userDisplayName: 'Ada Lovelace',
  userType: 'member',
  isAdmin: true,
  isMfaRegistered: true,
  isMfaCapable: true,
  isPasswordlessCapable: false,
  methodsRegistered: ['microsoftAuthenticatorPush', null, 'mobilePhone'],
  lastUpdatedDateTime: '2026-11-19T22:10:00.1234567Z',
};

describe('the registration report', () => {
  it('is read in the largest pages, row by row in our words', async () => {
    const graph = answeringGraph(() => [
      [ROW],
      [
        { ...ROW, id: '2' },
        { ...ROW, id: '3' },
      ],
    ]);
    const pages: string[][] = [];
    for await (const page of createRegistrations(graph, 'background').reportPages()) {
      pages.push(page.map((row) => row.personId));
    }
    assert.deepEqual(pages, [['1'], ['2', '3']]);
    assert.deepEqual(graph.asked[0]?.query, { $top: '999' });
    assert.equal(graph.asked[0]?.urgency, 'background');
  });

  it('keeps of a row what Muster uses', () => {
    assert.deepEqual(readRegistrationRow(ROW), {
      personId: '1',
      userPrincipalName: 'ada@contoso.com',
      displayName: 'Ada Lovelace',
      kind: 'member',
      isAdmin: true,
      mfaRegistered: true,
      mfaCapable: true,
      passwordlessCapable: false,
      methods: ['microsoftAuthenticatorPush', 'mobilePhone'],
      updatedAt: new Date('2026-11-19T22:10:00.123Z'),
    });
  });

  it('takes the careful reading of what a row does not say', () => {
    assert.deepEqual(
      readRegistrationRow({ id: '1', isMfaRegistered: false, userType: 'guest', isAdmin: null }),
      {
        personId: '1',
        userPrincipalName: '',
        displayName: '',
        kind: 'guest',
        isAdmin: false,
        mfaRegistered: false,
        mfaCapable: false,
        passwordlessCapable: false,
        methods: [],
        updatedAt: null,
      },
    );
  });

  for (const row of [null, 'x', [], {}, { ...ROW, id: null }, { ...ROW, isMfaRegistered: 'true' }]) {
    it(`is refused with the row ${JSON.stringify(row).slice(0, 20)}, rather than counted wrong`, () => {
      assert.throws(() => readRegistrationRow(row), Unavailable);
    });
  }
});

describe('the methods of one person', () => {
  it('are read from the person, not from the report', async () => {
    const value = [{ '@odata.type': '#microsoft.graph.passwordAuthenticationMethod', id: 'p' }];
    const graph = answeringGraph(() => ({ value }));
    const methods = await createRegistrations(graph, 'interactive').methodsOf('1');
    assert.deepEqual(
      methods?.map((method) => method.kind),
      ['password'],
    );
    assert.equal(graph.asked[0]?.name, 'methods');
  });

  it('are undefined for somebody who is not there', async () => {
    const registrations = createRegistrations(
      answeringGraph(() => undefined),
      'interactive',
    );
    assert.equal(await registrations.methodsOf('1'), undefined);
    assert.equal(await registrations.methodsOf('..'), undefined);
  });
});
