import type { Attempt } from '../attempts.ts';
import { type Cause, clamp } from '../cause.ts';
import { busyElsewhere, deniedAs, type Facts, isStrange, nameOfPerson } from '../facts.ts';
import { attemptRow, attemptRows, present } from '../rows.ts';
import { counted } from '../words.ts';

export const stolenPasswordPromptsDeclined: Cause = {
  id: 'stolen-password-prompts-declined',
  title: 'Password stolen, user declines unknown prompts',
  near: ['push-withheld-anomalous-sign-in', 'declined-by-mistake', 'mfa-fatigue-succeeded'],
  judge(facts) {
    const declined = deniedAs(facts, 'declined').filter((attempt) => isForeign(facts, attempt));
    const unanswered = deniedAs(facts, 'no-answer', 'not-delivered', 'duplicate').filter(
      (attempt) => isForeign(facts, attempt) && busyElsewhere(facts, attempt) !== null,
    );
    const explains = [...declined, ...unanswered].toSorted((a, b) => b.at.getTime() - a.at.getTime());
    const [newest] = explains;
    if (!newest) return null;
    const meanwhile = busyElsewhere(facts, newest);
    const places = [...new Set(explains.flatMap(({ last }) => last.country ?? []))];
    return {
      score: clamp(declined.length > 1 ? 94 : declined.length === 1 ? (meanwhile ? 92 : 80) : 72),
      rows: present(...attemptRows(explains), meanwhile && attemptRow(meanwhile)),
      explains,
      summary: `Somebody${places.length > 0 ? ` in ${places.join(', ')}` : ''} knows ${nameOfPerson(facts)}’s password: ${counted(explains.length, 'prompt')} from an unknown place ${declined.length > 0 ? 'were declined' : 'went unanswered'} after the right password. MFA held.`.replace('1 prompt from an unknown place were', '1 prompt from an unknown place was'),
      fixes: ['page-security', 'contain-account'],
      needs: ['steps'],
      escalates: true,
      nextQuestion: 'Did the person start these sign-ins themselves?',
    };
  },
  whyNot(facts) {
    if (deniedAs(facts, 'declined').length === 0 && facts.last?.stepsKnown) return 'No prompt was declined.';
    const away = facts.failures.some((attempt) => isForeign(facts, attempt));
    return !away && facts.failures.length > 0 ? 'All attempts came from usual places.' : null;
  },
};

function isForeign(facts: Facts, attempt: Attempt): boolean {
  return facts.places.familiarity(attempt.last) === 'new-country' || isStrange(facts, attempt);
}
