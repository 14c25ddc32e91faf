import { BLADES } from '../blades.ts';
import { SIGN_WANTS, signsIn, unreadSigns } from '../exception-signs.ts';
import { defineGate, type Finding, type GateStatus, type Item, type Said } from '../gate.ts';
import { POPULATION_NEEDS, populationOf } from '../population.ts';

const NAMED = 20;

/** Accounts that nobody can answer a prompt for, and that nobody has decided about. */
export const exceptionsPlanned = defineGate({
  id: 'exceptions-planned',
  link: BLADES.users,
  needs: POPULATION_NEEDS,
  wants: [...SIGN_WANTS, 'decidedExceptions'],
  judge(facts): Finding {
    const found = [...signsIn(populationOf(facts), facts)];
    const { decidedExceptions } = facts;
    const settled = decidedExceptions.known ? decidedExceptions.value : new Set<string>();
    const unplanned = found.filter(([{ id }]) => !settled.has(id));
    const planned = facts.plannedExceptions.length + found.length - unplanned.length;
    const count = unplanned.length;
    // Where nothing was found, nothing could have been decided.
    const unread = decidedExceptions.known || count === 0 ? [] : [decidedExceptions.error];
    const missing = [...unreadSigns(facts), ...unread];
    const said: readonly (Said | false)[] = [
      count === 0 && { say: 'exceptions-planned.none' },
      count > 0 && { say: 'exceptions-planned.unplanned', values: { count } },
      planned > 0 && { say: 'exceptions-planned.planned', values: { count: planned } },
    ];
    return {
      status: statusOf({ count, planned, unsure: missing.length > 0 }),
      found: said.filter((one) => one !== false),
      fix: count > 0 ? [{ say: 'exceptions-planned.fix.plan' }] : [],
      items: unplanned.slice(0, NAMED).map(
        ([{ id, name }, sign]): Item => ({
          kind: 'person',
          id,
          name,
          said: { say: `exceptions-planned.item.${sign}` },
        }),
      ),
      missing,
    };
  },
});

function statusOf(about: {
  readonly count: number;
  readonly planned: number;
  readonly unsure: boolean;
}): GateStatus {
  // Where nothing is planned at all, nobody has thought of them yet; else a few may only have been overlooked.
  if (about.count > 0) return about.planned === 0 ? 'fail' : 'warn';
  // None found by half of the signs is no proof that there are none.
  return about.unsure ? 'unknown' : 'pass';
}
