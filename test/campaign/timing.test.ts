import assert from 'node:assert/strict';
import { DEFAULT_CALENDAR } from '../../src/campaign/campaign.ts';
import { timingOf } from '../../src/campaign/timing.ts';

const calendar = { ...DEFAULT_CALENDAR, startsOn: '2026-11-23' };
const now = new Date('2026-11-20T09:00:00Z');
const zones = (...counts: readonly [string, number][]) => counts.map(([key, count]) => ({ key, count }));

describe('how long a wave takes', () => {
  it('is from the first nine o’clock to the last person at the tenant’s rate', () => {
    const timing = timingOf(zones(['America/New_York', 450], ['Asia/Tokyo', 900]), calendar, {
      perSecond: 45,
      now,
    });
    assert.deepEqual(timing, {
      sendingSeconds: 30,
      firstSend: new Date('2026-11-23T00:00:00Z'),
      lastSend: new Date('2026-11-23T14:00:10Z'),
    });
  });

  it('waits for a zone that the rate has not come to in time', () => {
    const people = 45 * 3_600 * 2;
    const both = zones(['Europe/Berlin', people], ['Europe/London', people]);
    const { lastSend } = timingOf(both, calendar, { perSecond: 45, now });
    assert.deepEqual(lastSend, new Date('2026-11-23T12:00:00Z'));
  });

  it('goes on the next working day with what one day does not hold', () => {
    const people = 45 * 3_600 * 9;
    const friday = { ...calendar, startsOn: '2026-11-27' };
    const { lastSend } = timingOf(zones(['Europe/Berlin', people]), friday, { perSecond: 45, now });
    assert.deepEqual(lastSend, new Date('2026-11-30T08:00:00Z'));
  });

  it('begins at once where the administrator has chosen now, and has no end where nobody is told', () => {
    const atOnce = { ...calendar, hours: 'now' } as const;
    const { firstSend } = timingOf(zones(['Asia/Tokyo', 1]), atOnce, { perSecond: null, now });
    assert.deepEqual(firstSend, now);
    assert.deepEqual(timingOf([], calendar, { perSecond: 45, now }), {
      sendingSeconds: 0,
      firstSend: null,
      lastSend: null,
    });
  });
});
