import { BLADES } from '../blades.ts';
import { defineGate, type Finding, type Item, type Said } from '../gate.ts';
import { POPULATION_NEEDS, POPULATION_WANTS, populationOf, stateOf } from '../population.ts';
import type { Account } from '../roster.ts';

const NAMED = 20;
const UNUSED_DAYS = 90;
const DAY_MS = 86_400_000;

/** Accounts that nobody would miss, and nobody would see being taken over. */
export const unusedAccounts = defineGate({
  id: 'unused-accounts',
  link: BLADES.users,
  needs: [...POPULATION_NEEDS, 'lastUse'],
  wants: [...POPULATION_WANTS, 'registrations'],
  judge(facts, at): Finding {
    const { lastUse, registrations } = facts;
    const limit = new Date(at.getTime() - UNUSED_DAYS * DAY_MS);
    const unused = populationOf(facts).people.filter((account) =>
      isBefore(lastUse.get(account.id)?.any ?? account.createdAt, limit),
    );
    if (unused.length === 0) {
      const values = { days: UNUSED_DAYS };
      return { status: 'pass', found: [{ say: 'unused-accounts.none', values }], fix: [], items: [] };
    }
    const never = unused.filter(({ id }) => !lastUse.get(id)?.any);
    const open = registrations.known
      ? unused.filter((account) => stateOf(account, registrations.value) === 'none')
      : [];
    const found: readonly (Said | false)[] = [
      { say: 'unused-accounts.some', values: { count: unused.length, days: UNUSED_DAYS } },
      never.length > 0 && { say: 'unused-accounts.never', values: { count: never.length } },
      open.length > 0 && { say: 'unused-accounts.open', values: { count: open.length } },
    ];
    return {
      // Whoever has the password of one with nothing registered can register their own phone.
      status: open.length > 0 ? 'fail' : 'warn',
      found: found.filter((said) => said !== false),
      fix: [{ say: 'unused-accounts.fix.disable' }],
      items: unused.slice(0, NAMED).map((account) => itemOf(account, lastUse.get(account.id)?.any ?? null)),
    };
  },
});

/** An account of unknown age that was never used is not called unused: it may be of today. */
function isBefore(moment: Date | null, limit: Date): boolean {
  return moment !== null && moment < limit;
}

function itemOf({ id, name }: Account, last: Date | null): Item {
  const said: Said =
    last === null
      ? { say: 'unused-accounts.item.never' }
      : { say: 'unused-accounts.item.last', values: { date: last } };
  return { kind: 'person', id, name, said };
}
