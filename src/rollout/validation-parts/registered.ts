import type { Said } from '../gate.ts';
import { POPULATION_NEEDS, POPULATION_WANTS, populationOf, stateOf } from '../population.ts';
import { definePart, NAMED, type ValidationFacts } from '../validation-ports.ts';

/** Whoever has a decision in the register goes another way; everybody else has a second step, without exception. */
export const registeredPart = definePart({
  id: 'registered',
  needs: [...POPULATION_NEEDS, 'registrations'],
  wants: [...POPULATION_WANTS, 'decidedExceptions'],
  judge(facts) {
    const decided = facts.decidedExceptions.known ? facts.decidedExceptions.value : new Set<string>();
    const { people, registered, without, excused } = countRegistered(facts, decided);
    const { registrations, roster } = facts;
    const { mailboxes, devices, excluded } = populationOf(facts);
    const unreported = without.filter(({ id }) => !registrations.has(id)).length;
    const names = without.map(({ name }) => name);
    const leftOut = {
      disabled: roster.disabled,
      guests: roster.guests,
      mailboxes: mailboxes.length + devices.length,
      excluded,
    };
    const found: readonly (Said | false)[] = [
      people === 0 && { say: 'registration-rate.nobody' },
      people > 0 && without.length === 0 && { say: 'validate.everybody', values: { count: registered } },
      without.length > 0 && {
        say: 'validate.without',
        values: { count: without.length, people, names },
      },
      unreported > 0 && { say: 'registration-rate.unreported', values: { count: unreported } },
      excused > 0 && { say: 'validate.excused', values: { count: excused } },
      { say: 'registration-rate.left-out', values: leftOut },
    ];
    // Of nobody nothing can be proved; and who is missing may be one of those about whom somebody has decided.
    const undecided = without.length > 0 && !facts.decidedExceptions.known;
    return {
      state: people === 0 || undecided ? 'unknown' : without.length > 0 ? 'open' : 'pass',
      found: found.filter((said) => said !== false),
      items: without.slice(0, NAMED).map(({ id, name }) => ({ kind: 'person', id, name })),
      missing: undecided && !facts.decidedExceptions.known ? [facts.decidedExceptions.error] : [],
    };
  },
});

type CountedFacts = Parameters<typeof populationOf>[0] & Pick<ValidationFacts, 'registrations'>;

export function countRegistered(facts: CountedFacts, decided: ReadonlySet<string>) {
  const { people } = populationOf(facts);
  const lacking = people.filter((account) => stateOf(account, facts.registrations) === 'none');
  const without = lacking.filter(({ id }) => !decided.has(id));
  const excused = lacking.length - without.length;
  // Of whom a second step is expected: those who go another way are listed by themselves.
  return { people: people.length - excused, registered: people.length - lacking.length, without, excused };
}
