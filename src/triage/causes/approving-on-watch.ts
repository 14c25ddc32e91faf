import type { Attempt } from '../attempts.ts';
import { type Cause, clamp } from '../cause.ts';
import { deniedAs, methodsOf, nameOfPerson } from '../facts.ts';
import { namesWatch } from '../phones.ts';
import { attemptRows, methodRow, present } from '../rows.ts';

export const approvingOnWatch: Cause = {
  id: 'approving-on-watch',
  title: 'Approving on a watch',
  surest: 'low',
  near: ['authenticator-no-notification', 'declined-by-mistake'],
  judge(facts) {
    const watch = methodsOf(facts, 'authenticator').find(({ label }) => namesWatch(label));
    const explains = deniedAs(facts, 'no-answer', 'declined', 'invalid').filter(
      ({ last }) => facts.places.familiarity(last) !== 'new-country',
    );
    const kinds = new Set(explains.map(({ denial }) => denial?.kind));
    const named = watch !== undefined || explains.some(mentionsWatch);
    // Without a watch in the evidence, answers that come now and then are a hint and no more.
    if (explains.length === 0 || (!named && !(kinds.has('declined') && kinds.has('no-answer')))) return null;
    return {
      score: clamp(named ? (kinds.size > 1 ? 82 : 74) : 30),
      rows: present(...attemptRows(explains), watch && methodRow(watch, facts.asOf)),
      explains,
      summary: `${nameOfPerson(facts)} may be answering on a watch, which cannot match the number: the prompt must be answered on the phone.`,
      fixes: ['approve-on-phone'],
      needs: ['steps', 'methods'],
      nextQuestion: 'Do they tap the prompt on a watch?',
    };
  },
  whyNot: (facts) =>
    facts.methods && !facts.methods.some(({ label }) => namesWatch(label)) && facts.failures.length > 0
      ? 'No watch is named anywhere.'
      : null,
};

function mentionsWatch({ denial, rows }: Attempt): boolean {
  return namesWatch(denial?.detail ?? null) || rows.some(({ userAgent }) => namesWatch(userAgent));
}
