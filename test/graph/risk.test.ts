import assert from 'node:assert/strict';
import { MissingLicence, MissingPermission } from '../../src/errors.ts';
import { readRisk } from '../../src/graph/risk.ts';
import { type Asked, answeringGraph } from '../support/fake-graph.ts';

const ACCOUNT = {
  id: 'ada',
  riskLevel: 'high',
  riskState: 'atRisk',
  riskDetail: 'none',
  riskLastUpdatedDateTime: '2026-11-20T08:00:00Z',
};
const DETECTION = {
  id: 'd-1',
  userId: 'ADA',
  activityDateTime: '2026-11-20T07:59:00Z',
  riskEventType: 'userReportedSuspiciousActivity',
  riskLevel: 'high',
  riskState: 'atRisk',
  ipAddress: '203.0.113.9',
  location: { countryOrRegion: 'KP' },
  correlationId: 'c-1',
};
const NO_PERMISSION = new MissingPermission('IdentityRiskEvent.Read.All', 'risk detections');

function read(answers: { readonly account?: unknown; readonly detections?: readonly unknown[] | Error }) {
  const graph = answeringGraph(({ name }: Asked) => {
    const answer = name === 'riskyUser' ? answers.account : (answers.detections ?? []);
    if (answer instanceof Error) throw answer;
    return name === 'riskyUser' ? answer : [answer];
  });
  return readRisk(graph, 'interactive', 'ada');
}

describe('the risk of an account', () => {
  it('is what Entra thinks of it, with what was seen', async () => {
    assert.deepEqual(await read({ account: ACCOUNT, detections: [DETECTION] }), {
      level: 'high',
      state: 'atRisk',
      detail: 'none',
      updatedAt: new Date('2026-11-20T08:00:00Z'),
      detections: [
        {
          id: 'd-1',
          at: new Date('2026-11-20T07:59:00Z'),
          kind: 'userReportedSuspiciousActivity',
          level: 'high',
          state: 'atRisk',
          ip: '203.0.113.9',
          country: 'KP',
          correlationId: 'c-1',
        },
      ],
    });
  });

  it('is nothing where nothing was ever seen', async () => {
    assert.equal(await read({}), null);
  });

  it('is known by half where one of the two may be read and tells something', async () => {
    assert.equal((await read({ account: ACCOUNT, detections: NO_PERMISSION }))?.level, 'high');
    assert.equal((await read({ account: NO_PERMISSION, detections: [DETECTION] }))?.detections.length, 1);
  });

  it('is not taken for nothing where the other half could not be read', async () => {
    await assert.rejects(read({ detections: NO_PERMISSION }), NO_PERMISSION);
    await assert.rejects(read({ account: NO_PERMISSION, detections: [] }), NO_PERMISSION);
  });

  it('is unknown without its licence', async () => {
    const error = new MissingLicence('Microsoft Entra ID P2', 'risky users');
    await assert.rejects(read({ account: error, detections: error }), error);
  });

  it('never holds what was seen of somebody else', async () => {
    const others = [{ ...DETECTION, userId: 'bob' }, { ...DETECTION, id: null }, null];
    assert.deepEqual((await read({ account: ACCOUNT, detections: others }))?.detections, []);
  });
});
