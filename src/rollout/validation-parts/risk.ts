import type { Said } from '../gate.ts';
import type { RiskCount } from '../kept-log.ts';
import { SHOWN_DAYS } from '../validation.ts';
import { definePart, NAMED } from '../validation-ports.ts';
import { gapsIn } from './clean-log.ts';

/** The good news: who had the password and did not get in, or showed the second step that a thief has not. */
export const riskPart = definePart({
  id: 'risk',
  needs: ['keptLog'],
  judge({ keptLog: { lag, oldest, risk } }, at) {
    const { stopped, passed, through } = risk.counts;
    // Any time will do: good news need not be complete, and no news of a log that is not read is none.
    const gaps = gapsIn({ lag, oldest }, { since: at, at });
    const quiet = [stopped, passed, through].every(({ signIns }) => signIns === 0);
    const found: readonly (Said | false)[] = [
      stopped.signIns > 0 && { say: 'validate.risk-stopped', values: valuesOf(stopped) },
      passed.signIns > 0 && { say: 'validate.risk-passed', values: valuesOf(passed) },
      through.signIns > 0 && { say: 'validate.risk-through', values: valuesOf(through) },
      !risk.told && { say: 'validate.risk-untold' },
      risk.told && quiet && gaps.length === 0 && { say: 'validate.risk-none', values: { days: SHOWN_DAYS } },
      lag.breadth === 'narrow' && { say: 'validate.log-narrow' },
      ...gaps,
    ];
    return {
      state: through.signIns > 0 ? 'open' : risk.told && gaps.length === 0 ? 'pass' : 'unknown',
      found: found.filter((said) => said !== false),
      items: through.people.slice(0, NAMED).map(({ id, name }) => ({ kind: 'person', id, name })),
    };
  },
});

function valuesOf({ people, signIns }: RiskCount) {
  return { count: people.length, signIns, days: SHOWN_DAYS, names: people.map(({ name }) => name) };
}
