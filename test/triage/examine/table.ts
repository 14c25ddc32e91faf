import type { Result } from './examine.ts';
import { ASPECTS } from './score.ts';

/** How the cases went: a line for each file, then everything that was not as a case says. */
export function scoreTable(results: readonly Result[]): string {
  const files = Map.groupBy(results, (one) => one.case.file);
  const width = Math.max(...[...files.keys()].map((name) => name.length));
  const lines = [...files].map(([file, of]) => {
    const passed = of.filter(({ misses }) => misses.length === 0).length;
    return `  ${passed === of.length ? ' ' : '·'} ${file.padEnd(width)}  ${passed}/${of.length}`;
  });
  return [...lines, '', ...aspects(results), '', ...misses(results)].join('\n');
}

export const share = (results: readonly Result[]): number =>
  results.filter(({ misses: of }) => of.length === 0).length / Math.max(1, results.length);

export const isSafe = (results: readonly Result[]): boolean =>
  results.every(({ misses: of }) => of.every(({ aspect }) => aspect !== 'safety'));

/** Of all cases, how many had nothing to say against this side of the answer. */
function aspects(results: readonly Result[]): readonly string[] {
  const right = ASPECTS.map((aspect) => {
    const count = results.filter(({ misses: of }) => of.every((miss) => miss.aspect !== aspect)).length;
    return `${aspect} ${count}/${results.length}`;
  });
  const passed = results.filter(({ misses: of }) => of.length === 0).length;
  const percent = (100 * share(results)).toFixed(1);
  return [
    `${passed} of ${results.length} cases are answered as they should be (${percent} %).`,
    right.join(' · '),
  ];
}

function misses(results: readonly Result[]): readonly string[] {
  return results
    .filter(({ misses: of }) => of.length > 0)
    .flatMap(({ case: { file, told }, misses: of }) => [
      `${file}: ${told.title}`,
      ...of.map(({ aspect, expected, got }) => `    ${aspect}: expected ${expected}; got ${got}`),
    ]);
}
