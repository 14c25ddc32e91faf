import assert from 'node:assert/strict';
import fc from 'fast-check';
import { dateIn, dueAt, startOfDate, workingMoment } from '../../src/campaign/hours.ts';
import { weekendOf, ZONE_OF_COUNTRY } from '../../src/campaign/time-zones.ts';

const due = (date: string, timeZone: string, now = '2026-01-01T00:00:00Z') =>
  dueAt({ date, hours: 'working' }, timeZone, new Date(now)).toISOString();

describe('the hours in which people may be written to', () => {
  for (const [title, date, timeZone, expected] of [
    ['in the east', '2026-11-23', 'Pacific/Auckland', '2026-11-22T20:00:00.000Z'],
    ['where the day begins first', '2026-11-23', 'Pacific/Kiritimati', '2026-11-22T19:00:00.000Z'],
    ['where the day ends last', '2026-11-23', 'Pacific/Pago_Pago', '2026-11-23T20:00:00.000Z'],
    ['by half an hour', '2026-11-23', 'Asia/Kolkata', '2026-11-23T03:30:00.000Z'],
    ['by a quarter of an hour', '2026-11-23', 'Asia/Kathmandu', '2026-11-23T03:15:00.000Z'],
    ['in winter', '2026-11-23', 'Europe/Berlin', '2026-11-23T08:00:00.000Z'],
    ['in summer', '2026-07-06', 'Europe/Berlin', '2026-07-06T07:00:00.000Z'],
    [
      'after the night in which clocks went forward',
      '2026-03-30',
      'Europe/Berlin',
      '2026-03-30T07:00:00.000Z',
    ],
    ['where Saturday and Sunday are free', '2026-11-21', 'Europe/Berlin', '2026-11-23T08:00:00.000Z'],
    ['where Friday and Saturday are free', '2026-11-20', 'Asia/Riyadh', '2026-11-22T06:00:00.000Z'],
    ['on a Sunday that is a working day', '2026-11-22', 'Africa/Cairo', '2026-11-22T07:00:00.000Z'],
    ['in a zone that nobody knows', '2026-11-23', 'Mars/Olympus', '2026-11-23T09:00:00.000Z'],
  ] as const) {
    it(`begin at nine ${title}`, () => assert.equal(due(date, timeZone), expected));
  }

  it('have begun where it is between nine and five already', () => {
    const now = '2026-11-23T10:20:30.000Z';
    assert.equal(due('2026-11-23', 'Europe/Berlin', now), now);
  });

  it('begin the next working day where it is five already', () => {
    assert.equal(due('2026-11-27', 'Europe/Berlin', '2026-11-27T16:00:00Z'), '2026-11-30T08:00:00.000Z');
  });

  it('do not matter where the administrator has chosen now', () => {
    const now = new Date('2026-11-22T02:00:00Z');
    assert.equal(dueAt({ date: '2026-11-23', hours: 'now' }, 'Europe/Berlin', now), now);
  });

  it('are working hours of a working day everywhere, at any moment, and never before it', () => {
    const zones = [...new Set(ZONE_OF_COUNTRY.values())];
    const moments = fc.date({
      min: new Date('2026-01-01T00:00:00Z'),
      max: new Date('2028-01-01T00:00:00Z'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(fc.constantFrom(...zones), moments, (timeZone, from) => {
        const moment = workingMoment(from, timeZone);
        const parts = new Intl.DateTimeFormat('en-GB', {
          timeZone,
          weekday: 'short',
          hour: 'numeric',
          hourCycle: 'h23',
        }).formatToParts(moment);
        const part = (type: string) => parts.find((one) => one.type === type)?.value ?? '';
        const weekday = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'].indexOf(part('weekday')) + 1;
        assert.ok(moment >= from);
        assert.ok(Number(part('hour')) >= 9 && Number(part('hour')) < 17, part('hour'));
        assert.ok(!weekendOf(timeZone).includes(weekday));
      }),
      { numRuns: 300 },
    );
  });

  it('know the date of every zone', () => {
    for (const timeZone of new Set(ZONE_OF_COUNTRY.values())) {
      assert.equal(dateIn(startOfDate('2026-11-23', timeZone), timeZone), '2026-11-23', timeZone);
      const before = new Date(startOfDate('2026-11-23', timeZone).getTime() - 1);
      assert.equal(dateIn(before, timeZone), '2026-11-22', timeZone);
    }
  });
});
