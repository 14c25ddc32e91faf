import { type Cause, clamp } from '../cause.ts';
import { type Facts, nameOfPerson } from '../facts.ts';
import { attemptRow, present } from '../rows.ts';
import { ago, span } from '../words.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** Sign-ins are in the log after this time, nearly always. */
const DELAY = 10 * MINUTE;

export const logsNotYetAvailable: Cause = {
  id: 'logs-not-yet-available',
  title: 'Logs not here yet',
  surest: 'high',
  near: ['authenticator-on-old-phone', 'licence-missing', 'interrupted-then-succeeded'],
  judge(facts) {
    const { evidence, asOf } = facts;
    const past = asOf.getTime() - evidence.question.until.getTime() > DELAY;
    if (!evidence.signIns.known || past) return null;
    const open = unfinished(facts);
    if (facts.failures.length > 0 && !open) return null;
    const [newest] = facts.attempts;
    const seen = newest
      ? `The newest sign-in in the log is ${span(asOf.getTime() - newest.at.getTime())} old.`
      : 'The log holds no sign-in of this account.';
    return {
      score: clamp(scoreOf(facts, open !== null)),
      rows: present({ source: 'tenant', at: null, text: seen, id: null }, newest && attemptRow(newest)),
      explains: open ? [open] : [],
      summary: `The log shows no failed sign-in of ${nameOfPerson(facts)} ${open ? 'that is finished' : 'yet'}${newest ? `; the newest entry is from ${ago(newest.at, asOf)}` : ''}. If it failed just now, it will be there in five minutes: ask again then, and change nothing until it is.`,
      fixes: ['ask-again-later'],
      doNot: ['Do not guess: without the log, nothing is known.'],
      nextQuestion: 'When exactly did it fail, to what, and with which address did they sign in?',
    };
  },
  whyNot: (facts) => (facts.last ? 'The log holds the failed sign-in.' : null),
};

function scoreOf({ attempts, asOf, evidence }: Facts, open: boolean): number {
  const age = asOf.getTime() - (attempts[0]?.at.getTime() ?? 0);
  if (open) return 66;
  if (age < DELAY) return 20;
  // Who narrows the question to the last hour says that it failed just now.
  if (asOf.getTime() - evidence.question.since.getTime() <= HOUR) return 88;
  return age > 12 * HOUR ? 80 : age > HOUR ? 62 : 40;
}

/** Still being written: Microsoft says so in the step. */
function unfinished({ last, asOf }: Facts) {
  const going = last?.steps.some(({ result }) => result?.denial === 'in-progress') && last.denial === null;
  return last && going && asOf.getTime() - last.at.getTime() <= 2 * DELAY ? last : null;
}
