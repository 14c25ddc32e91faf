import assert from 'node:assert/strict';
import { readdirSync, statSync } from 'node:fs';
import { typeModel, type Version } from '../../../demo/tenant/model.ts';
import { OPERATIONS } from '../../../demo/tenant/operations.ts';
import { contradictions } from '../../../demo/tenant/validator.ts';

const FOLDER = new URL('../../../demo/tenant/schema/', import.meta.url);

describe("Microsoft's schema in the tenant", () => {
  it('has a type and a schema for every answer, in every version that gives it', () => {
    for (const { response, versions } of OPERATIONS) {
      if (response.type === undefined || response.kind === 'count' || response.type.startsWith('Edm.'))
        continue;
      for (const version of versions as readonly Version[]) {
        assert.ok(typeModel(version, response.type), `${response.type} in ${version}`);
        assert.notDeepEqual(contradictions(version, response.type, 'not an object'), []);
      }
    }
  });

  it('refuses a property that Microsoft does not have, a wrong enum member and a null list', () => {
    const row = { id: 'x', shoeSize: 43 };
    assert.match(contradictions('v1.0', 'signIn', row).join(), /shoeSize/);
    assert.match(
      contradictions('v1.0', 'riskyUser', { id: 'x', riskLevel: 'huge' }).join(),
      /allowed values/,
    );
    assert.match(
      contradictions('v1.0', 'user', { id: 'x', businessPhones: null }).join(),
      /businessPhones must be array/,
    );
    assert.deepEqual(contradictions('v1.0', 'riskyUser', { id: 'x', riskLevel: 'high' }), []);
  });

  it('refuses a method without its type, and one of a type that is none', () => {
    assert.notDeepEqual(contradictions('v1.0', 'authenticationMethod', { id: 'x' }), []);
    assert.notDeepEqual(
      contradictions('v1.0', 'authenticationMethod', { '@odata.type': '#microsoft.graph.user', id: 'x' }),
      [],
    );
  });

  it('stays small enough to live in the project', () => {
    const bytes = readdirSync(FOLDER).reduce((sum, name) => sum + statSync(new URL(name, FOLDER)).size, 0);
    assert.ok(bytes < 600_000, `${bytes} bytes`);
  });
});
