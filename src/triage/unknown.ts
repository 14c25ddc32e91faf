import { stopsOf } from './applied.ts';
import type { FixId } from './catalogue.ts';
import { codeInWords, meaningOf } from './codes.ts';
import type { EvidenceRow } from './diagnosis.ts';
import { type Facts, hasNothing, nameOfPerson, secondStepsOf, successAfter } from './facts.ts';
import { attemptRow, methodRow, nameOf, noMethodRow, policyRow, present } from './rows.ts';
import { ago } from './words.ts';

export interface Unknown {
  readonly summary: string;
  readonly evidence: readonly EvidenceRow[];
  readonly fixes: readonly FixId[];
  readonly nextQuestion: string;
}

/** Nothing fits: what is known, and what to ask next. */
export function describeUnknown(facts: Facts): Unknown {
  const { evidence, last } = facts;
  if (!evidence.signIns.known) return withoutLog(facts);
  if (!last) return withoutFailure(facts);
  const worked = successAfter(facts, last);
  const said = last.denial ? '' : ` It says: ${codeInWords(last.last.code)}.`;
  return {
    summary: `${nameOfPerson(facts)} failed to sign in to ${nameOf(last.last)} ${ago(last.at, facts.asOf)}, and the log does not show why.${said}${worked ? ` It has worked since, ${ago(worked.at, facts.asOf)}.` : ''}`,
    evidence: present(
      ...facts.failures.slice(0, 3).map(attemptRow),
      ...stopsOf(last, evidence).map(policyRow),
      worked && attemptRow(worked),
      ...methodRows(facts),
    ),
    fixes: last.denial?.kind === 'duplicate' ? ['answer-newest-prompt'] : [],
    nextQuestion: questionAbout(facts),
  };
}

function withoutLog(facts: Facts): Unknown {
  const { signIns } = facts.evidence;
  const pending = !signIns.known && signIns.because === 'pending';
  return {
    summary: pending
      ? `The sign-in log of ${nameOfPerson(facts)} is still being read.`
      : `The sign-in log could not be read, so nothing can be said about why ${nameOfPerson(facts)} failed.`,
    evidence: methodRows(facts),
    fixes: [],
    nextQuestion: 'Which number does the error page show, and what did the person see just before?',
  };
}

function withoutFailure(facts: Facts): Unknown {
  const newest = facts.successes[0];
  return {
    summary: `The log shows no failed sign-in of ${nameOfPerson(facts)} in that time.${newest ? ` The last one worked, ${ago(newest.at, facts.asOf)}.` : ''}`,
    evidence: present(newest && attemptRow(newest), ...methodRows(facts)),
    fixes: [],
    nextQuestion: 'With which address did they sign in, to what, and when exactly?',
  };
}

function questionAbout({ last }: Facts): string {
  if (!last) return 'What did they see?';
  const subject = meaningOf(last.last.code)?.subject;
  if (subject === 'second-step' || subject === 'second-step-required') {
    return 'What did they see: a prompt on the phone, and on which phone; a code; or nothing at all?';
  }
  if (subject === 'application-setup' || subject === 'consent' || subject === 'federation') {
    return `Does it happen to others in ${nameOf(last.last)} as well? If so, its owner must look at it.`;
  }
  return 'What does the error page say, word by word, and does it happen in another application as well?';
}

function methodRows(facts: Facts): readonly EvidenceRow[] {
  if (hasNothing(facts)) return present(noMethodRow(facts));
  const steps = new Set((secondStepsOf(facts) ?? []).map(({ id }) => id));
  return (facts.methods ?? [])
    .filter(({ id }) => steps.has(id))
    .map((method) => methodRow(method, facts.asOf));
}
