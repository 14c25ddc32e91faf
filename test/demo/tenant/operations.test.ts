import assert from 'node:assert/strict';
import { SUBJECTS } from '../../../demo/tenant/dispatch.ts';
import { GraphError } from '../../../demo/tenant/errors.ts';
import { findOperation, nameOf, OPERATIONS } from '../../../demo/tenant/operations.ts';

describe('the operations of the tenant', () => {
  it('are each answered by one subject, and no subject answers another', () => {
    assert.deepEqual(Object.keys(SUBJECTS).sort(), OPERATIONS.map(nameOf).sort());
  });

  for (const [path, name, keys] of [
    ['/users', '/users', []],
    ['/Users/', '/users', []],
    ['/users/$count', '/users/$count', []],
    ['/users/ada%40x.example', '/users/{user-id}', ['ada@x.example']],
    ["/users('ada')/authentication/methods", '/users/{user-id}/authentication/methods', ['ada']],
    [
      '/groups/1/transitiveMembers/microsoft.graph.user',
      '/groups/{group-id}/transitiveMembers/graph.user',
      ['1'],
    ],
    ['/groups/1/members/graph.user', '/groups/{group-id}/members/graph.user', ['1']],
  ] as const) {
    it(`finds ${path}`, () => {
      const found = findOperation('GET', path, 'v1.0');
      assert.equal(found.operation.path, name);
      assert.deepEqual(found.keys, keys);
    });
  }

  for (const [method, path, status, message] of [
    ['GET', '/user', 400, "Resource not found for the segment 'user'."],
    ['GET', '/users/1/autentication/methods', 400, "Resource not found for the segment 'autentication'."],
    ['GET', '/users/1/authentication/fido', 400, "Resource not found for the segment 'fido'."],
    [
      'GET',
      '/users/1/authentication/requirements',
      400,
      "Resource not found for the segment 'requirements'.",
    ],
    ['GET', '/', 400, "Resource not found for the segment ''."],
    ['DELETE', '/users', 405, 'Specified HTTP method is not allowed for the request target.'],
    ['GET', '/users/%E0%A4%A', 400, "The segment '%E0%A4%A' is not valid percent-encoding."],
  ] as const) {
    it(`refuses ${method} ${path}`, () => {
      assert.throws(
        () => findOperation(method, path, 'v1.0'),
        (error) => error instanceof GraphError && error.status === status && error.message === message,
      );
    });
  }

  it('knows which paths only beta has', () => {
    assert.ok(findOperation('GET', '/users/1/authentication/requirements', 'beta'));
  });
});
