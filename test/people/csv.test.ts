import assert from 'node:assert/strict';
import { type CsvValue, csvLine } from '../../src/people/csv.ts';

describe('a line of CSV', () => {
  const cases: readonly [string, CsvValue[], string][] = [
    ['plain values', ['a', 1, true, null], 'a,1,true,'],
    ['a comma', ['Doe, Alex'], '"Doe, Alex"'],
    ['a quotation mark', ['the "boss"'], '"the ""boss"""'],
    ['a line break', ['one\ntwo'], '"one\ntwo"'],
    ['spaces at the ends', [' a '], '" a "'],
    ['a formula', ['=HYPERLINK("http://evil")'], '"\'=HYPERLINK(""http://evil"")"'],
    ['a formula behind a blank', [' =1+1'], "' =1+1"],
    ['a plus', ['+49 30'], "'+49 30"],
    ['a minus', ['-2'], "'-2"],
    ['an at sign', ['@SUM(A1)'], "'@SUM(A1)"],
    ['the wide form of a sign', ['＝1+1'], "'＝1+1"],
    ['a formula behind a semicolon', ['Doe;=1+1;'], "Doe;'=1+1;"],
    ['a formula behind a line break', ['Doe, A\n =1+1'], '"Doe, A\n \'=1+1"'],
    ['a tab', ['\t=1'], "'\t'=1"],
    ['a negative number, which is no text', [-2], '-2'],
    ['a date', [new Date('2026-11-20T09:00:00Z')], '2026-11-20T09:00:00.000Z'],
  ];
  for (const [title, values, expected] of cases) {
    it(`writes ${title}`, () => assert.equal(csvLine(values), `${expected}\r\n`));
  }
});
