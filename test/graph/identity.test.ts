import assert from 'node:assert/strict';
import { ClientSecretCredential, DefaultAzureCredential, ManagedIdentityCredential } from '@azure/identity';
import sinon from 'sinon';
import type { GraphIdentity } from '../../src/config.ts';
import { Unavailable } from '../../src/errors.ts';
import { type Credential, createTokenSource, openCredential } from '../../src/graph/identity.ts';

const TENANT = '11111111-1111-4111-8111-111111111111';
const CLIENT = '22222222-2222-4222-8222-222222222222';
const BY_SECRET: GraphIdentity = { kind: 'client-secret', tenantId: TENANT, clientId: CLIENT };
const SECRETS = { graphToken: null, graphClientSecret: 'a-secret' };

function sourceOf(
  credential: Credential,
  identity: GraphIdentity = BY_SECRET,
  baseUrl = 'https://graph.microsoft.us',
) {
  const open = sinon.fake.resolves(credential);
  return { open, token: createTokenSource({ baseUrl, identity }, SECRETS, open) };
}

describe('the token for Graph', () => {
  it('is the fixed one where there is one', async () => {
    const graph = { baseUrl: 'http://127.0.0.1:4000', identity: { kind: 'token' } } as const;
    assert.equal(await createTokenSource(graph, { ...SECRETS, graphToken: 'fixed' })(), 'fixed');
  });

  it('is asked for with the scope of the configured cloud and with the secret', async () => {
    const getToken = sinon.fake.resolves({ token: 'fresh' });
    const { open, token } = sourceOf({ getToken });
    assert.equal(await token(), 'fresh');
    assert.deepEqual(open.firstCall.args, [BY_SECRET, 'a-secret']);
    assert.deepEqual(getToken.firstCall.args, ['https://graph.microsoft.us/.default']);
  });

  it('is asked for once by many who need it at the same time, and again later', async () => {
    const getToken = sinon.fake.resolves({ token: 'fresh' });
    const { open, token } = sourceOf({ getToken });
    await Promise.all(Array.from({ length: 50 }, token));
    assert.equal(getToken.callCount, 1);
    await token();
    assert.equal(getToken.callCount, 2);
    assert.equal(open.callCount, 1);
  });

  const failures: [kind: GraphIdentity, variable: RegExp][] = [
    [BY_SECRET, /AZURE_CLIENT_SECRET.*MicrosoftAppPassword/],
    [{ kind: 'managed-identity', clientId: CLIENT }, /MicrosoftAppId/],
    [{ kind: 'environment' }, /AZURE_TENANT_ID.*certificate/],
  ];
  for (const [identity, variable] of failures) {
    it(`names what to check when ${identity.kind} gives none`, async () => {
      const cause = new Error('AADSTS7000222: expired');
      const { token } = sourceOf({ getToken: sinon.fake.rejects(cause) }, identity);
      await assert.rejects(token(), (error) => {
        assert.ok(error instanceof Unavailable);
        assert.match(error.hint, variable);
        assert.equal(error.cause, cause);
        return true;
      });
    });
  }

  it('is asked for again after a failure', async () => {
    const getToken = sinon.stub();
    getToken.onFirstCall().rejects(new Error('down')).onSecondCall().resolves({ token: 'fresh' });
    const { token } = sourceOf({ getToken });
    await assert.rejects(token(), Unavailable);
    assert.equal(await token(), 'fresh');
  });

  it('is never asked of Entra for a Graph on this machine', async () => {
    const getToken = sinon.fake.resolves({ token: 'real' });
    const { open, token } = sourceOf({ getToken }, { kind: 'environment' }, 'http://127.0.0.1:4000');
    await assert.rejects(token(), (error) => {
      assert.ok(error instanceof Unavailable);
      assert.match(error.hint, /GRAPH_ACCESS_TOKEN/);
      return true;
    });
    assert.equal(open.callCount, 0);
  });
});

describe('the credential', () => {
  const cases: [Exclude<GraphIdentity, { kind: 'token' }>, new (...given: never[]) => Credential][] = [
    [{ kind: 'client-secret', tenantId: TENANT, clientId: CLIENT }, ClientSecretCredential],
    [{ kind: 'managed-identity', clientId: CLIENT }, ManagedIdentityCredential],
    [{ kind: 'environment' }, DefaultAzureCredential],
  ];
  for (const [identity, kind] of cases) {
    it(`for ${identity.kind} is a ${kind.name}`, async () => {
      assert.ok((await openCredential(identity, 'a-secret')) instanceof kind);
    });
  }
});
