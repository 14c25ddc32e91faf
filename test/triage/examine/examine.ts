import { ask } from './ask.ts';
import type { CaseOnFile } from './load.ts';
import { type Miss, score } from './score.ts';

export interface Result {
  readonly case: CaseOnFile;
  readonly misses: readonly Miss[];
  /** What the command printed. */
  readonly out: string;
  readonly milliseconds: number;
}

/** So many at once: a case mostly waits for its own little server. */
const AT_ONCE = 6;

/** Every case from Graph's protocol to the answer, in the order given. */
export async function examine(cases: readonly CaseOnFile[]): Promise<readonly Result[]> {
  const results: Result[] = [];
  const waiting = cases.map((one, index) => ({ one, index }));
  const work = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      results[next.index] = await examineOne(next.one);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return results;
}

async function examineOne(one: CaseOnFile): Promise<Result> {
  const start = performance.now();
  const said = await ask(one.told);
  return {
    case: one,
    misses: score(one.told, said),
    out: said.out,
    milliseconds: performance.now() - start,
  };
}
