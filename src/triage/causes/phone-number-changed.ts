import type { Attempt } from '../attempts.ts';
import { type Cause, clamp } from '../cause.ts';
import type { RegisteredMethod } from '../evidence.ts';
import { deniedAs, type Facts, methodsOf, nameOfPerson, refusedWith, secondStepsOf } from '../facts.ts';
import { attemptRows, methodRow, present } from '../rows.ts';
import { ago } from '../words.ts';

const DAY = 86_400_000;
const WORTH: Readonly<Record<string, number>> = {
  unreachable: 10,
  'no-code': 4,
  voicemail: -12,
  'hung-up': -28,
};

export const phoneNumberChanged: Cause = {
  id: 'phone-number-changed',
  title: 'Old phone number',
  surest: 'medium',
  near: ['telecom-throttled', 'phone-number-or-region-invalid', 'telecom-method-retired'],
  judge(facts) {
    const explains = deniedAs(facts, ...Object.keys(WORTH)).filter(({ denial }) => denial?.step !== 'push');
    const [newest] = explains;
    const phone = methodsOf(facts, 'phone')[0] ?? null;
    if (!newest || (facts.methods !== null && phone === null)) return null;
    const number = phone?.label ? `, ${phone.label},` : '';
    const others = (secondStepsOf(facts)?.length ?? 1) > 1;
    return {
      score: clamp(62 + worth(facts, explains, phone)),
      rows: present(...attemptRows(explains), phone && methodRow(phone, facts.asOf)),
      explains,
      summary: `Codes and calls for ${nameOfPerson(facts)} go to the registered number${number} and nobody answers there. It is probably an old number: compare it with HR’s record.`,
      fixes: others
        ? ['use-another-method', 'correct-phone-number']
        : ['correct-phone-number', 'add-second-method'],
      needs: ['steps', 'methods', 'others'],
      nextQuestion: `Does the number still end in ${phone?.storedNumber?.slice(-2) ?? 'the two digits that the sign-in page shows'}?`,
    };
  },
  whyNot(facts) {
    const used = methodsOf(facts, 'phone')[0]?.lastUsedAt;
    if (facts.methods && methodsOf(facts, 'phone').length === 0) return 'No phone number is registered.';
    return used && facts.asOf.getTime() - used.getTime() < 3 * DAY
      ? `The number was used ${ago(used, facts.asOf)}.`
      : null;
  },
};

function worth(facts: Facts, explains: readonly Attempt[], phone: RegisteredMethod | null): number {
  const [newest] = explains;
  const kinds = explains.map(({ denial }) => WORTH[denial?.kind ?? ''] ?? 0);
  const used = phone?.lastUsedAt && newest ? (newest.at.getTime() - phone.lastUsedAt.getTime()) / DAY : null;
  const steps = new Set(explains.map(({ denial }) => denial?.step));
  return (
    Math.max(...kinds) +
    (used === null ? 0 : used >= 14 ? 8 : used < 3 ? -14 : 0) +
    (steps.has('text') && steps.has('call') ? 6 : 0) -
    (refusedWith(facts, 50088, 500881).length > 0 ? 34 : 0) -
    (deniedAs(facts, 'bad-number').length > 0 ? 40 : 0) -
    (facts.scope.common ? 30 : 0)
  );
}
