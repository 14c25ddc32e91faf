import assert from 'node:assert/strict';
import fc from 'fast-check';
import { LIMITS } from '../../src/graph/budget.ts';
import { escapeValue, fillPath, isSegment } from '../../src/graph/path.ts';
import { mayRepeat, permissionTable, REQUESTS } from '../../src/graph/requests.ts';

describe('the table of Graph requests', () => {
  it('gives every request a budget, a permission and words for both', () => {
    for (const [name, row] of Object.entries(REQUESTS)) {
      assert.ok(row.budget in LIMITS, name);
      const itself = row.permission === 'TeamsAppInstallation.ReadWriteSelfForUser.All';
      assert.ok(
        itself || /^[A-Za-z]+\.Read(Basic)?\.(All|Directory)$/.test(row.permission),
        `${name}: reads, and writes nothing but the app itself`,
      );
      assert.match(row.reason, /^to [^.]+$/, `${name}: completes "Muster needs this permission …"`);
      assert.match(row.subject, /^[^.]+$/, `${name}: completes "Reading …"`);
    }
  });

  it('lists each permission once, with every reason for it', () => {
    const table = permissionTable();
    const permissions = table.map((row) => row.permission);
    assert.deepEqual(permissions, [...new Set(permissions)]);
    assert.deepEqual(new Set(permissions), new Set(Object.values(REQUESTS).map((row) => row.permission)));
    const reasons = table.flatMap((row) => row.reasons);
    assert.deepEqual(new Set(reasons), new Set(Object.values(REQUESTS).map((row) => row.reason)));
    const users = table.find((row) => row.permission === 'User.Read.All');
    assert.deepEqual(users?.reasons.slice(0, 2), [REQUESTS.person.reason, REQUESTS.searchPeople.reason]);
  });
});

describe('a request whose answer was lost', () => {
  it('may be repeated where it only reads, and not where it may have done something', () => {
    assert.equal(mayRepeat({ method: 'GET' }), true);
    assert.equal(mayRepeat({ method: 'POST', readsByPost: true }), true);
    assert.equal(mayRepeat({ method: 'POST' }), false);
  });
});

describe('a path of the table', () => {
  const cases: [value: string, segment: string][] = [
    ["o'brien@contoso.com", 'o%27brien%40contoso.com'],
    ['guest_x.com#EXT#@contoso.com', 'guest_x.com%23EXT%23%40contoso.com'],
    ['a/b@contoso.com', 'a%2Fb%40contoso.com'],
    ['50%@contoso.com', '50%25%40contoso.com'],
    ['..\\..@contoso.com', '..%5C..%40contoso.com'],
    ["x')/memberOf?$top=1", 'x%27%29%2FmemberOf%3F%24top%3D1'],
    ['https://evil.example/', 'https%3A%2F%2Fevil.example%2F'],
    ['%2e%2e', '%252e%252e'],
    ['zoë@contoso.com', 'zo%C3%AB%40contoso.com'],
  ];
  for (const [value, segment] of cases) {
    it(`holds ${value} as one segment`, () => {
      assert.equal(fillPath('/users/{id}/x', { id: value }), `/users/${segment}/x`);
    });
  }

  for (const value of ['', '.', '..', '\ud800']) {
    it(`refuses ${JSON.stringify(value)}, which no escaping makes a segment`, () => {
      assert.equal(isSegment(value), false);
      assert.throws(() => fillPath('/users/{id}', { id: value }), RangeError);
    });
  }

  it('is never left by any value, and gives the value back', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 12 }).filter(isSegment), (value) => {
        const url = new URL(`https://graph.example/v1.0${fillPath('/users/{id}/x', { id: value })}`);
        const [, version, users, segment, rest, ...more] = url.pathname.split('/');
        assert.deepEqual(
          [version, users, rest, more, url.search, url.hash],
          ['v1.0', 'users', 'x', [], '', ''],
        );
        assert.equal(decodeURIComponent(segment ?? ''), value);
      }),
    );
  });

  it('escapes what OData reads as the end of a text', () => {
    assert.equal(escapeValue("('*!')"), '%28%27%2A%21%27%29');
  });
});
