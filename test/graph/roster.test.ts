import assert from 'node:assert/strict';
import { createCompany } from '../../demo/tenant/company.ts';
import { startTenant } from '../../demo/tenant/tenant.ts';
import { MissingLicence, MissingPermission } from '../../src/errors.ts';
import { createBudget } from '../../src/graph/budget.ts';
import { createGraph, type Graph } from '../../src/graph/client.ts';
import { RequestRefused } from '../../src/graph/outcomes.ts';
import { readDeviceLicences, readLastUse, readReported, readRoster } from '../../src/graph/roster.ts';
import { createHastyClock } from '../support/clock.ts';
import { answeringGraph } from '../support/fake-graph.ts';

const READING = { urgency: 'background' } as const;
const company = createCompany();

async function visit(
  options: { permissions?: readonly string[]; licences?: [] },
  work: (graph: Graph) => Promise<void>,
) {
  const tenant = await startTenant({ company, ...options });
  const clock = createHastyClock();
  const graph = createGraph({
    baseUrl: tenant.url,
    token: async () => tenant.token,
    budget: createBudget({ clock }),
    clock,
  });
  try {
    await work(graph);
  } finally {
    await tenant.stop();
  }
}

describe('the roster of accounts', () => {
  it('holds the enabled members of a strict tenant, and counts the others', () =>
    visit({}, async (graph) => {
      const { members, guests, disabled } = await readRoster(graph, READING);
      const expected = company.users.filter((user) => user.accountEnabled && user.userType === 'Member');
      assert.deepEqual(members.map(({ id }) => id).sort(), expected.map(({ id }) => id).sort());
      assert.equal(guests + disabled + members.length, company.users.length);
      const scanner = members.find(({ name }) => name.startsWith('svc-scanner@'));
      assert.deepEqual(
        [scanner?.mailbox, scanner?.licences, scanner?.passwordNeverExpires],
        [false, [], true],
      );
      const staff = members.filter(({ licences }) => licences.length > 0);
      assert.equal(new Set(staff.map(({ licences }) => licences)).size, 1, 'one list serves all of them');
    }));

  it('is not without people where Graph does not tell who is enabled', async () => {
    const row = { id: 'a', userPrincipalName: 'ada@contoso.example', accountEnabled: null };
    const graph = answeringGraph(() => [[row, { id: 'b' }]]);
    await assert.rejects(readRoster(graph, READING), MissingPermission);
    const told = answeringGraph(() => [[row, { id: 'b', accountEnabled: false }]]);
    assert.deepEqual(await readRoster(told, READING), { members: [], guests: 0, disabled: 2 });
  });

  it('reads the report and the last use by the same ids', () =>
    visit({}, async (graph) => {
      const [roster, reported, uses] = await Promise.all([
        readRoster(graph, READING),
        readReported(graph, READING),
        readLastUse(graph, READING),
      ]);
      const known = roster.members.filter(({ id }) => reported.has(id) && uses.has(id));
      assert.equal(known.length, roster.members.length);
      assert.deepEqual(reported.get(company.named.admin.id), { state: 'passkey', admin: true });
      assert.ok(uses.get(company.named.helpdesk.id)?.any);
    }));

  it('says which permission or licence is missing', async () => {
    await visit({ permissions: ['User.Read.All'] }, async (graph) => {
      assert.ok((await readRoster(graph, READING)).members.length > 0);
      await assert.rejects(readLastUse(graph, READING), MissingPermission);
      await assert.rejects(readReported(graph, READING), MissingPermission);
    });
    await visit({ licences: [] }, (graph) => assert.rejects(readLastUse(graph, READING), MissingLicence));
  });

  it('takes an account with nothing but an id for neither active nor licensed', async () => {
    const rows = [
      { id: 'A' },
      { id: 'B', accountEnabled: true },
      { id: 'C', accountEnabled: true, userType: 'Guest' },
    ];
    const { members, guests, disabled } = await readRoster(
      answeringGraph(() => [rows]),
      READING,
    );
    assert.deepEqual([members.length, guests, disabled], [1, 1, 1]);
    assert.deepEqual(members[0], {
      id: 'b',
      name: 'B',
      mailbox: false,
      licences: [],
      passwordNeverExpires: false,
      createdAt: null,
    });
  });

  it('asks for smaller pages where large ones are refused', async () => {
    const row = { method: 'GET', path: '/users' } as ConstructorParameters<typeof RequestRefused>[0];
    const refusal = { status: 400, code: 'BadRequest', message: '', retryAfter: null, requestId: null };
    const graph = answeringGraph(({ query }) => {
      if (Number(query?.$top) > 120) throw new RequestRefused(row, refusal);
      return [[{ id: 'A', signInActivity: { lastNonInteractiveSignInDateTime: '2026-11-19T08:00:00Z' } }]];
    });
    const uses = await readLastUse(graph, READING);
    assert.deepEqual(uses.get('a'), { interactive: null, any: new Date('2026-11-19T08:00:00Z') });
    assert.deepEqual(
      graph.asked.map(({ query }) => query?.$top),
      ['500', '100'],
    );
  });

  it('knows licences for rooms and shared phones by their part numbers', async () => {
    const value = [
      { skuId: 'AA', skuPartNumber: 'Microsoft_Teams_Rooms_Pro' },
      { skuId: 'BB', skuPartNumber: 'MCOCAP' },
      { skuId: 'CC', skuPartNumber: 'SPE_E5' },
    ];
    const graph = answeringGraph(() => ({ value }));
    assert.deepEqual([...(await readDeviceLicences(graph, READING))], ['aa', 'bb']);
  });
});
