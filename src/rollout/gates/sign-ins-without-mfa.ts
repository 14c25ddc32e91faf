import { BLADES } from '../blades.ts';
import { defineGate, type Finding, type Item, type Said } from '../gate.ts';
import { explainHole, HOLES, type Hole } from '../missed-mfa.ts';
import { POPULATION_NEEDS, POPULATION_WANTS, populationOf } from '../population.ts';
import type { Attempt, LeftOut } from '../ports.ts';
import type { SingleFactorUse } from '../week.ts';

const NAMED = 20;

/** Who came in with a password alone, and through which hole. */
export const signInsWithoutMfa = defineGate({
  id: 'sign-ins-without-mfa',
  link: BLADES.signInLog,
  needs: [...POPULATION_NEEDS, 'singleFactorWeek'],
  wants: [...POPULATION_WANTS, 'policies', 'securityDefaults', 'leftOut'],
  judge(facts): Finding {
    const { uses, window } = facts.singleFactorWeek;
    const active = new Set(populationOf(facts).people.map(({ id }) => id));
    const rules = {
      policies: facts.policies.known ? facts.policies.value : null,
      securityDefaults: facts.securityDefaults.known ? facts.securityDefaults.value : null,
      leftOutIds: leftOutIn(facts.leftOut),
    };
    const holes = uses
      .filter(({ personId }) => active.has(personId))
      .map((use) => ({ use, hole: explainHole(use, rules) }));
    const { days, signIns } = window;
    const newest: readonly Said[] = window.whole
      ? []
      : [{ say: 'sign-ins-without-mfa.newest', values: { signIns, since: window.since } }];
    if (holes.length === 0) {
      const found = [{ say: 'sign-ins-without-mfa.none', values: { days } } as const, ...newest];
      return { status: window.whole ? 'pass' : 'warn', found, fix: [], items: [] };
    }
    return {
      status: 'fail',
      found: [
        { say: 'sign-ins-without-mfa.some', values: { ...totalsOf(holes.map(({ use }) => use)), days } },
        ...HOLES.flatMap((hole) => saidOf(hole, holes)),
        ...newest,
      ],
      fix: [{ say: 'sign-ins-without-mfa.fix.close' }],
      items: holes
        .toSorted((one, other) => other.use.signIns - one.use.signIns)
        .slice(0, NAMED)
        .map(({ use }) => itemOf(use)),
      missing: facts.policies.known ? [] : [facts.policies.error],
    };
  },
});

export function leftOutIn(leftOut: Attempt<LeftOut>): ReadonlySet<string> {
  if (!leftOut.known) return new Set();
  const groups = [...leftOut.value.groups.values()];
  return new Set(groups.flatMap((group) => (group.known ? group.value.heads.map(({ id }) => id) : [])));
}

interface Explained {
  readonly use: SingleFactorUse;
  readonly hole: Hole;
}

function totalsOf(uses: readonly SingleFactorUse[]) {
  return {
    count: new Set(uses.map(({ personId }) => personId)).size,
    signIns: uses.reduce((sum, { signIns }) => sum + signIns, 0),
  };
}

function saidOf(hole: Hole, all: readonly Explained[]): readonly Said[] {
  const uses = all.filter((one) => one.hole === hole).map(({ use }) => use);
  if (uses.length === 0) return [];
  const values = { ...totalsOf(uses), names: [...new Set(uses.map(({ name }) => name))] };
  return [{ say: `sign-ins-without-mfa.hole.${hole}`, values }];
}

function itemOf({ personId, name, application, signIns }: SingleFactorUse): Item {
  const values = { application: application.name ?? application.id ?? '?', count: signIns };
  return { kind: 'person', id: personId, name, said: { say: 'sign-ins-without-mfa.item.use', values } };
}
