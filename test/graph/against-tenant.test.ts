import assert from 'node:assert/strict';
import { bigCompany, crowdId } from '../../demo/tenant/big-company.ts';
import { createCompany } from '../../demo/tenant/company.ts';
import type { Fault } from '../../demo/tenant/faults.ts';
import { DEFAULT_PERMISSIONS } from '../../demo/tenant/permissions.ts';
import { startTenant, type Tenant, type TenantOptions } from '../../demo/tenant/tenant.ts';
import { MissingLicence, MissingPermission, NotFound, Unavailable } from '../../src/errors.ts';
import { createAccounts } from '../../src/graph/account.ts';
import { createBudget } from '../../src/graph/budget.ts';
import { createGraph, type Graph } from '../../src/graph/client.ts';
import { createDirectory } from '../../src/graph/directory.ts';
import { createBulkDirectory } from '../../src/graph/directory-rows.ts';
import { probeGraph } from '../../src/graph/probe.ts';
import { createRegistrationLog } from '../../src/graph/registration-log.ts';
import { createRegistrationRules } from '../../src/graph/registration-rules.ts';
import { createRegistrations } from '../../src/graph/registrations.ts';
import { readEdition } from '../../src/graph/tenant.ts';
import { registrationState } from '../../src/people/registration.ts';
import { createManualClock, type ManualClock } from '../support/clock.ts';

const company = createCompany();
const { named, groups } = company;

interface Visit {
  readonly tenant: Tenant;
  readonly graph: Graph;
  readonly clock: ManualClock;
}

/** Against a tenant whose time is the test's, with everything that it can be strict about. */
async function visit(options: Partial<TenantOptions>, work: (visit: Visit) => Promise<void>): Promise<void> {
  const clock = createManualClock();
  const tenant = await startTenant({ company, validate: true, throttle: true, now: clock.now, ...options });
  const budget = createBudget({ clock });
  const graph = createGraph({ baseUrl: tenant.url, token: async () => tenant.token, budget, clock });
  let done = false;
  const passTime = async () => {
    // The tenant's answers come in their own time; the limits go by this clock.
    while (!done) await clock.advance(100);
  };
  const working = work({ tenant, graph, clock }).finally(() => {
    done = true;
  });
  try {
    await Promise.all([working, passTime()]);
  } finally {
    await tenant.stop();
  }
}

async function collect<Value>(values: AsyncIterable<Value>): Promise<Value[]> {
  const collected: Value[] = [];
  for await (const value of values) collected.push(value);
  return collected;
}

describe('the adapter against a strict tenant', () => {
  it('finds people by object id and user principal name, guests too', () =>
    visit({}, async ({ graph, clock }) => {
      const directory = createAccounts(graph, { urgency: 'interactive', clock });
      const byName = await directory.findPerson(named.helpdesk.userPrincipalName.toUpperCase());
      assert.equal(byName?.id, named.helpdesk.id);
      assert.deepEqual(await directory.findPerson(named.helpdesk.id), byName);
      assert.equal(byName?.department, 'IT');
      const guest = company.users.find((user) => user.userPrincipalName.includes('#EXT#'));
      assert.equal((await directory.findPerson(guest?.userPrincipalName ?? ''))?.kind, 'guest');
      assert.equal(await directory.findPerson('nobody@haldenbrook.example'), undefined);
      assert.equal(await directory.findPerson("o'brien/../#%@haldenbrook.example"), undefined);
    }));

  it('searches people by any name, best first', () =>
    visit({}, async ({ graph }) => {
      const directory = createDirectory(graph, 'interactive');
      for (const words of ['Nora Feldkamp', 'feldkamp', 'Feldkamp Nora', named.helpdesk.userPrincipalName]) {
        assert.equal((await directory.searchPeople(words, 5))[0]?.id, named.helpdesk.id, words);
      }
      assert.deepEqual(await directory.searchPeople("x') or (1 eq 1", 5), []);
    }));

  it('sees nested membership, and past a group that is gone', () =>
    visit({}, async ({ graph }) => {
      const directory = createDirectory(graph, 'interactive');
      const asked = [groups.admins.id, groups.helpdesk.id, '99999999-9999-4999-8999-999999999999'];
      assert.deepEqual(await directory.groupsHolding(named.admin.id, asked), new Set([groups.admins.id]));
      assert.deepEqual(await directory.groupsHolding(named.user.id, asked), new Set());
    }));

  it('names the organisation and its edition', () =>
    visit({}, async ({ graph }) => {
      const organisation = await createDirectory(graph, 'interactive').organisation();
      assert.equal(organisation.tenantId, company.tenantId);
      assert.match(organisation.countryCode ?? '', /^[A-Z]{2}$/);
      assert.equal(await readEdition(graph, 'interactive'), 'P2');
    }));

  it('knows every kind of method that anybody there has registered', () =>
    visit({ throttle: false }, async ({ graph }) => {
      const registrations = createRegistrations(graph, 'interactive');
      const people = [...company.users.slice(0, 25), ...Object.values(named)];
      for (const { id, userPrincipalName } of people) {
        const methods = await registrations.methodsOf(id);
        assert.ok(
          methods?.every((method) => method.kind !== 'unknown'),
          userPrincipalName,
        );
      }
      const state = async (id: string) => registrationState((await registrations.methodsOf(id)) ?? []);
      assert.equal(await state(named.user.id), 'none');
      assert.equal(await state(named.phoneOnlyAdmin.id), 'phone-only');
      assert.equal(await state(named.admin.id), 'passkey');
    }));

  it('reads the whole report, everybody once', () =>
    visit({ company: bigCompany(5_000) }, async ({ graph }) => {
      const pages = await collect(createRegistrations(graph, 'background').reportPages());
      assert.deepEqual(
        pages.map((page) => page.length),
        [999, 999, 999, 999, 999, 5],
      );
      assert.equal(new Set(pages.flat().map((row) => row.personId)).size, 5_000);
    }));

  it('reads everybody of a large directory once, and their standing', () =>
    visit({ company: bigCompany(2_500) }, async ({ graph }) => {
      const directory = createBulkDirectory(graph, 'background');
      const rows = (await collect(directory.everybody())).flat();
      assert.equal(new Set(rows.map((row) => row.personId)).size, 2_500);
      const some = rows.slice(0, 50);
      const standings = await directory.standingOf([...some.map((row) => row.personId), crowdId(2_500)]);
      for (const { personId, enabled } of some) {
        assert.equal(standings.get(personId), enabled ? 'enabled' : 'disabled');
      }
      assert.equal(standings.get(crowdId(2_500)), 'gone');
    }));

  it('reads the people in a group through its nesting, and tells when there is no such group', () =>
    visit({}, async ({ graph }) => {
      const directory = createBulkDirectory(graph, 'background');
      const people = (await collect(directory.peopleIn(groups.excluded.id))).flat();
      assert.equal(people.length, 17);
      assert.ok(people.every((id) => company.accounts.has(id)));
      await assert.rejects(
        collect(directory.peopleIn('99999999-9999-4999-8999-999999999999')),
        (error: unknown) => error instanceof NotFound && /99999999/.test(error.message),
      );
    }));

  it('hears of a registration from the log', () => {
    const own = createCompany({ now: () => new Date(), troubles: [] });
    return visit({ company: own }, async ({ graph, clock }) => {
      const log = createRegistrationLog(graph, { urgency: 'background', clock });
      const begun = new Date(Date.now() - 1_000);
      const news = async () => (await collect(log.newsSince(begun).pages)).flat();
      assert.deepEqual(await news(), []);
      const [app] = own.account(own.named.helpdesk.id).methods.slice(1);
      own.register(own.named.user.id, app ?? assert.fail('no app'));
      assert.deepEqual(
        (await news()).map(({ personId, what }) => ({ personId, what })),
        [{ personId: own.named.user.id, what: 'registered' }],
      );
    });
  });

  it('reads what the tenant’s rules say about registering', () =>
    visit({}, async ({ graph }) => {
      const directory = createDirectory(graph, 'interactive');
      const rules = createRegistrationRules(graph, { urgency: 'interactive', directory });
      assert.deepEqual(await rules.alternativesFor(named.user.id), ['security-key', 'temporary-pass']);
      assert.deepEqual(await rules.entraCampaign(), { state: 'microsoft', method: 'authenticator' });
    }));

  it('has every permission that its table names', () =>
    visit({}, async ({ graph }) => {
      const probes = await collect(probeGraph(graph));
      assert.deepEqual(
        probes.filter((probe) => probe.status !== 'ok'),
        [],
      );
    }));

  it('tells of each permission that it is missing, and stays silent about the others', () =>
    visit({ permissions: [] }, async ({ graph }) => {
      const missing = (await collect(probeGraph(graph))).slice(0, -1).map(({ error }) => {
        assert.ok(error instanceof MissingPermission);
        return error.permission;
      });
      assert.deepEqual(missing, DEFAULT_PERMISSIONS);
    }));

  for (const permission of DEFAULT_PERMISSIONS) {
    it(`needs no more than ${permission} for what it says it is for`, () =>
      visit({ permissions: [permission] }, async ({ graph }) => {
        const probes = await collect(probeGraph(graph));
        assert.equal(probes.find(({ name }) => name.endsWith(` ${permission}`))?.status, 'ok');
      }));
  }

  it('tells a missing licence from a missing permission', () =>
    visit({ licences: [] }, async ({ graph }) => {
      await assert.rejects(collect(createRegistrations(graph, 'background').reportPages()), MissingLicence);
    }));

  it('tells that its token is not accepted', () =>
    visit({}, async ({ tenant, clock }) => {
      const budget = createBudget({ clock });
      const graph = createGraph({ baseUrl: tenant.url, token: async () => 'old', budget, clock });
      await assert.rejects(createDirectory(graph, 'interactive').organisation(), Unavailable);
    }));

  it('is never refused for asking too often, and answers a question in the middle of the work', () =>
    visit({}, async ({ tenant, graph, clock }) => {
      const work = createRegistrations(graph, 'background');
      const reading = Promise.all(company.users.slice(0, 12).map(({ id }) => work.methodsOf(id)));
      while (tenant.requests.length < 3) await new Promise((resolve) => setImmediate(resolve));
      const asked = clock.elapsed;
      await createRegistrations(graph, 'interactive').methodsOf(named.user.id);
      assert.ok(clock.elapsed - asked < 5_000, `${clock.elapsed - asked} ms`);
      await reading;
      assert.ok(clock.elapsed >= 30_000, 'twelve at three in ten seconds');
      assert.ok(tenant.requests.every((request) => request.status === 200));
    }));

  it('gets through a bad day with what it was asked for', () => {
    let count = 0;
    const faults: readonly (Fault | undefined)[] = [
      { kind: 'reset' },
      { kind: 'html', status: 503 },
      undefined,
      { kind: 'status', status: 429, retryAfterSeconds: 20 },
      { kind: 'cut', bytes: 200 },
      undefined,
      { kind: 'empty', status: 200 },
    ];
    return visit({ company: bigCompany(3_000), faults: () => faults[count++] }, async ({ graph }) => {
      const pages = await collect(createRegistrations(graph, 'background').reportPages());
      assert.equal(pages.flat().length, 3_000);
    });
  });
});
