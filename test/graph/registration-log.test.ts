import assert from 'node:assert/strict';
import { Unavailable } from '../../src/errors.ts';
import { RequestRefused } from '../../src/graph/outcomes.ts';
import { createRegistrationLog, readNews } from '../../src/graph/registration-log.ts';
import { rowOf } from '../../src/graph/requests.ts';
import { createManualClock } from '../support/clock.ts';
import { answeringGraph } from '../support/fake-graph.ts';

const ADA = '0a0a0a0a-0000-4000-8000-000000000001';
const ROW = {
  id: 'a-1',
  activityDateTime: '2026-11-20T08:10:00Z',
  activityDisplayName: 'User registered security info',
  result: 'success',
  initiatedBy: { user: { id: ADA }, app: null },
  targetResources: [{ id: ADA.toUpperCase(), type: 'User' }],
};
const SINCE = new Date('2026-11-20T08:00:00Z');

async function collect<Value>(values: AsyncIterable<readonly Value[]>): Promise<Value[]> {
  const collected: Value[] = [];
  for await (const page of values) collected.push(...page);
  return collected;
}

describe('the log of registrations', () => {
  it('tells who has registered or deleted something, and leaves out all else', async () => {
    const graph = answeringGraph(() => [
      [ROW, { ...ROW, activityDisplayName: 'Admin deleted security info' }],
      [
        { ...ROW, activityDisplayName: 'Update user' },
        { ...ROW, result: 'failure' },
      ],
    ]);
    const log = createRegistrationLog(graph, { urgency: 'background', clock: createManualClock() });
    assert.deepEqual(await collect(log.newsSince(SINCE).pages), [
      { personId: ADA, at: new Date(ROW.activityDateTime), what: 'registered' },
      { personId: ADA, at: new Date(ROW.activityDateTime), what: 'deleted' },
    ]);
    const filter = graph.asked[0]?.query?.$filter ?? '';
    assert.ok(filter.startsWith('activityDateTime ge 2026-11-20T08:00:00Z and ('), filter);
    assert.equal(graph.asked[0]?.urgency, 'background');
  });

  it('is complete up to some minutes ago, and never to before it was asked from', () => {
    const clock = createManualClock();
    const log = createRegistrationLog(
      answeringGraph(() => []),
      { urgency: 'background', clock },
    );
    const now = clock.now().getTime();
    const lately = (minutes: number) => new Date(now - minutes * 60_000);
    assert.deepEqual(log.newsSince(lately(60)).completeTo, lately(15));
    assert.deepEqual(log.newsSince(lately(5)).completeTo, lately(5));
  });

  it('is read as a whole where Graph does not take the question, and tells the same', async () => {
    const graph = answeringGraph(({ query }) => {
      if (query?.$filter?.includes('startswith')) throw refusal();
      return [[ROW, { ...ROW, activityDisplayName: 'Add member to group' }]];
    });
    const log = createRegistrationLog(graph, { urgency: 'background', clock: createManualClock() });
    assert.equal((await collect(log.newsSince(SINCE).pages)).length, 1);
    assert.equal(graph.asked[1]?.query?.$filter, 'activityDateTime ge 2026-11-20T08:00:00Z');
  });

  it('passes on every other trouble', async () => {
    const graph = answeringGraph(() => {
      throw new Unavailable('Graph is unwell.', 'Try again.');
    });
    const log = createRegistrationLog(graph, { urgency: 'background', clock: createManualClock() });
    await assert.rejects(collect(log.newsSince(SINCE).pages), Unavailable);
  });

  const activities = {
    'User registered all required security info': 'registered',
    'Admin registered security info': 'registered',
    'Add Passkey (device-bound)': 'registered',
    'Add Windows Hello for Business credential': 'registered',
    'Delete FIDO2 security key(s)': 'deleted',
    'User deleted security info': 'deleted',
    'User started security info registration': undefined,
    'Admin updated security info': undefined,
    'Add member to role': undefined,
  };
  for (const [activity, what] of Object.entries(activities)) {
    it(`takes “${activity}” as ${what ?? 'no news'}`, () => {
      assert.equal(readNews({ ...ROW, activityDisplayName: activity })?.what, what);
    });
  }

  it('names whoever did it where only a device is named', () => {
    const row = { ...ROW, targetResources: [{ id: 'd', type: 'Device' }] };
    assert.equal(readNews(row)?.personId, ADA);
    assert.equal(readNews({ ...row, initiatedBy: null }), null);
    assert.equal(readNews(null), null);
  });
});

function refusal(): RequestRefused {
  return new RequestRefused(rowOf('registrationNews'), {
    status: 400,
    code: 'BadRequest',
    message: '',
    retryAfter: null,
    requestId: null,
  });
}
