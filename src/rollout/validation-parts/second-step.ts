import type { Said } from '../gate.ts';
import { leftOutIn } from '../gates/sign-ins-without-mfa.ts';
import { explainHole, HOLES } from '../missed-mfa.ts';
import { POPULATION_NEEDS, POPULATION_WANTS, populationOf } from '../population.ts';
import { countedFrom } from '../validation.ts';
import { definePart, enforcedIn, NAMED } from '../validation-ports.ts';

const DAY_MS = 86_400_000;

/** Nobody came in with a password alone since the enforcement; who did, through which hole. */
export const secondStepPart = definePart({
  id: 'second-step',
  needs: [...POPULATION_NEEDS, 'singleFactorWeek'],
  wants: [...POPULATION_WANTS, 'policies', 'securityDefaults', 'leftOut', 'enforcedAt'],
  judge(facts, at) {
    const { uses, window } = facts.singleFactorWeek;
    const wanted = countedFrom(
      enforcedIn(facts.enforcedAt),
      new Date(at.getTime() - window.days * DAY_MS),
      at,
    );
    // The newest rows reach back far enough, or say nothing about those before them.
    const short = !window.whole && window.since > wanted;
    const since = short ? window.since : wanted;
    const active = new Set(populationOf(facts).people.map(({ id }) => id));
    const rules = {
      policies: facts.policies.known ? facts.policies.value : null,
      securityDefaults: facts.securityDefaults.known ? facts.securityDefaults.value : null,
      leftOutIds: leftOutIn(facts.leftOut),
    };
    const found = uses
      .filter(({ personId, last }) => active.has(personId) && last >= since)
      .map((use) => ({ use, hole: explainHole(use, rules) }));
    const people = new Map(found.map(({ use }) => [use.personId, use.name]));
    const holes = HOLES.flatMap((hole): readonly Said[] => {
      const through = found.filter((one) => one.hole === hole).map(({ use }) => use.name);
      const names = [...new Set(through)];
      return names.length === 0 ? [] : [{ say: `validate.hole.${hole}`, values: { names } }];
    });
    const newest: readonly Said[] = short
      ? [
          {
            say: 'sign-ins-without-mfa.newest',
            values: { signIns: window.signIns, since: window.since },
          },
        ]
      : [];
    return {
      state: found.length > 0 ? 'open' : short ? 'unknown' : 'pass',
      found: [
        people.size === 0
          ? { say: 'validate.no-password-only', values: { since: { moment: since } } }
          : { say: 'validate.password-only', values: { count: people.size, since: { moment: since } } },
        ...holes,
        ...newest,
      ],
      items: [...people].slice(0, NAMED).map(([id, name]) => ({ kind: 'person', id, name })),
      missing: found.length > 0 && !facts.policies.known ? [facts.policies.error] : [],
    };
  },
});
