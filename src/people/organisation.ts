import type { Clock } from '../clock.ts';
import type { Organisation } from './people.ts';
import type { Directory } from './ports.ts';

/** A company changes its name less often than this. */
const KEPT_FOR_MS = 60 * 60_000;

/** The same directory, which asks for the organisation once an hour instead of once a card. */
export function keepOrganisation(directory: Directory, clock: Clock): Directory {
  let kept: { readonly until: number; readonly answer: Promise<Organisation> } | null = null;
  return {
    ...directory,
    organisation() {
      const now = clock.now().getTime();
      if (kept && kept.until > now) return kept.answer;
      const answer = directory.organisation();
      const mine = { until: now + KEPT_FOR_MS, answer };
      kept = mine;
      answer.catch(() => {
        if (kept === mine) kept = null;
      });
      return answer;
    },
  };
}
