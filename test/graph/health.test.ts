import assert from 'node:assert/strict';
import { readIncidents } from '../../src/graph/health.ts';
import { RequestRefused } from '../../src/graph/outcomes.ts';
import { rowOf } from '../../src/graph/requests.ts';
import { type Asked, answeringGraph } from '../support/fake-graph.ts';

const SINCE = new Date('2026-11-17T09:00:00Z');
const ISSUE = {
  id: 'MO1',
  title: 'Some users cannot complete multifactor authentication',
  service: 'Microsoft Entra',
  status: 'serviceDegradation',
  startDateTime: '2026-11-20T08:00:00Z',
  isResolved: false,
};

async function read(answer: (asked: Asked) => unknown) {
  const incidents = await readIncidents(answeringGraph(answer), 'interactive', SINCE);
  return incidents.map(({ id }) => id);
}

describe('Microsoft’s incidents', () => {
  it('are those about signing in, newest first', async () => {
    const issues = [
      { ...ISSUE, id: 'EX1', service: 'Exchange Online', title: 'Search is slow' },
      ISSUE,
      { ...ISSUE, id: 'TM1', service: 'Microsoft Teams', title: 'Users cannot sign in to Teams' },
      { ...ISSUE, id: 'MO2', startDateTime: '2026-11-20T08:30:00Z', title: 'Delays' },
      { ...ISSUE, id: 'MO3', startDateTime: null },
    ];
    assert.deepEqual(await read(() => [issues]), ['MO2', 'MO1', 'TM1']);
  });

  it('are those that last, or began lately, whatever comes back', async () => {
    const old = { ...ISSUE, startDateTime: '2026-10-01T00:00:00Z' };
    const issues = [
      { ...old, id: 'over', isResolved: true },
      { ...old, id: 'lasting' },
      { ...ISSUE, id: 'over today', isResolved: true },
    ];
    assert.deepEqual(await read(() => [issues]), ['over today', 'lasting']);
  });

  it('are searched for where the question is refused', async () => {
    const found = await read(({ query }) => {
      if (!query?.$filter) return [[ISSUE]];
      const refusal = { status: 400, code: '', message: '', retryAfter: null, requestId: null };
      throw new RequestRefused(rowOf('serviceIssues'), refusal);
    });
    assert.deepEqual(found, ['MO1']);
  });
});
