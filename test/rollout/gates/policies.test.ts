import assert from 'node:assert/strict';
import type { AccessPolicy } from '../../../src/rollout/access-policy.ts';
import type { Finding } from '../../../src/rollout/gate.ts';
import { enforcementPolicy } from '../../../src/rollout/gates/enforcement-policy.ts';
import { registrationCampaignConflict } from '../../../src/rollout/gates/registration-campaign-conflict.ts';
import { securityDefaults } from '../../../src/rollout/gates/security-defaults.ts';
import type { Facts, GroupHeads, RegistrationNudge } from '../../../src/rollout/ports.ts';
import { accessPolicy, judged, says, UNREADABLE, valuesOf } from '../../support/report-gates.ts';

const brief = (finding: Finding) => [finding.status, says(finding)];
const some = { people: { included: ['a'], excluded: [] } };

describe('the gate of the enforcing policy', () => {
  const judge = (policy: Partial<AccessPolicy>, facts: Partial<Facts> = {}) =>
    judged(enforcementPolicy, { policies: [accessPolicy(policy)], ...facts });
  const group = (id: string, ...members: readonly string[]): Partial<Facts> => {
    const heads: GroupHeads = { heads: members.map((one) => ({ id: one, name: one })), more: false };
    return { leftOut: { people: new Map(), groups: new Map([[id, { known: true, value: heads }]]) } };
  };
  const excluding = { groups: { included: [], excluded: ['g'] } };

  it('passes a policy for everybody and everything', () => {
    assert.deepEqual(brief(judge({})), ['pass', ['enforced']]);
  });

  it('warns of a policy that only reports, and fails where there is none for all', () => {
    assert.deepEqual(brief(judge({ state: 'report-only' })), ['warn', ['report-only']]);
    assert.deepEqual(brief(judge(some)), ['fail', ['none', 'partial', 'hole.some-people']]);
    assert.deepEqual(brief(judge({ state: 'disabled' })), ['fail', ['none']]);
  });

  it('takes security defaults for enforcement where no policy is', () => {
    const finding = judged(enforcementPolicy, { policies: [], securityDefaults: true });
    assert.deepEqual(brief(finding), ['pass', ['security-defaults']]);
    assert.equal(judged(enforcementPolicy, { policies: [] }, ['securityDefaults']).status, 'unknown');
    const rehearsed = judge({ state: 'report-only' }, { securityDefaults: true });
    assert.deepEqual(brief(rehearsed), ['pass', ['security-defaults']]);
  });

  it('lets emergency accounts and planned exceptions through, and counts these', () => {
    const plannedExceptions = [{ id: 'scanner', name: 'scanner' }];
    const finding = judge(excluding, { ...group('g', 'scanner'), plannedExceptions });
    assert.deepEqual(brief(finding), ['pass', ['enforced', 'planned']]);
    assert.deepEqual(valuesOf(finding, 'planned'), { count: 1 });
  });

  it('names whoever else comes through the hole', () => {
    const finding = judge(excluding, group('g', 'boss', 'scanner'));
    assert.deepEqual(brief(finding), ['warn', ['with-holes', 'hole.groups']]);
    assert.deepEqual(valuesOf(finding, 'hole.groups'), { count: 2, names: ['boss', 'scanner'] });
  });

  it('does not know where whoever is left out cannot be read', () => {
    const finding = judged(enforcementPolicy, { policies: [accessPolicy(excluding)] }, ['leftOut']);
    assert.deepEqual(
      [brief(finding), finding.missing],
      [['unknown', ['enforced', 'hole.groups-unread']], [UNREADABLE]],
    );
    const unplanned = { policies: [accessPolicy(excluding)], ...group('g', 'scanner') };
    assert.equal(judged(enforcementPolicy, unplanned, ['plannedExceptions']).status, 'unknown');
  });

  it('leaves nobody out who is no longer there', () => {
    const leftOut: Facts['leftOut'] = {
      people: new Map([['gone', { known: true, value: null }]]),
      groups: new Map(),
    };
    const finding = judge({ people: { included: ['All'], excluded: ['gone'] } }, { leftOut });
    assert.equal(finding.status, 'pass');
  });

  it('calls what is looked for in Entra by the words of Entra', () => {
    const holes = judge({
      applications: { included: ['All'], excluded: ['00000002-0000-0ff1-ce00-000000000000'] },
      grant: {
        operator: 'OR',
        controls: ['mfa', 'compliantDevice'],
        strength: null,
        customFactors: 0,
        termsOfUse: 0,
      },
    });
    assert.equal(holes.status, 'warn');
    assert.deepEqual(valuesOf(holes, 'hole.applications'), {
      count: 1,
      names: ['Office 365 Exchange Online'],
    });
    assert.deepEqual(valuesOf(holes, 'hole.alternative'), {
      names: ['Require device to be marked as compliant'],
    });
  });
});

describe('the gate of security defaults', () => {
  const judge = (on: boolean, ...policies: readonly Partial<AccessPolicy>[]) =>
    brief(judged(securityDefaults, { securityDefaults: on, policies: policies.map(accessPolicy) }));

  it('passes either of the two, alone', () => {
    assert.deepEqual(judge(true), ['pass', ['on']]);
    assert.deepEqual(judge(true, { state: 'disabled' }), ['pass', ['on']]);
    assert.deepEqual(judge(false, {}), ['pass', ['off-enforced']]);
  });

  it('fails both together, and neither', () => {
    assert.deepEqual(judge(true, some), ['fail', ['conflict']]);
    assert.deepEqual(judge(true, { state: 'report-only' }), ['warn', ['on-before-policies']]);
    assert.deepEqual(judge(false), ['fail', ['off-open']]);
    assert.deepEqual(judge(false, some, { state: 'report-only' }), ['fail', ['off-open']]);
  });

  it('does not know without the policies', () => {
    assert.equal(judged(securityDefaults, { securityDefaults: true }, ['policies']).status, 'unknown');
  });
});

describe('the gate of two campaigns', () => {
  const judge = (over: Partial<RegistrationNudge>) =>
    brief(
      judged(registrationCampaignConflict, {
        registrationNudge: {
          state: 'enabled',
          snoozeDays: 3,
          everybody: true,
          includedIds: [],
          excludedIds: [],
          methods: ['microsoftAuthenticator'],
          ...over,
        },
      }),
    );

  it('fails where Entra’s own runs, warns where Microsoft may start it', () => {
    assert.deepEqual(judge({}), ['fail', ['on']]);
    assert.deepEqual(judge({ everybody: false, includedIds: ['g'] }), ['fail', ['on-some']]);
    assert.deepEqual(judge({ state: 'default' }), ['warn', ['default']]);
  });

  it('passes where it is off, or for nobody', () => {
    assert.deepEqual(judge({ state: 'disabled' }), ['pass', ['off']]);
    assert.deepEqual(judge({ everybody: false }), ['pass', ['nobody']]);
  });
});
