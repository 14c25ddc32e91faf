import assert from 'node:assert/strict';
import type { Method, MethodKind, Person } from '../../../src/people/people.ts';
import type { AccessPolicy } from '../../../src/rollout/access-policy.ts';
import type { Finding } from '../../../src/rollout/gate.ts';
import { breakGlassExcluded } from '../../../src/rollout/gates/break-glass-excluded.ts';
import {
  breakGlassGlobalAdmin,
  GLOBAL_ADMINISTRATOR,
} from '../../../src/rollout/gates/break-glass-global-admin.ts';
import { breakGlassNotRegistered } from '../../../src/rollout/gates/break-glass-not-registered.ts';
import { breakGlassTested } from '../../../src/rollout/gates/break-glass-tested.ts';
import { breakGlassTwoAccounts } from '../../../src/rollout/gates/break-glass-two-accounts.ts';
import { GATES } from '../../../src/rollout/gates/table.ts';
import type { Attempt, EmergencyAccount, LastSignIn, RoleHolding } from '../../../src/rollout/ports.ts';
import { accessPolicy, daysAgo, judged, says, UNREADABLE, valuesOf } from '../../support/report-gates.ts';

function emergency(id: string, over: Partial<Person> = {}, synced = false): EmergencyAccount {
  const person: Person = {
    id,
    userPrincipalName: `${id}@contoso.onmicrosoft.com`,
    displayName: 'Emergency Access',
    givenName: null,
    mail: null,
    kind: 'member',
    enabled: true,
    department: null,
    jobTitle: null,
    usageLocation: null,
    preferredLanguage: null,
    ...over,
  };
  return { asked: id, person, synced };
}
const TWO = [emergency('north'), emergency('south')];
const NAMES = TWO.map(({ person }) => person?.userPrincipalName);
const known = <Value>(value: Value): Attempt<Value> => ({ known: true, value });
const unread = { known: false, error: UNREADABLE } as const;
/** The same of both accounts, unless said otherwise of the second. */
const both = <Value>(value: Value, second: Attempt<Value> = known(value)) =>
  new Map<string, Attempt<Value>>([
    ['north', known(value)],
    ['south', second],
  ]);
const brief = (finding: Finding) => [finding.status, says(finding)];

describe('every gate of the emergency accounts', () => {
  const gates = GATES.filter(({ id }) => id.startsWith('break-glass'));
  const empty = {
    emergencyGroups: both(new Set<string>()),
    emergencyMethods: both<readonly Method[]>([]),
    emergencySignIns: both<LastSignIn>({
      at: daysAgo(1),
      attemptOnly: false,
      withinDays: null,
      instead: null,
    }),
  };

  for (const gate of gates) {
    it(`fails where none is configured: ${gate.id}`, () => {
      const finding = judged(gate, { ...empty, emergency: [] });
      assert.deepEqual([brief(finding), finding.fix.length], [['fail', ['none']], 1]);
      // Nothing has to be read to know it.
      const unread = gate.reads.filter((name) => name !== 'emergency');
      assert.deepEqual(judged(gate, { emergency: [] }, unread), finding);
    });

    it(`never passes where what it needs cannot be read: ${gate.id}`, () => {
      const unread = gate.reads.filter((name) => name !== 'emergency');
      const finding = judged(gate, { emergency: TWO }, unread);
      const expected = unread.length > 0 ? ['unknown', [UNREADABLE]] : ['pass', undefined];
      assert.deepEqual([finding.status, finding.missing?.slice(0, 1)], expected);
    });

    it(`fails where one does not exist, and names it: ${gate.id}`, () => {
      const gone: EmergencyAccount = { asked: 'typo@contoso.com', person: null, synced: null };
      const finding = judged(gate, { ...empty, emergency: [...TWO, gone] });
      assert.deepEqual([finding.status, says(finding)[0]], ['fail', 'absent']);
      assert.deepEqual(finding.found[0]?.values, { names: ['typo@contoso.com'] });
      assert.equal(finding.items[0]?.name, 'typo@contoso.com');
    });
  }
});

describe('the gate of two emergency accounts', () => {
  const judge = (...accounts: readonly EmergencyAccount[]) =>
    brief(judged(breakGlassTwoAccounts, { emergency: accounts }));

  it('wants two that are enabled, of this tenant, and of the cloud', () => {
    assert.deepEqual(judge(...TWO), ['pass', ['enough']]);
    assert.deepEqual(judge(emergency('north')), ['fail', ['too-few']]);
    assert.deepEqual(judge(emergency('north'), emergency('south', { enabled: false })), [
      'fail',
      ['too-few', 'disabled'],
    ]);
    assert.deepEqual(judge(emergency('north'), emergency('south', {}, true)), ['warn', ['enough', 'synced']]);
    assert.deepEqual(judge(emergency('north'), emergency('south', { kind: 'guest' })), [
      'warn',
      ['enough', 'guest'],
    ]);
  });

  it('counts one once that is written down by id and by name', () => {
    assert.deepEqual(judge(emergency('north'), { ...emergency('north'), asked: 'north@contoso' }), [
      'fail',
      ['too-few'],
    ]);
  });
});

describe('the gate of emergency accounts as Global Administrators', () => {
  const holding = (holderId: string, over: Partial<RoleHolding> = {}): RoleHolding => ({
    templateId: GLOBAL_ADMINISTRATOR,
    role: 'Global Administrator',
    holderId,
    toGroup: false,
    wholeTenant: true,
    ...over,
  });
  const judge = (roleHoldings: readonly RoleHolding[], emergencyGroups = both(new Set<string>())) =>
    judged(breakGlassGlobalAdmin, { emergency: TWO, roleHoldings, emergencyGroups });

  it('takes the role itself, and the role of a group that holds them', () => {
    const group = holding('admins', { toGroup: true });
    assert.deepEqual(brief(judge([holding('north'), holding('south')])), ['pass', ['held', 'permanence']]);
    assert.deepEqual(brief(judge([group], both(new Set(['admins'])))), [
      'pass',
      ['held', 'through-group', 'permanence'],
    ]);
  });

  it('names whoever does not hold it, or holds it for a part of the tenant, or another one', () => {
    const wrong = [holding('south', { wholeTenant: false }), holding('south', { templateId: 'reader' })];
    const finding = judge([holding('north'), ...wrong]);
    assert.equal(finding.status, 'fail');
    assert.deepEqual(valuesOf(finding, 'not-held'), { names: NAMES.slice(1) });
  });

  it('does not know where the groups that could give the role are not readable', () => {
    const finding = judge([holding('north'), holding('admins', { toGroup: true })], both(new Set(), unread));
    assert.deepEqual([finding.status, finding.missing], ['unknown', [UNREADABLE]]);
  });
});

describe('the gate of emergency accounts in policies', () => {
  const excluding = accessPolicy({ groups: { included: [], excluded: ['exclusions'] } });
  const judge = (
    policies: readonly AccessPolicy[],
    facts: { readonly on?: boolean; readonly groups?: Attempt<ReadonlySet<string>> } = {},
  ) => {
    const groups = new Set(['exclusions']);
    const emergencyGroups = both<ReadonlySet<string>>(groups, facts.groups ?? known(groups));
    return judged(breakGlassExcluded, {
      emergency: TWO,
      policies,
      emergencyGroups,
      securityDefaults: facts.on === true,
    });
  };

  it('passes where each policy that could stop them leaves them out', () => {
    assert.deepEqual(brief(judge([excluding])), ['pass', ['excluded']]);
    assert.deepEqual(brief(judge([])), ['pass', ['nothing-stops']]);
    assert.deepEqual(brief(judge([accessPolicy({ state: 'disabled' })])), ['pass', ['nothing-stops']]);
  });

  it('names each policy that would catch them, and whom, report-only ones too', () => {
    const finding = judge([
      excluding,
      accessPolicy({ id: 'a', name: 'A', people: { included: ['All'], excluded: ['north'] } }),
      accessPolicy({ id: 'b', name: 'B', state: 'report-only' }),
    ]);
    assert.equal(finding.status, 'fail');
    assert.deepEqual(valuesOf(finding, 'caught'), {
      count: 2,
      names: [NAMES[1], NAMES[0]],
      policies: ['A', 'B'],
    });
    assert.deepEqual(
      finding.items.map(({ name, said }) => [name, said?.say.split('.').at(-1), said?.values?.names]),
      [
        ['A', 'catches', NAMES.slice(1)],
        ['B', 'reports', NAMES],
      ],
    );
  });

  it('fails under security defaults, which leave nobody out', () => {
    assert.deepEqual(brief(judge([excluding], { on: true })), ['fail', ['security-defaults']]);
  });

  it('does not know where the groups that leave them out are not readable, unless another policy fails', () => {
    const finding = judge([excluding], { groups: unread });
    assert.deepEqual([brief(finding), finding.missing], [['unknown', ['unsure']], [UNREADABLE]]);
    assert.equal(judge([excluding, accessPolicy()], { groups: unread }).status, 'fail');
  });
});

describe('the gate of methods of emergency accounts', () => {
  const method = (kind: MethodKind, usable = true): Method => ({
    id: kind,
    kind,
    label: null,
    addedAt: null,
    lastUsedAt: null,
    usable,
  });
  const judge = (...methods: readonly Method[]) =>
    brief(judged(breakGlassNotRegistered, { emergency: TWO, emergencyMethods: both(methods) }));

  const rows: readonly (readonly [string, readonly Method[], unknown])[] = [
    ['nothing but a password', [method('password')], ['pass', ['clean']]],
    ['a passkey', [method('password'), method('passkey')], ['pass', ['strong']]],
    ['a certificate', [method('certificate')], ['pass', ['strong']]],
    ['a phone', [method('phone')], ['fail', ['registered']]],
    [
      'an app beside a passkey',
      [method('authenticator'), method('passkey')],
      ['fail', ['registered', 'strong']],
    ],
    ['Windows Hello', [method('windows-hello')], ['warn', ['bound']]],
    ['a temporary pass', [method('temporary-pass')], ['warn', ['bound']]],
    ['a temporary pass that has ended', [method('temporary-pass', false)], ['pass', ['clean']]],
  ];
  for (const [about, methods, expected] of rows) {
    it(`judges ${about}`, () => assert.deepEqual(judge(...methods), expected));
  }

  it('does not know of one whose methods cannot be read', () => {
    const finding = judged(breakGlassNotRegistered, {
      emergency: TWO,
      emergencyMethods: both<readonly Method[]>([], unread),
    });
    assert.deepEqual([brief(finding), finding.missing], [['unknown', ['clean']], [UNREADABLE]]);
  });
});

describe('the gate of tests of emergency accounts', () => {
  const last = (over: Partial<LastSignIn>): LastSignIn => ({
    at: daysAgo(10),
    attemptOnly: false,
    withinDays: null,
    instead: null,
    ...over,
  });
  const rows: readonly (readonly [string, Partial<LastSignIn>, unknown])[] = [
    ['ten days ago', {}, ['pass', ['recent']]],
    ['90 days ago', { at: daysAgo(90) }, ['pass', ['recent']]],
    ['91 days ago', { at: daysAgo(91) }, ['fail', ['old']]],
    ['never', { at: null }, ['fail', ['never']]],
    ['tried, without a success', { attemptOnly: true }, ['warn', ['attempted']]],
    ['in the log of 30 days', { withinDays: 30, instead: UNREADABLE }, ['pass', ['recent']]],
    [
      'not in the log of 30 days',
      { at: null, withinDays: 30, instead: UNREADABLE },
      ['unknown', ['log-only']],
    ],
  ];
  for (const [about, over, expected] of rows) {
    it(`judges a sign-in ${about}`, () => {
      const finding = judged(breakGlassTested, { emergency: TWO, emergencySignIns: both(last(over)) });
      assert.deepEqual(brief(finding), expected);
    });
  }

  it('is as bad as the worse of two', () => {
    const emergencySignIns = both(last({}), known(last({ at: daysAgo(100) })));
    const finding = judged(breakGlassTested, { emergency: TWO, emergencySignIns });
    assert.deepEqual(brief(finding), ['fail', ['old', 'recent']]);
    assert.deepEqual(valuesOf(finding, 'old'), { names: NAMES.slice(1), days: 90 });
  });
});
