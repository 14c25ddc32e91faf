import assert from 'node:assert/strict';
import type { AccessPolicy } from '../../src/rollout/access-policy.ts';
import { asksForSecondStep, examineEnforcement, holesOf } from '../../src/rollout/enforcement.ts';
import { accessPolicy } from '../support/report-gates.ts';

const selection = (included: readonly string[], excluded: readonly string[] = []) => ({ included, excluded });
const grant = (over: object) => ({
  grant: {
    operator: 'OR',
    controls: ['mfa'],
    strength: null,
    customFactors: 0,
    termsOfUse: 0,
    ...over,
  } as const,
});
const BLOCK = grant({ controls: ['block'] });
const other = (over: Partial<AccessPolicy>) => accessPolicy({ id: 'policy-2', name: 'Other', ...over });

describe('the holes of a policy', () => {
  const rows: readonly (readonly [string, Partial<AccessPolicy>, readonly string[]])[] = [
    ['none, where it is for all', {}, []],
    [
      'none, where all clients are listed',
      { clientTypes: ['browser', 'mobileAppsAndDesktopClients', 'exchangeActiveSync', 'other'] },
      [],
    ],
    [
      'none, where all locations and platforms are named',
      { locations: selection(['All']), platforms: selection(['all']) },
      [],
    ],
    [
      'none, where only the directory’s own copier is left out',
      { roles: selection([], ['d29b2b05-8046-44ba-8758-1e26182fcf32']) },
      [],
    ],
    ['some people', { people: selection(['a']) }, ['some-people']],
    ['people left out', { people: selection(['All'], ['a']) }, ['people']],
    ['groups left out', { groups: selection([], ['g']) }, ['groups']],
    ['roles left out', { roles: selection([], ['r']) }, ['roles']],
    ['guests left out by word', { people: selection(['All'], ['GuestsOrExternalUsers']) }, ['outside']],
    ['guests left out by kind', { outside: { included: null, excluded: ['serviceProvider'] } }, ['outside']],
    ['one application', { applications: selection(['app']) }, ['some-applications']],
    ['a filter of applications', { applicationFilter: true }, ['some-applications']],
    ['an application left out', { applications: selection(['All'], ['app']) }, ['applications']],
    ['trusted locations', { locations: selection(['All'], ['AllTrusted']) }, ['trusted-places']],
    ['a named location', { locations: selection(['All'], ['office']) }, ['places']],
    ['only some locations', { locations: selection(['abroad']) }, ['places']],
    ['a platform left out', { platforms: selection(['all'], ['linux']) }, ['platforms']],
    ['devices', { deviceFilter: { mode: 'exclude', rule: 'x' } }, ['devices']],
    [
      'browsers and modern apps alone',
      { clientTypes: ['browser', 'mobileAppsAndDesktopClients'] },
      ['legacy-clients'],
    ],
    ['old clients alone', { clientTypes: ['exchangeActiveSync', 'other'] }, ['modern-clients']],
    ['risk', { riskOnly: true }, ['risk-only']],
    ['ways of signing in', { flowsOnly: true }, ['flows-only']],
    ['a compliant device instead', grant({ controls: ['mfa', 'compliantDevice'] }), ['alternative']],
    ['a compliant device, too', grant({ operator: 'AND', controls: ['mfa', 'compliantDevice'] }), []],
  ];
  for (const [about, policy, expected] of rows) {
    it(`are ${expected.join(', ') || 'none'}: ${about}`, () => {
      assert.deepEqual(
        holesOf(accessPolicy(policy)).map(({ kind }) => kind),
        expected,
      );
    });
  }

  it('name the platforms that a list of platforms forgets, unknown ones too', () => {
    const [hole] = holesOf(accessPolicy({ platforms: selection(['windows', 'macOS', 'iOS', 'android']) }));
    assert.deepEqual(hole, { kind: 'platforms', names: ['linux', 'other'] });
  });
});

describe('a second step', () => {
  it('is asked for by the control, or by a strength that is one', () => {
    const strength = (satisfiesMfa: boolean) =>
      grant({ controls: [], strength: { name: 'Own', satisfiesMfa } }).grant;
    assert.equal(asksForSecondStep(accessPolicy().grant), true);
    assert.equal(asksForSecondStep(strength(true)), true);
    assert.equal(asksForSecondStep(strength(false)), false);
    assert.equal(asksForSecondStep(BLOCK.grant), false);
    assert.equal(asksForSecondStep(null), false);
  });
});

describe('enforcement', () => {
  const kinds = (examined: { readonly holes: readonly { readonly kind: string }[] } | null) =>
    examined?.holes.map(({ kind }) => kind);

  it('is the enabled policy for everybody with the fewest holes', () => {
    const { enabled } = examineEnforcement([
      accessPolicy({ applications: selection(['All'], ['app']), locations: selection([], ['AllTrusted']) }),
      other({ groups: selection([], ['g']) }),
    ]);
    assert.deepEqual([enabled?.policy.id, kinds(enabled)], ['policy-2', ['groups']]);
  });

  it('is not what is switched off, for machines, for some or for risk', () => {
    const found = examineEnforcement([
      accessPolicy({ state: 'disabled' }),
      accessPolicy({ workloadsOnly: true }),
      accessPolicy({ people: selection(['a']) }),
      accessPolicy({ riskOnly: true }),
    ]);
    assert.deepEqual([found.enabled, found.reportOnly], [null, null]);
    assert.notEqual(found.partial, null);
  });

  it('knows a policy that only reports apart', () => {
    const { enabled, reportOnly } = examineEnforcement([accessPolicy({ state: 'report-only' })]);
    assert.deepEqual([enabled, reportOnly?.policy.id], [null, 'policy-1']);
  });

  const closed: readonly (readonly [string, Partial<AccessPolicy>, Partial<AccessPolicy>])[] = [
    [
      'old clients that another policy blocks',
      { clientTypes: ['browser', 'mobileAppsAndDesktopClients'] },
      { ...BLOCK, clientTypes: ['exchangeActiveSync', 'other'] },
    ],
    [
      'guests of whom another policy asks',
      { people: selection(['All'], ['GuestsOrExternalUsers']) },
      { people: selection(['GuestsOrExternalUsers']) },
    ],
    [
      'a person of whom another policy asks',
      { people: selection(['All'], ['a']) },
      { people: selection(['a']) },
    ],
    [
      'roles of which another policy asks',
      { roles: selection([], ['r']) },
      { people: selection([]), roles: selection(['r', 's']) },
    ],
    [
      'groups of which another policy asks',
      { groups: selection([], ['g']) },
      { people: selection([]), groups: selection(['g']) },
    ],
    [
      'applications for which another policy asks',
      { applications: selection(['All'], ['app']) },
      { applications: selection(['app']) },
    ],
  ];
  for (const [about, policy, closer] of closed) {
    it(`closes the hole of ${about}, and only if that is switched on and does it everywhere`, () => {
      const holes = (over: Partial<AccessPolicy>) =>
        kinds(examineEnforcement([accessPolicy(policy), other({ ...closer, ...over })]).enabled);
      assert.deepEqual(holes({}), []);
      assert.equal(holes({ state: 'report-only' })?.length, 1);
      assert.equal(holes({ locations: selection([], ['AllTrusted']) })?.length, 1);
    });
  }

  it('leaves open of several groups those alone that no other policy asks', () => {
    const { enabled } = examineEnforcement([
      accessPolicy({ groups: selection([], ['emergency', 'pilot', 'shops']) }),
      other({ people: selection([]), groups: selection(['pilot'], ['emergency']) }),
      other({ id: 'policy-3', people: selection([]), groups: selection(['shops'], ['emergency']) }),
    ]);
    assert.deepEqual(enabled?.holes, [{ kind: 'groups', names: ['emergency'] }]);
  });
});
