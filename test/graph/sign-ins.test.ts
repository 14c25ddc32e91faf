import assert from 'node:assert/strict';
import { MissingLicence, TryAgainLater, Unavailable } from '../../src/errors.ts';
import { RequestRefused } from '../../src/graph/outcomes.ts';
import { rowOf } from '../../src/graph/requests.ts';
import { readSignIn } from '../../src/graph/sign-in.ts';
import { createSignInLog, isSignInOf } from '../../src/graph/sign-ins.ts';
import { createManualClock } from '../support/clock.ts';
import { type Asked, answeringGraph } from '../support/fake-graph.ts';

const ID = '0a0a0a0a-0000-4000-8000-000000000001';
const SINCE = new Date('2026-10-21T09:00:00.123Z');
const ROW = {
  id: 's-1',
  createdDateTime: '2026-11-20T08:40:00Z',
  userId: ID,
  correlationId: 'c-1',
  appId: 'a-1',
  appDisplayName: 'Outlook',
  clientAppUsed: 'Browser',
  ipAddress: '198.51.100.7',
  isInteractive: true,
  status: { errorCode: 500121, failureReason: 'Failed.', additionalDetails: null },
  location: { city: 'Hamburg', countryOrRegion: 'DE' },
  deviceDetail: { deviceId: '', displayName: 'LAPTOP', isCompliant: true, trustType: '' },
  riskLevelDuringSignIn: 'none',
  riskEventTypes_v2: [],
  appliedConditionalAccessPolicies: [
    { id: 'p-1', displayName: 'MFA', result: 'failure', enforcedGrantControls: ['Mfa'] },
  ],
};
const STEPS = {
  authenticationRequirement: 'multiFactorAuthentication',
  authenticationRequirementPolicies: [{ requirementProvider: 'user', detail: 'Per-user MFA' }],
  authenticationDetails: [
    {
      authenticationStepDateTime: '2026-11-20T08:40:05Z',
      authenticationMethod: 'Mobile app notification',
      authenticationMethodDetail: 'iPhone 11',
      succeeded: false,
      authenticationStepResultDetail: 'MFA denied; user did not respond to mobile app notification',
      authenticationStepRequirement: 'Multifactor authentication',
    },
  ],
};
const refused = (name: 'signIns' | 'plainSignIns') =>
  new RequestRefused(rowOf(name), {
    status: 400,
    code: 'BadRequest',
    message: '',
    retryAfter: null,
    requestId: null,
  });

const raise = (error: Error): never => {
  throw error;
};

function logWith(answer: (asked: Asked) => unknown) {
  const graph = answeringGraph(answer);
  const clock = createManualClock();
  const log = createSignInLog(graph, { urgency: 'interactive', clock });
  const names = () => graph.asked.map(({ name }) => name);
  return { log, clock, names, asked: graph.asked };
}

describe('a row of the sign-in log', () => {
  it('keeps what triage uses, steps included', () => {
    const row = readSignIn({ ...ROW, ...STEPS });
    assert.equal(row?.code, 500121);
    assert.deepEqual(row?.at, new Date('2026-11-20T08:40:00Z'));
    assert.deepEqual(row?.requirementProviders, ['user']);
    assert.deepEqual(row?.device, {
      id: null,
      name: 'LAPTOP',
      system: null,
      browser: null,
      compliant: true,
      managed: null,
      trust: null,
    });
    assert.deepEqual(row?.steps, {
      known: true,
      value: [
        {
          at: new Date('2026-11-20T08:40:05Z'),
          method: 'Mobile app notification',
          detail: 'iPhone 11',
          succeeded: false,
          result: 'MFA denied; user did not respond to mobile app notification',
          requirement: 'Multifactor authentication',
        },
      ],
    });
  });

  it('says of v1.0’s rows that their steps are not known', () => {
    const steps = readSignIn(ROW)?.steps;
    assert.match(steps?.known === false ? steps.reason : '', /beta/);
  });

  it('says which permission is missing where the policies are left out', () => {
    const { appliedConditionalAccessPolicies: _, ...without } = ROW;
    const policies = readSignIn(without)?.policies;
    assert.match(policies?.known === false ? policies.reason : '', /Policy\.Read\.All/);
  });

  for (const [what, row] of [
    ['nothing', null],
    ['no person', { ...ROW, userId: null }],
    ['no time', { ...ROW, createdDateTime: 'yesterday' }],
    ['no result', { ...ROW, status: null }],
  ] as const) {
    it(`is left out where it has ${what}`, () => assert.equal(readSignIn(row), null));
  }

  it('is read where most of it is missing', () => {
    const { id, createdDateTime, userId, status } = ROW;
    const row = readSignIn({ id, createdDateTime, userId, status });
    assert.equal(row?.application.name, null);
    assert.equal(row?.interactive, true);
    assert.deepEqual(row?.riskEvents, []);
  });
});

describe('the sign-in log of one person', () => {
  it('is asked for by what is documented, in the words of the newest members', async () => {
    const { log, asked } = logWith(() => [[{ ...ROW, ...STEPS }]]);
    await log.signInsOf([ID], SINCE);
    assert.deepEqual(asked[0]?.query, {
      $filter: `userId eq '${ID}' and createdDateTime ge 2026-10-21T09:00:00Z`,
      $orderby: 'createdDateTime desc',
      $top: '500',
    });
    assert.deepEqual(asked[0]?.headers, { Prefer: 'include-unknown-enum-members' });
  });

  it('is read newest first through pages that may be empty', async () => {
    const older = { ...ROW, id: 's-0', createdDateTime: '2026-11-19T08:00:00Z' };
    const { log } = logWith(() => [[], [older, null], [ROW]]);
    const rows = await log.signInsOf([ID], SINCE);
    assert.deepEqual(
      rows.map((row) => row.id),
      ['s-1', 's-0'],
    );
  });

  it('is known by the id, however that is written', () => {
    const row = readSignIn(ROW);
    assert.ok(row && isSignInOf(row, ID.toUpperCase()));
    assert.ok(row && !isSignInOf(row, ID.replace('1', '2')));
  });

  it('is asked for several people at once', async () => {
    const { log, asked } = logWith(() => [[ROW]]);
    await log.signInsOf(['ada', "o'brien"], SINCE);
    assert.deepEqual(asked[0]?.query, {
      $filter: "(userId eq 'ada' or userId eq 'o''brien') and createdDateTime ge 2026-10-21T09:00:00Z",
      $orderby: 'createdDateTime desc',
      $top: '1000',
    });
  });

  it('ends its reading where a log has no end', async () => {
    const endless = Array.from({ length: 50 }, () => [ROW]);
    const { log } = logWith(() => endless);
    assert.equal((await log.signInsOf([ID], SINCE)).length, 12);
  });

  for (const [what, answer, minutes] of [
    ['is refused', () => raise(refused('signIns')), 10],
    ['is unwell', () => raise(new Unavailable('unwell', 'wait')), 1],
  ] as const) {
    it(`is read from v1.0 where beta ${what}, and not asked of beta again for ${minutes} minutes`, async () => {
      const { log, clock, names } = logWith(({ name }) => {
        if (name === 'plainSignIns') return [[ROW]];
        return answer();
      });
      assert.equal((await log.signInsOf([ID], SINCE)).length, 1);
      await log.signInsOf([ID], SINCE);
      assert.deepEqual(names(), ['signIns', 'plainSignIns', 'plainSignIns']);
      await clock.advance(minutes * 60_000);
      await log.signInsOf([ID], SINCE);
      assert.equal(names().at(-2), 'signIns');
    });
  }

  for (const error of [
    new MissingLicence('Microsoft Entra ID P1', 'the sign-in log'),
    new TryAgainLater(10, 'Microsoft Graph'),
  ]) {
    it(`is not asked of v1.0 for what is the same there: ${error.code}`, async () => {
      const { log, names } = logWith(() => raise(error));
      await assert.rejects(log.signInsOf([ID], SINCE), error);
      assert.deepEqual(names(), ['signIns']);
    });
  }

  it('may be empty, which needs no second question', async () => {
    const { log, names } = logWith(() => [[]]);
    assert.deepEqual(await log.signInsOf([ID], SINCE), []);
    assert.deepEqual(names(), ['signIns']);
  });

  it('has what apps did in silence only where that is asked for, in beta alone', async () => {
    const { log, asked } = logWith(() => [[{ ...ROW, isInteractive: false }]]);
    const [row] = await log.silentSignInsOf(ID, SINCE);
    assert.equal(row?.interactive, false);
    assert.match(
      asked[0]?.query?.$filter ?? '',
      / and signInEventTypes\/any\(t: t eq 'nonInteractiveUser'\)$/,
    );
  });
});

describe('the recent failures of a tenant', () => {
  it('are asked for by their codes, so that a page of the log is a page of failures', async () => {
    const { log, asked } = logWith(() => [[ROW]]);
    await log.recentFailures(SINCE);
    const filter = asked[0]?.query?.$filter ?? '';
    assert.match(filter, /^createdDateTime ge 2026-10-21T09:00:00Z and \(status\/errorCode eq 500121 or /);
  });

  it('are picked from the latest of everything where such a question is refused', async () => {
    const { log, asked } = logWith(({ name, query }) => {
      if (query?.$filter?.includes('errorCode'))
        throw refused(name === 'signIns' ? 'signIns' : 'plainSignIns');
      return [[ROW, { ...ROW, id: 's-2', status: { errorCode: 0 } }]];
    });
    const rows = await log.recentFailures(SINCE);
    assert.deepEqual(
      rows.map((row) => row.id),
      ['s-1'],
    );
    assert.equal(asked.at(-1)?.query?.$filter, 'createdDateTime ge 2026-10-21T09:00:00Z');
  });
});
