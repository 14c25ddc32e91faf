import assert from 'node:assert/strict';
import { ago, counted, countryName, cut, listed, quoted, span } from '../../src/triage/words.ts';
import { DAY, hoursAgo, NOW } from '../support/triage.ts';

describe('the words of triage', () => {
  const spans: readonly [number, string][] = [
    [0, 'a minute'],
    [20, '20 minutes'],
    [85, '85 minutes'],
    [120, '2 hours'],
    [60 * 30, '30 hours'],
    [60 * 24 * 4, '4 days'],
    [60 * 24 * 90, '3 months'],
    [60 * 24 * 1100, '3 years'],
  ];
  for (const [minutes, words] of spans) {
    it(`say “${words}” for ${minutes} minutes`, () => {
      assert.equal(span(minutes * 60_000), words);
    });
  }

  it('count, list and name countries', () => {
    assert.equal(ago(hoursAgo(4 * DAY), NOW), '4 days ago');
    assert.deepEqual([listed([]), listed(['a']), listed(['a', 'b', 'c'])], ['', 'a', 'a, b and c']);
    assert.deepEqual([counted(1, 'try', 'tries'), counted(2, 'try', 'tries')], ['1 try', '2 tries']);
    assert.deepEqual(['RO', 'fi', 'Atlantis', 'X'].map(countryName), ['Romania', 'Finland', 'Atlantis', 'X']);
  });

  it('mark what others wrote, and cut what is long without breaking a letter', () => {
    assert.equal(quoted(' iPhone ', 'a phone'), '“iPhone”');
    assert.equal(quoted('  ', 'a phone'), 'a phone');
    assert.equal(cut('📱'.repeat(5), 3), '📱📱…');
  });
});
