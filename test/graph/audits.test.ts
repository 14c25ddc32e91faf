import assert from 'node:assert/strict';
import { readAudit } from '../../src/graph/audit.ts';
import { createAuditLog, isAbout } from '../../src/graph/audits.ts';
import { RequestRefused } from '../../src/graph/outcomes.ts';
import { rowOf } from '../../src/graph/requests.ts';
import { answeringGraph } from '../support/fake-graph.ts';

const ID = '0a0a0a0a-0000-4000-8000-000000000001';
const SINCE = new Date('2026-10-21T09:00:00Z');
const ROW = {
  id: 'a-1',
  activityDateTime: '2026-11-18T10:00:00Z',
  activityDisplayName: 'Admin deleted security info',
  category: 'UserManagement',
  result: 'success',
  resultReason: '',
  initiatedBy: {
    app: null,
    user: { id: 'admin', userPrincipalName: 'admin@contoso.com', ipAddress: '198.51.100.7' },
  },
  targetResources: [
    {
      id: ID,
      type: 'User',
      displayName: 'Ada',
      userPrincipalName: 'ada@contoso.com',
      modifiedProperties: [
        { displayName: 'State', oldValue: '"off"', newValue: '"on"' },
        { displayName: null },
      ],
    },
  ],
};

describe('a row of the audit log', () => {
  it('keeps who did what to whom', () => {
    assert.deepEqual(readAudit(ROW), {
      id: 'a-1',
      at: new Date('2026-11-18T10:00:00Z'),
      activity: 'Admin deleted security info',
      category: 'UserManagement',
      result: 'success',
      reason: null,
      byPerson: { id: 'admin', userPrincipalName: 'admin@contoso.com', ip: '198.51.100.7' },
      byApplication: null,
      targets: [
        {
          id: ID,
          kind: 'User',
          name: 'Ada',
          userPrincipalName: 'ada@contoso.com',
          changes: [{ name: 'State', from: '"off"', to: '"on"' }],
        },
      ],
    });
  });

  it('names the application where no person did it', () => {
    const event = readAudit({ ...ROW, initiatedBy: { user: null, app: { displayName: 'Sync' } } });
    assert.equal(event?.byPerson, null);
    assert.equal(event?.byApplication, 'Sync');
  });

  it('is left out where it tells nothing', () => {
    for (const row of [null, {}, { ...ROW, activityDateTime: '' }, { ...ROW, activityDisplayName: null }]) {
      assert.equal(readAudit(row), null);
    }
  });
});

describe('the audit log', () => {
  it('is asked for one person’s rows by their id', async () => {
    const graph = answeringGraph(() => [[ROW]]);
    const events = await createAuditLog(graph, 'interactive').auditsAbout([ID], SINCE);
    assert.equal(events.length, 1);
    assert.deepEqual(graph.asked[0]?.query, {
      $filter: `activityDateTime ge 2026-10-21T09:00:00Z and targetResources/any(t: t/id eq '${ID}')`,
      $orderby: 'activityDateTime desc',
      $top: '500',
    });
  });

  it('is asked for several people at once, and each row is known by its targets', async () => {
    const graph = answeringGraph(() => [[ROW]]);
    const [event] = await createAuditLog(graph, 'interactive').auditsAbout([ID, 'bob'], SINCE);
    const filter = graph.asked[0]?.query?.$filter ?? '';
    assert.ok(filter.endsWith(`targetResources/any(t: t/id eq '${ID}' or t/id eq 'bob')`), filter);
    assert.ok(event && isAbout(event, ID.toUpperCase()));
    assert.ok(event && !isAbout(event, 'bob'));
  });

  const change = { ...ROW, id: 'a-3', activityDisplayName: 'Update conditional access policy' };
  const POLICY_FILTER = /and \(loggedByService eq 'Conditional Access' or startswith\(activityDisplayName,'/;

  it('is asked for changes of policies by the beginnings of their names', async () => {
    const graph = answeringGraph(() => [[change]]);
    const events = await createAuditLog(graph, 'interactive').changes(SINCE);
    assert.equal(events.length, 1);
    assert.match(graph.asked[0]?.query?.$filter ?? '', POLICY_FILTER);
  });

  it('is searched for changes where such a question is refused', async () => {
    const row = rowOf('audits');
    const graph = answeringGraph(({ query }) => {
      if (!POLICY_FILTER.test(query?.$filter ?? '')) return [[ROW, change]];
      throw new RequestRefused(row, {
        status: 400,
        code: '',
        message: '',
        retryAfter: null,
        requestId: null,
      });
    });
    const events = await createAuditLog(graph, 'interactive').changes(SINCE);
    assert.deepEqual(
      events.map((event) => event.id),
      ['a-3'],
    );
  });
});
