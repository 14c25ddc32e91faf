import assert from 'node:assert/strict';
import { Unavailable } from '../../src/errors.ts';
import { readMethodRules, readPolicies, readPolicy, readSecurityDefaults } from '../../src/graph/policies.ts';
import { answeringGraph } from '../support/fake-graph.ts';

const POLICY = {
  id: 'p-1',
  displayName: 'Block elsewhere',
  state: 'enabled',
  createdDateTime: '2025-01-01T00:00:00Z',
  modifiedDateTime: '2026-11-20T07:00:00Z',
  conditions: {
    users: { includeUsers: ['All'], excludeUsers: ['e-1'], excludeGroups: ['g-1'], includeRoles: ['r-1'] },
    applications: { includeApplications: ['All'], includeUserActions: ['urn:user:registersecurityinfo'] },
    locations: { includeLocations: ['All'], excludeLocations: ['AllTrusted'] },
    platforms: null,
    clientAppTypes: ['browser'],
    signInRiskLevels: ['high'],
  },
  grantControls: { operator: 'OR', builtInControls: ['block'], authenticationStrength: null },
  sessionControls: { signInFrequency: { isEnabled: true, value: 1, type: 'days' } },
};

describe('a Conditional Access policy', () => {
  it('is kept as far as it can stop somebody', () => {
    assert.deepEqual(readPolicy(POLICY), {
      id: 'p-1',
      name: 'Block elsewhere',
      state: 'enabled',
      changedAt: new Date('2026-11-20T07:00:00Z'),
      controls: ['block'],
      operator: 'OR',
      authenticationStrength: null,
      everybody: true,
      includedPeople: ['All'],
      excludedPeople: ['e-1'],
      includedGroups: [],
      excludedGroups: ['g-1'],
      includedRoles: ['r-1'],
      excludedRoles: [],
      applications: ['All'],
      excludedApplications: [],
      userActions: ['urn:user:registersecurityinfo'],
      locations: ['All'],
      excludedLocations: ['AllTrusted'],
      platforms: [],
      clientTypes: ['browser'],
      signInRisk: ['high'],
      userRisk: [],
      signInFrequency: true,
    });
  });

  it('is read without controls, conditions or name', () => {
    const bare = readPolicy({ id: 'p-2', state: 'enabledForReportingButNotEnforced', grantControls: null });
    assert.equal(bare?.state, 'report-only');
    assert.equal(bare?.name, 'p-2');
    assert.deepEqual(bare?.controls, []);
  });

  it('names the strength it asks for', () => {
    const grantControls = {
      operator: 'AND',
      authenticationStrength: { id: 's', displayName: 'Phishing-resistant MFA' },
    };
    assert.equal(readPolicy({ ...POLICY, grantControls })?.authenticationStrength, 'Phishing-resistant MFA');
  });

  it('is left out in a state that nobody knows', async () => {
    const graph = answeringGraph(() => [[{ ...POLICY, state: 'unknownFutureValue' }, POLICY]]);
    assert.equal((await readPolicies(graph, 'interactive')).length, 1);
  });
});

describe('security defaults', () => {
  it('are on or off', async () => {
    for (const isEnabled of [true, false]) {
      const graph = answeringGraph(() => ({ isEnabled }));
      assert.equal(await readSecurityDefaults(graph, 'interactive'), isEnabled);
    }
  });

  it('are never guessed', async () => {
    const graph = answeringGraph(() => ({}));
    await assert.rejects(readSecurityDefaults(graph, 'interactive'), Unavailable);
  });
});

describe('the rules of methods', () => {
  it('tell which methods are allowed and which are not', async () => {
    const graph = answeringGraph(() => ({
      lastModifiedDateTime: '2026-11-19T10:00:00Z',
      authenticationMethodConfigurations: [
        { id: 'Sms', state: 'enabled' },
        { id: 'Voice', state: 'disabled' },
        { id: null, state: 'enabled' },
      ],
    }));
    assert.deepEqual(await readMethodRules(graph, 'interactive'), {
      enabled: ['Sms'],
      disabled: ['Voice'],
      changedAt: new Date('2026-11-19T10:00:00Z'),
    });
  });

  it('are never guessed', async () => {
    const graph = answeringGraph(() => ({}));
    await assert.rejects(readMethodRules(graph, 'interactive'), Unavailable);
  });
});
