import assert from 'node:assert/strict';
import { signInsWithoutMfa } from '../../../src/rollout/gates/sign-ins-without-mfa.ts';
import type { SingleFactorUse } from '../../../src/rollout/week.ts';
import { accessPolicy, account, daysAgo, judged, says, valuesOf } from '../../support/report-gates.ts';

const roster = { members: ['ada', 'ben'].map((id) => account(id)), guests: 0, disabled: 0 };
const policies = [accessPolicy()];

function use(over: Partial<SingleFactorUse> = {}): SingleFactorUse {
  return {
    personId: 'ada',
    name: 'ada@contoso.example',
    application: { id: 'app-1', name: 'Payroll' },
    resourceId: 'resource-1',
    client: 'Browser',
    trustedPlace: false,
    compliantDevice: false,
    rememberedDevice: false,
    signIns: 3,
    last: daysAgo(1),
    ...over,
  };
}

const week = (uses: readonly SingleFactorUse[], whole = true) => ({
  window: { days: 7, signIns: 10, whole, since: daysAgo(7) },
  uses,
});

describe('the gate of sign-ins without a second step', () => {
  it('passes where nobody came in with a password alone, but not a log that was read in part', () => {
    assert.equal(judged(signInsWithoutMfa, { roster, policies, singleFactorWeek: week([]) }).status, 'pass');
    const part = judged(signInsWithoutMfa, { roster, policies, singleFactorWeek: week([], false) });
    assert.deepEqual([part.status, says(part)], ['warn', ['none', 'newest']]);
  });

  it('fails with who, how often and with what', () => {
    const uses = [use(), use({ personId: 'ben', name: 'ben@contoso.example', signIns: 5 })];
    const finding = judged(signInsWithoutMfa, { roster, policies, singleFactorWeek: week(uses) });
    assert.equal(finding.status, 'fail');
    assert.deepEqual(valuesOf(finding, 'some'), { count: 2, signIns: 8, days: 7 });
    assert.deepEqual(finding.items[0]?.said?.values, { application: 'Payroll', count: 5 });
  });

  it('does not count accounts of which no second step is expected', () => {
    const uses = [use({ personId: 'stranger' }), use()];
    const plannedExceptions = [{ id: 'ada', name: 'ada' }];
    const finding = judged(signInsWithoutMfa, {
      roster,
      policies,
      plannedExceptions,
      singleFactorWeek: week(uses),
    });
    assert.equal(finding.status, 'pass');
  });

  const heads = [{ id: 'ada', name: 'ada' }];
  const groups = new Map([['g', { known: true, value: { heads, more: false } } as const]]);
  const without = (over: Parameters<typeof accessPolicy>[0]) => ({ policies: [accessPolicy(over)] });
  const either = {
    operator: 'OR',
    controls: ['mfa', 'compliantDevice'],
    strength: null,
    customFactors: 0,
    termsOfUse: 0,
  } as const;
  const holes: readonly [string, Partial<SingleFactorUse>, Parameters<typeof judged>[1]][] = [
    ['legacy', { client: 'IMAP4' }, {}],
    ['not-enforced', {}, without({ state: 'report-only' })],
    ['not-enforced', {}, without({ people: { included: ['somebody'], excluded: [] } })],
    ['person', {}, without({ people: { included: ['All'], excluded: ['ada'] } })],
    ['person', {}, { leftOut: { people: new Map(), groups } }],
    ['application', {}, without({ applications: { included: ['All'], excluded: ['app-1'] } })],
    ['application', {}, without({ applications: { included: ['app-2'], excluded: [] } })],
    [
      'place',
      { trustedPlace: true },
      without({ locations: { included: ['All'], excluded: ['AllTrusted'] } }),
    ],
    ['device', { compliantDevice: true }, without({ grant: either })],
    ['remembered', { rememberedDevice: true }, {}],
    ['unexplained', { trustedPlace: true, compliantDevice: true }, {}],
  ];
  for (const [index, [hole, over, facts]] of holes.entries()) {
    it(`explains hole ${index + 1} by ${hole}`, () => {
      const singleFactorWeek = week([use(over)]);
      const finding = judged(signInsWithoutMfa, { roster, policies, singleFactorWeek, ...facts });
      assert.deepEqual(says(finding), ['some', `hole.${hole}`]);
    });
  }

  it('claims no hole of policies that it could not read', () => {
    const facts = { roster, policies, singleFactorWeek: week([use()]) };
    const finding = judged(signInsWithoutMfa, facts, ['policies']);
    assert.deepEqual(says(finding), ['some', 'hole.unexplained']);
    assert.equal(finding.missing?.length, 1);
  });
});
