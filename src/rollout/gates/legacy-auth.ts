import { BLADES } from '../blades.ts';
import { defineGate, type Finding, type Item, type Said } from '../gate.ts';
import { type LegacyPerson, sum } from '../legacy-auth.ts';

const NAMED = 20;

/** Protocols that cannot ask for a second step are the way around it. */
export const legacyAuthGate = defineGate({
  id: 'legacy-auth',
  link: BLADES.signInLog,
  needs: ['legacy'],
  judge({ legacy: { report, withoutNonInteractive } }): Finding {
    const { days, people, totals, unlisted } = report;
    const inside = people.filter((person) => sum(person, 'successes') > 0);
    const tried = people.length - inside.length;
    const found: readonly (Said | false)[] = [
      totals.signIns === 0 && { say: 'legacy-auth.none', values: { days } },
      inside.length > 0 && {
        say: 'legacy-auth.succeeded',
        values: { count: inside.length, signIns: totals.successes, days },
      },
      tried > 0 && { say: 'legacy-auth.failed', values: { count: tried, days } },
      withoutNonInteractive !== null && { say: 'legacy-auth.interactive-only' },
    ];
    const safe = withoutNonInteractive === null && unlisted === 0;
    return {
      // What programs do by themselves was not seen: nothing found is then no proof.
      status: totals.successes > 0 ? 'fail' : totals.signIns > 0 ? 'warn' : safe ? 'pass' : 'unknown',
      found: found.filter((said) => said !== false),
      fix:
        totals.signIns === 0 ? [] : [{ say: `legacy-auth.fix.${inside.length > 0 ? 'replace' : 'block'}` }],
      items: people.slice(0, NAMED).flatMap(itemsOf),
      missing: withoutNonInteractive === null ? [] : [withoutNonInteractive],
    };
  },
});

function itemsOf(person: LegacyPerson): readonly Item[] {
  return person.uses.map(({ protocol, successes, failures }) => ({
    kind: 'person',
    id: person.id || null,
    name: person.userPrincipalName || person.displayName,
    said: { say: 'legacy-auth.item.use', values: { protocol, successes, failures } },
  }));
}
