import assert from 'node:assert/strict';
import { GraphError } from '../../../../demo/tenant/errors.ts';
import type { Version } from '../../../../demo/tenant/model.ts';
import { checkFilter } from '../../../../demo/tenant/odata/allowed.ts';
import { parseFilter } from '../../../../demo/tenant/odata/filter.ts';

function check(type: string, text: string, version: Version = 'v1.0') {
  return checkFilter(parseFilter(text), { version, type, extra: {}, anywhere: [] });
}

describe('what Microsoft documents as filterable', () => {
  for (const [type, text, advanced] of [
    ['user', "startswith(displayName,'Ali') or startswith(mail,'Ali')", false],
    ['user', "department eq 'Retail' and accountEnabled eq true", false],
    ['user', "userType ne 'Guest'", true],
    ['user', "not startswith(displayName,'Ali')", true],
    ['user', "endswith(mail,'@x.example')", true],
    ['user', "country in ('DE','FR')", false],
    ['user', "proxyAddresses/any(p: startswith(p,'SMTP:'))", false],
    ['user', 'createdDateTime ge 2026-01-01T00:00:00Z', false],
    ['signIn', "userId eq 'x' and createdDateTime ge 2026-01-01T00:00:00Z", false],
    ['signIn', 'status/errorCode eq 500121', false],
    ['signIn', "startswith(location/city,'Ham')", false],
    ['directoryAudit', "targetResources/any(t: t/id eq 'x')", false],
    ['directoryAudit', "targetResources/any(t: startswith(t/displayName,'Al'))", false],
    ['userRegistrationDetails', "methodsRegistered/any(m: m eq 'email')", false],
    ['userRegistrationDetails', 'isMfaRegistered eq false', false],
  ] as const) {
    it(`takes ${text} of ${type}${advanced ? ' as an advanced query' : ''}`, () => {
      assert.deepEqual(check(type, text), { advanced });
    });
  }

  it('takes on beta what only beta knows', () => {
    check('signIn', "signInEventTypes/any(t: t eq 'nonInteractiveUser')", 'beta');
    assert.throws(
      () => check('signIn', "signInEventTypes/any(t: t eq 'nonInteractiveUser')"),
      /Could not find a property named 'signInEventTypes'/,
    );
  });

  for (const [type, text, reason] of [
    ['user', "shoeSize eq '43'", /Could not find a property named 'shoeSize'/],
    ['user', "id eq 'x'", /'eq' is not supported/],
    ['user', "startswith(department,'Re')", /'startswith' is not supported/],
    ['user', "displayName gt 'A'", /'gt' is not supported/],
    ['user', "accountEnabled eq 'true'", /incompatible types/],
    ['user', 'displayName eq 43', /incompatible types.*in quotes/],
    ['user', "createdDateTime ge '2026-01-01T00:00:00Z'", /incompatible types/],
    ['user', "proxyAddresses eq 'SMTP:x'", /needs any\(\)/],
    ['user', "displayName/any(d: d eq 'x')", /not a collection/],
    ['signIn', "userId ne 'x'", /'ne' is not supported/],
    ['signIn', "not (userId eq 'x')", /'not' is not supported/],
    ['signIn', 'createdDateTime gt 2026-01-01T00:00:00Z', /'gt' is not supported/],
    ['signIn', "status/failureReason eq 'x'", /'eq' is not supported/],
    ['signIn', "userAgent eq 'x'", /'eq' is not supported/],
    ['signIn', "conditionalAccessStatus eq 'sucess'", /not a member/],
    ['userRegistrationDetails', "id eq 'x'", /'eq' is not supported/],
    ['userRegistrationDetails', 'isAdmin eq true', /'eq' is not supported/],
    ['userRegistrationDetails', "userType eq 'guest'", /'eq' is not supported/],
    ['userRegistrationDetails', 'isMfaRegistered ne true', /'ne' is not supported/],
    ['authenticationMethod', "id eq 'x'", /'eq' is not supported/],
    [
      'user',
      `country in (${Array.from({ length: 16 }, (_, index) => `'${index}'`).join(',')})`,
      /at most 15/,
    ],
  ] as const) {
    it(`refuses ${text.slice(0, 60)} of ${type}`, () => {
      assert.throws(
        () => check(type, text),
        (error) => {
          assert.ok(error instanceof GraphError);
          assert.equal(error.status, 400);
          assert.match(error.message, reason);
          return true;
        },
      );
    });
  }
});
