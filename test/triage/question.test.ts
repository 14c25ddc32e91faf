import assert from 'node:assert/strict';
import { isOnlyEnd, readQuestion } from '../../src/triage/question.ts';

/** A Friday, 10:00 in Berlin. */
const NOW = new Date('2026-11-20T09:00:00Z');
const read = (words: string, now = NOW, timeZone = 'Europe/Berlin') => readQuestion(words, { now, timeZone });

describe('who a question is about, when and where', () => {
  const who: readonly [string, string, string | null][] = [
    ['alice', 'alice', null],
    ['Alice Martin', 'Alice Martin', null],
    ['alice.martin@contoso.com on Outlook', 'alice.martin@contoso.com', 'Outlook'],
    ['alice in teams', 'alice', 'teams'],
    ['alice on the VPN', 'alice', 'VPN'],
    ['alice to Salesforce since yesterday', 'alice', 'Salesforce'],
    ['alice since yesterday to Salesforce', 'alice', 'Salesforce'],
    ['Bob in Contoso Time Tracking', 'Bob', 'Contoso Time Tracking'],
    ['Bob in Outlook app, please?', 'Bob', 'Outlook'],
    ['alice to “Field Notes”', 'alice', 'Field Notes'],
    ['Alice on her new phone', 'Alice', null],
    ['Alice to her laptop at 9:40', 'Alice', null],
    ['Kim In Su', 'Kim In Su', null],
    ['kim in su', 'kim in su', null],
    ['Jean-Luc d’Arc', 'Jean-Luc d’Arc', null],
    ['山本 花子', '山本 花子', null],
    ['Maria On', 'Maria On', null],
    ['April May', 'April May', null],
    ['Monday Okafor', 'Monday Okafor', null],
    ['Ada Since', 'Ada Since', null],
    ['a0000000-0000-4000-8000-000000000001 since Monday', 'a0000000-0000-4000-8000-000000000001', null],
  ];
  for (const [words, person, application] of who) {
    it(`takes “${words}” for ${person}${application ? ` in ${application}` : ''}`, () => {
      const asked = read(words);
      assert.deepEqual([asked.person, asked.question.application], [person, application]);
    });
  }

  const times: readonly [string, string, string][] = [
    ['', '2026-11-13T09:00:00Z', '2026-11-20T09:00:00Z'],
    ['since yesterday', '2026-11-18T23:00:00Z', '2026-11-20T09:00:00Z'],
    ['yesterday', '2026-11-18T23:00:00Z', '2026-11-19T23:00:00Z'],
    ['today', '2026-11-19T23:00:00Z', '2026-11-20T09:00:00Z'],
    ['since this morning', '2026-11-19T23:00:00Z', '2026-11-20T09:00:00Z'],
    ['last night', '2026-11-19T17:00:00Z', '2026-11-20T08:00:00Z'],
    ['at 9:40', '2026-11-20T08:10:00Z', '2026-11-20T09:00:00Z'],
    ['at 9.40am', '2026-11-20T08:10:00Z', '2026-11-20T09:00:00Z'],
    ['at 4 pm', '2026-11-19T14:30:00Z', '2026-11-19T15:30:00Z'],
    ['yesterday at 14:00', '2026-11-19T12:30:00Z', '2026-11-19T13:30:00Z'],
    ['at noon yesterday', '2026-11-19T10:30:00Z', '2026-11-19T11:30:00Z'],
    ['since 9:40', '2026-11-20T08:10:00Z', '2026-11-20T09:00:00Z'],
    ['on Monday', '2026-11-15T23:00:00Z', '2026-11-16T23:00:00Z'],
    ['since Monday', '2026-11-15T23:00:00Z', '2026-11-20T09:00:00Z'],
    ['on Friday', '2026-11-19T23:00:00Z', '2026-11-20T09:00:00Z'],
    ['last Saturday at 12', '2026-11-14T10:30:00Z', '2026-11-14T11:30:00Z'],
    ['this week', '2026-11-15T23:00:00Z', '2026-11-20T09:00:00Z'],
    ['last week', '2026-11-08T23:00:00Z', '2026-11-15T23:00:00Z'],
    ['for two days', '2026-11-18T09:00:00Z', '2026-11-20T09:00:00Z'],
    ['in the last 3 hours', '2026-11-20T06:00:00Z', '2026-11-20T09:00:00Z'],
    ['over the past week', '2026-11-13T09:00:00Z', '2026-11-20T09:00:00Z'],
    ['20 minutes ago', '2026-11-20T08:20:00Z', '2026-11-20T09:00:00Z'],
    ['an hour ago', '2026-11-20T07:30:00Z', '2026-11-20T09:00:00Z'],
    ['just now', '2026-11-20T08:00:00Z', '2026-11-20T09:00:00Z'],
    ['for 400 days', '2026-10-21T09:00:00Z', '2026-11-20T09:00:00Z'],
  ];
  for (const [words, since, until] of times) {
    it(`takes “${words || 'nothing'}” for a time from ${since}`, () => {
      const { person, question } = read(`alice ${words}`);
      assert.equal(person, 'alice');
      assert.deepEqual([question.since, question.until], [new Date(since), new Date(until)]);
    });
  }

  it('means the day of whoever asks, wherever that is', () => {
    assert.equal(
      read('alice since today', NOW, 'Asia/Tokyo').question.since.toISOString(),
      '2026-11-19T15:00:00.000Z',
    );
    assert.equal(
      read('alice since today', NOW, 'America/Los_Angeles').question.since.toISOString(),
      '2026-11-20T08:00:00.000Z',
    );
  });

  it('finds midnight on the days when the clocks change', () => {
    const since = (now: string) => read('alice since today', new Date(now)).question.since.toISOString();
    assert.equal(since('2026-10-25T12:00:00Z'), '2026-10-24T22:00:00.000Z');
    assert.equal(since('2026-03-29T12:00:00Z'), '2026-03-28T23:00:00.000Z');
  });

  it('leaves a time that no clock shows to be part of a name', () => {
    assert.equal(read('alice at 25:00').person, 'alice at 25:00');
    assert.equal(read('alice at 13 pm').person, 'alice at 13 pm');
  });

  it('knows an end that says when and where from one that says more', () => {
    for (const end of [
      '',
      ' since yesterday',
      ', please',
      '?',
      ' on Outlook at 9:40!',
      ' to her laptop again',
    ]) {
      assert.ok(isOnlyEnd(end), end);
    }
    for (const more of [' training', ' to the building', ' and Bob', ' because of Outlook']) {
      assert.ok(!isOnlyEnd(more), more);
    }
  });
});
