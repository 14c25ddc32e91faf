import assert from 'node:assert/strict';
import { MissingLicence, MissingPermission, Unavailable } from '../../src/errors.ts';
import { createBudget } from '../../src/graph/budget.ts';
import { createGraph } from '../../src/graph/client.ts';
import { type GraphProbe, probeGraph } from '../../src/graph/probe.ts';
import { permissionTable, rowOf } from '../../src/graph/requests.ts';
import { createHastyClock } from '../support/clock.ts';
import { type Asked, answeringGraph, serveGraph } from '../support/fake-graph.ts';

const SKUS = { value: [{ capabilityStatus: 'Enabled', servicePlans: [{ servicePlanName: 'AAD_PREMIUM' }] }] };

async function probe(answer: (asked: Asked) => unknown): Promise<GraphProbe[]> {
  const probes: GraphProbe[] = [];
  for await (const one of probeGraph(answeringGraph(answer))) probes.push(one);
  return probes;
}

describe('the check of Graph permissions', () => {
  it('tries every permission of the table by a request that needs it, and the licence', async () => {
    const tried: string[] = [];
    const probes = await probe(({ name }) => {
      tried.push(rowOf(name).permission);
      return name === 'subscribedSkus' ? SKUS : undefined;
    });
    const names = permissionTable().map((row) => `Graph permission ${row.permission}`);
    assert.deepEqual(
      probes.map(({ name, status }) => [name, status]),
      [...names, 'Microsoft Entra ID edition'].map((name) => [name, 'ok']),
    );
    assert.deepEqual(
      tried.slice(0, -1),
      permissionTable().map((row) => row.permission),
    );
  });

  it('says of each that is missing how to mend it, and goes on with the others', async () => {
    const probes = await probe(({ name }) => {
      if (name === 'methods') throw new MissingPermission('UserAuthenticationMethod.Read.All', 'methods');
      return name === 'subscribedSkus' ? SKUS : undefined;
    });
    const failed = probes.filter((one) => one.status === 'fail');
    assert.equal(failed.length, 1);
    assert.match(failed[0]?.name ?? '', /UserAuthenticationMethod/);
    assert.match(failed[0]?.fix ?? '', /^Grant UserAuthenticationMethod\.Read\.All/);
    assert.ok(failed[0]?.error instanceof MissingPermission);
    assert.equal(probes.length, permissionTable().length + 1);
  });

  it('takes no permission for granted where a server that is not Graph answers 404 to everything', async () => {
    await using server = await serveGraph([{ status: 404, text: 'not found' }]);
    const clock = createHastyClock();
    const budget = createBudget({ clock });
    const graph = createGraph({ baseUrl: server.baseUrl, token: async () => 'x', budget, clock });
    const probes: GraphProbe[] = [];
    for await (const one of probeGraph(graph)) probes.push(one);
    assert.deepEqual(
      probes.map(({ status }) => status),
      ['fail'],
    );
    assert.match(probes[0]?.fix ?? '', /GRAPH_BASE_URL/);
  });

  it('goes on after one part of Graph that does not answer', async () => {
    const probes = await probe(({ name }) => {
      if (name === 'methods') throw new Unavailable('Microsoft Graph is unwell.', 'Try again.');
      return name === 'subscribedSkus' ? SKUS : undefined;
    });
    assert.equal(probes.filter(({ status }) => status === 'fail').length, 1);
    assert.equal(probes.length, permissionTable().length + 1);
  });

  it('warns of a licence that is missing, and leaves nothing to mend', async () => {
    const probes = await probe(({ name }) => {
      if (name === 'registrationReport') throw new MissingLicence('Microsoft Entra ID P1', 'the report');
      return name === 'subscribedSkus' ? SKUS : undefined;
    });
    const found = probes.filter((one) => one.status !== 'ok');
    assert.deepEqual(
      found.map(({ name, status, error }) => [name, status, error]),
      [['Graph permission AuditLog.Read.All', 'warn', null]],
    );
  });

  it('warns of the free edition', async () => {
    const probes = await probe(({ name }) => (name === 'subscribedSkus' ? { value: [] } : undefined));
    assert.equal(probes.at(-1)?.status, 'warn');
  });

  it('does not pass a bug off as a finding', async () => {
    await assert.rejects(
      probe(() => {
        throw new TypeError('a bug');
      }),
      TypeError,
    );
  });
});
