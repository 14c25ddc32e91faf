import { kindOfStop, stopsOf } from '../applied.ts';
import { type Cause, clamp } from '../cause.ts';
import { type Facts, nameOfPerson } from '../facts.ts';
import { askedToRegister } from '../registering.ts';
import { attemptRows, policyRow, present } from '../rows.ts';
import { neverRefusedWith } from '../ruled-out.ts';

export const registrationBlockedByPolicy: Cause = {
  id: 'registration-blocked-by-policy',
  title: 'Registration itself blocked by location/device policy',
  surest: 'high',
  near: ['never-registered', 'registration-blocked-by-risk', 'blocked-by-location-policy'],
  judge(facts) {
    const explains = facts.failures.filter(
      (attempt) =>
        attempt.last.code === 53010 || (attempt.last.code === 53003 && stopsAt(facts, attempt).length > 0),
    );
    const [newest] = explains;
    if (!newest) return null;
    return {
      score: clamp(96),
      rows: present(...attemptRows(explains), ...stopsAt(facts, newest).slice(0, 1).map(policyRow)),
      explains: [...explains, ...askedToRegister(facts)],
      summary: `${nameOfPerson(facts)} may register only from certain places or devices, and this was not one of them. In the office or on the VPN it works.`,
      fixes: ['register-from-trusted-place', 'temporary-access-pass'],
      doNot: ['Do not switch the policy off: it keeps strangers from registering.'],
    };
  },
  whyNot: (facts) => neverRefusedWith(facts, [53010], 'Registering itself was not refused.'),
};

function stopsAt({ evidence }: Facts, attempt: Facts['failures'][number]) {
  return stopsOf(attempt, evidence).filter((stop) => kindOfStop(stop) === 'registration');
}
