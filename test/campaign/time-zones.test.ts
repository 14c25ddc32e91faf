import assert from 'node:assert/strict';
import { timeZoneOf, weekendOf, ZONE_OF_COUNTRY } from '../../src/campaign/time-zones.ts';

describe('time zones of countries', () => {
  it('are known to this machine, one for each of the 249 countries', () => {
    assert.equal(ZONE_OF_COUNTRY.size, 249);
    for (const [country, timeZone] of ZONE_OF_COUNTRY) {
      assert.match(country, /^[A-Z]{2}$/);
      assert.doesNotThrow(() => new Intl.DateTimeFormat('en', { timeZone }), country);
    }
  });

  it('have a name for every country that Intl has a name for among them', () => {
    const names = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });
    for (const country of ZONE_OF_COUNTRY.keys()) assert.ok(names.of(country), country);
  });

  it('fall back on the tenant’s country, then on UTC', () => {
    assert.equal(timeZoneOf('us', 'DE'), 'America/New_York');
    assert.equal(timeZoneOf(null, 'DE'), 'Europe/Berlin');
    assert.equal(timeZoneOf('XX', 'de'), 'Europe/Berlin');
    assert.equal(timeZoneOf('XX', null), 'UTC');
  });

  it('know where Friday is no working day', () => {
    assert.deepEqual(weekendOf('Asia/Riyadh'), [5, 6]);
    assert.deepEqual(weekendOf('Africa/Cairo'), [5, 6]);
    assert.deepEqual(weekendOf('Asia/Dubai'), [6, 7]);
    assert.deepEqual(weekendOf('UTC'), [6, 7]);
  });
});
