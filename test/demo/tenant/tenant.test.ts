import assert from 'node:assert/strict';
import { bigCompany, crowdId } from '../../../demo/tenant/big-company.ts';
import { createCompany, MUSTER_CATALOGUE_ID } from '../../../demo/tenant/company.ts';
import { DEFAULT_PERMISSIONS, EVERY_PERMISSION } from '../../../demo/tenant/permissions.ts';
import { startTenant } from '../../../demo/tenant/tenant.ts';
import { contradictions } from '../../../demo/tenant/validator.ts';
import { visitorOf, withTenant } from './visit.ts';

const company = createCompany();
const { named, groups } = company;

describe('the simulated tenant', () => {
  it('answers every list with rows that Microsoft’s schema takes, on both versions', async () => {
    await withTenant({ company }, async ({ get }) => {
      for (const path of [
        '/organization',
        '/subscribedSkus',
        '/users',
        '/groups',
        `/groups/${groups.excluded.id}/transitiveMembers`,
        `/groups/${groups.admins.id}/members`,
        `/users/${named.admin.id}/memberOf`,
        `/users/${named.admin.id}/transitiveMemberOf`,
        `/users/${named.admin.id}/authentication/methods`,
        '/reports/authenticationMethods/userRegistrationDetails',
        '/identity/conditionalAccess/policies',
        '/identity/conditionalAccess/namedLocations',
        '/policies/authenticationStrengthPolicies',
        '/roleManagement/directory/roleAssignments?$expand=principal',
        '/roleManagement/directory/roleDefinitions',
        '/directoryRoles',
        '/admin/serviceAnnouncement/healthOverviews?$expand=issues',
        '/appCatalogs/teamsApps',
      ]) {
        for (const version of ['', '/beta']) {
          const { status, body, text } = await get(`${version}${path}`);
          assert.equal(status, 200, `${version}${path} ${text}`);
          assert.ok(body.value.length > 0, path);
        }
      }
      for (const path of [
        '/policies/authenticationMethodsPolicy',
        '/policies/identitySecurityDefaultsEnforcementPolicy',
      ]) {
        assert.equal((await get(path)).status, 200, path);
      }
    });
  });

  it('answers every person’s methods with rows that Microsoft’s schema takes', async () => {
    await withTenant({ company }, async ({ get }) => {
      for (const { id } of company.users) {
        assert.equal((await get(`/users/${id}/authentication/methods`)).status, 200);
        assert.equal((await get(`/beta/users/${id}/authentication/methods`)).status, 200);
      }
    });
  });

  it('names the contradiction when its own answer is wrong', async () => {
    const wrong = createCompany();
    wrong.change(wrong.named.user.id, { displayName: 43 });
    await withTenant({ company: wrong }, async ({ get }) => {
      const { status, message } = await get(`/users/${wrong.named.user.id}`);
      assert.equal(status, 500);
      assert.match(message ?? '', /contradicts Microsoft's schema: \/displayName must be string,null/);
    });
  });

  describe('at its door', () => {
    it('refuses a missing and a wrong token, before anything else', async () => {
      await withTenant({ company }, async ({ tenant, get }) => {
        for (const authorization of ['', 'Bearer wrong', tenant.token]) {
          const { status, code } = await get('/nonsense', { authorization });
          assert.deepEqual([status, code], [401, 'InvalidAuthenticationToken'], authorization);
        }
      });
    });

    it('answers refusals in Graph’s envelope, with the request id that the client chose', async () => {
      await withTenant({ company }, async ({ get }) => {
        const { body, headers, status } = await get('/nonsense', { 'client-request-id': 'mine' });
        assert.equal(status, 400);
        assert.deepEqual(Object.keys(body), ['error']);
        assert.deepEqual(Object.keys(body.error), ['code', 'message', 'innerError']);
        assert.equal(body.error.innerError['client-request-id'], 'mine');
        assert.match(body.error.innerError['request-id'], /^[0-9a-f-]{36}$/);
        assert.match(headers.get('content-type') ?? '', /^application\/json;odata\.metadata=minimal/);
        assert.ok(headers.get('request-id'));
      });
    });

    for (const [path, status, code, message] of [
      ['/user', 400, 'BadRequest', "Resource not found for the segment 'user'."],
      ['/users/nobody@x.example', 404, 'Request_ResourceNotFound', /'nobody@x.example' does not exist/],
      ['/users/nobody@x.example/authentication/methods', 404, 'resourceNotFound', /not found/],
      ['/groups/00000000-0000-0000-0000-000000000000', 404, 'Request_ResourceNotFound', /does not exist/],
      ['/users?$select=shoeSize', 400, 'BadRequest', /named 'shoeSize' on type 'microsoft.graph.user'/],
      ['/users?$skip=5', 400, 'BadRequest', /'\$skip' is not supported/],
      ['/users?$top=1000', 400, 'BadRequest', /Invalid page size/],
      ['/users?$top=0', 400, 'BadRequest', /Invalid page size/],
      ['/users?$top=ten', 400, 'BadRequest', /Invalid value 'ten'/],
      ['/users?$top=5&$TOP=6', 400, 'BadRequest', /more than once/],
      ['/users?top=5', 400, 'BadRequest', /'top' is not supported/],
      ['/users?$filter=displayName', 400, 'BadRequest', /Invalid filter clause/],
      ['/users?$orderby=department', 400, 'Request_UnsupportedQuery', /Sorting by 'department'/],
      ['/users?$orderby=displayName up', 400, 'BadRequest', /Invalid \$orderby/],
      ['/users?$expand=manager', 400, 'BadRequest', /Could not expand 'manager'/],
      ['/users?$select=aboutMe', 501, 'NotImplemented', /aboutMe/],
      ['/users?$skiptoken=x', 400, 'BadRequest', /Skip token/],
      ['/auditLogs/signIns?$select=id', 400, 'BadRequest', /'\$select' is not supported/],
      ['/auditLogs/signIns?$top=1001', 400, 'BadRequest', /Invalid page size/],
      ['/auditLogs/signIns?$orderby=userId', 400, 'Request_UnsupportedQuery', /Sorting by 'userId'/],
      ['/reports/authenticationMethods/userRegistrationDetails?$select=id', 400, 'BadRequest', /'\$select'/],
      ['/reports/authenticationMethods/userRegistrationDetails?$count=true', 400, 'BadRequest', /'\$count'/],
      ['/reports/authenticationMethods/userRegistrationDetails?$top=1000', 400, 'BadRequest', /page size/],
      ['/identityProtection/riskDetections?$count=true', 400, 'BadRequest', /'\$count'/],
    ] as const) {
      it(`refuses ${path}`, async () => {
        await withTenant({ company }, async ({ get }) => {
          const reply = await get(path);
          assert.deepEqual([reply.status, reply.code], [status, code], reply.text);
          assert.match(reply.message ?? '', typeof message === 'string' ? new RegExp(message) : message);
        });
      });
    }

    it('refuses the query options on methods that are not documented there', async () => {
      await withTenant({ company }, async ({ get }) => {
        for (const option of ['$top=5', '$select=id', "$filter=id eq 'x'", '$expand=device']) {
          const { status } = await get(`/users/${named.admin.id}/authentication/methods?${option}`);
          assert.equal(status, 400, option);
        }
      });
    });

    it('answers 404 for a version that is none', async () => {
      await withTenant({ company }, async ({ tenant }) => {
        const headers = { authorization: `Bearer ${tenant.token}` };
        const { status } = await fetch(`${tenant.url}/v2.0/users`, { headers });
        assert.equal(status, 404);
      });
    });

    it('refuses bodies that are no JSON or too large', async () => {
      await withTenant({ company }, async ({ tenant }) => {
        for (const [body, status] of [
          ['{', 400],
          ['x'.repeat(1_100_000), 413],
        ] as const) {
          const reply = await fetch(`${tenant.url}/v1.0/users/${named.user.id}/checkMemberGroups`, {
            method: 'POST',
            headers: { authorization: `Bearer ${tenant.token}` },
            body,
          });
          assert.equal(reply.status, status);
        }
      });
    });
  });

  describe('permissions', () => {
    for (const [path, code] of [
      ['/users', 'Authorization_RequestDenied'],
      ['/organization', 'Authorization_RequestDenied'],
      ['/groups', 'Authorization_RequestDenied'],
      ['/directoryRoles', 'Authorization_RequestDenied'],
      ['/reports/authenticationMethods/userRegistrationDetails', 'Authentication_MSGraphPermissionMissing'],
      ['/auditLogs/signIns', 'Authentication_MSGraphPermissionMissing'],
      ['/auditLogs/directoryAudits', 'Authentication_MSGraphPermissionMissing'],
      [`/users/${named.user.id}/authentication/methods`, 'accessDenied'],
      ['/policies/authenticationMethodsPolicy', 'AccessDenied'],
      ['/identity/conditionalAccess/policies', 'AccessDenied'],
      ['/identityProtection/riskyUsers', 'Forbidden'],
      ['/admin/serviceAnnouncement/issues', 'Forbidden'],
      ['/appCatalogs/teamsApps', 'Forbidden'],
    ] as const) {
      it(`refuses ${path.replace(named.user.id, 'ID')} with ${code}`, async () => {
        await withTenant({ company, permissions: ['Mail.Read'] }, async ({ get }) => {
          const reply = await get(path);
          assert.deepEqual([reply.status, reply.code], [403, code], reply.text);
        });
      });
    }

    it('grants by default what Muster lists, and that is enough for what it reads', async () => {
      await withTenant({ company, permissions: DEFAULT_PERMISSIONS }, async ({ get, post }) => {
        for (const path of [
          '/organization',
          '/subscribedSkus',
          '/users?$top=1',
          `/users/${named.user.id}/authentication/methods`,
          '/reports/authenticationMethods/userRegistrationDetails?$top=1',
        ]) {
          assert.equal((await get(path)).status, 200, path);
        }
        const body = { groupIds: [groups.admins.id] };
        assert.equal((await post(`/users/${named.admin.id}/checkMemberGroups`, body)).status, 200);
      });
    });

    it('shows only the basic profile to who may read no more', async () => {
      await withTenant({ company, permissions: ['User.ReadBasic.All'] }, async ({ get }) => {
        const { body } = await get(`/users/${named.user.id}`);
        assert.equal(body.displayName, 'Alex Winter');
        assert.equal(body.jobTitle, null);
        const selecting = await get(`/users/${named.user.id}?$select=department`);
        assert.deepEqual([selecting.status, selecting.code], [403, 'Authorization_RequestDenied']);
      });
    });

    it('shows that a group has members, and not who, to who may not read people', async () => {
      await withTenant({ company, permissions: ['GroupMember.Read.All'] }, async ({ get }) => {
        const { body } = await get(`/groups/${groups.identityTeam.id}/members`);
        assert.deepEqual(body.value, [{ '@odata.type': '#microsoft.graph.user', id: named.admin.id }]);
      });
    });

    it('wants AuditLog.Read.All, and a licence, for signInActivity', async () => {
      const path = `/users/${named.user.id}?$select=signInActivity`;
      await withTenant({ company, permissions: ['User.Read.All'] }, async ({ get }) => {
        assert.equal((await get(path)).code, 'Authentication_MSGraphPermissionMissing');
      });
      await withTenant({ company, licences: [] }, async ({ get }) => {
        assert.equal((await get(path)).code, 'Authentication_RequestFromNonPremiumTenantOrB2CTenant');
      });
      await withTenant({ company }, async ({ get }) => {
        assert.ok((await get(path)).body.signInActivity.lastSignInDateTime);
      });
    });
  });

  describe('licences', () => {
    for (const [licences, path, status, code] of [
      [[], '/auditLogs/signIns', 403, 'Authentication_RequestFromNonPremiumTenantOrB2CTenant'],
      [
        [],
        '/reports/authenticationMethods/userRegistrationDetails',
        403,
        'Authentication_RequestFromNonPremiumTenantOrB2CTenant',
      ],
      [[], '/auditLogs/directoryAudits', 200, undefined],
      [['P1'], '/auditLogs/signIns', 200, undefined],
      [['P1'], '/identityProtection/riskyUsers', 403, 'Forbidden'],
      [['P2'], '/identityProtection/riskyUsers', 200, undefined],
    ] as const) {
      it(`answers ${path} with ${status} ${licences.length === 0 ? 'without a licence' : `with ${licences}`}`, async () => {
        await withTenant({ company, licences }, async ({ get }) => {
          const reply = await get(path);
          assert.deepEqual([reply.status, reply.code], [status, code]);
        });
      });
    }
  });

  describe('pages', () => {
    it('hand out every row once, in one order, whatever their size', async () => {
      await withTenant({ company }, async ({ all, tenant }) => {
        const ids = company.users.map(({ id }) => id);
        for (const size of [7, 100, 999]) {
          tenant.requests.length = 0;
          const rows = (await all(`/users?$select=id&$top=${size}`)) as { id: string }[];
          assert.deepEqual(
            rows.map(({ id }) => id),
            ids,
          );
          assert.equal(tenant.requests.length, Math.ceil(ids.length / size));
        }
      });
    });

    it('neither repeat nor lose a row when the list grows or shrinks in between', async () => {
      const growing = createCompany();
      await withTenant({ company: growing }, async ({ tenant, get }) => {
        const first = await get('/users?$select=id&$top=50');
        const [victim] = growing.users;
        assert.ok(victim);
        growing.accounts.delete(victim.id);
        const headers = { authorization: `Bearer ${tenant.token}` };
        const second = (await (await fetch(first.body['@odata.nextLink'], { headers })).json()) as {
          value: { id: string }[];
        };
        assert.equal(second.value[0]?.id, growing.users[49]?.id);
      });
    });

    it('belong to their question: a token with other options is refused', async () => {
      await withTenant({ company }, async ({ get }) => {
        const { body } = await get('/users?$top=5');
        const token = new URL(body['@odata.nextLink']).searchParams.get('$skiptoken') ?? '';
        assert.equal((await get(`/users?$top=5&$skiptoken=${token}`)).status, 200);
        assert.equal((await get(`/users?$top=6&$skiptoken=${token}`)).status, 400);
        assert.equal((await get(`/groups?$top=5&$skiptoken=${token}`)).status, 400);
        assert.equal((await get(`/beta/users?$top=5&$skiptoken=${token}`)).status, 400);
      });
    });

    it('serve a million registrations without holding them', async () => {
      const count = 1_000_000;
      const huge = bigCompany(count);
      await withTenant({ company: huge }, async ({ get, tenant }) => {
        const first = await get('/reports/authenticationMethods/userRegistrationDetails?$top=999');
        assert.equal(first.body.value.length, 999);
        for (const row of first.body.value)
          assert.deepEqual(contradictions('v1.0', 'userRegistrationDetails', row), []);
        const headers = { authorization: `Bearer ${tenant.token}` };
        const second = (await (await fetch(first.body['@odata.nextLink'], { headers })).json()) as {
          value: { userPrincipalName: string }[];
        };
        assert.equal(second.value[0]?.userPrincipalName, 'person999@haldenbrook.example');
      });
      assert.equal(huge.endlessReport?.rows(count - 1, count).includes(`person${count - 1}@`), true);
    });

    it('end: the last page of the endless report has no next one', async () => {
      await withTenant({ company: bigCompany(2_500) }, async ({ all }) => {
        const rows = await all('/reports/authenticationMethods/userRegistrationDetails?$top=999');
        assert.equal(new Set((rows as { id: string }[]).map(({ id }) => id)).size, 2_500);
      });
    });
  });

  it('lists a crowd that nobody holds, and knows each of it', async () => {
    const company = bigCompany(2_500);
    await withTenant({ company }, async ({ all, get }) => {
      const select = 'id,userPrincipalName,accountEnabled,department,usageLocation,preferredLanguage';
      const rows = (await all(`/users?$select=${select}&$top=999`)) as { id: string }[];
      assert.equal(new Set(rows.map(({ id }) => id)).size, 2_500);
      const some = [crowdId(24), crowdId(2_499), crowdId(2_500)].map((id) => `'${id}'`).join(',');
      const { body } = await get(`/users?$filter=id in (${some})&$select=id,accountEnabled`);
      assert.deepEqual(body.value, [
        { id: crowdId(24), accountEnabled: false },
        { id: crowdId(2_499), accountEnabled: false },
      ]);
      const path = `/users/${crowdId(1)}/authentication/methods`;
      assert.equal((await get(path)).body.value.length, 1);
      const [app] = company.account(company.named.helpdesk.id).methods.slice(1);
      company.register('person1@haldenbrook.example', app ?? assert.fail('no app'));
      assert.equal((await get(path)).body.value.length, 2);
    });
  });

  describe('people', () => {
    it('are found by id and by name, whatever the case of letters', async () => {
      await withTenant({ company }, async ({ get }) => {
        for (const key of [named.user.id.toUpperCase(), named.user.userPrincipalName.toUpperCase()]) {
          assert.equal((await get(`/users/${encodeURIComponent(key)}`)).body.id, named.user.id);
        }
        const guest = company.users.find(({ kind }) => kind === 'guest');
        assert.ok(guest);
        const reply = await get(`/users/${encodeURIComponent(guest.userPrincipalName)}`);
        assert.equal(reply.body.displayName, guest.displayName);
      });
    });

    it('come with the eleven documented properties unless others are selected', async () => {
      await withTenant({ company }, async ({ get }) => {
        const { body } = await get(`/users/${named.user.id}`);
        const { '@odata.context': context, ...user } = body;
        assert.match(context, /\$metadata#users\/\$entity$/);
        assert.equal(Object.keys(user).length, 11);
        const selected = await get(`/users/${named.user.id}?$select=department,accountEnabled`);
        assert.deepEqual(Object.keys(selected.body).sort(), [
          '@odata.context',
          'accountEnabled',
          'department',
          'id',
        ]);
      });
    });

    for (const [query, header, status] of [
      ["$filter=userType ne 'Guest'", false, 400],
      ["$filter=userType ne 'Guest'", true, 400],
      ["$filter=userType ne 'Guest'&$count=true", true, 200],
      ["$filter=startswith(displayName,'Ali')&$orderby=displayName", true, 400],
      ["$filter=startswith(displayName,'Ali')&$orderby=displayName&$count=true", true, 200],
      ['$search="displayName:ali"', false, 400],
      ['$search="displayName:ali"', true, 200],
      ['$search=displayName:ali', true, 400],
      ['$search="department:ali"', true, 400],
      ['$count=true', false, 400],
      ['$orderby=displayName desc', false, 200],
    ] as const) {
      it(`answers ${query} ${header ? 'with' : 'without'} ConsistencyLevel with ${status}`, async () => {
        await withTenant({ company }, async ({ get }) => {
          const reply = await get(`/users?${query}`, header ? { ConsistencyLevel: 'eventual' } : {});
          assert.equal(reply.status, status, reply.text);
        });
      });
    }

    it('want ConsistencyLevel again with every page', async () => {
      await withTenant({ company }, async ({ get, tenant }) => {
        const eventual = { ConsistencyLevel: 'eventual' };
        const { body } = await get("/users?$filter=userType ne 'Guest'&$count=true&$top=10", eventual);
        assert.equal(
          body['@odata.count'],
          company.users.filter(({ userType }) => userType !== 'Guest').length,
        );
        const headers = { authorization: `Bearer ${tenant.token}` };
        const next = body['@odata.nextLink'];
        assert.equal((await fetch(next, { headers })).status, 400);
        assert.equal((await fetch(next, { headers: { ...headers, ...eventual } })).status, 200);
      });
    });

    it('are searched by the beginnings of words, in any order', async () => {
      await withTenant({ company }, async ({ get }) => {
        const eventual = { ConsistencyLevel: 'eventual' };
        const { body } = await get('/users?$search="displayName:mart ali"', eventual);
        assert.deepEqual(body.value.map((user: { displayName: string }) => user.displayName).sort(), [
          'Alice Martin',
          'Alicia Martin',
        ]);
      });
    });

    it('are counted as a bare number', async () => {
      await withTenant({ company }, async ({ get }) => {
        assert.equal((await get('/users/$count')).status, 400);
        const reply = await get('/users/$count', { ConsistencyLevel: 'eventual' });
        assert.equal(reply.text, String(company.users.length));
        assert.match(reply.headers.get('content-type') ?? '', /^text\/plain/);
      });
    });
  });

  describe('membership', () => {
    it('is checked through nesting, for at most twenty groups', async () => {
      await withTenant({ company }, async ({ post }) => {
        const check = (groupIds: unknown) => post(`/users/${named.admin.id}/checkMemberGroups`, { groupIds });
        const { body } = await check([groups.admins.id, groups.helpdesk.id, groups.identityTeam.id]);
        assert.deepEqual(body.value, [groups.admins.id, groups.identityTeam.id]);
        assert.equal((await check(Array(20).fill(groups.admins.id))).status, 200);
        assert.equal((await check(Array(21).fill(groups.admins.id))).status, 400);
        assert.equal((await check([])).status, 400);
        assert.equal((await check(['not an id'])).status, 400);
        assert.equal((await check('x')).status, 400);
        assert.equal((await post(`/users/${named.admin.id}/checkMemberGroups`, { groups: [] })).status, 400);
      });
    });

    it('is listed whole, nested groups and roles too', async () => {
      await withTenant({ company }, async ({ get, post }) => {
        const ids = (await post(`/users/${named.admin.id}/getMemberGroups`, { securityEnabledOnly: false }))
          .body.value;
        assert.ok(ids.includes(groups.admins.id) && ids.includes(groups.identityTeam.id));
        const direct = (await get(`/users/${named.admin.id}/memberOf`)).body.value;
        const types = direct.map((one: Record<string, string>) => one['@odata.type']);
        assert.ok(types.includes('#microsoft.graph.directoryRole'));
        assert.equal(
          direct.some(({ id }: { id: string }) => id === groups.admins.id),
          false,
        );
        const all = (await get(`/users/${named.admin.id}/transitiveMemberOf`)).body.value;
        assert.equal(
          all.some(({ id }: { id: string }) => id === groups.admins.id),
          true,
        );
      });
    });

    it('of a group is people and groups, or people alone where the path says so', async () => {
      await withTenant({ company }, async ({ get }) => {
        const eventual = { ConsistencyLevel: 'eventual' };
        const types = async (path: string) => {
          const advanced = path === 'members' ? '' : '?$count=true';
          const { body } = await get(`/groups/${groups.excluded.id}/${path}${advanced}`, eventual);
          return new Set(body.value.map((one: Record<string, string>) => one['@odata.type'] ?? 'user'));
        };
        assert.deepEqual(
          await types('members'),
          new Set(['#microsoft.graph.user', '#microsoft.graph.group']),
        );
        assert.deepEqual(await types('members/microsoft.graph.user'), new Set(['user']));
        const path = `/groups/${groups.excluded.id}/transitiveMembers/microsoft.graph.user`;
        const everyone = await get(`${path}?$count=true`, eventual);
        assert.equal(everyone.body.value.length, 17);
        assert.equal(everyone.body['@odata.count'], 17);
        assert.equal((await get(path, eventual)).code, 'Request_UnsupportedQuery');
        assert.equal((await get(`${path}?$count=true`)).code, 'Request_UnsupportedQuery');
      });
    });
  });

  it('shows a new method at once, and in the report after its refresh', async () => {
    const own = createCompany();
    await withTenant({ company: own }, async ({ get }) => {
      const { id } = own.named.user;
      const methods = async () => (await get(`/users/${id}/authentication/methods`)).body.value.length;
      const reported = async () =>
        (await get(`/reports/authenticationMethods/userRegistrationDetails/${id}`)).body.isMfaRegistered;
      const known = await methods();
      const [template] = own.account(own.named.helpdesk.id).methods.slice(1);
      assert.ok(template);
      own.registerMethod(id, { ...template, id: 'new' });
      assert.equal(await methods(), known + 1);
      assert.equal(await reported(), false);
      own.refreshReport();
      assert.equal(await reported(), true);
      assert.equal((await get(`/users/${id}/authentication/methods/new`)).status, 200);
      assert.equal((await get(`/users/${id}/authentication/methods/other`)).status, 404);
    });
  });

  it('tells of a registration in the log at once, and elsewhere after its lag', async () => {
    let time = new Date();
    const now = () => time;
    const own = createCompany({ now });
    own.lag.methodsMs = 30_000;
    own.lag.reportMs = 3_600_000;
    const { id } = own.named.user;
    const { id: other } = own.named.longName;
    await withTenant({ company: own, now }, async ({ get }) => {
      const log = "/auditLogs/directoryAudits?$filter=activityDisplayName eq 'User registered security info'";
      const seen = async () => [
        (await get(log)).body.value.filter((row: { targetResources: { id: string }[] }) =>
          row.targetResources.some((target) => target.id === id),
        ).length,
        (await get(`/users/${id}/authentication/methods`)).body.value.length,
        (await get(`/reports/authenticationMethods/userRegistrationDetails/${id}`)).body.isMfaRegistered,
      ];
      assert.deepEqual(await seen(), [0, 1, false]);
      const [app] = own.account(own.named.helpdesk.id).methods.slice(1);
      assert.ok(app);
      own.register(id, { ...app, id: 'new' });
      assert.deepEqual(await seen(), [1, 1, false]);
      time = new Date(time.getTime() + 30_000);
      assert.deepEqual(await seen(), [1, 2, false]);
      time = new Date(time.getTime() + 3_600_000);
      assert.deepEqual(await seen(), [1, 2, true]);
      const reported = await get(`/reports/authenticationMethods/userRegistrationDetails/${other}`);
      assert.equal(reported.body.isMfaRegistered, false);
    });
  });

  it('tells on beta when a method was used last', async () => {
    await withTenant({ company }, async ({ get }) => {
      const path = `/users/${named.helpdesk.id}/authentication/methods`;
      const keys = async (version: string) => Object.keys((await get(version + path)).body.value[1]);
      assert.equal((await keys('')).includes('lastUsedDateTime'), false);
      assert.equal((await keys('/beta')).includes('lastUsedDateTime'), true);
    });
  });

  it('filters the report as documented', async () => {
    await withTenant({ company }, async ({ get }) => {
      const report = '/reports/authenticationMethods/userRegistrationDetails';
      const { body } = await get(`${report}?$filter=isMfaRegistered eq false&$top=999`);
      assert.equal(body.value.length, company.report.filter((row) => row.isMfaRegistered === false).length);
      const phones = await get(`${report}?$filter=methodsRegistered/any(m: m eq 'mobilePhone')&$top=999`);
      assert.ok(phones.body.value.length > 0 && phones.body.value.length < company.report.length);
    });
  });

  it('installs an app for a person once', async () => {
    const own = createCompany();
    await withTenant({ company: own }, async ({ get, post }) => {
      const path = `/users/${own.named.user.id}/teamwork/installedApps`;
      const body = {
        'teamsApp@odata.bind': `https://graph.microsoft.com/v1.0/appCatalogs/teamsApps/${MUSTER_CATALOGUE_ID}`,
      };
      const created = await post(path, body);
      assert.deepEqual([created.status, created.text], [201, '']);
      assert.deepEqual([(await post(path, body)).status, (await post(path, body)).code], [409, 'Conflict']);
      assert.equal((await post(path, {})).status, 400);
      assert.equal(
        (await post(path, { 'teamsApp@odata.bind': 'https://x/appCatalogs/teamsApps/none' })).status,
        404,
      );
      const [app] = own.teamsApps;
      const filter = `$filter=teamsApp/externalId eq '${app?.externalId}'`;
      const plain = await get(`${path}?${filter}`);
      assert.equal(plain.body.value.length, 1);
      assert.equal('teamsApp' in plain.body.value[0], false);
      const expanded = await get(`${path}?${filter}&$expand=teamsApp`);
      assert.equal(expanded.body.value[0].teamsApp.id, MUSTER_CATALOGUE_ID);
    });
  });

  describe('under load', () => {
    it('lets through five requests of the reports class, whoever shares it', async () => {
      await withTenant({ company, throttle: true }, async ({ get, tenant }) => {
        for (const path of [
          `/users/${named.user.id}/authentication/methods`,
          '/auditLogs/signIns',
          '/auditLogs/directoryAudits',
          '/reports/authenticationMethods/userRegistrationDetails',
          `/users/${named.admin.id}/authentication/methods`,
        ]) {
          assert.equal((await get(path)).status, 200, path);
        }
        const refused = await get('/auditLogs/signIns');
        assert.deepEqual([refused.status, refused.code], [429, 'TooManyRequests']);
        assert.match(refused.headers.get('retry-after') ?? '', /^(9|10)$/);
        assert.equal((await get('/users?$top=1')).status, 200);
        assert.deepEqual(
          tenant.requests.map((request) => `${request.class} ${request.status}`),
          [...Array(5).fill('reports 200'), 'reports 429', 'directory 200'],
        );
      });
    });

    it('refuses a second risk request in a second and does not say for how long', async () => {
      await withTenant({ company, throttle: true, now: () => new Date(0) }, async ({ get }) => {
        assert.equal((await get('/identityProtection/riskyUsers')).status, 200);
        const refused = await get('/identity/conditionalAccess/policies');
        assert.equal(refused.status, 429);
        assert.equal(refused.headers.get('retry-after'), null);
      });
    });
  });

  describe('on a bad day', () => {
    it('refuses with the status and the wait that it was told to', async () => {
      await withTenant(
        { company, faults: () => ({ kind: 'status', status: 503, retryAfterSeconds: 7 }) },
        async ({ get }) => {
          const { status, code, headers } = await get('/users');
          assert.deepEqual([status, code, headers.get('retry-after')], [503, 'ServiceUnavailable', '7']);
        },
      );
    });

    it('resets the connection', async () => {
      await withTenant({ company, faults: () => ({ kind: 'reset' }) }, async ({ get, tenant }) => {
        await assert.rejects(get('/users'), TypeError);
        assert.equal(tenant.requests[0]?.status, 0);
      });
    });

    it('cuts an answer short', async () => {
      await withTenant({ company, faults: () => ({ kind: 'cut', bytes: 40 }) }, async ({ get }) => {
        await assert.rejects(get('/users'), TypeError);
      });
    });

    it('answers with a gateway’s own page, or with nothing', async () => {
      await withTenant(
        {
          company,
          faults: ({ path }) =>
            path.includes('groups') ? { kind: 'html', status: 502 } : { kind: 'empty', status: 200 },
        },
        async ({ get }) => {
          const page = await get('/groups');
          assert.deepEqual([page.status, page.headers.get('content-type')], [502, 'text/html']);
          assert.match(page.text, /<html>/);
          const nothing = await get('/users');
          assert.deepEqual([nothing.status, nothing.text], [200, '']);
        },
      );
    });
  });

  describe('in a batch', () => {
    const request = (id: string, url: string) => ({ id, method: 'GET', url });

    it('answers each request by itself', async () => {
      await withTenant({ company }, async ({ post }) => {
        const { status, body } = await post('/$batch', {
          requests: [
            request('a', `/users/${named.user.id}?$select=displayName`),
            request('b', 'users/nobody@x.example'),
            {
              id: 'c',
              method: 'POST',
              url: `/users/${named.admin.id}/checkMemberGroups`,
              headers: { 'Content-Type': 'application/json' },
              body: { groupIds: [groups.admins.id] },
            },
            { ...request('d', '/groups'), dependsOn: ['b'] },
          ],
        });
        assert.equal(status, 200);
        assert.deepEqual(
          body.responses.map((one: { id: string; status: number }) => [one.id, one.status]),
          [
            ['a', 200],
            ['b', 404],
            ['c', 200],
            ['d', 424],
          ],
        );
        assert.equal(body.responses[0].body.displayName, 'Alex Winter');
      });
    });

    it('counts every request against its own limit', async () => {
      await withTenant({ company, throttle: true }, async ({ post }) => {
        const { body } = await post('/$batch', {
          requests: Array.from({ length: 6 }, (_, index) => request(String(index), '/auditLogs/signIns')),
        });
        const statuses = body.responses.map((one: { status: number }) => one.status);
        assert.deepEqual(statuses, [200, 200, 200, 200, 200, 429]);
        assert.match(body.responses[5].headers['Retry-After'], /^\d+$/);
      });
    });

    for (const [title, requests] of [
      ['too many requests', Array.from({ length: 21 }, (_, index) => request(String(index), '/users'))],
      ['the same id twice', [request('a', '/users'), request('A', '/users')]],
      ['a body without a content type', [{ ...request('a', '/users'), body: {} }]],
      ['no requests', []],
      ['a request without an address', [{ id: 'a', method: 'GET' }]],
    ] as const) {
      it(`is refused with ${title}`, async () => {
        await withTenant({ company }, async ({ post }) => {
          assert.equal((await post('/$batch', { requests })).status, 400);
        });
      });
    }
  });

  it('waits before it answers when it is told to be far away', async () => {
    await withTenant({ company, latencyMs: 60 }, async ({ get }) => {
      const start = performance.now();
      await get('/organization');
      assert.ok(performance.now() - start >= 59);
    });
  });

  it('frees its port when it stops, though a client keeps the connection', async () => {
    const tenant = await startTenant({ company, permissions: EVERY_PERMISSION });
    await visitorOf(tenant).get('/organization');
    const port = Number(new URL(tenant.url).port);
    await tenant.stop();
    const again = await startTenant({ company, port });
    assert.equal(again.url, tenant.url);
    await again.stop();
  });
});
