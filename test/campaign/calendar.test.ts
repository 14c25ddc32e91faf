import assert from 'node:assert/strict';
import { dateOf, deadlineOf, isWave, opensAt, STEPS, stepsOf } from '../../src/campaign/calendar.ts';
import { type Calendar, DEFAULT_CALENDAR, WAVES } from '../../src/campaign/campaign.ts';

const calendar: Calendar = { ...DEFAULT_CALENDAR, startsOn: '2026-11-23' };

describe('the calendar of a campaign', () => {
  it('has its steps on the days of the rollout', () => {
    assert.deepEqual(
      stepsOf(calendar).map(({ step, day, date }) => [step, day, date]),
      [
        ['announcement', 1, '2026-11-23'],
        ['reminder', 10, '2026-12-02'],
        ['contact-list', 12, '2026-12-04'],
        ['deadline', 14, '2026-12-06'],
        ['last-call', 15, '2026-12-07'],
        ['end', 19, '2026-12-11'],
      ],
    );
  });

  it('takes a wave before any clock of the world shows nine on its day, and ends after every clock has', () => {
    const at = Object.fromEntries(stepsOf(calendar).map((day) => [day.step, day.at.toISOString()]));
    assert.equal(at.announcement, '2026-11-22T10:00:00.000Z');
    assert.equal(at.end, '2026-12-12T12:00:00.000Z');
    assert.deepEqual(opensAt(calendar).toISOString(), at.announcement);
  });

  it('puts the steps in the order in which they are taken, whatever the settings', () => {
    const late = { ...calendar, windowDays: 30, contactListOnDay: 5, lastCallOnDay: 31, endsOnDay: 40 };
    const steps = stepsOf(late).map(({ step }) => step);
    assert.deepEqual(steps.slice(0, 3), ['announcement', 'contact-list', 'reminder']);
    assert.equal(steps.length, STEPS.length);
    assert.equal(deadlineOf(late), '2026-12-22');
  });

  it('counts days over the end of a year and a leap day', () => {
    assert.equal(dateOf({ startsOn: '2027-12-25' }, 10), '2028-01-03');
    assert.equal(dateOf({ startsOn: '2028-02-20' }, 10), '2028-02-29');
  });

  it('knows which steps send something', () => {
    assert.deepEqual(STEPS.filter(isWave), WAVES);
  });
});
