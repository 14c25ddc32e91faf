import type { KnownError } from '../errors.ts';
import { DIRECTORY_SYNCHRONISATION } from './entra-roles.ts';
import type { Sign } from './exceptions.ts';
import type { AdviceId } from './legacy-advice.ts';
import type { Population } from './population.ts';
import type { Attempt, Facts } from './ports.ts';
import type { Account } from './roster.ts';

/** What signs in there is no person who could answer a prompt. */
const MACHINES: ReadonlySet<AdviceId> = new Set(['printer-or-scanner', 'line-of-business', 'script']);

/** What tells more than the roster does, and may be missing. */
export const SIGN_WANTS = ['deviceLicences', 'registrations', 'lastUse', 'roleHoldings', 'legacy'] as const;

export type SignFacts = {
  readonly [Name in (typeof SIGN_WANTS)[number]]: Attempt<Facts[Name]>;
};

export type FoundSign = Exclude<Sign, 'no-phone'>;

/** Accounts that nobody can answer a prompt for, each with what shows it. */
export function* signsIn(population: Population, facts: SignFacts): Generator<readonly [Account, FoundSign]> {
  // An administrator without a licence is a person: nobody else is given a role.
  for (const account of population.mailboxes) if (!isAdmin(account, facts)) yield [account, 'mailbox'];
  for (const account of population.devices) yield [account, 'device'];
  const [synchronising, machines] = [synchronisers(facts), machineAccounts(facts)];
  for (const account of population.people) {
    if (synchronising.has(account.id)) yield [account, 'sync'];
    else if (isService(account, population, facts)) yield [account, 'service'];
    else if (machines.has(account.id)) yield [account, 'machine'];
  }
}

/** Why some of the signs could not be looked for. The report of registrations only takes administrators off the list. */
export function unreadSigns({
  deviceLicences,
  lastUse,
  roleHoldings,
  legacy,
}: SignFacts): readonly KnownError[] {
  return [deviceLicences, lastUse, roleHoldings, legacy].flatMap((read) => (read.known ? [] : [read.error]));
}

function synchronisers({ roleHoldings }: SignFacts): ReadonlySet<string> {
  if (!roleHoldings.known) return new Set();
  return new Set(
    roleHoldings.value.flatMap(({ templateId, holderId }) =>
      templateId === DIRECTORY_SYNCHRONISATION ? [holderId.toLowerCase()] : [],
    ),
  );
}

function machineAccounts({ legacy }: SignFacts): ReadonlySet<string> {
  if (!legacy.known) return new Set();
  const people = legacy.value.report.people.filter(({ uses }) =>
    uses.some(({ successes, advice }) => successes > 0 && MACHINES.has(advice)),
  );
  return new Set(people.map(({ id }) => id));
}

function isAdmin({ id }: Account, { registrations }: SignFacts): boolean {
  return registrations.known && registrations.value.get(id)?.admin === true;
}

/**
 * Neither a licence nor a mailbox, no administrator, and either a password that never expires or sign-ins that
 * programs make alone. Names tell nothing: “svc” is as often missing as it is in a person's name.
 */
function isService(account: Account, { licencesTell }: Population, facts: SignFacts): boolean {
  if (!licencesTell || account.licences.length > 0 || account.mailbox) return false;
  if (isAdmin(account, facts)) return false;
  const use = facts.lastUse.known ? facts.lastUse.value.get(account.id) : undefined;
  const byItself = use !== undefined && use.interactive === null && use.any !== null;
  return account.passwordNeverExpires || byItself;
}
