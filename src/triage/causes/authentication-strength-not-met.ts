import { kindOfStop, type Stop, stopsOf } from '../applied.ts';
import type { Attempt } from '../attempts.ts';
import { type Cause, clamp } from '../cause.ts';
import { type Facts, methodsOf, nameOfPerson } from '../facts.ts';
import { attemptRows, methodRow, policyRow, present } from '../rows.ts';
import { quoted } from '../words.ts';

export const authenticationStrengthNotMet: Cause = {
  id: 'authentication-strength-not-met',
  title: 'Authentication strength not met',
  surest: 'medium',
  near: ['authenticator-on-old-phone', 'device-not-compliant'],
  judge(facts) {
    // Who did not pass the second step at all has another trouble than a method that is too weak.
    const explains = facts.failures.filter(
      (attempt) => attempt.denial === null && asksForMore(facts, attempt),
    );
    const [newest] = explains;
    if (!newest) return null;
    const [stop] = stops(facts, newest);
    const strong = methodsOf(facts, 'passkey', 'windows-hello', 'certificate', 'platform-credential');
    return {
      score: clamp(
        (stop ? 84 : 72) +
          (explains.some(({ provedTwice }) => provedTwice) ? 8 : 0) -
          (strong.length > 0 ? 18 : 0),
      ),
      rows: present(
        ...attemptRows(explains),
        stop && policyRow(stop),
        ...strong.slice(0, 1).map((one) => methodRow(one, facts.asOf)),
      ),
      explains,
      summary: `The policy ${quoted(stop?.applied.name ?? null, 'for this application')} wants a stronger method, such as a passkey, than the one ${nameOfPerson(facts)} used. The method itself works.`,
      fixes:
        strong.length > 0 ? ['use-another-method'] : ['register-stronger-method', 'temporary-access-pass'],
      needs: ['appliedPolicies', 'methods'],
    };
  },
  whyNot(facts) {
    const { last } = facts;
    return last?.last.policies.known && !asksForMore(facts, last)
      ? 'No policy asked for a stronger method.'
      : null;
  },
};

const CODES = [53003, 50074, 50076, 50072, 50079, 50078];

function asksForMore(facts: Facts, attempt: Attempt): boolean {
  if (!CODES.includes(attempt.last.code)) return false;
  const named = attempt.last.requirementProviders.some((name) => /authenticationStrengths/i.test(name));
  return stops(facts, attempt).length > 0 || (named && !attempt.last.policies.known);
}

function stops({ evidence }: Facts, attempt: Attempt): readonly Stop[] {
  return stopsOf(attempt, evidence).filter((stop) => kindOfStop(stop) === 'strength');
}
