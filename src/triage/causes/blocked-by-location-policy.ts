import { kindOfStop, stopsOf } from '../applied.ts';
import type { Attempt } from '../attempts.ts';
import { type Cause, clamp } from '../cause.ts';
import { busyElsewhere, type Facts, isLegacy, isRisky, nameOfPerson } from '../facts.ts';
import { attemptRow, attemptRows, policyRow, present } from '../rows.ts';
import { countryName, quoted } from '../words.ts';

export const blockedByLocationPolicy: Cause = {
  id: 'blocked-by-location-policy',
  title: 'A policy blocks the place or network',
  surest: 'high',
  near: [
    'device-not-compliant',
    'risk-policy-block',
    'legacy-authentication',
    'registration-blocked-by-policy',
  ],
  judge(facts) {
    const explains = facts.failures.filter((attempt) => worth(facts, attempt) > 0);
    const [newest] = explains;
    if (!newest) return null;
    const [stop] = stopsOf(newest, facts.evidence).filter((one) =>
      ['location', 'block'].includes(kindOfStop(one)),
    );
    const place = newest.last.country ? countryName(newest.last.country) : (newest.last.ip ?? 'this place');
    const meanwhile = facts.places.knownDevice(newest.last) ? null : busyElsewhere(facts, newest);
    return {
      score: clamp(Math.max(...explains.map((attempt) => worth(facts, attempt)))),
      rows: present(...attemptRows(explains), stop && policyRow(stop), meanwhile && attemptRow(meanwhile)),
      explains,
      summary: `The policy ${quoted(stop?.applied.name ?? null, 'for places')} refuses sign-ins from ${place}. ${nameOfPerson(facts)}’s MFA is not the trouble; confirm the journey before anybody makes an exception.`,
      fixes: ['confirm-with-person', 'allow-place'],
      needs: ['appliedPolicies', 'policies'],
      // At home and abroad within hours: then it is not the person who travels.
      escalates: meanwhile !== null,
      doNot: ['Do not reset MFA: the place was refused, not the second step.'],
      nextQuestion: `Is the person in ${place} now?`,
    };
  },
  whyNot(facts) {
    const { last } = facts;
    if (!last) return null;
    const usual = facts.places.familiarity(last.last) === 'usual' && worth(facts, last) === 0;
    return usual ? 'The sign-in came from a usual place.' : null;
  },
};

function worth(facts: Facts, attempt: Attempt): number {
  const { last } = attempt;
  if (last.code !== 53003) return 0;
  const kinds = stopsOf(attempt, facts.evidence).map(kindOfStop);
  if (kinds.includes('location')) return 95;
  const foreign = facts.places.familiarity(last) === 'new-country' && !isLegacy(last) && !isRisky(last);
  if (kinds.includes('block')) return foreign ? 68 : 0;
  return foreign && !last.policies.known ? 62 : 0;
}
