import { PHONE_ENDS } from '../../people/registration.ts';
import { BLADES } from '../blades.ts';
import { defineGate, type Finding } from '../gate.ts';
import { POPULATION_NEEDS, POPULATION_WANTS, populationOf, stateOf } from '../population.ts';

const NAMED = 20;
/** More than so many cannot be helped one by one when the day comes. */
const MANY = 0.1;

/** People whose only second step is a text message or a call, which Microsoft ends. */
export const weakMethodsOnly = defineGate({
  id: 'weak-methods-only',
  link: BLADES.registrationDetails,
  needs: [...POPULATION_NEEDS, 'registrations'],
  wants: POPULATION_WANTS,
  judge(facts, at): Finding {
    const { people } = populationOf(facts);
    const weak = people.filter((account) => stateOf(account, facts.registrations) === 'phone-only');
    const values = { count: weak.length, people: people.length, day: PHONE_ENDS };
    if (weak.length === 0) {
      return { status: 'pass', found: [{ say: 'weak-methods-only.none', values }], fix: [], items: [] };
    }
    const over = at >= new Date(`${PHONE_ENDS}T00:00:00Z`);
    return {
      status: over || weak.length > people.length * MANY ? 'fail' : 'warn',
      found: [{ say: over ? 'weak-methods-only.over' : 'weak-methods-only.some', values }],
      fix: [{ say: 'weak-methods-only.fix.move' }],
      items: weak.slice(0, NAMED).map(({ id, name }) => ({ kind: 'person', id, name })),
    };
  },
});
