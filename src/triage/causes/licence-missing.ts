import { type Cause, clamp } from '../cause.ts';
import { type Facts, nameOfPerson, secondStepsOf } from '../facts.ts';
import { methodRow, noMethodRow, present } from '../rows.ts';

export const licenceMissing: Cause = {
  id: 'licence-missing',
  title: 'Tenant has no P1/P2',
  surest: 'high',
  near: ['logs-not-yet-available'],
  judge(facts) {
    const { signIns, edition } = facts.evidence;
    if (signIns.known || signIns.because) return null;
    const said = /licen[cs]e|premium|\bP[12]\b/i.test(signIns.reason);
    if (!said && edition !== 'free') return null;
    const steps = secondStepsOf(facts);
    const ids = new Set(steps?.map(({ id }) => id));
    return {
      score: clamp(said ? 95 : 62),
      rows: present(
        { source: 'tenant', at: null, text: `The sign-in log cannot be read: ${signIns.reason}`, id: null },
        steps?.length === 0 && noMethodRow(facts),
        ...(facts.methods ?? [])
          .filter(({ id }) => ids.has(id))
          .slice(0, 3)
          .map((method) => methodRow(method, facts.asOf)),
      ),
      explains: [],
      fromGap: true,
      summary: `This tenant has no licence that opens the sign-in log to apps, so why ${nameOfPerson(facts)} failed cannot be seen here. ${known(facts)}`,
      fixes: ['buy-licence'],
      doNot: ['Do not reset anything on a guess.'],
      nextQuestion: 'Which number does the error page show?',
    };
  },
  whyNot: ({ evidence }) => (evidence.signIns.known ? 'The sign-in log could be read.' : null),
};

function known(facts: Facts): string {
  const count = secondStepsOf(facts)?.length;
  if (count === undefined) return 'Registered methods could not be read either.';
  return count === 0
    ? 'What can be seen: no second step is registered.'
    : 'What can be seen: a second step is registered.';
}
