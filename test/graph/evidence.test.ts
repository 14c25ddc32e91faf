import assert from 'node:assert/strict';
import { createCompany } from '../../demo/tenant/company.ts';
import type { Fault } from '../../demo/tenant/faults.ts';
import {
  type RequestRecord,
  startTenant,
  type Tenant,
  type TenantOptions,
} from '../../demo/tenant/tenant.ts';
import { systemClock } from '../../src/clock.ts';
import { createAccounts } from '../../src/graph/account.ts';
import { createBudget, LIMITS } from '../../src/graph/budget.ts';
import { createGraph } from '../../src/graph/client.ts';
import { createDirectory } from '../../src/graph/directory.ts';
import { createEvidenceReaders } from '../../src/graph/evidence.ts';
import { permissionTable } from '../../src/graph/requests.ts';
import { createCollector } from '../../src/triage/collect.ts';
import type { Evidence, Read } from '../../src/triage/evidence.ts';

const PERMISSIONS = permissionTable().map(({ permission }) => permission);
const UNLIMITED = { requests: Number.POSITIVE_INFINITY, milliseconds: 0, keptForQuestions: 0 };
const limits = Object.fromEntries(
  Object.keys(LIMITS).map((name) => [name, UNLIMITED]),
) as unknown as typeof LIMITS;

/** What Muster reads of somebody, in the whole way through Graph's protocol. */
async function readIn(options: Partial<TenantOptions>, cause = 'authenticator-on-old-phone') {
  const tenant: Tenant = await startTenant({ company: createCompany(), ...options });
  try {
    const clock = systemClock;
    const budget = createBudget({ clock, limits });
    const graph = createGraph({ baseUrl: tenant.url, token: async () => tenant.token, budget, clock });
    const urgency = 'interactive';
    const accounts = createAccounts(graph, { urgency, clock });
    const directory = { ...createDirectory(graph, urgency), findPerson: accounts.findPerson };
    const readers = createEvidenceReaders({ graph, directory, accounts, urgency, clock });
    const collector = createCollector({ ...readers, clock, breakGlassIds: [] });
    const [who] = tenant.company.troubles.get(cause) ?? [];
    const person = await directory.findPerson(who?.id ?? '');
    assert.ok(person);
    const until = clock.now();
    const question = { since: new Date(until.getTime() - 7 * 86_400_000), until, application: null };
    const evidence = await collector.collect({ person, question }).whole;
    return { evidence, requests: tenant.requests };
  } finally {
    await tenant.stop();
  }
}

/** By name: what is known, and why the rest is not. */
function gaps(evidence: Evidence): Record<string, string> {
  const reads = Object.entries(evidence).filter((entry): entry is [string, Read<unknown>] =>
    Boolean(entry[1] && typeof entry[1] === 'object' && 'known' in entry[1]),
  );
  return Object.fromEntries(
    reads.flatMap(([name, read]) => (read.known || read.because ? [] : [[name, read.reason]])),
  );
}

const beta = ({ path }: RequestRecord) => path.startsWith('/beta/');
const onBeta =
  (fault: Fault) =>
  (request: RequestRecord): Fault | undefined =>
    beta(request) ? fault : undefined;

describe('evidence out of the simulated tenant', () => {
  it('is whole, by requests that a stricter Graph takes', async () => {
    const { evidence, requests } = await readIn({});
    assert.deepEqual(gaps(evidence), {});
    assert.deepEqual(
      requests
        .filter(({ status }) => status !== 200)
        .map(({ path, status }) => `${status} ${path}`.slice(0, 38)),
      ['404 /v1.0/identityProtection/riskyUser'],
    );
    assert.ok(evidence.signIns.known && evidence.signIns.value.some(({ code }) => code === 500121));
    assert.equal(evidence.edition, 'P2');
  });

  it('costs one person six requests at most, three of them of the reports', async () => {
    const { requests } = await readIn({});
    const id = /[0-9a-f]{8}-/;
    const personal = requests.filter(({ path }) => id.test(path));
    assert.ok(personal.length <= 6, personal.map(({ path }) => path).join('\n'));
    assert.ok(personal.filter((request) => request.class === 'reports').length <= 3);
  });

  it('is read without steps and without last use where there is no beta', async () => {
    const { evidence } = await readIn({ faults: onBeta({ kind: 'status', status: 404 }) });
    assert.deepEqual(gaps(evidence), {});
    const rows = evidence.signIns.known ? evidence.signIns.value : [];
    assert.ok(rows.length > 0);
    assert.ok(rows.every(({ steps }) => !steps.known && /beta/.test(steps.reason)));
    assert.ok(evidence.methods.known && evidence.methods.value.length > 0);
  });

  for (const [permission, missing] of [
    ['AuditLog.Read.All', ['audits', 'changes', 'others', 'signIns']],
    ['UserAuthenticationMethod.Read.All', ['methods']],
    ['Policy.Read.All', ['methodRules', 'policies', 'securityDefaults']],
    ['IdentityRiskyUser.Read.All', ['risk']],
    ['IdentityRiskEvent.Read.All', ['risk']],
    ['ServiceHealth.Read.All', ['incidents']],
    ['RoleManagement.Read.Directory', []],
    ['GroupMember.ReadBasic.All', []],
    ['Organization.Read.All', []],
    ['LicenseAssignment.Read.All', []],
  ] as const) {
    it(`names what is missing without ${permission}, and reads the rest`, async () => {
      const permissions = PERMISSIONS.filter((one) => one !== permission);
      const { evidence } = await readIn({ permissions });
      const found = gaps(evidence);
      assert.deepEqual(Object.keys(found).sort(), [...missing]);
      for (const reason of Object.values(found)) assert.ok(reason.includes(permission), reason);
    });
  }

  it('says in the sign-in rows that their policies are not told without Policy.Read.All', async () => {
    const permissions = PERMISSIONS.filter((one) => one !== 'Policy.Read.All');
    const { evidence } = await readIn({ permissions });
    const rows = evidence.signIns.known ? evidence.signIns.value : [];
    assert.ok(rows.length > 0);
    assert.ok(rows.every(({ policies }) => !policies.known));
  });

  it('names the licence that a free tenant lacks', async () => {
    const { evidence } = await readIn({ licences: [] });
    const found = gaps(evidence);
    assert.match(found.signIns ?? '', /needs Microsoft Entra ID P1/);
    assert.match(found.risk ?? '', /needs Microsoft Entra ID P2/);
    assert.equal(evidence.audits.known && evidence.methods.known, true);
  });

  it('holds why a temporary pass does not work', async () => {
    const { evidence } = await readIn({}, 'temporary-access-pass-unusable');
    const passes = evidence.methods.known
      ? evidence.methods.value.filter(({ kind }) => kind === 'temporary-pass')
      : [];
    assert.deepEqual(
      passes.map(({ usable, unusableBecause }) => [usable, unusableBecause]),
      [[false, 'Expired']],
    );
  });

  it('holds the switch that asks one person alone', async () => {
    const { evidence } = await readIn({}, 'per-user-mfa-left-on');
    assert.ok(evidence.perUserMfa.known && evidence.perUserMfa.value !== 'disabled');
  });

  it('holds what makes an account risky', async () => {
    const { evidence } = await readIn({}, 'fraud-reported');
    assert.ok(evidence.risk.known && (evidence.risk.value?.detections.length ?? 0) > 0);
  });
});
