import assert from 'node:assert/strict';
import { readRoleGrants, readRolesOf } from '../../src/graph/roles.ts';
import { answeringGraph } from '../support/fake-graph.ts';

describe('the grants of roles', () => {
  it('say who holds which role by its name, and whether a group does', async () => {
    const graph = answeringGraph(({ name }) =>
      name === 'roleDefinitions'
        ? [[{ id: 'r-1', displayName: 'Global Administrator' }]]
        : [
            [
              {
                roleDefinitionId: 'r-1',
                principalId: 'ada',
                principal: { '@odata.type': '#microsoft.graph.user', id: 'ada' },
              },
              {
                roleDefinitionId: 'r-2',
                principalId: 'g-1',
                principal: { '@odata.type': '#microsoft.graph.group' },
              },
              { roleDefinitionId: 'r-1', principalId: null },
            ],
          ],
    );
    assert.deepEqual(await readRoleGrants(graph, 'interactive'), [
      { role: 'Global Administrator', holderId: 'ada', toGroup: false },
      { role: 'r-2', holderId: 'g-1', toGroup: true },
    ]);
  });
});

describe('the roles among somebody’s memberships', () => {
  it('are named where their names may be read, and counted where not', async () => {
    const graph = answeringGraph(() => [
      [
        { '@odata.type': '#microsoft.graph.group', displayName: 'Everybody' },
        { '@odata.type': '#microsoft.graph.directoryRole', displayName: 'User Administrator' },
        { '@odata.type': '#microsoft.graph.directoryRole', displayName: null },
      ],
    ]);
    assert.deepEqual(await readRolesOf(graph, 'interactive', 'ada'), [
      'User Administrator',
      'a directory role',
    ]);
  });

  it('are none for what is no id', async () => {
    const graph = answeringGraph(() => assert.fail('not asked'));
    assert.deepEqual(await readRolesOf(graph, 'interactive', '..'), []);
  });
});
