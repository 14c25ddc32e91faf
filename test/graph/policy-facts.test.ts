import assert from 'node:assert/strict';
import { createAccounts } from '../../src/graph/account.ts';
import { createPolicyFacts } from '../../src/graph/policy-facts.ts';
import { createManualClock } from '../support/clock.ts';
import { answeringGraph } from '../support/fake-graph.ts';

const ID = 'AAAAAAAA-0000-4000-8000-00000000000A';

describe('emergency accounts', () => {
  it('are one account under one id, whatever name it is asked by and however Graph spells the id', async () => {
    const graph = answeringGraph(({ params }) => ({
      id: params.id === ID ? ID : ID.toLowerCase(),
      userPrincipalName: 'emergency@contoso.example',
      accountEnabled: true,
    }));
    const sources = { graph, urgency: 'interactive', clock: createManualClock() } as const;
    const facts = createPolicyFacts({
      ...sources,
      accounts: createAccounts(graph, sources),
      breakGlassIds: [ID, 'Emergency@Contoso.example'],
      excludedGroupId: null,
    });
    const ids = (await facts.emergency()).map(({ person }) => person?.id);
    assert.deepEqual(ids, [ID.toLowerCase(), ID.toLowerCase()]);
  });
});
