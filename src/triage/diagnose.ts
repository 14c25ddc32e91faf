import type { CauseId, FixId } from './catalogue.ts';
import type { Finding } from './cause.ts';
import type { Diagnosis, EvidenceRow } from './diagnosis.ts';
import type { Evidence } from './evidence.ts';
import { type Facts, readFacts, successAfter } from './facts.ts';
import { guardsOf } from './guards.ts';
import { missingFrom } from './missing.ts';
import {
  alsoBeside,
  alternativesTo,
  chosen,
  confidenceIn,
  judgeAll,
  ruledOutBeside,
  type Verdict,
  worksAgain,
} from './rank.ts';
import { alikeRow, attemptRow, changeRow, present } from './rows.ts';
import {
  allowedFixes,
  forbidden,
  isDangerous,
  isHighRisk,
  type Safety,
  signsOfIntruder,
} from './security.ts';
import { tellKey } from './tell.ts';
import { describeUnknown } from './unknown.ts';
import { ago, listed } from './words.ts';

/** Characters that the command line and a card can hold. */
const READ_ALOUD = 500;

/** What a senior engineer would say of this evidence. Knows nothing else, and changes nothing. */
export function diagnose(evidence: Evidence): Diagnosis {
  const facts = readFacts(evidence);
  const verdicts = judgeAll(facts);
  const pick = chosen(verdicts);
  return pick ? answer(facts, pick, verdicts) : noAnswer(facts, verdicts);
}

function answer(facts: Facts, pick: Verdict, verdicts: readonly Verdict[]): Diagnosis {
  const { cause, finding } = pick;
  const also = alsoBeside(pick, verdicts, facts);
  const alternatives = alternativesTo(pick, verdicts, also);
  const works = worksAgain(finding, facts) && !finding.escalates;
  const signs = intruder(facts, pick);
  const safety: Safety = {
    guards: guardsOf(facts, finding),
    escalates: isEscalated(facts, finding.escalates === true || signs.length > 0),
    common: finding.common === true || facts.scope.common,
    works,
  };
  const named = new Set([cause.id, ...ids(also), ...ids(alternatives)]);
  const about = { person: facts.person, stale: finding.stale ?? null };
  return {
    ...base(facts),
    cause: cause.id,
    tellKey: tellKey(cause.id),
    confidence: confidenceIn(pick, alternatives, facts),
    alternatives: ids(alternatives),
    also: ids(also),
    securityEscalation: safety.escalates,
    guards: safety.guards,
    summary: sentences(finding.summary, common(facts, pick), worksNow(facts, pick, works), besides(also)),
    evidence: unique(
      ...finding.rows,
      ...signs,
      ...present(...(finding.common ? [] : commonRows(facts))),
      ...present(works && successRow(facts, pick)),
      ...also.flatMap((other) => other.finding.rows),
    ),
    ruledOut: ruledOutBeside(pick, named, facts),
    fixes: allowedFixes([...finding.fixes, ...forMany(facts, finding)], about, safety),
    doNot: [...forbidden(safety), ...(finding.doNot ?? [])],
    nextQuestion: finding.nextQuestion ?? null,
  };
}

function noAnswer(facts: Facts, verdicts: readonly Verdict[]): Diagnosis {
  const told = describeUnknown(facts);
  const signs = signsOfIntruder(facts);
  const safety: Safety = {
    guards: guardsOf(facts, null),
    escalates: isEscalated(facts, signs.length > 0),
    common: facts.scope.common,
    works: false,
  };
  const about = { person: facts.person, stale: null };
  return {
    ...base(facts),
    cause: 'unknown',
    tellKey: tellKey('unknown'),
    confidence: 'low',
    alternatives: ids(alternativesTo(null, verdicts, [])),
    also: [],
    securityEscalation: safety.escalates,
    guards: safety.guards,
    summary: sentences(told.summary, common(facts, null)),
    evidence: unique(...told.evidence, ...signs, ...present(...commonRows(facts))),
    ruledOut: [],
    fixes: allowedFixes(told.fixes, about, safety),
    doNot: forbidden(safety),
    nextQuestion: told.nextQuestion,
  };
}

function base(facts: Facts) {
  return {
    person: facts.person,
    asOf: facts.asOf,
    scope: facts.scope.scope,
    missing: missingFrom(facts),
  } as const;
}

/** A foreign hand matters wherever a step would open or take away something. */
function intruder(facts: Facts, { finding }: Verdict): readonly EvidenceRow[] {
  const about = { person: facts.person, stale: finding.stale ?? null };
  const open: Safety = { guards: [], escalates: false, common: false, works: false };
  const dangerous = allowedFixes(finding.fixes, about, open).some(isDangerous);
  return dangerous || finding.escalates || isHighRisk(facts) ? signsOfIntruder(facts) : [];
}

/** Whatever happens on an emergency account is security's to know. */
function isEscalated({ evidence }: Facts, signs: boolean): boolean {
  return evidence.breakGlass || signs;
}

function ids(verdicts: readonly Verdict[]): readonly CauseId[] {
  return verdicts.map(({ cause }) => cause.id);
}

/** Who else is hit, and what was changed before. */
function commonRows(facts: Facts): readonly (EvidenceRow | null)[] {
  const { common: many, changed } = facts.scope;
  return many ? [alikeRow(facts), changed && changeRow(changed)] : [];
}

/** What stops many is for its owner to look at. */
function forMany({ scope }: Facts, finding: Finding): readonly FixId[] {
  return scope.common && scope.stop && !finding.common ? ['change-policy'] : [];
}

function common(facts: Facts, pick: Verdict | null): string {
  if (!facts.scope.common || pick?.finding.common) return '';
  return `${facts.scope.alike.length} others failed in the same way at that time, so look for what they share first.`;
}

function worksNow(facts: Facts, { finding }: Verdict, works: boolean): string {
  const success = works && !finding.settled ? successOf(facts, finding.explains[0]) : null;
  return success ? `It has worked since, ${ago(success.at, facts.asOf)}.` : '';
}

function successRow(facts: Facts, { finding }: Verdict): EvidenceRow | null {
  const success = successOf(facts, finding.explains[0]);
  return success ? attemptRow(success) : null;
}

function successOf(facts: Facts, attempt: Verdict['finding']['explains'][number] | undefined) {
  return attempt ? successAfter(facts, attempt) : null;
}

function besides(also: readonly Verdict[]): string {
  const titles = also.map(({ cause }) => `“${cause.title}”`);
  return titles.length > 0 ? `There is a second trouble besides: ${listed(titles)}.` : '';
}

/** The verdict, and of what is said besides as much as can still be read aloud. */
function sentences(...parts: readonly string[]): string {
  return parts.reduce((text, part) => {
    const longer = part === '' ? text : `${text} ${part}`;
    return longer.length <= READ_ALOUD ? longer : text;
  });
}

function unique(...rows: readonly EvidenceRow[]): readonly EvidenceRow[] {
  return [...new Map(rows.map((row) => [`${row.source} ${row.id} ${row.text}`, row])).values()];
}
