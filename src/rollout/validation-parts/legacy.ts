import type { Item, Said } from '../gate.ts';
import type { LegacyPerson, LegacyUse } from '../legacy-auth.ts';
import { countedFrom } from '../validation.ts';
import { definePart, enforcedIn, NAMED } from '../validation-ports.ts';

/** Nobody got in by a protocol that cannot ask. What was refused is what should happen, and is told beside it. */
export const legacyPart = definePart({
  id: 'legacy',
  needs: ['legacy'],
  wants: ['enforcedAt'],
  judge({ legacy: { report, withoutNonInteractive }, enforcedAt }, at) {
    const since = countedFrom(enforcedIn(enforcedAt), report.since, at);
    const gotIn = ({ lastSuccess }: LegacyUse) => lastSuccess !== null && lastSuccess >= since;
    const inside = report.people.filter(({ uses }) => uses.some(gotIn));
    const refused = report.people.filter(
      ({ uses }) => !uses.some(gotIn) && uses.some(({ lastSeen }) => lastSeen >= since),
    );
    const count = inside.length;
    const values = { since: { moment: since } };
    const found: readonly (Said | false)[] = [
      count === 0 && { say: 'validate.no-legacy', values },
      count > 0 && { say: 'validate.legacy-in', values: { ...values, count, names: inside.map(nameOf) } },
      refused.length > 0 && { say: 'validate.legacy-refused', values: { count: refused.length } },
      withoutNonInteractive !== null && { say: 'legacy-auth.interactive-only' },
    ];
    // What programs do by themselves was not seen, or not all of it could be listed: then nothing found is no proof.
    const whole = withoutNonInteractive === null && report.unlisted === 0;
    return {
      state: count > 0 ? 'open' : whole ? 'pass' : 'unknown',
      found: found.filter((said) => said !== false),
      items: inside
        .slice(0, NAMED)
        .flatMap((person) => person.uses.filter(gotIn).map((use) => itemOf(person, use))),
      missing: withoutNonInteractive === null ? [] : [withoutNonInteractive],
    };
  },
});

function nameOf({ userPrincipalName, displayName }: LegacyPerson): string {
  return userPrincipalName || displayName;
}

function itemOf(person: LegacyPerson, { protocol, lastSuccess }: LegacyUse): Item {
  const item = { kind: 'person', id: person.id || null, name: nameOf(person) } as const;
  if (lastSuccess === null) return item;
  return { ...item, said: { say: 'validate.item-legacy', values: { protocol, date: lastSuccess } } };
}
