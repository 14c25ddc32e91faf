import assert from 'node:assert/strict';
import { diagnose } from '../../src/triage/diagnose.ts';
import {
  app,
  crowd,
  DAY,
  evidence,
  held,
  NO_ANSWER,
  NOT_DELIVERED,
  passed,
  push,
  refused,
  signIn,
  unread,
} from '../support/triage.ts';

type ToldTo = Parameters<typeof evidence>[0];
const OLD = {
  methods: [app('iPhone 11', { version: '6.2.14', added: 1100, used: 20 })],
  signIns: [...passed(20 * DAY, push('iPhone 11')), ...held(1, push('iPhone 11', NOT_DELIVERED))],
};
const without = (more: ToldTo) => diagnose(evidence({ ...OLD, ...more }));

describe('what could not be read', () => {
  const sources: readonly [string, ToldTo][] = [
    ['signIn', { signIns: unread('why') }],
    ['signIn.authenticationDetails', { signIns: refused(1, 500121, { steps: unread('why') }) }],
    ['signIn.appliedConditionalAccessPolicies', { signIns: refused(1, 500121, { policies: unread('why') }) }],
    ['signIn.others', { others: unread('why') }],
    ['method', { methods: unread('why') }],
    ['registration', { registration: unread('why') }],
    ['audit', { audits: unread('why') }],
    ['audit.changes', { changes: unread('why') }],
    ['policy', { policies: unread('why') }],
    ['policy.authenticationMethods', { methodRules: unread('why') }],
    ['tenant.securityDefaults', { securityDefaults: unread('why') }],
    ['risk', { risk: unread('why') }],
    ['health', { incidents: unread('why') }],
    ['user.roles', { roles: unread('why') }],
    ['user.perUserMfa', { perUserMfa: unread('why') }],
  ];
  for (const [source, more] of sources) {
    it(`is said with its reason: ${source}`, () => {
      assert.deepEqual(without(more).missing, [{ source, reason: 'why' }]);
    });
  }

  it('is nothing when everything was read, or was not needed, or is still being read', () => {
    assert.deepEqual(without({}).missing, []);
    assert.deepEqual(without({ audits: { known: false, reason: 'later', because: 'pending' } }).missing, []);
  });

  it('keeps an answer from being quite sure, and lowers it further when it would tell neighbours apart', () => {
    assert.equal(without({}).confidence, 'high');
    for (const more of [{ audits: unread() }, { others: unread() }]) {
      assert.equal(without(more).confidence, 'medium');
    }
    assert.equal(
      without({ audits: { known: false, reason: 'later', because: 'pending' } }).confidence,
      'medium',
    );
    assert.equal(without({ securityDefaults: unread() }).confidence, 'medium');
    const code = (more: ToldTo) => diagnose(evidence({ signIns: refused(1, 50126), ...more })).confidence;
    assert.deepEqual([code({}), code({ methods: unread() })], ['high', 'medium']);
    const fits = { methods: [app('iPhone 11', { used: 9 })], signIns: held(1, push('iPhone 11', NO_ANSWER)) };
    const sure = (more: ToldTo) => diagnose(evidence({ ...fits, ...more })).confidence;
    const found = [sure({}), sure({ securityDefaults: unread() }), sure({ others: unread() })];
    assert.deepEqual(found, ['medium', 'medium', 'low']);
  });

  it('is never claimed all the same', () => {
    const claims = without({ others: unread(), incidents: unread() })
      .ruledOut.map(({ why }) => why)
      .join();
    assert.doesNotMatch(claims, /nobody else|no incident/i);
    const blind = diagnose(evidence({ methods: unread(), signIns: refused(1, 50079) }));
    assert.doesNotMatch(blind.evidence.map(({ text }) => text).join(), /No second step is registered/);
    assert.notEqual(blind.confidence, 'high');
  });

  it('leaves an answer that says what is still being read', () => {
    const pending = diagnose(evidence({ signIns: { known: false, reason: 'later', because: 'pending' } }));
    assert.equal(pending.cause, 'unknown');
    assert.match(pending.summary, /still being read/);
    assert.deepEqual(pending.missing, []);
  });

  it('does not stand in the way of a common failure that is seen', () => {
    const told = {
      signIns: [signIn(1, 80002)],
      others: crowd(4, () => [signIn(1, 80002)]),
      incidents: unread(),
    };
    assert.equal(diagnose(evidence(told)).confidence, 'medium');
  });
});
