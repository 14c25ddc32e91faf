import assert from 'node:assert/strict';
import { MissingPermission } from '../../src/errors.ts';
import { readReportOnlyWeek, readSingleFactorWeek } from '../../src/graph/week.ts';
import { createManualClock } from '../support/clock.ts';
import { answeringGraph } from '../support/fake-graph.ts';

const clock = createManualClock();
const options = { reading: { urgency: 'background' }, clock } as const;
const at = (daysAgo: number) => new Date(clock.now().getTime() - daysAgo * 86_400_000).toISOString();

const row = (over: Readonly<Record<string, unknown>> = {}) => ({
  id: 's',
  createdDateTime: at(1),
  userId: 'ADA',
  userPrincipalName: 'ada@contoso.example',
  appId: 'app-1',
  appDisplayName: 'Payroll',
  clientAppUsed: 'Browser',
  status: { errorCode: 0 },
  ...over,
});
const applied = (result: string, controls = ['Mfa']) => ({
  appliedConditionalAccessPolicies: [
    { id: 'P1', displayName: 'Everybody', result, enforcedGrantControls: controls },
  ],
});

describe('a week of report-only policies', () => {
  it('counts people once, whom it would have refused and whom it would have asked', async () => {
    const rows = [
      row(applied('reportOnlyInterrupted')),
      row(applied('reportOnlyInterrupted')),
      row({ userId: 'BEN', ...applied('reportOnlyFailure', ['Block']) }),
      row({ userId: 'CLEO', ...applied('reportOnlySuccess') }),
      row({ userId: 'DAN', status: { errorCode: 50126 }, ...applied('reportOnlyFailure') }),
      row({ userId: 'EVE', createdDateTime: at(8), ...applied('reportOnlyFailure') }),
    ];
    const graph = answeringGraph(() => [rows]);
    const { policies, window } = await readReportOnlyWeek(graph, options);
    const impact = policies.get('p1');
    assert.deepEqual([...(impact?.asked.keys() ?? [])], ['ada']);
    assert.deepEqual(
      [...(impact?.refused ?? [])],
      [['ben', { name: 'ada@contoso.example', controls: ['Block'] }]],
    );
    assert.deepEqual([window.whole, window.signIns], [true, 5]);
    assert.equal(graph.asked[0]?.headers?.Prefer, 'include-unknown-enum-members');
  });

  it('knows the missing permission by what every row leaves out, and not in an empty week', async () => {
    await assert.rejects(
      readReportOnlyWeek(
        answeringGraph(() => [[row()]]),
        options,
      ),
      MissingPermission,
    );
    assert.equal(
      (
        await readReportOnlyWeek(
          answeringGraph(() => [[]]),
          options,
        )
      ).policies.size,
      0,
    );
  });

  it('takes null for a sign-in to which no policy applied, and not for a missing permission', async () => {
    const rows = [row({ appliedConditionalAccessPolicies: null })];
    const { policies, window } = await readReportOnlyWeek(
      answeringGraph(() => [rows]),
      options,
    );
    assert.deepEqual([policies.size, window.signIns], [0, 1]);
  });

  it('stops at its bound and says how far back it came', async () => {
    const told = applied('reportOnlySuccess');
    const small = Array.from({ length: 140 }, (_, index) => [
      row({ createdDateTime: at(index / 100), ...told }),
    ]);
    const full = Array.from({ length: 40 }, (_, index) =>
      Array<object>(1000).fill(row({ createdDateTime: at(index / 10), ...told })),
    );
    for (const [pages, signIns, since] of [
      [small, 120, at(1.19)],
      [full, 30_000, at(2.9)],
    ] as const) {
      const { window } = await readReportOnlyWeek(
        answeringGraph(() => pages),
        options,
      );
      assert.deepEqual([window.whole, window.signIns, window.since.toISOString()], [false, signIns, since]);
    }
  });
});

describe('a week of sign-ins with a password alone', () => {
  it('adds up what is the same, and keeps what explains it', async () => {
    const odd = {
      networkLocationDetails: [{ networkType: 'trustedNamedLocation' }],
      deviceDetail: { isCompliant: true },
      sessionLifetimePolicies: [
        { expirationRequirement: 'rememberMultifactorAuthenticationOnTrustedDevices' },
      ],
    };
    const graph = answeringGraph(() => [[row(), row({ id: 't', createdDateTime: at(2) }), row(odd)]]);
    const { uses } = await readSingleFactorWeek(graph, options);
    assert.deepEqual(
      uses.map(({ signIns, trustedPlace, compliantDevice, rememberedDevice }) => [
        signIns,
        trustedPlace,
        compliantDevice,
        rememberedDevice,
      ]),
      [
        [2, false, false, false],
        [1, true, true, true],
      ],
    );
    assert.match(graph.asked[0]?.query?.$filter ?? '', /authenticationRequirement eq 'singleFactor/);
  });

  it('writes ids in one way, so that they are found in policies', async () => {
    const id = '0000000A-0000-0000-C000-000000000000';
    const rows = [row({ appId: id, resourceId: id }), row({ appId: id.toLowerCase(), resourceId: id })];
    const { uses } = await readSingleFactorWeek(
      answeringGraph(() => [rows]),
      options,
    );
    assert.deepEqual(
      uses.map(({ application, resourceId, signIns }) => [application.id, resourceId, signIns]),
      [[id.toLowerCase(), id.toLowerCase(), 2]],
    );
  });

  it('says when each was last seen, whatever order the log is in', async () => {
    const rows = [
      row({ createdDateTime: at(3) }),
      row({ createdDateTime: at(1) }),
      row({ createdDateTime: at(2) }),
    ];
    const { uses } = await readSingleFactorWeek(
      answeringGraph(() => [rows]),
      options,
    );
    assert.deepEqual(
      uses.map(({ last }) => last.toISOString()),
      [at(1)],
    );
  });

  it('leaves out passkeys, second steps and failures, whatever answers', async () => {
    const passkey = { succeeded: true, authenticationMethod: 'Passkey (device-bound)' };
    const failed = { succeeded: false, authenticationMethod: 'Windows Hello for Business' };
    const rows = [
      row({ authenticationDetails: [passkey] }),
      row({ authenticationRequirement: 'multiFactorAuthentication' }),
      row({ status: { errorCode: 53003 } }),
      row({ userId: null }),
      row({ authenticationDetails: [failed] }),
    ];
    const { uses } = await readSingleFactorWeek(
      answeringGraph(() => [rows]),
      options,
    );
    assert.equal(uses.length, 1);
  });
});
