import assert from 'node:assert/strict';
import sinon from 'sinon';
import { MissingPermission } from '../../src/errors.ts';
import { createMembership } from '../../src/people/membership.ts';

const GROUPS = { admin: 'group-a', helpdesk: 'group-h', security: null };

function setUp(groupsOf: Record<string, string[]>) {
  let now = Date.parse('2026-11-20T09:00:00Z');
  const groupsHolding = sinon.fake(async (personId: string, asked: readonly string[]) => {
    return new Set((groupsOf[personId] ?? []).filter((group) => asked.includes(group)));
  });
  const clock = { now: () => new Date(now), sleep: async () => {} };
  return {
    membership: createMembership({ directory: { groupsHolding }, groups: GROUPS, clock }),
    groupsHolding,
    pass: (minutes: number) => {
      now += minutes * 60_000;
    },
  };
}

describe('roles', () => {
  it('come from the configured groups, and everybody is a user', async () => {
    const { membership } = setUp({ ann: ['group-a'], bob: [] });
    assert.deepEqual([...(await membership.rolesOf('ann'))], ['user', 'admin']);
    assert.deepEqual([...(await membership.rolesOf('bob'))], ['user']);
  });

  it('are never made of a group that gives none, such as that of the excluded', async () => {
    const groupsHolding = sinon.fake(async (_id: string, asked: readonly string[]) => new Set(asked));
    const clock = { now: () => new Date(0), sleep: async () => {} };
    const groups = { ...GROUPS, excluded: 'group-x' };
    const membership = createMembership({ directory: { groupsHolding }, groups, clock });
    assert.deepEqual([...(await membership.rolesOf('ann'))].sort(), ['admin', 'helpdesk', 'user']);
    assert.deepEqual([...(groupsHolding.firstCall.args[1] ?? [])].sort(), ['group-a', 'group-h']);
  });

  it('are asked of Graph once in five minutes, and again after that', async () => {
    const { membership, groupsHolding, pass } = setUp({ ann: ['group-a'] });
    await Promise.all([membership.rolesOf('ann'), membership.rolesOf('ann')]);
    pass(4);
    await membership.rolesOf('ann');
    assert.equal(groupsHolding.callCount, 1);
    pass(2);
    await membership.rolesOf('ann');
    assert.equal(groupsHolding.callCount, 2);
  });

  it('end within five minutes of leaving the group', async () => {
    const groupsOf = { ann: ['group-h'] };
    const { membership, pass } = setUp(groupsOf);
    assert.ok((await membership.rolesOf('ann')).has('helpdesk'));
    groupsOf.ann = [];
    pass(5);
    assert.ok(!(await membership.rolesOf('ann')).has('helpdesk'));
  });

  it('are neither given nor refused by guess: a failed question fails, and is not remembered', async () => {
    const groupsHolding = sinon.stub();
    groupsHolding.onFirstCall().rejects(new MissingPermission('GroupMember.Read.All', 'group membership'));
    groupsHolding.onSecondCall().resolves(new Set(['group-h']));
    const clock = { now: () => new Date(0), sleep: async () => {} };
    const membership = createMembership({ directory: { groupsHolding }, groups: GROUPS, clock });
    await assert.rejects(membership.rolesOf('ann'), MissingPermission);
    assert.ok((await membership.rolesOf('ann')).has('helpdesk'));
  });

  it('hold for a whole chat only when every single member has the role', async () => {
    const { membership } = setUp({ ann: ['group-h'], bob: ['group-h'], eve: [] });
    assert.equal(await membership.allHold(['ann', 'bob'], 'helpdesk'), true);
    assert.equal(await membership.allHold(['ann', 'eve', 'bob'], 'helpdesk'), false);
  });

  it('give nobody a role when no group is configured', async () => {
    const groupsHolding = sinon.fake.resolves(new Set<string>());
    const clock = { now: () => new Date(0), sleep: async () => {} };
    const groups = { admin: null, helpdesk: null, security: null };
    const membership = createMembership({ directory: { groupsHolding }, groups, clock });
    assert.deepEqual([...(await membership.rolesOf('ann'))], ['user']);
    assert.equal(groupsHolding.callCount, 0);
  });
});
