import assert from 'node:assert/strict';
import { readAccessPolicy } from '../../src/graph/access-policies.ts';

const ID = '62E90394-69F5-4237-9190-012177145E10';
const read = (row: object) => readAccessPolicy({ id: 'p', displayName: 'P', state: 'enabled', ...row });

describe('a policy read with all of its conditions', () => {
  it('may leave out nearly everything', () => {
    const policy = readAccessPolicy({ id: 'p' });
    assert.deepEqual(
      [policy?.name, policy?.state, policy?.grant, policy?.clientTypes, policy?.riskOnly],
      ['p', 'enabled', null, [], false],
    );
    assert.equal(readAccessPolicy({ displayName: 'no id' }), null);
  });

  it('compares ids without regard to case, and leaves words as they are', () => {
    const users = { includeUsers: ['All', ID], excludeGroups: [ID] };
    const policy = read({ conditions: { users } });
    assert.deepEqual(policy?.people.included, ['All', ID.toLowerCase()]);
    assert.deepEqual(policy?.groups.excluded, [ID.toLowerCase()]);
  });

  it('reads the kinds of outsiders, which come as one text', () => {
    const kinds = { guestOrExternalUserTypes: 'internalGuest,b2bCollaborationGuest', externalTenants: null };
    const users = { includeGuestsOrExternalUsers: kinds, excludeGuestsOrExternalUsers: null };
    assert.deepEqual(read({ conditions: { users } })?.outside, {
      included: ['internalGuest', 'b2bCollaborationGuest'],
      excluded: null,
    });
  });

  it('sees what limits it to risk, to flows, to devices and to workloads', () => {
    const conditions = (given: object) => read({ conditions: given });
    assert.equal(conditions({ signInRiskLevels: ['high'] })?.riskOnly, true);
    assert.equal(conditions({ userRiskLevels: ['high'] })?.riskOnly, true);
    assert.equal(conditions({ insiderRiskLevels: 'elevated' })?.riskOnly, true);
    const flows = (transferMethods: string) => conditions({ authenticationFlows: { transferMethods } });
    assert.deepEqual([flows('deviceCodeFlow')?.flowsOnly, flows('none')?.flowsOnly], [true, false]);
    const devices = { deviceFilter: { mode: 'exclude', rule: 'device.isCompliant -eq True' } };
    assert.equal(conditions({ devices })?.deviceFilter?.mode, 'exclude');
    const clientApplications = { includeServicePrincipals: ['ServicePrincipalsInMyTenant'] };
    assert.equal(conditions({ clientApplications })?.workloadsOnly, true);
    const applications = { applicationFilter: { mode: 'include', rule: 'x' } };
    assert.equal(conditions({ applications })?.applicationFilter, true);
  });

  it('knows a strength that is content with one step', () => {
    const strength = (requirementsSatisfied?: string) =>
      read({
        grantControls: {
          operator: 'OR',
          builtInControls: [],
          authenticationStrength: { id: 's', displayName: 'Own', requirementsSatisfied },
        },
      })?.grant?.strength?.satisfiesMfa;
    assert.deepEqual([strength('mfa'), strength(), strength('none')], [true, true, false]);
  });
});
