import assert from 'node:assert/strict';
import { sameTitles, testsIn } from './titles.ts';

function testsOf(text: string) {
  return testsIn(new Map([['test/a.test.ts', text]]));
}

describe('the checker of test titles', () => {
  it('finds the second of two tests that bear the same title in the same group', () => {
    const same = sameTitles(
      testsOf(`describe('a', () => {
        it('works', () => {});
        it(\`works\`, () => {});
      });`),
    );
    assert.deepEqual(same, ['test/a.test.ts:3 is a second "a › works"']);
  });

  it('finds the same title in two groups of the same name', () => {
    const text = `describe('a', () => { it('works', () => {}); });
      describe('a', () => { it('works', () => {}); });`;
    assert.equal(sameTitles(testsOf(text)).length, 1);
  });

  it('passes the same title in another group or file, and titles that are put together at run time', () => {
    const text = `describe('a', () => { it('works', () => {}); describe('b', () => { it('works', () => {}); }); });
      for (const x of y) it(\`takes \${x}\`, () => {});
      for (const x of z) it(\`takes \${x}\`, () => {});`;
    assert.deepEqual(sameTitles(testsOf(text)), []);
    const one = "it('works', () => {});";
    const files = new Map([
      ['test/a.test.ts', one],
      ['test/b.test.ts', one],
    ]);
    assert.deepEqual(sameTitles(testsIn(files)), []);
  });

  it('finds what runs alone, test or group', () => {
    const alone = testsOf(
      "it.only('x', () => {}); describe.only('y', () => {}); it.skip('z', () => {}); it('w', f);",
    );
    assert.deepEqual(
      alone.filter((call) => call.alone).map((call) => call.title),
      ['x', 'y'],
    );
  });
});
