import assert from 'node:assert/strict';
import { TryAgainLater, Unavailable } from '../../src/errors.ts';
import { createAccounts, readPerUserMfa, readRegistrationOf } from '../../src/graph/account.ts';
import { RequestRefused } from '../../src/graph/outcomes.ts';
import { rowOf } from '../../src/graph/requests.ts';
import { createManualClock } from '../support/clock.ts';
import { type Asked, answeringGraph } from '../support/fake-graph.ts';

const ID = '0a0a0a0a-0000-4000-8000-000000000001';
const USER = {
  id: ID,
  userPrincipalName: 'ada@contoso.com',
  displayName: 'Ada',
  accountEnabled: true,
  onPremisesSyncEnabled: true,
  lastPasswordChangeDateTime: '2026-11-01T00:00:00Z',
};

function accountsWith(answer: (asked: Asked) => unknown = () => USER) {
  const graph = answeringGraph(answer);
  const clock = createManualClock();
  return { graph, clock, accounts: createAccounts(graph, { urgency: 'interactive', clock }) };
}

describe('an account', () => {
  it('is the person with what only triage needs', async () => {
    const { accounts } = accountsWith();
    const account = await accounts.accountOf(ID);
    assert.equal(account?.person.displayName, 'Ada');
    assert.equal(account?.synced, true);
    assert.deepEqual(account?.passwordChangedAt, new Date('2026-11-01T00:00:00Z'));
  });

  it('of the cloud alone is not synchronised', async () => {
    const { accounts } = accountsWith(() => ({ ...USER, onPremisesSyncEnabled: null }));
    assert.equal((await accounts.accountOf(ID))?.synced, false);
  });

  it('that was just looked up by its name is not read again, but is the next time', async () => {
    const { graph, accounts } = accountsWith();
    await accounts.findPerson('ada@contoso.com');
    await accounts.accountOf(ID);
    assert.equal(graph.asked.length, 1);
    await accounts.accountOf(ID);
    assert.equal(graph.asked.length, 2);
  });

  it('that was looked up a while ago is read as it is now', async () => {
    const { graph, clock, accounts } = accountsWith();
    await accounts.findPerson(ID);
    await clock.advance(10_000);
    await accounts.accountOf(ID);
    assert.equal(graph.asked.length, 2);
  });

  it('is nobody’s where nobody has the name, or no account can have it', async () => {
    const { accounts, graph } = accountsWith(() => undefined);
    assert.equal(await accounts.findPerson('nobody@contoso.com'), undefined);
    for (const name of ['me', 'delta()', '../groups', ''])
      assert.equal(await accounts.findPerson(name), undefined);
    assert.equal(graph.asked.length, 1);
    const refusal = { status: 400, code: '', message: '', retryAfter: null, requestId: null };
    const strict = accountsWith(() => {
      throw new RequestRefused(rowOf('person'), refusal);
    });
    assert.equal(await strict.accounts.findPerson('a[b]@contoso.com'), undefined);
  });
});

describe('finding one person', () => {
  it('asks by object id or user principal name, for no more than is used', async () => {
    const { graph, accounts } = accountsWith();
    assert.equal((await accounts.findPerson('ada@contoso.com'))?.displayName, 'Ada');
    assert.equal((await accounts.findPerson(ID))?.id, ID);
    assert.deepEqual(
      graph.asked.map((asked) => asked.params.id),
      ['ada@contoso.com', ID],
    );
    assert.match(graph.asked[0]?.query?.$select ?? '', /accountEnabled/);
    assert.equal(graph.asked[0]?.urgency, 'interactive');
  });

  it('hands every other failure on', async () => {
    const { accounts } = accountsWith(() => {
      throw new TryAgainLater(5, 'Microsoft Graph');
    });
    await assert.rejects(accounts.findPerson('x@y'), TryAgainLater);
  });

  for (const name of ['', '..', '.', 'ada', 'me', '../organization', '\ud800@x']) {
    it(`does not even ask for ${JSON.stringify(name)}, which names no account`, async () => {
      const { graph, accounts } = accountsWith();
      assert.equal(await accounts.findPerson(name), undefined);
      assert.equal(graph.asked.length, 0);
    });
  }
});

describe('a row of the registration report for one person', () => {
  it('says what is registered and whether the policies allow it', async () => {
    const graph = answeringGraph(() => ({
      id: ID,
      isAdmin: true,
      isMfaRegistered: true,
      isMfaCapable: false,
      methodsRegistered: ['mobilePhone'],
      lastUpdatedDateTime: '2026-11-19T22:00:00Z',
    }));
    assert.deepEqual(await readRegistrationOf(graph, 'interactive', ID), {
      isAdmin: true,
      registered: true,
      capable: false,
      methods: ['mobilePhone'],
      updatedAt: new Date('2026-11-19T22:00:00Z'),
    });
  });

  it('may be missing', async () => {
    const graph = answeringGraph(() => undefined);
    assert.equal(await readRegistrationOf(graph, 'interactive', ID), null);
  });
});

describe('per-user MFA', () => {
  it('is one of three states', async () => {
    for (const perUserMfaState of ['disabled', 'enabled', 'enforced']) {
      const graph = answeringGraph(() => ({ perUserMfaState }));
      assert.equal(await readPerUserMfa(graph, 'interactive', ID), perUserMfaState);
    }
  });

  it('is never guessed', async () => {
    for (const answer of [undefined, {}, { perUserMfaState: 'unknownFutureValue' }]) {
      await assert.rejects(
        readPerUserMfa(
          answeringGraph(() => answer),
          'interactive',
          ID,
        ),
        Unavailable,
      );
    }
  });
});
