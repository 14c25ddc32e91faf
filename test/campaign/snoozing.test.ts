import assert from 'node:assert/strict';
import { DEFAULT_CALENDAR } from '../../src/campaign/campaign.ts';
import { snoozesFor, snoozeUntil } from '../../src/campaign/snoozing.ts';

const calendar = { ...DEFAULT_CALENDAR, startsOn: '2026-11-23' };
const offered = (now: string, timeZone = 'Europe/Berlin') =>
  snoozesFor(calendar, timeZone, new Date(now)).map(
    ({ snooze, until }) => `${snooze} ${until.toISOString().slice(0, 16)}`,
  );

describe('being reminded later', () => {
  it('means nine in the morning of a working day, where the person lives', () => {
    assert.deepEqual(offered('2026-11-24T10:00:00Z'), [
      'tomorrow 2026-11-25T08:00',
      'three-days 2026-11-27T08:00',
      'next-monday 2026-11-30T08:00',
    ]);
    assert.deepEqual(offered('2026-11-24T10:00:00Z', 'Asia/Tokyo')[0], 'tomorrow 2026-11-25T00:00');
    assert.deepEqual(offered('2026-11-24T20:00:00Z', 'Asia/Tokyo')[0], 'tomorrow 2026-11-26T00:00');
    assert.deepEqual(offered('2026-11-24T10:00:00Z', 'Pacific/Auckland')[0], 'tomorrow 2026-11-24T20:00');
  });

  it('offers one day once: what falls on a weekend is Monday, and says so', () => {
    assert.deepEqual(offered('2026-11-26T10:00:00Z'), [
      'tomorrow 2026-11-27T08:00',
      'next-monday 2026-11-30T08:00',
    ]);
    assert.deepEqual(offered('2026-11-27T10:00:00Z'), ['next-monday 2026-11-30T08:00']);
    assert.deepEqual(offered('2026-11-29T10:00:00Z'), [
      'three-days 2026-12-02T08:00',
      'next-monday 2026-11-30T08:00',
    ]);
  });

  it('never goes past the deadline, which is the end of the last day everywhere on its own clock', () => {
    assert.deepEqual(offered('2026-12-03T10:00:00Z'), ['tomorrow 2026-12-04T08:00']);
    assert.deepEqual(offered('2026-12-04T10:00:00Z'), []);
    const sunday = { ...calendar, startsOn: '2026-11-25' };
    for (const timeZone of ['Pacific/Kiritimati', 'Pacific/Pago_Pago', 'UTC']) {
      const now = new Date('2026-12-05T00:00:00Z');
      const until = snoozeUntil('next-monday', sunday, timeZone, now);
      assert.ok(until, `Monday 7 December is before the end of Tuesday 8 December in ${timeZone}`);
      assert.equal(snoozeUntil('next-monday', calendar, timeZone, now), null, timeZone);
    }
  });

  it('understands an old card whose choice is not offered any more', () => {
    const friday = new Date('2026-11-27T10:00:00Z');
    assert.equal(
      snoozeUntil('tomorrow', calendar, 'Europe/Berlin', friday)?.toISOString(),
      '2026-11-30T08:00:00.000Z',
    );
  });
});
