import { BLADES } from '../blades.ts';
import { defineGate, type Finding, type Said } from '../gate.ts';
import { POPULATION_NEEDS, POPULATION_WANTS, populationOf, stateOf } from '../population.ts';

/** From here on so few are locked out that the helpdesk carries it. */
const GOAL = 0.95;
const NEAR = 0.9;

export const registrationRate = defineGate({
  id: 'registration-rate',
  link: BLADES.registrationDetails,
  needs: [...POPULATION_NEEDS, 'registrations'],
  wants: POPULATION_WANTS,
  judge(facts): Finding {
    const { registrations, roster } = facts;
    const { people, mailboxes, devices, excluded } = populationOf(facts);
    if (people.length === 0) return { status: 'warn', found: [NOBODY], fix: [], items: [] };
    const registered = people.filter((account) => stateOf(account, registrations) !== 'none').length;
    const unreported = people.filter(({ id }) => !registrations.has(id)).length;
    const rate = registered / people.length;
    const leftOut = {
      disabled: roster.disabled,
      guests: roster.guests,
      mailboxes: mailboxes.length + devices.length,
      excluded,
    };
    const found: readonly (Said | false)[] = [
      // Never rounded up: 94.96 % is not the goal.
      {
        say: 'registration-rate.rate',
        values: { rate: Math.floor(rate * 1000) / 1000, registered, people: people.length },
      },
      unreported > 0 && { say: 'registration-rate.unreported', values: { count: unreported } },
      { say: 'registration-rate.left-out', values: leftOut },
    ];
    const missing = Math.max(0, Math.ceil(people.length * GOAL - 1e-9) - registered);
    return {
      status: rate >= GOAL ? 'pass' : rate >= NEAR ? 'warn' : 'fail',
      found: found.filter((said) => said !== false),
      fix: missing > 0 ? [{ say: 'registration-rate.fix.campaign', values: { count: missing } }] : [],
      items: [],
    };
  },
});

const NOBODY = { say: 'registration-rate.nobody' } as const;
