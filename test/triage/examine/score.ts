import type { Confidence } from '../../../src/triage/diagnosis.ts';
import { CONFIDENCES } from '../../../src/triage/diagnosis.ts';
import type { Said } from './ask.ts';
import { CATALOGUE } from './catalogue.ts';
import { type Answer, readAnswer, readFailure } from './contract.ts';
import type { Case, Expectation } from './format.ts';
import { unproven } from './proof.ts';
import { unsafe } from './safety.ts';

export const ASPECTS = [
  'shape',
  'cause',
  'alternatives',
  'confidence',
  'escalation',
  'guards',
  'missing',
  'evidence',
  'safety',
] as const;
export type Aspect = (typeof ASPECTS)[number];

/** One thing that is not as the case says. */
export interface Miss {
  readonly aspect: Aspect;
  readonly expected: string;
  readonly got: string;
}

/** Everything about an answer that is not as the case says; nothing: it passed. */
export function score(told: Case, said: Said): readonly Miss[] {
  if (told.expect.error !== undefined) return scoreError(told.expect.error, said);
  const read = readAnswer(said.out);
  const exit = said.exit === 0 ? [] : [miss('shape', 'exit status 0', `${said.exit} ${said.error}`.trim())];
  if (!read.ok) return [...exit, ...read.problems.map((problem) => miss('shape', 'the contract', problem))];
  const answer = read.value;
  const proof = unproven(answer, said).map((text) => miss('evidence', 'rows that were read', text));
  const safety = unsafe(answer, told).map(({ expected, got }) => miss('safety', expected, got));
  return [
    ...exit,
    ...scorePerson(answer, said),
    ...scoreCause(answer, told.expect),
    ...scoreConfidence(answer, told.expect),
    ...scoreEscalation(answer, told.expect),
    ...scoreGuards(answer, told.expect),
    ...scoreMissing(answer, told.expect),
    ...proof,
    ...safety,
  ];
}

const miss = (aspect: Aspect, expected: string, got: string): Miss => ({ aspect, expected, got });
const list = (words: readonly string[]) => words.join(', ') || '(none)';

/** The causes that count as right; the first one is the case's own. */
export const rightCauses = ({ cause = [] }: Expectation): readonly string[] => [cause].flat();

function scoreError(expected: NonNullable<Expectation['error']>, said: Said): readonly Miss[] {
  const read = readFailure(said.out);
  if (!read.ok) return read.problems.map((problem) => miss('shape', 'an error document', problem));
  const { code, candidates } = read.value.error;
  const names = candidates?.map(({ displayName }) => displayName).sort();
  return [
    ...(said.exit === expected.exit
      ? []
      : [miss('shape', `exit status ${expected.exit}`, String(said.exit))]),
    ...(code === expected.code ? [] : [miss('shape', expected.code, code)]),
    ...(expected.candidates === undefined || list(names ?? []) === list([...expected.candidates].sort())
      ? []
      : [miss('shape', `candidates ${list(expected.candidates)}`, list(names ?? []))]),
  ];
}

function scorePerson({ user }: Answer, { staged }: Said): readonly Miss[] {
  return user.id === staged.person.id
    ? []
    : [miss('shape', `an answer about ${staged.person.displayName}`, user.displayName)];
}

function scoreCause({ cause, alternatives }: Answer, expect: Expectation): readonly Miss[] {
  const right = rightCauses(expect);
  const named: readonly string[] = [cause, ...alternatives];
  const repeated = new Set(named).size < named.length;
  const absent = (expect.alternatives ?? []).filter((one) => !named.includes(one));
  const wrong = (expect.mustNot ?? []).filter((one) => named.includes(one));
  return [
    ...(right.includes(cause) ? [] : [miss('cause', right.join(' or '), cause)]),
    ...(repeated ? [miss('alternatives', 'each cause named once', list(named))] : []),
    ...(absent.length === 0 ? [] : [miss('alternatives', `${list(absent)} among them`, list(alternatives))]),
    ...(wrong.length === 0 ? [] : [miss('alternatives', `${list(wrong)} ruled out`, list(named))]),
  ];
}

/** Nobody is surer than the catalogue is of that cause, or sure of anything while something could not be read. */
function scoreConfidence(
  { cause, confidence, missing }: Answer,
  { confidence: told }: Expectation,
): readonly Miss[] {
  if (missing.length > 0 && confidence === 'high' && cause !== 'licence-missing') {
    return [miss('confidence', 'not high, since something could not be read', confidence)];
  }
  const usual = cause === 'unknown' ? 'medium' : CATALOGUE[cause].usually;
  const expected = told ?? `at most ${usual}`;
  const [, bound, level = 'low'] = /^(at least |at most )?(.*)$/.exec(expected) ?? [];
  const rank = (word: string) => CONFIDENCES.indexOf(word as Confidence);
  const difference = rank(level) - rank(confidence);
  const right =
    bound === 'at least ' ? difference >= 0 : bound === 'at most ' ? difference <= 0 : difference === 0;
  return right ? [] : [miss('confidence', expected, confidence)];
}

function scoreEscalation(
  { cause, securityEscalation, guards }: Answer,
  expect: Expectation,
): readonly Miss[] {
  const expected = expect.escalate ?? usualEscalation(expect);
  if (guards.includes('break-glass-account') && !securityEscalation) {
    return [miss('escalation', 'security is told about an emergency account', 'nobody is')];
  }
  if (expected === null || expected === securityEscalation) return [];
  return [miss('escalation', String(expected), `${securityEscalation} (for ${cause})`)];
}

/** What the catalogue says, where it says one thing for every cause that counts as right. */
function usualEscalation(expect: Expectation): boolean | null {
  if (expect.guards?.includes('break-glass-account')) return true;
  const usual = rightCauses(expect).map((cause) =>
    cause === 'unknown' ? false : CATALOGUE[cause as keyof typeof CATALOGUE].escalates,
  );
  const [first = null] = usual;
  return usual.every((one) => one === first) ? first : null;
}

function scoreGuards({ guards }: Answer, expect: Expectation): readonly Miss[] {
  const expected = expect.guards ?? [];
  const maybe: readonly string[] = expect.maybeGuards ?? [];
  const got = guards.filter((guard) => expected.includes(guard) || !maybe.includes(guard));
  return list([...got].sort()) === list([...expected].sort())
    ? []
    : [miss('guards', list(expected), list(guards))];
}

function scoreMissing({ missing }: Answer, expect: Expectation): readonly Miss[] {
  const got = missing.map(({ source }) => source);
  const expected = expect.missing ?? [];
  const unsaid = expected.filter((start) => !got.some((source) => source.startsWith(start)));
  if (unsaid.length > 0) return [miss('missing', `${list(unsaid)} said to be missing`, list(got))];
  if (expected.length === 0 && got.length > 0)
    return [miss('missing', 'everything could be read', list(got))];
  return [];
}
