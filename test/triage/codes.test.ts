import assert from 'node:assert/strict';
import {
  asksRegistration,
  CERTAINTIES,
  codeInWords,
  isHarmless,
  isInterrupt,
  meaningOf,
} from '../../src/triage/codes.ts';
import rows from '../../src/triage/data/sign-in-codes.json' with { type: 'json' };

describe('the sign-in codes', () => {
  it('are each told once, with a certainty that exists', () => {
    assert.ok(rows.length > 180);
    assert.equal(new Set(rows.map(({ code }) => code)).size, rows.length);
    const certainties: readonly string[] = CERTAINTIES;
    assert.deepEqual(
      rows.filter(({ certainty, meaning }) => !certainties.includes(certainty) || meaning === ''),
      [],
    );
  });

  const words: readonly [number, RegExp][] = [
    [50126, /^Wrong user name or password; .* \(50126\)$/],
    [500881, /, as others report \(500881\)$/],
    [130503, /^code 130503, believed to mean: Temporary Access Pass incorrect$/],
    [424242, /^code 424242, which has no documented meaning here$/],
  ];
  for (const [code, expected] of words) {
    it(`say of ${code} no more than is known`, () => {
      assert.match(codeInWords(code), expected);
    });
  }

  it('tell what is on the way from what is the end', () => {
    const interrupts = [50072, 50074, 50076, 50079, 50097, 50158, 50140, 50058, 65001, 16000];
    assert.deepEqual(
      interrupts.filter((code) => !isInterrupt(code)),
      [],
    );
    assert.deepEqual([0, 500121, 53003, 50126, 424242].filter(isInterrupt), []);
    assert.deepEqual([50058, 50140, 16000, 50074].map(isHarmless), [true, true, true, false]);
    assert.deepEqual([50072, 50079, 53010].map(asksRegistration), [true, true, false]);
  });

  it('know nothing of a number that nobody explains', () => {
    assert.equal(meaningOf(53035), null);
  });
});
