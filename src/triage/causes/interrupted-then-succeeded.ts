import { type Cause, clamp } from '../cause.ts';
import { type Facts, nameOfPerson } from '../facts.ts';
import { attemptRow, present } from '../rows.ts';
import { ago } from '../words.ts';

const HOUR = 3_600_000;
/** What was asked about now is about today, unless the question says otherwise. */
const TODAY = 12 * HOUR;

export const interruptedThenSucceeded: Cause = {
  id: 'interrupted-then-succeeded',
  title: 'Interrupt only, then success',
  surest: 'high',
  near: ['authenticator-on-old-phone', 'logs-not-yet-available'],
  judge(facts) {
    if (facts.failures.length > 0) return null;
    const [newest] = facts.asked;
    const stop = facts.asked.find(
      ({ rows, outcome }) => outcome === 'interrupted' || rows.some(({ code }) => code !== 0),
    );
    const success = facts.asked.find(({ outcome, at }) => outcome === 'succeeded' && stop && at >= stop.at);
    if (!newest || !stop || !success) return null;
    const recent = isPast(facts) || facts.asOf.getTime() - newest.at.getTime() <= TODAY;
    return {
      // A failure on the way is more than an interrupt, even if it worked in the end.
      score: clamp((recent ? 92 : 60) - (stop.denials.length > 0 ? 22 : 0)),
      rows: present(attemptRow(success), stop !== success && attemptRow(stop), interruptRow(stop)),
      explains: [],
      summary: `Nothing failed: ${nameOfPerson(facts)} was asked for something on the way and then got in, ${ago(success.at, facts.asOf)}. Nothing needs to be done.`,
      fixes: [],
      settled: true,
      doNot: ['Do not reset anything: it works.'],
    };
  },
  whyNot: (facts) =>
    facts.failures.length > 0 ? 'The failed attempt was not followed by a success of its own.' : null,
};

/** The row on the way that looks like an error. */
function interruptRow({ rows, last }: Facts['asked'][number]) {
  const row = rows.find(({ code }) => code !== 0);
  if (!row || row.id === last.id) return null;
  return {
    source: 'signIn' as const,
    at: row.at,
    text: `On the way it was interrupted (${row.code}), which is part of a normal sign-in.`,
    id: row.id,
  };
}

function isPast({ evidence, asOf }: Facts): boolean {
  return asOf.getTime() - evidence.question.until.getTime() > HOUR;
}
