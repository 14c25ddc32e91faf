import assert from 'node:assert/strict';
import { Unavailable } from '../../src/errors.ts';
import { createDirectory } from '../../src/graph/directory.ts';
import { readEdition } from '../../src/graph/tenant.ts';
import { answeringGraph } from '../support/fake-graph.ts';

function organisation(...value: object[]) {
  return createDirectory(
    answeringGraph(() => ({ value })),
    'interactive',
  ).organisation();
}

describe('the organisation', () => {
  it('has its name and country', async () => {
    assert.deepEqual(await organisation({ id: 't', displayName: 'Contoso', countryLetterCode: 'de' }), {
      tenantId: 't',
      displayName: 'Contoso',
      countryCode: 'DE',
    });
  });

  it('has no country where the tenant does not say', async () => {
    assert.equal(
      (await organisation({ id: 't', displayName: 'Contoso', countryLetterCode: null })).countryCode,
      null,
    );
  });

  it('is unavailable where Graph names none', async () => {
    await assert.rejects(organisation(), Unavailable);
  });
});

describe('the edition of Microsoft Entra ID', () => {
  const sku = (capabilityStatus: string, ...plans: string[]) => ({
    capabilityStatus,
    servicePlans: plans.map((servicePlanName) => ({ servicePlanName })),
  });
  const cases: [title: string, skus: object[], edition: string][] = [
    ['free where no plan says otherwise', [sku('Enabled', 'EXCHANGE_S_STANDARD')], 'free'],
    ['P1 by any product that contains it', [sku('Enabled', 'TEAMS1', 'AAD_PREMIUM')], 'P1'],
    ['P2 beside P1', [sku('Enabled', 'AAD_PREMIUM'), sku('Enabled', 'AAD_PREMIUM_P2')], 'P2'],
    ['kept in the grace period', [sku('Warning', 'AAD_PREMIUM')], 'P1'],
    ['lost when the subscription is', [sku('Suspended', 'AAD_PREMIUM_P2')], 'free'],
  ];
  for (const [title, value, edition] of cases) {
    it(`is ${title}`, async () => {
      assert.equal(
        await readEdition(
          answeringGraph(() => ({ value })),
          'interactive',
        ),
        edition,
      );
    });
  }
});
