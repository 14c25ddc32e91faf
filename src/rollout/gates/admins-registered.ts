import { BLADES } from '../blades.ts';
import { NO_ADMINISTRATORS } from '../entra-roles.ts';
import { defineGate, type Finding, type Said } from '../gate.ts';
import { POPULATION_NEEDS, POPULATION_WANTS, populationOf, stateOf } from '../population.ts';
import type { Attempt, Facts } from '../ports.ts';
import type { Account, Registrations } from '../roster.ts';

/** Whoever takes over an administrator takes over everything: they are first, and each is named. */
export const adminsRegistered = defineGate({
  id: 'admins-registered',
  link: BLADES.registrationDetails,
  needs: [...POPULATION_NEEDS, 'registrations'],
  wants: [...POPULATION_WANTS, 'roleHoldings'],
  judge(facts): Finding {
    const { registrations } = facts;
    const { people, mailboxes, devices } = populationOf(facts);
    const isAdmin = adminsBy(registrations, facts.roleHoldings);
    // Nobody is taken for a shared mailbox who holds a role: administrators often have no licence, and an address.
    const admins = [...people, ...mailboxes, ...devices].filter(({ id }) => isAdmin(id));
    const inState = (state: string) => admins.filter((account) => stateOf(account, registrations) === state);
    const [none, phoneOnly, passkey] = [inState('none'), inState('phone-only'), inState('passkey')];
    if (admins.length === 0) return { status: 'warn', found: [NOBODY], fix: [], items: [] };
    const withoutPasskey = admins.length - passkey.length;
    const found: readonly (Said | false)[] = [
      none.length > 0 && {
        say: 'admins-registered.without',
        values: { ...counted(none), admins: admins.length },
      },
      none.length === 0 && { say: 'admins-registered.all', values: { count: admins.length } },
      phoneOnly.length > 0 && { say: 'admins-registered.phone-only', values: counted(phoneOnly) },
      withoutPasskey > 0 && { say: 'admins-registered.no-passkey', values: { count: withoutPasskey } },
    ];
    return {
      status: none.length > 0 ? 'fail' : phoneOnly.length > 0 ? 'warn' : 'pass',
      found: found.filter((said) => said !== false),
      fix: none.length + phoneOnly.length > 0 ? [{ say: 'admins-registered.fix.register' }] : [],
      items: [...none, ...phoneOnly].map(({ id, name }) => ({ kind: 'person', id, name })),
    };
  },
});

/** The report lags behind the roles, and leaves out who is new; roles given through groups it alone knows. */
function adminsBy(registrations: Registrations, roleHoldings: Attempt<Facts['roleHoldings']>) {
  const holders = new Set(
    roleHoldings.known
      ? roleHoldings.value.flatMap(({ templateId, holderId, toGroup }) =>
          toGroup || NO_ADMINISTRATORS.has(templateId) ? [] : [holderId],
        )
      : [],
  );
  return (id: string) => registrations.get(id)?.admin === true || holders.has(id);
}

const NOBODY = { say: 'admins-registered.nobody' } as const;

const counted = (some: readonly Account[]) => ({ count: some.length, names: some.map(({ name }) => name) });
