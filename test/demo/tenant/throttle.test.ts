import assert from 'node:assert/strict';
import { GraphError } from '../../../demo/tenant/errors.ts';
import { Throttle } from '../../../demo/tenant/throttle.ts';

describe('the limits of Graph', () => {
  let now: number;
  let throttle: Throttle;

  beforeEach(() => {
    now = 1_000_000;
    throttle = new Throttle(() => new Date(now));
  });

  /** The seconds that a refusal names; undefined when the request went through. */
  function spend(name: Parameters<Throttle['spend']>[0], units = 1): string | undefined {
    try {
      throttle.spend(name, units);
      return undefined;
    } catch (error) {
      assert.ok(error instanceof GraphError);
      assert.equal(error.status, 429);
      assert.equal(error.code, 'TooManyRequests');
      return error.headers['retry-after'] ?? 'without a time';
    }
  }

  it('lets five reports through in ten seconds and says when there is room again', () => {
    for (let count = 0; count < 5; count += 1) {
      assert.equal(spend('reports'), undefined);
      now += 100;
    }
    const wait = Number(spend('reports'));
    assert.ok(wait >= 9 && wait <= 10, String(wait));
    now += wait * 1000;
    assert.equal(spend('reports'), undefined);
  });

  it('slides: the sixth may follow when the first is ten seconds old', () => {
    spend('reports');
    now += 5_000;
    for (let count = 0; count < 4; count += 1) spend('reports');
    now += 5_001;
    assert.equal(spend('reports'), undefined);
    assert.notEqual(spend('reports'), undefined);
  });

  it('counts refused requests too, so that hammering never gets through', () => {
    for (let count = 0; count < 5; count += 1) spend('reports');
    for (let second = 0; second < 30; second += 1) {
      now += 1_000;
      assert.notEqual(spend('reports'), undefined, `after ${second} s`);
    }
  });

  it('refuses the risk service after one request a second, without saying for how long', () => {
    assert.equal(spend('risk'), undefined);
    assert.equal(spend('risk'), 'without a time');
    now += 1_001;
    assert.equal(spend('risk'), undefined);
  });

  it('counts the directory in resource units', () => {
    assert.equal(spend('directory', 3_499), undefined);
    assert.equal(spend('directory', 1), undefined);
    assert.notEqual(spend('directory', 1), undefined);
  });

  it('keeps the classes apart', () => {
    for (let count = 0; count < 6; count += 1) spend('reports');
    assert.equal(spend('directory'), undefined);
    assert.equal(spend('risk'), undefined);
  });
});
