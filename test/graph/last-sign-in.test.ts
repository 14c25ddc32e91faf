import assert from 'node:assert/strict';
import { MissingLicence, MissingPermission } from '../../src/errors.ts';
import { createBudget } from '../../src/graph/budget.ts';
import { createGraph } from '../../src/graph/client.ts';
import { readLastSignIn } from '../../src/graph/last-sign-in.ts';
import { createManualClock } from '../support/clock.ts';
import { type Reply, serveGraph } from '../support/fake-graph.ts';

const NOW = new Date('2026-11-20T09:00:00Z');
const RECENT = '2026-11-10T09:00:00Z';
const DENIED: Reply = {
  status: 403,
  json: { error: { code: 'Authentication_MSGraphPermissionMissing', message: 'no' } },
};
const UNLICENSED: Reply = {
  status: 403,
  json: { error: { code: 'Authentication_RequestFromNonPremiumTenantOrB2CTenant', message: 'no' } },
};

const kept = (signInActivity: object | null): Reply => ({ json: { id: 'me', signInActivity } });
const logged = (...value: readonly object[]): Reply => ({ json: { value } });

/** The account's own word, and the log's. */
async function read(account: Reply, log: Reply) {
  const seen: string[] = [];
  await using server = await serveGraph(({ url }) => {
    seen.push(decodeURIComponent(url.replaceAll('+', ' ')));
    return url.includes('/signIns') ? log : account;
  });
  const clock = { ...createManualClock(NOW), now: () => NOW };
  const graph = createGraph({
    baseUrl: server.baseUrl,
    token: async () => 't',
    budget: createBudget({ clock }),
    clock,
  });
  const last = await readLastSignIn(graph, { urgency: 'background', clock }, 'me').catch(
    (error: unknown) => error,
  );
  return { last, seen };
}

const success = logged({ createdDateTime: RECENT });

describe('the last sign-in of an account', () => {
  it('is what Graph keeps with it, without a look at the log', async () => {
    const { last, seen } = await read(
      kept({ lastSuccessfulSignInDateTime: RECENT, lastSignInDateTime: RECENT }),
      DENIED,
    );
    assert.deepEqual(last, { at: new Date(RECENT), attemptOnly: false, withinDays: null, instead: null });
    assert.deepEqual(seen, ['/v1.0/users/me?$select=id,signInActivity']);
  });

  it('was never, where Graph keeps none', async () => {
    const { last } = await read(kept(null), DENIED);
    assert.deepEqual(last, { at: null, attemptOnly: false, withinDays: null, instead: null });
  });

  it('is in the log, where Graph keeps an attempt alone', async () => {
    const attempt = { lastSignInDateTime: RECENT, lastSuccessfulSignInDateTime: null };
    const { last, seen } = await read(kept(attempt), success);
    assert.deepEqual(last, { at: new Date(RECENT), attemptOnly: false, withinDays: null, instead: null });
    assert.match(
      seen[1] ?? '',
      /\$filter=userId eq 'me' and createdDateTime ge 2026-10-21T09:00:00Z and status\/errorCode eq 0/,
    );
    const { last: tried } = await read(kept(attempt), logged());
    assert.deepEqual(tried, { at: new Date(RECENT), attemptOnly: true, withinDays: null, instead: null });
  });

  it('is in the log, where what Graph keeps is older than the log, or nothing yet', async () => {
    const old = { lastSuccessfulSignInDateTime: '2026-05-01T09:00:00Z' };
    for (const activity of [old, null]) {
      const { last } = await read(kept(activity), success);
      assert.deepEqual(last, { at: new Date(RECENT), attemptOnly: false, withinDays: null, instead: null });
    }
    const stays = { at: new Date(old.lastSuccessfulSignInDateTime), attemptOnly: false };
    for (const silent of [logged(), DENIED]) {
      const { last } = await read(kept(old), silent);
      assert.deepEqual(last, { ...stays, withinDays: null, instead: null });
    }
  });

  it('is what the log of 30 days says, where what Graph keeps may not be read', async () => {
    const { last } = await read(DENIED, success);
    assert.ok(typeof last === 'object' && last !== null && 'withinDays' in last && 'instead' in last);
    assert.equal(last.withinDays, 30);
    assert.ok(last.instead instanceof MissingPermission);
    const { last: refused } = await read({ status: 400, json: { error: { code: 'BadRequest' } } }, success);
    assert.ok(typeof refused === 'object' && refused !== null && 'withinDays' in refused);
  });

  it('is not known, where neither may be read', async () => {
    assert.ok((await read(DENIED, DENIED)).last instanceof MissingPermission);
    assert.ok((await read(UNLICENSED, UNLICENSED)).last instanceof MissingLicence);
  });
});
