import assert from 'node:assert/strict';
import { MissingPermission, TryAgainLater } from '../../src/errors.ts';
import { readMethodsWithUse } from '../../src/graph/registered-methods.ts';
import { type Asked, answeringGraph } from '../support/fake-graph.ts';

const typed = (name: string) => `#microsoft.graph.${name}AuthenticationMethod`;
const APP = {
  '@odata.type': typed('microsoftAuthenticator'),
  id: 'app',
  displayName: 'iPhone 11',
  phoneAppVersion: '6.5.1',
  createdDateTime: '2024-01-02T00:00:00Z',
};
const USED = { ...APP, lastUsedDateTime: '2026-08-01T00:00:00Z' };
const PHONE = {
  '@odata.type': typed('phone'),
  id: 'phone',
  phoneNumber: '+49 1701234542',
  phoneType: 'alternateMobile',
};
const PASS = { '@odata.type': typed('temporaryAccessPass'), id: 'pass' };

async function read(answer: (asked: Asked) => unknown) {
  const graph = answeringGraph(answer);
  const methods = await readMethodsWithUse(graph, 'interactive', 'ada');
  return { methods, names: graph.asked.map(({ name }) => name) };
}

describe('the methods of one person with their use', () => {
  it('are read in one request, with device, version, age and last use', async () => {
    const { methods, names } = await read(() => ({ value: [USED, PHONE] }));
    assert.deepEqual(names, ['methodsWithUse']);
    assert.deepEqual(methods?.[0], {
      id: 'app',
      kind: 'authenticator',
      label: 'iPhone 11',
      addedAt: new Date('2024-01-02T00:00:00Z'),
      lastUsedAt: new Date('2026-08-01T00:00:00Z'),
      usable: true,
      appVersion: '6.5.1',
      storedNumber: null,
      phoneKind: null,
      unusableBecause: null,
    });
    assert.equal(methods?.[1]?.label, '+49 ··· 42');
    assert.equal(methods?.[1]?.storedNumber, '+49 1701234542');
    assert.equal(methods?.[1]?.phoneKind, 'alternate');
  });

  it('are read from v1.0, too, where there is a temporary pass: only that tells whether it works', async () => {
    const expired = { ...PASS, isUsable: false, methodUsabilityReason: 'Expired' };
    const { methods, names } = await read(({ name }) => ({
      value: name === 'methods' ? [expired, APP] : [USED, PASS],
    }));
    assert.deepEqual(names, ['methodsWithUse', 'methods']);
    assert.equal(methods?.[0]?.lastUsedAt?.toISOString(), '2026-08-01T00:00:00.000Z');
    assert.equal(methods?.[1]?.usable, false);
    assert.equal(methods?.[1]?.unusableBecause, 'Expired');
  });

  it('are read from v1.0 alone where there is no beta', async () => {
    const usable = { ...PASS, isUsable: true, methodUsabilityReason: 'EnabledByPolicy' };
    const { methods } = await read(({ name }) => (name === 'methods' ? { value: [APP, usable] } : undefined));
    assert.equal(methods?.[0]?.lastUsedAt, null);
    assert.equal(methods?.[1]?.usable, true);
    assert.equal(methods?.[1]?.unusableBecause, null);
  });

  it('are undefined for somebody who is not there', async () => {
    assert.equal((await read(() => undefined)).methods, undefined);
  });

  it('say what is missing: the permission, or the time to wait', async () => {
    for (const error of [
      new MissingPermission('UserAuthenticationMethod.Read.All', 'methods'),
      new TryAgainLater(5, 'Microsoft Graph'),
    ]) {
      await assert.rejects(
        read(() => Promise.reject(error)),
        error,
      );
    }
  });
});
