import assert from 'node:assert/strict';
import { type CalendarEntry, writeCalendar } from '../../src/rollout/icalendar.ts';

const ENTRY: CalendarEntry = {
  uid: 'plan-pilot@muster',
  startsOn: '2026-12-30',
  endsOn: '2026-12-31',
  summary: 'Pilot; first, \\second',
  description: 'One\nTwo\r\nThree\u0007',
};
const write = (entry: Partial<CalendarEntry> = {}) =>
  writeCalendar({
    ...{ name: 'Rollout', language: 'en', version: 4, changedAt: new Date('2026-11-20T08:12:00.123Z') },
    entries: [{ ...ENTRY, ...entry }],
  });
/** As a reader of such files puts lines together again. */
const unfolded = (text: string) => text.replace(/\r\n[ \t]/g, '').split('\r\n');

describe('a calendar file', () => {
  it('says what RFC 5545 asks of it, for days that begin and end at no hour', () => {
    assert.deepEqual(unfolded(write()), [
      'BEGIN:VCALENDAR',
      'VERSION:2.0',
      'PRODID:-//Muster//Rollout plan//EN',
      'CALSCALE:GREGORIAN',
      'METHOD:PUBLISH',
      'X-WR-CALNAME:Rollout',
      'BEGIN:VEVENT',
      'UID:plan-pilot@muster',
      'DTSTAMP:20261120T081200Z',
      'LAST-MODIFIED:20261120T081200Z',
      'SEQUENCE:4',
      'DTSTART;VALUE=DATE:20261230',
      'DTEND;VALUE=DATE:20270101',
      'SUMMARY:Pilot\\; first\\, \\\\second',
      'DESCRIPTION:One\\nTwo\\nThree ',
      'TRANSP:TRANSPARENT',
      'END:VEVENT',
      'END:VCALENDAR',
      '',
    ]);
  });

  for (const [script, text] of [
    ['German', 'Für alle Führungskräfte über Grüße und Maßnahmen '.repeat(6)],
    ['Japanese', '展開の計画と準備の段階を確認してください。'.repeat(8)],
    ['Arabic', 'تحقق من الخطة قبل الإلزام '.repeat(8)],
    ['emoji', '👩🏽‍💻🔑'.repeat(30)],
  ] as const) {
    it(`folds ${script} at 75 octets and tears no character apart`, () => {
      const file = write({ summary: text });
      for (const line of file.split('\r\n')) assert.ok(Buffer.byteLength(line) <= 75, line);
      assert.doesNotMatch(file, /\ufffd|(?<!\r)\n/);
      assert.ok(unfolded(file).includes(`SUMMARY:${text}`));
    });
  }

  it('lets no name begin a line of its own', () => {
    const file = write({ summary: 'x\r\nEND:VCALENDAR\nBEGIN:VEVENT', uid: 'a@muster' });
    assert.equal(unfolded(file).filter((line) => line === 'BEGIN:VEVENT').length, 1);
  });
});
