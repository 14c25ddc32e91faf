import assert from 'node:assert/strict';
import type { Person } from '../../src/people/people.ts';
import type { AccessPolicy } from '../../src/rollout/access-policy.ts';
import {
  couldStop,
  outsideKindOf,
  type Reach,
  type ReachableAccount,
  reachOf,
} from '../../src/rollout/policy-reach.ts';
import { accessPolicy } from '../support/report-gates.ts';

const ME: ReachableAccount = {
  id: 'me',
  outside: null,
  groupIds: new Set(['held', 'nested']),
  roleIds: new Set(['global-admin']),
};
const nobody = { included: [], excluded: [] };
const selection = (included: readonly string[], excluded: readonly string[] = []) => ({ included, excluded });

describe('whom a policy reaches', () => {
  const rows: readonly (readonly [string, Partial<AccessPolicy>, Reach, Partial<ReachableAccount>?])[] = [
    ['everybody', {}, 'caught'],
    ['nobody but workloads', { workloadsOnly: true }, 'free'],
    ['somebody by id', { people: selection(['me']) }, 'caught'],
    ['somebody else by id', { people: selection(['you']) }, 'free'],
    ['everybody without them', { people: selection(['All'], ['me']) }, 'free'],
    ['a group that holds them', { people: nobody, groups: selection(['held']) }, 'caught'],
    ['a group in which a group holds them', { people: nobody, groups: selection(['nested']) }, 'caught'],
    ['another group', { people: nobody, groups: selection(['other']) }, 'free'],
    ['everybody without a group that holds them', { groups: selection([], ['nested']) }, 'free'],
    ['everybody without another group', { groups: selection([], ['other']) }, 'caught'],
    ['a role that they hold', { people: nobody, roles: selection(['global-admin']) }, 'caught'],
    ['another role', { people: nobody, roles: selection(['reader']) }, 'free'],
    ['everybody without a role that they hold', { roles: selection([], ['global-admin']) }, 'free'],
    [
      'a group of theirs, but not a role of theirs',
      { people: nobody, groups: selection(['held']), roles: selection([], ['global-admin']) },
      'free',
    ],
    ['guests, and they are none', { people: selection(['GuestsOrExternalUsers']) }, 'free'],
    [
      'guests, and they are one',
      { people: selection(['GuestsOrExternalUsers']) },
      'caught',
      { outside: 'internalGuest' },
    ],
    [
      'a kind of outsider that they are',
      { people: nobody, outside: { included: ['b2bCollaborationMember'], excluded: null } },
      'caught',
      { outside: 'b2bCollaborationMember' },
    ],
    [
      'another kind of outsider',
      { people: nobody, outside: { included: ['serviceProvider'], excluded: null } },
      'free',
      { outside: 'b2bCollaborationGuest' },
    ],
    [
      'everybody without their kind of outsider',
      { outside: { included: null, excluded: ['internalGuest'] } },
      'free',
      { outside: 'internalGuest' },
    ],
    [
      'a group, where theirs are unknown',
      { people: nobody, groups: selection(['other']) },
      'unsure',
      { groupIds: null },
    ],
    [
      'everybody without a group, where theirs are unknown',
      { groups: selection([], ['other']) },
      'unsure',
      { groupIds: null },
    ],
    [
      'everybody without them, whatever their groups',
      { people: selection(['All'], ['me']) },
      'free',
      { groupIds: null },
    ],
    ['everybody, whatever their groups and roles', {}, 'caught', { groupIds: null, roleIds: null }],
    [
      'a role, where theirs are unknown',
      { people: nobody, roles: selection(['reader']) },
      'unsure',
      { roleIds: null },
    ],
  ];
  for (const [about, policy, expected, who = {}] of rows) {
    it(`reads a policy about ${about} as ${expected}`, () => {
      assert.equal(reachOf(accessPolicy(policy), { ...ME, ...who }), expected);
    });
  }

  it('tells outsiders by their kind and by how they were invited', () => {
    const person = (kind: Person['kind'], userPrincipalName: string) =>
      // Nothing else of them is looked at.
      outsideKindOf({ kind, userPrincipalName } as Person);
    assert.equal(person('member', 'a@b.c'), null);
    assert.equal(person('guest', 'a@b.c'), 'internalGuest');
    assert.equal(person('guest', 'a_x.y#EXT#@b.c'), 'b2bCollaborationGuest');
    assert.equal(person('member', 'a_x.y#EXT#@b.c'), 'b2bCollaborationMember');
  });
});

describe('what could stop somebody', () => {
  const grant = (over: object) => ({
    grant: {
      operator: 'OR',
      controls: [],
      strength: null,
      customFactors: 0,
      termsOfUse: 0,
      ...over,
    } as const,
  });
  const rows: readonly (readonly [string, Partial<AccessPolicy>, boolean])[] = [
    ['a second step', {}, true],
    ['a second step, as a report only', { state: 'report-only' }, true],
    ['a second step that is switched off', { state: 'disabled' }, false],
    ['a block', grant({ controls: ['block'] }), true],
    ['a compliant device', grant({ controls: ['compliantDevice'] }), true],
    ['a strength', grant({ strength: { name: 'Phishing-resistant MFA', satisfiesMfa: true } }), true],
    ['another vendor’s step', grant({ customFactors: 1 }), true],
    ['terms of use', grant({ termsOfUse: 1 }), false],
    ['nothing but sessions', { grant: null }, false],
    ['a second step for no application', { applications: selection(['None']) }, false],
    ['a second step for what is not told', { applications: selection([]) }, true],
    [
      'a second step for registering',
      { applications: selection(['None']), userActions: ['urn:user:registersecurityinfo'] },
      true,
    ],
  ];
  for (const [about, policy, expected] of rows) {
    it(`is ${expected ? '' : 'not '}${about}`, () => assert.equal(couldStop(accessPolicy(policy)), expected));
  }
});
