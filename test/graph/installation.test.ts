import assert from 'node:assert/strict';
import { createCompany } from '../../demo/tenant/company.ts';
import { idOf } from '../../demo/tenant/entity.ts';
import { startTenant, type Tenant, type TenantOptions } from '../../demo/tenant/tenant.ts';
import { TryAgainLater } from '../../src/errors.ts';
import { createBudget } from '../../src/graph/budget.ts';
import type { Graph } from '../../src/graph/client.ts';
import { createGraph } from '../../src/graph/client.ts';
import { createInstaller } from '../../src/graph/installation.ts';
import { createHastyClock } from '../support/clock.ts';

describe('installing the app for somebody', () => {
  const company = createCompany();
  const app = idOf(company.teamsApps[0] ?? {});
  const somebody = company.users.find(({ id }) => company.installedApps(id).length === 0)?.id ?? '';
  let tenant: Tenant;
  afterEach(() => tenant.stop());

  const open = async (options: Partial<TenantOptions> = {}): Promise<Graph> => {
    const clock = createHastyClock();
    tenant = await startTenant({ company, validate: true, ...options });
    const budget = createBudget({ clock });
    return createGraph({ baseUrl: tenant.url, token: async () => tenant.token, budget, clock });
  };

  it('is done once, and is done when it had been done before', async () => {
    const installer = createInstaller(await open(), app);
    assert.deepEqual(await installer.install(somebody), { kind: 'installed' });
    assert.equal(company.installedApps(somebody).length, 1);
    assert.deepEqual(await installer.install(somebody), { kind: 'installed' });
    assert.equal(company.installedApps(somebody).length, 1);
  });

  it('says what to grant where the permission is missing', async () => {
    const installer = createInstaller(await open({ permissions: [] }), app);
    const outcome = await installer.install(somebody);
    assert.match(
      outcome.kind === 'refused' ? outcome.detail : '',
      /Grant TeamsAppInstallation\.ReadWriteSelfForUser\.All/,
    );
  });

  it('says what to check where there is no such person or app', async () => {
    const graph = await open();
    for (const [person, catalogId] of [
      ['00000000-0000-4000-8000-000000000000', app],
      [somebody, '00000000-0000-4000-8000-000000000000'],
    ] as const) {
      const outcome = await createInstaller(graph, catalogId).install(person);
      assert.match(outcome.kind === 'refused' ? outcome.detail : '', /TEAMS_APP_CATALOG_ID/);
    }
  });

  it('comes again later where Graph is busy', async () => {
    const graph = await open({ faults: () => ({ kind: 'status', status: 429, retryAfterSeconds: 5 }) });
    await assert.rejects(createInstaller(graph, app).install(somebody), TryAgainLater);
  });
});
