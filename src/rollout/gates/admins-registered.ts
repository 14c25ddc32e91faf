import { BLADES } from '../blades.ts';
import { defineGate, type Finding, type Said } from '../gate.ts';
import { POPULATION_NEEDS, POPULATION_WANTS, populationOf } from '../population.ts';
import type { Account } from '../roster.ts';

/** Whoever takes over an administrator takes over everything: they are first, and each is named. */
export const adminsRegistered = defineGate({
  id: 'admins-registered',
  link: BLADES.registrationDetails,
  needs: [...POPULATION_NEEDS, 'registrations'],
  wants: POPULATION_WANTS,
  judge(facts): Finding {
    const { registrations } = facts;
    const admins = populationOf(facts).people.filter(({ id }) => registrations.get(id)?.admin);
    const inState = (state: string) => admins.filter(({ id }) => registrations.get(id)?.state === state);
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

const NOBODY = { say: 'admins-registered.nobody' } as const;

const counted = (some: readonly Account[]) => ({ count: some.length, names: some.map(({ name }) => name) });
