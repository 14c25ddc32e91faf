import { Ambiguous } from '../errors.ts';
import { findOnePerson } from '../people/find.ts';
import type { Person } from '../people/people.ts';
import type { Diagnosis, Fix } from '../triage/diagnosis.ts';
import { type CliCommand, JSON_FLAG, type Tools } from './command.ts';
import { diagnosisText } from './triage-text.ts';

/** What a question without a time is about. */
const WINDOW_MS = 7 * 86_400_000;

export const triage: CliCommand = {
  name: 'triage',
  usage: 'muster triage USER [--json]',
  summary: 'Why somebody could not sign in, how sure that is, and what to do or leave undone.',
  flags: JSON_FLAG,
  positionals: 1,
  async run({ flags, positionals, out, tools }) {
    const source = await tools();
    const person = await findPerson(source, positionals[0] ?? '');
    const until = source.clock.now();
    const question = { since: new Date(until.getTime() - WINDOW_MS), until, application: null };
    const diagnosis = await source.diagnose({ person, question });
    await out(flags.json ? `${JSON.stringify(diagnosisDocument(diagnosis))}\n` : diagnosisText(diagnosis));
  },
};

async function findPerson(source: Tools, words: string): Promise<Person> {
  try {
    return await findOnePerson(source.directory, words);
  } catch (error) {
    if (!(error instanceof Ambiguous)) throw error;
    // `findOnePerson` says so of people alone.
    const { candidates: people } = error as Ambiguous<Person>;
    const candidates = people.map(candidate);
    const names = candidates.map((one) => one.userPrincipalName).join(', ');
    throw new Ambiguous(error.message, `Ask again with one of these: ${names}.`, candidates);
  }
}

/** Enough to tell two people with one name apart, and nothing more about them. */
function candidate({ id, userPrincipalName, displayName, department }: Person) {
  return { id, userPrincipalName, displayName, department };
}

/** The contract's document, and nothing beyond it but what a reader may leave aside. */
export function diagnosisDocument(diagnosis: Diagnosis): object {
  const { person, cause, confidence, also, securityEscalation, guards, summary } = diagnosis;
  return {
    user: { id: person.id, userPrincipalName: person.userPrincipalName, displayName: person.displayName },
    cause,
    confidence,
    // A second trouble is not ruled out either, and likelier than what only might be.
    alternatives: [...new Set([...also, ...diagnosis.alternatives])],
    securityEscalation,
    guards,
    summary,
    evidence: diagnosis.evidence.map(({ source, at, text, id }) => ({
      source,
      ...(at === null ? {} : { at: at.toISOString() }),
      text,
      ...(id === null ? {} : { id }),
    })),
    fixes: diagnosis.fixes.map(fixDocument),
    missing: diagnosis.missing,
    also,
    scope: diagnosis.scope,
    ruledOut: diagnosis.ruledOut,
    doNot: diagnosis.doNot,
    nextQuestion: diagnosis.nextQuestion,
    asOf: diagnosis.asOf.toISOString(),
  };
}

function fixDocument({ id, who, title, steps, destructive, needsIdentityProof, link }: Fix): object {
  return { id, who, title, steps, destructive, needsIdentityProof, ...(link === null ? {} : { link }) };
}
