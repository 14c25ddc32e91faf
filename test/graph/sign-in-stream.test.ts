import assert from 'node:assert/strict';
import { signIn } from '../../demo/tenant/company/sign-in.ts';
import { createCompany } from '../../demo/tenant/company.ts';
import { startTenant, type TenantOptions } from '../../demo/tenant/tenant.ts';
import { createBudget } from '../../src/graph/budget.ts';
import { createGraph } from '../../src/graph/client.ts';
import { createSignInStream, readLoggedSignIn } from '../../src/graph/sign-in-stream.ts';
import type { LoggedSignIn, LogWindow, Reading, SignInBook } from '../../src/rollout/sign-in-log.ts';
import { readSignIns } from '../../src/rollout/sign-in-reader.ts';
import { codesOfRollout } from '../../src/triage/codes.ts';
import { createHastyClock } from '../support/clock.ts';

const HOUR = 3_600_000;
const START = new Date('2026-11-20T09:00:00Z');
const DAY = { from: new Date(START.getTime() - 24 * HOUR), to: START };

/** A company that signs in `perHour` times an hour, read by somebody who waits for nothing but Graph's limits. */
async function visit(
  perHour: number,
  options: Partial<TenantOptions>,
  work: (visit: {
    readonly stream: ReturnType<typeof createSignInStream>;
    readonly clock: ReturnType<typeof createHastyClock>;
    readonly tenant: Awaited<ReturnType<typeof startTenant>>;
  }) => Promise<void>,
): Promise<void> {
  const clock = createHastyClock(START);
  const company = createCompany({ now: () => START });
  const account = company.find(company.named.user.id);
  if (account === undefined) throw new Error('nobody signs in here');
  const count = perHour * 24;
  company.signIns = Array.from({ length: count }, (_, index) =>
    signIn(
      account,
      {
        ago: (index * 24 * HOUR) / count,
        code: index % 50 === 0 ? 500121 : 0,
        more: { id: `row-${String(index).padStart(6, '0')}` },
      },
      START,
    ),
  );
  const tenant = await startTenant({ company, throttle: true, now: clock.now, ...options });
  const graph = createGraph({
    baseUrl: tenant.url,
    token: async () => tenant.token,
    budget: createBudget({ clock }),
    clock,
  });
  try {
    await work({ stream: createSignInStream(graph, clock), clock, tenant });
  } finally {
    await tenant.stop();
  }
}

async function idsIn(rows: AsyncIterable<readonly LoggedSignIn[]>): Promise<string[]> {
  const ids: string[] = [];
  for await (const page of rows) ids.push(...page.map(({ id }) => id));
  return ids;
}

describe('the stream of sign-ins against a strict tenant', () => {
  it('reads a window of everything, of some results and of some accounts', () =>
    visit(20, {}, async ({ stream, tenant }) => {
      const read = (only: LogWindow['only']) => idsIn(stream.read({ ...DAY, only }));
      const everything = await read('everything');
      assert.equal(everything.length, 480);
      const failures = await read({ codes: codesOfRollout().slice(0, 19).concat(500121) });
      assert.equal(failures.length, 10);
      assert.deepEqual(await read({ personIds: [tenant.company.named.admin?.id ?? ''] }), []);
      assert.equal((await read({ personIds: [tenant.company.named.user?.id ?? ''] })).length, 480);
    }));

  it('reads v1.0 where beta cannot be read, and does not ask for beta again at once', () => {
    let beta = 0;
    const faults: TenantOptions['faults'] = ({ path }) => {
      if (!path.startsWith('/beta')) return undefined;
      beta += 1;
      return { kind: 'status', status: 400 };
    };
    return visit(20, { faults }, async ({ stream }) => {
      for (let time = 0; time < 2; time += 1) {
        assert.equal((await idsIn(stream.read({ ...DAY, only: 'everything' }))).length, 480);
      }
      assert.equal(beta, 1);
    });
  });

  it('catches up with 24 hours of downtime within the limits: not one 429', async function () {
    this.timeout(60_000);
    await visit(1_200, { validate: false }, async ({ stream, clock, tenant }) => {
      const { book, ids } = bookInMemory({ readTo: DAY.from, hourLookedBack: START, dayLookedBack: START });
      const options = { source: stream, book, clock, codes: codesOfRollout(), accounts: async () => ['a'] };
      let rounds = 1;
      while ((await readSignIns(options, 50_000)).behind) rounds += 1;
      assert.equal(ids.size, 28_800);
      assert.equal(tenant.requests.filter(({ status }) => status !== 200).length, 0);
      const minutes = (clock.now().getTime() - START.getTime()) / 60_000;
      assert.ok(minutes < 6, `${minutes} minutes of waiting for ${tenant.requests.length} requests`);
      assert.ok(rounds > 1, 'a backlog gives way to others now and then');
    });
  });
});

function bookInMemory(begin: Partial<Reading>): { readonly book: SignInBook; readonly ids: Set<string> } {
  const ids = new Set<string>();
  const reading: Reading = {
    readTo: null,
    accountsReadTo: null,
    breadth: 'everything',
    breadthSince: null,
    hourLookedBack: null,
    dayLookedBack: null,
    resumeFrom: null,
    resumeBegan: null,
    resumeBack: null,
    ...begin,
  };
  return {
    ids,
    book: {
      reading: async () => ({ ...reading }),
      async save(rows) {
        const before = ids.size;
        for (const { id } of rows) ids.add(id);
        return ids.size - before;
      },
      async note(progress) {
        Object.assign(reading, progress);
      },
      forgetBefore: async () => 0,
    },
  };
}

describe('a row of the stream', () => {
  it('tells nothing without id, time, person or result', () => {
    const whole = { id: 'a', createdDateTime: START.toISOString(), userId: 'b', status: { errorCode: 0 } };
    assert.equal(readLoggedSignIn(whole)?.interactive, true);
    for (const key of Object.keys(whole))
      assert.equal(readLoggedSignIn({ ...whole, [key]: undefined }), null);
  });

  it('names the policies that refused it, and what its last step said', () => {
    const row = readLoggedSignIn({
      id: 'a',
      createdDateTime: START.toISOString(),
      userId: 'b',
      status: { errorCode: 53003 },
      appliedConditionalAccessPolicies: [
        { displayName: 'Block', result: 'failure' },
        { displayName: 'Report', result: 'reportOnlyFailure' },
      ],
      authenticationDetails: [
        { authenticationStepResultDetail: 'Correct password' },
        { authenticationStepResultDetail: 'MFA denied; user declined the authentication' },
      ],
    });
    assert.deepEqual(row?.stoppedBy, ['Block']);
    assert.equal(row?.result, 'MFA denied; user declined the authentication');
  });
});
