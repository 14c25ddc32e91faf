import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readTime } from '../../src/graph/time.ts';

describe('a time from Graph', () => {
  const times: [text: string, iso: string][] = [
    ['2026-11-20T09:12:04Z', '2026-11-20T09:12:04.000Z'],
    ['2026-11-20T09:12:04.5Z', '2026-11-20T09:12:04.500Z'],
    ['2026-11-20T09:12:04.123Z', '2026-11-20T09:12:04.123Z'],
    ['2026-11-20T09:12:04.1239999Z', '2026-11-20T09:12:04.123Z'],
    ['2024-02-29T23:59:59Z', '2024-02-29T23:59:59.000Z'],
    ['2026-11-20T09:12:04+02:00', '2026-11-20T07:12:04.000Z'],
    ['0001-01-01T00:00:00Z', '0001-01-01T00:00:00.000Z'],
  ];
  for (const [text, iso] of times) {
    it(`is ${iso} for ${text}`, () => assert.equal(readTime(text)?.toISOString(), iso));
  }

  for (const value of [
    null,
    undefined,
    7,
    '',
    'soon',
    '2026-13-05T00:00:00Z',
    '2026-11-20T09:60:04Z',
    '2O26-11-20T09:12:04Z',
    '2026-11-20T09:12:04.12x4Z',
  ]) {
    it(`is null for ${JSON.stringify(value)}`, () => assert.equal(readTime(value), null));
  }

  const written = fc
    .record({
      time: fc.date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true }),
      more: fc.stringMatching(/^\d{0,4}$/),
      whole: fc.boolean(),
    })
    .map(({ time, more, whole }) =>
      whole ? `${time.toISOString().slice(0, 19)}Z` : `${time.toISOString().slice(0, 23)}${more}Z`,
    );
  /** Times that are right but for one character. */
  const spoiled = fc
    .tuple(written, fc.nat({ max: 30 }), fc.constantFrom(...'0123456789-:.TZ+ x'))
    .map(([text, at, character]) => text.slice(0, at) + character + text.slice(at + 1));

  it('is what Date makes of it, whether right or wrong', () => {
    fc.assert(
      fc.property(fc.oneof(written, spoiled), (text) => {
        const expected = new Date(text).getTime();
        assert.equal(readTime(text)?.getTime() ?? Number.NaN, expected);
      }),
      { numRuns: 2_000 },
    );
  });
});
