import assert from 'node:assert/strict';
import { OUTLOOK } from '../../../demo/tenant/company/log-words.ts';
import { signIn } from '../../../demo/tenant/company/sign-in.ts';
import { createCompany } from '../../../demo/tenant/company.ts';
import { EVERY_PERMISSION } from '../../../demo/tenant/permissions.ts';
import { withTenant } from './visit.ts';

interface Row {
  readonly id: string;
  readonly createdDateTime: string;
  readonly isInteractive: boolean;
  readonly userId: string;
}

const company = createCompany();
const troubled = (cause: string) => {
  const [person] = company.troubles.get(cause) ?? [];
  assert.ok(person, cause);
  return person;
};

describe('the sign-in log', () => {
  it('is read newest first, interactive rows alone, unless others are asked for on beta', async () => {
    await withTenant({ company }, async ({ get, all }) => {
      const rows = (await all('/auditLogs/signIns?$top=100')) as Row[];
      const dates = rows.map(({ createdDateTime }) => createdDateTime);
      assert.deepEqual(dates, [...dates].sort().reverse());
      assert.ok(rows.length > 400 && rows.every(({ isInteractive }) => isInteractive));
      const silent = "$filter=signInEventTypes/any(t: t eq 'nonInteractiveUser')";
      const others = (await get(`/beta/auditLogs/signIns?${silent}`)).body.value as Row[];
      assert.ok(others.length > 10 && others.every(({ isInteractive }) => !isInteractive));
      const both = `$filter=signInEventTypes/any(t: t eq 'nonInteractiveUser' or t eq 'interactiveUser')`;
      const { body } = await get(`/beta/auditLogs/signIns?${both}`);
      assert.equal(body.value.length, rows.length + others.length);
      assert.equal((await get(`/auditLogs/signIns?${silent}`)).status, 400);
    });
  });

  it('tells the steps of a sign-in on beta alone', async () => {
    await withTenant({ company }, async ({ get }) => {
      const { id } = troubled('authenticator-on-old-phone');
      const query = `/auditLogs/signIns?$filter=userId eq '${id}'&$top=1`;
      const [old] = (await get(query)).body.value;
      const [beta] = (await get(`/beta${query}`)).body.value;
      assert.equal('authenticationDetails' in old, false);
      assert.equal(beta.id, old.id);
      assert.equal(beta.status.errorCode, 500121);
      assert.equal(
        beta.authenticationDetails[1].authenticationStepResultDetail,
        'MFA denied; user did not respond to mobile app notification',
      );
      assert.equal(beta.authenticationDetails[1].authenticationMethodDetail, 'iPhone 11');
    });
  });

  it('leaves out which policies applied for who may not read policies', async () => {
    const permissions = EVERY_PERMISSION.filter((name) => !name.startsWith('Policy.'));
    await withTenant({ company, permissions }, async ({ get }) => {
      const [row] = (await get('/auditLogs/signIns?$top=1')).body.value;
      assert.equal('appliedConditionalAccessPolicies' in row, false);
      assert.ok(row.conditionalAccessStatus);
    });
  });

  it('hides report-only results from who does not prefer to see them', async () => {
    await withTenant({ company }, async ({ get }) => {
      const path = `/auditLogs/signIns?$filter=userId eq '${troubled('authenticator-no-notification').id}'&$top=1`;
      const results = async (headers: Record<string, string>) =>
        (await get(path, headers)).body.value[0].appliedConditionalAccessPolicies.map(
          ({ result }: { result: string }) => result,
        );
      assert.deepEqual(await results({}), ['failure', 'unknownFutureValue', 'notApplied']);
      assert.deepEqual(await results({ Prefer: 'include-unknown-enum-members' }), [
        'failure',
        'reportOnlyInterrupted',
        'notApplied',
      ]);
    });
  });

  it('writes names in small letters and compares them so', async () => {
    await withTenant({ company }, async ({ get }) => {
      const name = troubled('wrong-password').userPrincipalName;
      const found = async (upn: string) =>
        (await get(`/auditLogs/signIns?$filter=userPrincipalName eq '${upn}'`)).body.value.length;
      assert.ok((await found(name.toLowerCase())) > 0);
      assert.equal(await found(name.toUpperCase()), 0);
    });
  });

  it('is filtered by person, time and code together', async () => {
    await withTenant({ company }, async ({ get }) => {
      const { id } = troubled('wrong-password');
      const since = new Date(Date.now() - 3_600_000).toISOString();
      const filter = `userId eq '${id}' and createdDateTime ge ${since} and status/errorCode eq 50126`;
      assert.equal((await get(`/auditLogs/signIns?$filter=${filter}`)).body.value.length, 3);
    });
  });

  it('forgets what is older than thirty days', async () => {
    const own = createCompany({ troubles: [] });
    const someone = own.account(own.named.helpdesk.id);
    const now = new Date();
    for (const [day, app] of [
      [29, 'kept'],
      [31, 'gone'],
    ] as const) {
      own.addSignIn(signIn(someone, { ago: day * 86_400_000, code: 0, app: { ...OUTLOOK, name: app } }, now));
    }
    await withTenant({ company: own }, async ({ all }) => {
      const apps = ((await all('/auditLogs/signIns')) as { appDisplayName: string }[]).map(
        (row) => row.appDisplayName,
      );
      assert.equal(apps.includes('kept'), true);
      assert.equal(apps.includes('gone'), false);
    });
  });

  it('neither repeats nor loses a row when new ones arrive between two pages', async () => {
    const own = createCompany({ troubles: [] });
    const someone = own.account(own.named.helpdesk.id);
    await withTenant({ company: own }, async ({ get, tenant }) => {
      const first = await get('/auditLogs/signIns?$top=20');
      for (let count = 0; count < 5; count += 1) {
        own.addSignIn(signIn(someone, { ago: count, code: 0 }, new Date()));
      }
      const headers = { authorization: `Bearer ${tenant.token}` };
      const next = await fetch(first.body['@odata.nextLink'], { headers });
      const second = ((await next.json()) as { value: Row[] }).value;
      const seen = new Set((first.body.value as Row[]).map(({ id }) => id));
      assert.equal(second.length, 20);
      assert.deepEqual(
        second.filter(({ id }) => seen.has(id)),
        [],
      );
      const interactive = own.signIns.filter((row) => row.isInteractive === true);
      assert.equal(second[0]?.id, interactive[25]?.id);
    });
  });

  it('gives one row by its id', async () => {
    await withTenant({ company }, async ({ get }) => {
      const [row] = company.signIns;
      assert.equal((await get(`/auditLogs/signIns/${row?.id}`)).body.id, row?.id);
      assert.equal((await get('/auditLogs/signIns/none')).status, 404);
    });
  });
});

describe('the audit log', () => {
  it('is found by whom it was done to, by whom it was done, and by what was done', async () => {
    await withTenant({ company }, async ({ get }) => {
      const count = async (filter: string) =>
        (await get(`/auditLogs/directoryAudits?$filter=${filter}`)).body.value.length;
      const { id } = troubled('account-takeover');
      assert.equal(await count(`targetResources/any(t: t/id eq '${id}')`), 2);
      assert.equal(await count(`initiatedBy/user/id eq '${id}'`), 2);
      assert.ok((await count("startswith(activityDisplayName,'Admin ')")) > 1);
      assert.equal(await count("activityDisplayName eq 'Suspicious activity reported'"), 1);
    });
  });

  it('goes back seven days without a licence and thirty with one', async () => {
    const own = createCompany();
    const days = (count: number) => new Date(Date.now() - count * 86_400_000).toISOString();
    own.audits = own.audits.slice(0, 1);
    const [template] = own.audits;
    own.audits = [2, 10, 40].map((count) => ({
      ...template,
      id: String(count),
      activityDateTime: days(count),
    }));
    const ids = async (licences: readonly 'P1'[]) => {
      let found: string[] = [];
      await withTenant({ company: own, licences }, async ({ get }) => {
        found = (await get('/auditLogs/directoryAudits')).body.value.map(({ id }: Row) => id);
      });
      return found;
    };
    assert.deepEqual(await ids([]), ['2']);
    assert.deepEqual(await ids(['P1']), ['2', '10']);
  });
});

describe('the risk service', () => {
  it('answers who is at risk and what was seen', async () => {
    await withTenant({ company }, async ({ get }) => {
      const { id } = troubled('fraud-reported');
      const [user] = (await get(`/identityProtection/riskyUsers?$filter=id eq '${id}'`)).body.value;
      assert.deepEqual([user.riskLevel, user.riskState], ['high', 'atRisk']);
      assert.equal((await get(`/identityProtection/riskyUsers/${id}`)).body.id, id);
      const [seen] = (await get(`/identityProtection/riskDetections?$filter=userId eq '${id}'`)).body.value;
      assert.equal(seen.riskEventType, 'userReportedSuspiciousActivity');
      const rows = (await get(`/auditLogs/signIns?$filter=correlationId eq '${seen.correlationId}'`)).body
        .value;
      assert.ok(rows.length > 0 && rows.every((row: Row) => row.userId === id));
      assert.equal((await get(`/identityProtection/riskyUsers/${company.named.user.id}`)).status, 404);
    });
  });
});
