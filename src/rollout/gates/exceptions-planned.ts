import { BLADES } from '../blades.ts';
import { defineGate, type Finding, type GateStatus, type Item, type Said } from '../gate.ts';
import type { AdviceId } from '../legacy-advice.ts';
import { POPULATION_NEEDS, type Population, populationOf } from '../population.ts';
import type { Attempt, Facts } from '../ports.ts';
import type { Account } from '../roster.ts';

const NAMED = 20;
/** Microsoft's template of the role that only the accounts of Entra Connect hold. */
const DIRECTORY_SYNCHRONISATION = 'd29b2b05-8046-44ba-8758-1e26182fcf32';
/** What signs in there is no person who could answer a prompt. */
const MACHINES: ReadonlySet<AdviceId> = new Set(['printer-or-scanner', 'line-of-business', 'script']);

/** Accounts that nobody can answer a prompt for, and that nobody has decided about. */
export const exceptionsPlanned = defineGate({
  id: 'exceptions-planned',
  link: BLADES.users,
  needs: POPULATION_NEEDS,
  wants: ['deviceLicences', 'registrations', 'lastUse', 'roleHoldings', 'legacy'],
  judge(facts): Finding {
    const population = populationOf(facts);
    const unplanned = [...exceptionsIn(population, facts)];
    const planned = facts.plannedExceptions.length;
    const { deviceLicences, lastUse, roleHoldings, legacy } = facts;
    const missing = [deviceLicences, lastUse, roleHoldings, legacy].flatMap((read) =>
      read.known ? [] : [read.error],
    );
    const count = unplanned.length;
    const found: readonly (Said | false)[] = [
      count === 0 && { say: 'exceptions-planned.none' },
      count > 0 && { say: 'exceptions-planned.unplanned', values: { count } },
      planned > 0 && { say: 'exceptions-planned.planned', values: { count: planned } },
    ];
    return {
      status: statusOf({ count, planned, unsure: missing.length > 0 }),
      found: found.filter((said) => said !== false),
      fix: count > 0 ? [{ say: 'exceptions-planned.fix.plan' }] : [],
      items: unplanned
        .slice(0, NAMED)
        .map(([{ id, name }, say]): Item => ({ kind: 'person', id, name, said: { say } })),
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

type Why = Extract<Said['say'], `exceptions-planned.item.${string}`>;

interface Signs {
  readonly registrations: Attempt<Facts['registrations']>;
  readonly lastUse: Attempt<Facts['lastUse']>;
  readonly roleHoldings: Attempt<Facts['roleHoldings']>;
  readonly legacy: Attempt<Facts['legacy']>;
}

function* exceptionsIn(population: Population, signs: Signs): Generator<readonly [Account, Why]> {
  for (const account of population.mailboxes) yield [account, 'exceptions-planned.item.mailbox'];
  for (const account of population.devices) yield [account, 'exceptions-planned.item.device'];
  const [synchronising, machines] = [synchronisers(signs), machineAccounts(signs)];
  for (const account of population.people) {
    if (synchronising.has(account.id)) yield [account, 'exceptions-planned.item.sync'];
    else if (isService(account, population, signs)) yield [account, 'exceptions-planned.item.service'];
    else if (machines.has(account.id)) yield [account, 'exceptions-planned.item.machine'];
  }
}

function synchronisers({ roleHoldings }: Signs): ReadonlySet<string> {
  if (!roleHoldings.known) return new Set();
  return new Set(
    roleHoldings.value.flatMap(({ templateId, holderId }) =>
      templateId === DIRECTORY_SYNCHRONISATION ? [holderId.toLowerCase()] : [],
    ),
  );
}

function machineAccounts({ legacy }: Signs): ReadonlySet<string> {
  if (!legacy.known) return new Set();
  const people = legacy.value.report.people.filter(({ uses }) =>
    uses.some(({ successes, advice }) => successes > 0 && MACHINES.has(advice)),
  );
  return new Set(people.map(({ id }) => id));
}

/**
 * Neither a licence nor a mailbox, no administrator, and either a password that never expires or sign-ins that
 * programs make alone. Names tell nothing: “svc” is as often missing as it is in a person's name.
 */
function isService(account: Account, { licencesTell }: Population, signs: Signs): boolean {
  if (!licencesTell || account.licences.length > 0 || account.mailbox) return false;
  if (signs.registrations.known && signs.registrations.value.get(account.id)?.admin) return false;
  const use = signs.lastUse.known ? signs.lastUse.value.get(account.id) : undefined;
  const byItself = use !== undefined && use.interactive === null && use.any !== null;
  return account.passwordNeverExpires || byItself;
}
