import assert from 'node:assert/strict';
import { createAccounts } from '../../src/graph/account.ts';
import { createPolicyFacts } from '../../src/graph/policy-facts.ts';
import { createManualClock } from '../support/clock.ts';
import { answeringGraph } from '../support/fake-graph.ts';

const ID = 'AAAAAAAA-0000-4000-8000-00000000000A';

/** One row a page, as a service that is short of memory may cut a list, and nothing in every other page. */
const onePerPage = (rows: readonly object[]) => rows.flatMap((row) => [[], [row]]);

describe('what decides over policies', () => {
  it('is read to its end, however small the pages are', async () => {
    const rows = Array.from({ length: 70 }, (_, index) => ({
      '@odata.type': '#microsoft.graph.group',
      id: `id-${index}`,
      state: 'enabled',
      roleDefinitionId: 'role',
      principalId: `holder-${index}`,
      directoryScopeId: '/',
      userPrincipalName: 'emergency@contoso.example',
    }));
    const paged = new Set(['policies', 'roleAssignments', 'roleDefinitions', 'memberships']);
    const graph = answeringGraph(({ name }) => (paged.has(name) ? onePerPage(rows) : rows[0]));
    const sources = { graph, urgency: 'interactive', clock: createManualClock() } as const;
    const facts = createPolicyFacts({
      ...sources,
      accounts: createAccounts(graph, sources),
      breakGlassIds: [ID],
      excludedGroupId: null,
    });
    const [groups] = (await facts.emergencyGroups()).values();
    assert.equal((await facts.policies()).length, 70);
    assert.equal((await facts.roleHoldings()).length, 70);
    assert.equal(groups?.known && groups.value.size, 70);
  });
});

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
