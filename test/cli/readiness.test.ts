import assert from 'node:assert/strict';
import { DEFAULT_PERMISSIONS } from '../../demo/tenant/permissions.ts';
import { startTenant, type TenantOptions } from '../../demo/tenant/tenant.ts';
import { createTools } from '../../src/app/tools.ts';
import { runCommandLine } from '../../src/cli/run.ts';
import { loadConfig } from '../../src/config.ts';
import { GATE_IDS, type GateId, type GateStatus } from '../../src/rollout/gate.ts';
import { type ReadinessTenant, tenantInOrder, tenantInTrouble } from '../support/readiness-tenants.ts';

/** Repeats at once what failed. */
const clock = { now: () => new Date(), sleep: async () => {} };
const NO_LIMIT = { requests: 1_000, milliseconds: 1, keptForQuestions: 0 };
const NO_LIMITS = {
  directory: NO_LIMIT,
  activity: NO_LIMIT,
  reports: NO_LIMIT,
  protection: NO_LIMIT,
  health: NO_LIMIT,
  teamwork: NO_LIMIT,
};

interface Printed {
  readonly gates: readonly {
    readonly id: GateId;
    readonly status: GateStatus;
    readonly found: string;
    readonly fix: string;
    readonly items: readonly { readonly kind: string; readonly id: string | null; readonly name: string }[];
  }[];
  readonly asOf: string;
}

async function run(
  { company, breakGlassIds, excludedGroupId }: ReadinessTenant,
  options: Partial<TenantOptions> = {},
  words: readonly string[] = ['--json'],
) {
  const tenant = await startTenant({ validate: true, ...options, company });
  try {
    const config = loadConfig({
      LOCAL_ONLY: 'true',
      GRAPH_BASE_URL: tenant.url,
      GRAPH_ACCESS_TOKEN: tenant.token,
      BREAK_GLASS_IDS: breakGlassIds.join(','),
      ...(excludedGroupId === null ? {} : { EXCLUDED_GROUP_ID: excludedGroupId }),
    });
    const said = { out: '', error: '' };
    const status = await runCommandLine(['readiness', ...words], {
      out: async (text) => {
        said.out += text;
      },
      say: (text) => {
        said.error += text;
      },
      signal: new AbortController().signal,
      tools: async () => createTools(config, 1, { graphLimits: NO_LIMITS, clock }),
    });
    return { status, ...said };
  } finally {
    await tenant.stop();
  }
}

async function gatesOf(tenant: ReadinessTenant, options: Partial<TenantOptions> = {}) {
  const { status, out, error } = await run(tenant, options);
  assert.deepEqual([status, error], [0, ''], out);
  const printed: Printed = JSON.parse(out);
  return {
    printed,
    statuses: Object.fromEntries(printed.gates.map((gate) => [gate.id, gate.status])),
    gate(id: GateId) {
      const found = printed.gates.find((gate) => gate.id === id);
      assert.ok(found, id);
      return found;
    },
  };
}

const every = (status: GateStatus) => Object.fromEntries(GATE_IDS.map((id) => [id, status]));

describe('muster readiness', function () {
  this.timeout(20_000);

  it('passes every gate of a tenant in order, in the contract’s order', async () => {
    const { printed, statuses, gate } = await gatesOf(tenantInOrder());
    assert.deepEqual(statuses, every('pass'));
    assert.deepEqual(
      printed.gates.map(({ id }) => id),
      GATE_IDS,
    );
    assert.match(printed.asOf, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    assert.match(
      gate('break-glass-not-registered').found,
      /With a passkey or certificate, .*emergency-north/,
    );
    assert.match(gate('enforcement-policy').found, /“Everybody: MFA” asks everybody.* Left out as planned/);
  });

  it('fails every gate of a tenant in trouble, and names what and where', async () => {
    const { printed, statuses, gate } = await gatesOf(tenantInTrouble());
    assert.deepEqual(statuses, every('fail'));
    for (const { id, found, fix } of printed.gates) {
      assert.notEqual(found, '', id);
      assert.match(fix, /\S.* https:\/\/entra\.microsoft\.com\/#view\//, id);
    }
    const [caught] = gate('break-glass-excluded').items;
    assert.deepEqual([caught?.kind, caught?.name], ['policy', 'Security readers: compliant device']);
  });

  it('knows nothing for sure without permissions, passes nothing, and names each that is missing', async () => {
    const { printed, statuses } = await gatesOf(tenantInOrder(), { permissions: ['User.Read.All'] });
    assert.deepEqual(statuses, {
      ...every('unknown'),
      // An account that may be read tells by itself whether it exists and is enabled.
      'break-glass-two-accounts': 'pass',
    });
    const missing = (id: GateId) => printed.gates.find((gate) => gate.id === id)?.fix ?? '';
    assert.match(missing('break-glass-global-admin'), /RoleManagement\.Read\.Directory/);
    assert.match(missing('break-glass-not-registered'), /UserAuthenticationMethod\.Read\.All/);
    assert.match(missing('break-glass-tested'), /AuditLog\.Read\.All/);
    for (const id of [
      'break-glass-excluded',
      'enforcement-policy',
      'security-defaults',
      'registration-campaign-conflict',
    ] as const) {
      assert.match(missing(id), /Policy\.Read\.All/, id);
    }
  });

  for (const permission of DEFAULT_PERMISSIONS.filter((one) => /Role|Member|Audit|Policy|Method/.test(one))) {
    it(`turns a pass into anything but a pass, or leaves it alone, without ${permission}`, async () => {
      const permissions = DEFAULT_PERMISSIONS.filter((one) => one !== permission);
      const { printed } = await gatesOf(tenantInOrder(), { permissions });
      for (const { id, status, fix } of printed.gates) {
        if (status === 'pass') continue;
        assert.equal(status, 'unknown', id);
        assert.match(fix, new RegExp(`Grant ${permission}`), id);
      }
      assert.ok(printed.gates.some(({ status }) => status === 'unknown'));
    });
  }

  it('ends with 3 where nothing at all may be read, and still prints what it lacks', async () => {
    const { status, out } = await run(tenantInOrder(), { permissions: [] });
    assert.equal(status, 3);
    const { error, gates }: Printed & { readonly error: { readonly code: string } } = JSON.parse(out);
    assert.equal(error.code, 'missing-permission');
    assert.ok(gates.every((gate) => gate.status === 'unknown'));
  });

  it('ends with 5 where Graph is down, though it knows that no emergency account is configured', async () => {
    const { company } = tenantInOrder();
    const tenant = { company, breakGlassIds: [], excludedGroupId: null };
    const { status, out } = await run(tenant, { faults: () => ({ kind: 'reset' }) });
    assert.equal(status, 5, out);
  });

  it('ends with 5 where what answers knows none of Graph’s paths', async () => {
    const { status, out } = await run(tenantInOrder(), { faults: () => ({ kind: 'html', status: 404 }) });
    assert.equal(status, 5, out);
  });

  it('prints what is not in order first, for somebody at a terminal', async () => {
    const { status, out } = await run(tenantInTrouble(), {}, []);
    assert.equal(status, 0);
    assert.match(out, /^FAIL {2}Two emergency accounts \(break-glass-two-accounts\)\n {6}Emergency accounts/);
    assert.match(out, /16 not ready, 0 to look at, 0 not known, 0 in order\./);
  });
});
