import assert from 'node:assert/strict';
import type { GuardId } from '../../src/triage/catalogue.ts';
import { diagnose } from '../../src/triage/diagnose.ts';
import type { Evidence } from '../../src/triage/evidence.ts';
import {
  ANNA,
  app,
  badPassword,
  DAY,
  evidence,
  held,
  NOT_DELIVERED,
  passed,
  phone,
  push,
  refused,
  unread,
} from '../support/triage.ts';

type ToldTo = Parameters<typeof evidence>[0];

/** An old phone: the case in which the helpdesk would take something away. */
const oldPhone = (more: ToldTo = {}): Evidence =>
  evidence({
    methods: [app('iPhone 11', { version: '6.2.14', added: 1100, used: 20 })],
    signIns: [
      ...passed(20 * DAY, push('iPhone 11')),
      ...held(2, push('iPhone 11', NOT_DELIVERED)),
      ...held(1, push('iPhone 11', NOT_DELIVERED)),
    ],
    ...more,
  });
const PHONES = [app('iPhone 11', { version: '6.2.14', added: 1100, used: 20 }), phone('+49 1701234571')];
const admin = { isAdmin: true, registered: true, capable: true, methods: [], updatedAt: null };

describe('the guards', () => {
  const cases: readonly [string, readonly GuardId[], ToldTo][] = [
    ['an ordinary colleague', [], {}],
    ['an emergency account', ['break-glass-account'], { breakGlass: true }],
    ['an administrator', ['protected-admin'], { roles: ['Exchange Administrator'] }],
    [
      'a holder of a harmless role',
      [],
      { roles: ['Directory Readers', 'Reports Reader'], registration: admin },
    ],
    ['somebody whom the report calls an administrator', ['protected-admin'], { registration: admin }],
    [
      'an administrator whose roles cannot be read',
      ['protected-admin'],
      { roles: unread(), registration: admin },
    ],
    ['somebody with a second method', ['default-method-last'], { methods: PHONES }],
    ['a guest', ['external-guest'], { person: { ...ANNA, userPrincipalName: 'a_b.example#EXT#@c.example' } }],
  ];
  for (const [who, guards, more] of cases) {
    it(`of ${who} are ${guards.join() || 'none'}`, () => {
      const found = diagnose(oldPhone(more));
      assert.equal(found.cause, 'authenticator-on-old-phone');
      assert.deepEqual(found.guards, guards);
    });
  }

  it('leave nothing to do to an emergency account but telling security', () => {
    for (const told of [
      oldPhone({ breakGlass: true }),
      evidence({ breakGlass: true }),
      evidence({ breakGlass: true, signIns: badPassword(1) }),
    ]) {
      const found = diagnose(told);
      assert.ok(found.securityEscalation);
      assert.deepEqual(
        found.fixes.map(({ id }) => id),
        ['page-security'],
      );
    }
  });

  it('take the methods of an administrator out of the helpdesk’s hands', () => {
    const { fixes, doNot } = diagnose(oldPhone({ roles: ['Global Administrator'] }));
    assert.equal(fixes[0]?.id, 'privileged-administrator');
    assert.deepEqual(
      fixes.filter(
        ({ who, destructive, needsIdentityProof }) =>
          who === 'helpdesk' && (destructive || needsIdentityProof),
      ),
      [],
    );
    assert.ok(doNot.some((sentence) => /Privileged Authentication Administrator/.test(sentence)));
  });

  it('give a guest no pass and take nothing away', () => {
    const person = { ...ANNA, userPrincipalName: 'a_b.example#EXT#@c.example' };
    const ids = diagnose(oldPhone({ person })).fixes.map(({ id }) => id);
    assert.ok(!ids.includes('temporary-access-pass') && !ids.includes('remove-stale-method'));
    assert.ok(ids.includes('contact-home-tenant'));
    const password = diagnose(evidence({ person, signIns: badPassword(1) })).fixes.map(({ id }) => id);
    assert.deepEqual(password, ['contact-home-tenant']);
  });

  it('say that the default goes last', () => {
    const { fixes, doNot } = diagnose(oldPhone({ methods: PHONES }));
    const removal = fixes.find(({ id }) => id === 'remove-stale-method');
    assert.ok(removal?.steps.some((step) => /deleted last/.test(step)));
    assert.ok(removal?.steps.some((step) => /“iPhone 11”/.test(step)));
    assert.ok(doNot.some((sentence) => /default/.test(sentence)));
  });

  it('ask for proof, and how, before anything is opened or taken away', () => {
    const { fixes } = diagnose(oldPhone());
    const dangerous = fixes.filter(({ needsIdentityProof }) => needsIdentityProof);
    assert.ok(dangerous.length > 0);
    for (const { steps } of dangerous) {
      assert.ok(
        steps.some(
          (step) =>
            /HR’s record/.test(step) && /badge/.test(step) && /manager/.test(step) && /Never/.test(step),
        ),
      );
    }
    assert.ok(
      fixes.findIndex(({ id }) => id === 'prove-identity') <
        fixes.findIndex(({ needsIdentityProof }) => needsIdentityProof),
    );
  });

  it('need nothing where nothing is wrong with what is registered', () => {
    assert.deepEqual(diagnose(evidence({ methods: PHONES, signIns: refused(1, 53000) })).guards, []);
  });
});
