import type { Attempt } from '../attempts.ts';
import { type Cause, clamp } from '../cause.ts';
import { deniedAs, type Facts, nameOfPerson, refusedWith, secondStepsOf } from '../facts.ts';
import { attemptRows } from '../rows.ts';
import { neverRefusedWith } from '../ruled-out.ts';
import { counted } from '../words.ts';

const CODES = [50088, 500881];
const MINUTE = 60_000;
/** So many messages or calls in so short a time make the telecom side stop. */
const MANY = 4;
const SOON = 20 * MINUTE;

export const telecomThrottled: Cause = {
  id: 'telecom-throttled',
  title: 'SMS / voice throttled',
  surest: 'high',
  near: ['phone-number-changed', 'service-incident', 'phone-number-or-region-invalid'],
  judge(facts) {
    const limited = refusedWith(facts, ...CODES);
    const flood = burst(facts);
    if (limited.length === 0 && flood.length < MANY) return null;
    const explains = [...new Set([...limited, ...flood])].toSorted((a, b) => b.at.getTime() - a.at.getTime());
    const alone = (secondStepsOf(facts) ?? []).every(({ kind }) => kind === 'phone');
    return {
      score: clamp(limited.length > 0 ? 93 : 74),
      rows: attemptRows(explains),
      explains,
      summary: `${nameOfPerson(facts)} asked for so many messages or calls (${counted(explains.length, 'try', 'tries')}) that no more are sent for a while. Waiting or the app helps; trying on makes it longer.`,
      fixes: alone
        ? ['wait-and-retry', 'temporary-access-pass', 'add-second-method']
        : ['use-another-method', 'wait-and-retry'],
      needs: ['steps'],
    };
  },
  whyNot: (facts) => neverRefusedWith(facts, CODES, 'No limit for messages or calls was reached.'),
};

/** Messages and calls that failed close together. */
function burst(facts: Facts): readonly Attempt[] {
  const tries = deniedAs(facts, 'no-code', 'unreachable').filter(({ denial }) => denial?.step !== 'push');
  const [newest] = tries;
  return newest ? tries.filter(({ at }) => newest.at.getTime() - at.getTime() <= SOON) : [];
}
