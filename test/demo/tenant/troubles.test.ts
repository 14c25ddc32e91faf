import assert from 'node:assert/strict';
import { type Company, createCompany } from '../../../demo/tenant/company.ts';
import type { Entity } from '../../../demo/tenant/entity.ts';
import { project } from '../../../demo/tenant/project.ts';
import { TROUBLES } from '../../../demo/tenant/troubles/stage.ts';
import { contradictions } from '../../../demo/tenant/validator.ts';
import { withTenant } from './visit.ts';

const NOW = new Date('2026-11-20T09:00:00Z');

/** The code that ends the last attempt, as triage reads it; null: the log shows nothing. */
const LAST_CODE: Readonly<Record<string, number | null>> = {
  'authenticator-on-old-phone': 500121,
  'authenticator-no-notification': 500121,
  'default-authenticator-is-old-one': 500121,
  'authenticator-limit-reached': 500121,
  'push-withheld-anomalous-sign-in': 500121,
  'authenticator-outdated': 500121,
  'approving-on-watch': 500121,
  'push-blocked-in-china': 500121,
  'authenticator-restored-from-backup': 500121,
  'one-time-code-rejected': 500121,
  'interrupted-then-succeeded': 0,
  'telecom-throttled': 50088,
  'phone-number-changed': 500121,
  'phone-number-or-region-invalid': 500121,
  'telecom-method-retired': 50079,
  'never-registered': 50079,
  'registration-blocked-by-policy': 53010,
  'registration-blocked-by-risk': 53004,
  'methods-reset-by-admin': 50079,
  'policy-before-registration': 50079,
  'method-disabled-by-policy': 50079,
  'per-user-mfa-left-on': 50076,
  'security-defaults-registration': 50079,
  'temporary-access-pass-unusable': 130504,
  'wrong-password': 50126,
  'smart-lockout': 50053,
  'malicious-ip-blocked': 50053,
  'account-disabled': 50057,
  'password-expired': 50144,
  'session-revoked': 70043,
  'password-agent-unreachable': 80002,
  'sign-in-hours-restricted': 80012,
  'logs-not-yet-available': 0,
  'account-takeover': 500121,
  'stolen-password-prompts-declined': 0,
  'mfa-fatigue-succeeded': 0,
  'fraud-reported': 500121,
  'blocked-after-fraud-report': 500121,
  'declined-by-mistake': 0,
  'risk-policy-block': 53003,
  'device-not-compliant': 53000,
  'device-not-managed': 53001,
  'device-disabled-or-deleted': 135011,
  'windows-hello-or-passkey-lost': 130004,
  'legacy-authentication': 53003,
  'authentication-strength-not-met': 53003,
  'blocked-by-location-policy': 53003,
  'application-not-assigned': 50105,
  'nps-or-radius-mismatch': 500121,
  'external-mfa-provider': 50161,
  'service-incident': 500121,
  'licence-missing': null,
  'guest-home-mfa-not-trusted': 50079,
  'guest-not-redeemed-or-blocked': 50014,
};

const stagedAlone = (cause: string) => createCompany({ now: () => NOW, troubles: [cause] });

const signInsOf = (company: Company, id: string) => company.signIns.filter((row) => row.userId === id);
const codeOf = (row: Entity | undefined) =>
  (row?.status as { errorCode: number } | undefined)?.errorCode ?? null;

describe('people in trouble', () => {
  it('stand for every cause of the triage catalogue, one entry each', () => {
    assert.deepEqual(TROUBLES.map(({ cause }) => cause).sort(), Object.keys(LAST_CODE).sort());
  });

  it('live beside each other, except where a trouble says why it cannot', () => {
    const company = createCompany({ now: () => NOW });
    const apart = TROUBLES.filter(({ alone }) => alone !== undefined);
    assert.equal(company.troubles.size, TROUBLES.length - apart.length);
    assert.ok(apart.length <= 5);
    const names = company.users.map(({ userPrincipalName }) => userPrincipalName);
    assert.equal(new Set(names).size, names.length);
  });

  for (const { cause } of TROUBLES) {
    it(`of ${cause} end as they should, in rows that Microsoft’s schema takes`, () => {
      const company = stagedAlone(cause);
      const [person] = company.troubles.get(cause) ?? [];
      assert.ok(person);
      const rows = signInsOf(company, person.id);
      assert.equal(codeOf(rows[0]), LAST_CODE[cause]);
      const taken = (type: string, row: Entity) =>
        contradictions('beta', type, project(row, type, { version: 'beta', lateMembers: true }));
      for (const row of rows) {
        assert.ok(new Date(String(row.createdDateTime)) <= NOW);
        assert.deepEqual(taken('signIn', row), []);
      }
      for (const policy of company.policies) assert.deepEqual(taken('conditionalAccessPolicy', policy), []);
    });
  }

  it('name in their rows only policies that the tenant has', () => {
    for (const cause of Object.keys(LAST_CODE).filter((one) => one !== 'security-defaults-registration')) {
      const company = stagedAlone(cause);
      const known = new Set(company.policies.map(({ id }) => id));
      for (const row of company.signIns) {
        for (const { id, displayName } of row.appliedConditionalAccessPolicies as readonly Entity[]) {
          assert.ok(known.has(id), `${cause}: ${String(displayName)}`);
        }
      }
    }
  });

  it('keep the rows of one attempt together by its correlation id', () => {
    const company = stagedAlone('authenticator-on-old-phone');
    const [person] = company.troubles.get('authenticator-on-old-phone') ?? [];
    assert.ok(person);
    const attempts = Map.groupBy(signInsOf(company, person.id), (row) => row.correlationId);
    assert.deepEqual(
      [...attempts.values()].map((rows) => rows.map(codeOf)),
      [
        [500121, 50074],
        [500121, 50074],
        [500121, 50074],
        [0, 50074],
      ],
    );
  });

  it('share a trouble where it hits many', () => {
    for (const cause of ['service-incident', 'policy-before-registration', 'password-agent-unreachable']) {
      const company = stagedAlone(cause);
      const hit = company.troubles.get(cause) ?? [];
      assert.ok(hit.length >= 5, cause);
      for (const { id } of hit) assert.equal(codeOf(signInsOf(company, id)[0]), LAST_CODE[cause]);
    }
  });

  it('are reported as registered and yet not capable when their method was switched off', () => {
    const company = stagedAlone('method-disabled-by-policy');
    const [person] = company.troubles.get('method-disabled-by-policy') ?? [];
    const row = company.report.find(({ id }) => id === person?.id);
    assert.deepEqual([row?.isMfaRegistered, row?.isMfaCapable], [true, false]);
  });

  it('show what is different in the tenant: an incident, a policy, security defaults', async () => {
    const incident = stagedAlone('service-incident').healthIssues;
    assert.deepEqual(
      incident.map(({ classification }) => classification),
      ['incident'],
    );
    assert.ok(
      stagedAlone('policy-before-registration').policies.some(({ displayName }) =>
        /from today/.test(String(displayName)),
      ),
    );
    const defaults = stagedAlone('security-defaults-registration');
    assert.equal(defaults.securityDefaults.isEnabled, true);
    assert.deepEqual(defaults.policies, []);
  });

  it('are served whole by the tenant: every row of every log, on both versions', async () => {
    const company = createCompany();
    await withTenant({ company }, async ({ get, all }) => {
      for (const path of [
        '/auditLogs/signIns',
        '/auditLogs/directoryAudits',
        '/identityProtection/riskyUsers',
        '/identityProtection/riskDetections',
        '/admin/serviceAnnouncement/issues',
      ]) {
        assert.ok((await all(path)).length > 0, path);
        assert.equal((await get(`/beta${path}`)).status, 200, path);
      }
    });
  });
});
