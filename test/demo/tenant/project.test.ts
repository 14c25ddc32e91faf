import assert from 'node:assert/strict';
import { temporaryPass } from '../../../demo/tenant/company/methods.ts';
import { project } from '../../../demo/tenant/project.ts';

const row = {
  id: 'x',
  userId: 'u',
  riskEventTypes: ['unlikelyTravel'],
  authenticationRequirement: 'multiFactorAuthentication',
  riskDetail: 'userChangedPasswordOnPremises',
  appliedConditionalAccessPolicies: [{ id: 'p', result: 'reportOnlyFailure', somethingElse: 1 }],
};

describe('an answer cut to its version', () => {
  it('keeps on v1.0 what only v1.0 has, and on beta what only beta has', () => {
    const old = project(row, 'signIn', { version: 'v1.0', lateMembers: true });
    const beta = project(row, 'signIn', { version: 'beta', lateMembers: true });
    assert.deepEqual(old.riskEventTypes, ['unlikelyTravel']);
    assert.equal('authenticationRequirement' in old, false);
    assert.equal('riskEventTypes' in beta, false);
    assert.equal(beta.authenticationRequirement, 'multiFactorAuthentication');
  });

  it('cuts inside as well', () => {
    const [policy] = project(row, 'signIn', { version: 'v1.0', lateMembers: true })
      .appliedConditionalAccessPolicies as readonly object[];
    assert.deepEqual(policy, { id: 'p', result: 'reportOnlyFailure' });
  });

  it('hides late enum members, at every depth, from who did not ask to see them', () => {
    const answer = project(row, 'signIn', { version: 'v1.0', lateMembers: false });
    assert.equal(answer.riskDetail, 'unknownFutureValue');
    assert.deepEqual(answer.appliedConditionalAccessPolicies, [{ id: 'p', result: 'unknownFutureValue' }]);
  });

  it('names the type only where it is not the expected one', () => {
    const user = { '@odata.type': '#microsoft.graph.user', id: 'u', displayName: 'Ada' };
    const how = { version: 'v1.0', lateMembers: false } as const;
    assert.equal('@odata.type' in project(user, 'user', how), false);
    assert.equal(project(user, 'directoryObject', how)['@odata.type'], '#microsoft.graph.user');
  });

  it('answers null for what was selected and is not there, and an empty list for lists', () => {
    const select = new Set(['department', 'proxyAddresses']);
    assert.deepEqual(project({ id: 'u' }, 'user', { version: 'v1.0', lateMembers: false, select }), {
      id: 'u',
      department: null,
      proxyAddresses: [],
    });
  });

  it('shows whether a pass can be used on v1.0 and not on beta, as Microsoft does', () => {
    const at = new Date('2026-11-20T09:00:00Z');
    const pass = temporaryPass({
      of: 'x',
      addedAt: at,
      startsAt: at,
      minutes: 60,
      once: true,
      usability: 'Expired',
    });
    const on = (version: 'v1.0' | 'beta') =>
      project(pass, 'authenticationMethod', { version, lateMembers: false });
    assert.equal(on('v1.0').isUsable, false);
    assert.equal('isUsable' in on('beta'), false);
    assert.equal('lastUsedDateTime' in on('v1.0'), false);
  });
});
