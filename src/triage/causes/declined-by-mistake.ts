import { type Cause, clamp, type Finding } from '../cause.ts';
import { deniedAs, type Facts, isStrange, nameOfPerson, successAfter } from '../facts.ts';
import { namesWatch } from '../phones.ts';
import { attemptRow, attemptRows, denialRow, present } from '../rows.ts';

const SOON = 30 * 60_000;

export const declinedByMistake: Cause = {
  id: 'declined-by-mistake',
  title: 'User pressed Deny by mistake',
  surest: 'medium',
  near: ['stolen-password-prompts-declined', 'fraud-reported', 'approving-on-watch'],
  judge(facts) {
    const explains = deniedAs(facts, 'declined').filter(
      (attempt) => facts.places.familiarity(attempt.last) !== 'new-country' && !isStrange(facts, attempt),
    );
    const [newest] = explains;
    if (!newest) return declinedOnTheWay(facts);
    const later = successAfter(facts, newest);
    const soon = later !== null && later.at.getTime() - newest.at.getTime() <= SOON;
    const unknownPlace =
      facts.places.familiarity(newest.last) === 'new-network' && !facts.places.knownDevice(newest.last);
    const watch = namesWatch(newest.denial?.detail ?? null);
    return {
      score: clamp(
        (soon ? 90 : later ? 76 : 64) -
          (explains.length > 2 ? 16 : 0) -
          (watch ? 24 : 0) -
          (unknownPlace ? 30 : 0),
      ),
      rows: present(...attemptRows(explains), later && attemptRow(later)),
      explains,
      summary: `${nameOfPerson(facts)} declined a prompt for a sign-in from a usual place${later ? ', and was in soon after' : ''}. Ask whether it was theirs; if so, trying again is all it takes.`,
      fixes: ['confirm-with-person', ...(later ? [] : (['approve-on-phone'] as const))],
      needs: ['steps'],
      settled: soon,
      nextQuestion: 'Was the declined prompt theirs?',
    };
  },
  whyNot(facts) {
    const declined = deniedAs(facts, 'declined');
    if (declined.length === 0) return facts.last?.stepsKnown ? 'No prompt was declined.' : null;
    return declined.every(({ last }) => facts.places.familiarity(last) === 'new-country')
      ? 'The declined prompts came from a country never used before.'
      : null;
  },
};

/** Declined and then approved, all within one attempt that worked. */
function declinedOnTheWay(facts: Facts): Finding | null {
  const worked = facts.asked.find(
    (attempt) =>
      attempt.outcome === 'succeeded' &&
      !isStrange(facts, attempt) &&
      attempt.denials.some(({ kind }) => kind === 'declined'),
  );
  if (!worked || facts.failures.length > 0) return null;
  return {
    score: clamp(worked.denials.length > 2 ? 66 : 90),
    rows: present(attemptRow(worked), ...worked.denials.slice(-2).map(denialRow)),
    explains: [],
    summary: `${nameOfPerson(facts)} declined a prompt, tried again at once and was in. Ask whether the first one was theirs; if so, nothing needs to be done.`,
    fixes: ['confirm-with-person'],
    needs: ['steps'],
    settled: true,
    nextQuestion: 'Was the declined prompt theirs?',
  };
}
