import type { CauseId } from './catalogue.ts';
import type { Cause, Finding } from './cause.ts';
import { CAUSES } from './causes/list.ts';
import type { Confidence } from './diagnosis.ts';
import { type Facts, successAfter } from './facts.ts';
import { isUnread, missingFrom } from './missing.ts';

/** Below this a finding is no answer, only a possibility. */
const AN_ANSWER = 50;
const A_POSSIBILITY = 25;
/** A second trouble is reported only when it is about certain. */
const A_SECOND_TROUBLE = 70;
/** Comes first whatever scores higher. */
const COMES_FIRST = 60;
/** What does not explain the failure that is asked about counts for less, and for little if it was long before. */
const NOT_THE_LAST = 20;
const LONG_BEFORE = 45;
const LONG = 6 * 3_600_000;
/** What works again counts for a little less. */
const WORKS_AGAIN = 8;
const HIGH = 85;
const MEDIUM = 62;
/** Two causes closer than this are not told apart. */
const TOO_CLOSE = 12;
const MOST_ALTERNATIVES = 4;

export interface Verdict {
  readonly cause: Cause;
  readonly finding: Finding;
  readonly rank: number;
  /** 2: security, 1: many are hit, 0: everything else. */
  readonly tier: number;
}

/** Every cause that the facts allow, likeliest first. */
export function judgeAll(facts: Facts): readonly Verdict[] {
  return CAUSES.flatMap((cause) => {
    const finding = cause.judge(facts);
    return finding && finding.rows.length > 0 ? [{ cause, finding, ...weigh(finding, facts) }] : [];
  }).sort((a, b) => b.tier - a.tier || b.rank - a.rank);
}

function weigh(finding: Finding, facts: Facts): Pick<Verdict, 'rank' | 'tier'> {
  const { score } = finding;
  const again = worksAgain(finding, facts) && !finding.settled;
  const rank = score - beforeTheLast(finding, facts) - (again ? WORKS_AGAIN : 0);
  const strong = score >= COMES_FIRST;
  const tier = finding.escalates && strong ? 2 : finding.common && strong ? 1 : 0;
  return { rank, tier };
}

function beforeTheLast({ explains }: Finding, { last }: Facts): number {
  const [newest] = explains;
  if (last === null || newest === undefined || explains.includes(last)) return 0;
  return last.at.getTime() - newest.at.getTime() > LONG ? LONG_BEFORE : NOT_THE_LAST;
}

/** Everything that this explains was followed by a success. */
export function worksAgain({ explains }: Finding, facts: Facts): boolean {
  const [newest] = explains;
  return newest !== undefined && successAfter(facts, newest) !== null;
}

export function chosen(verdicts: readonly Verdict[]): Verdict | null {
  const [best] = verdicts;
  return best && (best.tier > 0 || best.rank >= AN_ANSWER) ? best : null;
}

/** An independent second trouble: other failures, still open, about as certain as the first. */
export function alsoBeside(pick: Verdict, verdicts: readonly Verdict[], facts: Facts): readonly Verdict[] {
  return verdicts.filter(
    (other) =>
      other !== pick &&
      other.finding.score >= A_SECOND_TROUBLE &&
      other.finding.explains.length > 0 &&
      !overlap(other, pick) &&
      !other.finding.settled &&
      !worksAgain(other.finding, facts),
  );
}

/** What the evidence does not rule out, likeliest first. */
export function alternativesTo(
  pick: Verdict | null,
  verdicts: readonly Verdict[],
  also: readonly Verdict[],
): readonly Verdict[] {
  return verdicts
    .filter((other) => other !== pick && !also.includes(other) && other.rank >= A_POSSIBILITY)
    .filter((other) => pick === null || competes(other, pick))
    .toSorted((a, b) => b.rank - a.rank)
    .slice(0, MOST_ALTERNATIVES);
}

/** Explains what the first explains; that nothing failed is no alternative to somebody who broke in. */
function competes(other: Verdict, pick: Verdict): boolean {
  if (pick.tier > 0 && other.finding.explains.length === 0) return false;
  return overlap(other, pick) || pick.finding.explains.length === 0;
}

function overlap(a: Verdict, b: Verdict): boolean {
  return (
    a.finding.explains.length === 0 ||
    a.finding.explains.some((attempt) => b.finding.explains.includes(attempt))
  );
}

/** From the score, the distance to the next, and what could not be read although it would tell them apart. */
export function confidenceIn(pick: Verdict, alternatives: readonly Verdict[], facts: Facts): Confidence {
  const { score, needs = [], fromGap = false } = pick.finding;
  const levels: readonly Confidence[] = ['low', 'medium', 'high'];
  const base = score >= HIGH ? 2 : score >= MEDIUM ? 1 : 0;
  // The contract's word: whatever could not be read keeps an answer from being quite sure.
  const most = Math.min(levels.indexOf(pick.cause.surest), missingFrom(facts).length > 0 && !fromGap ? 1 : 2);
  const close = alternatives.some((other) => other.tier === pick.tier && pick.rank - other.rank < TOO_CLOSE);
  const blind = needs.some((need) => isUnread(need, facts));
  return levels[Math.max(0, Math.min(most, base - (close ? 1 : 0) - (blind ? 1 : 0)))] ?? 'low';
}

/** Neighbours that something read speaks against. */
export function ruledOutBeside(
  pick: Verdict,
  named: ReadonlySet<CauseId>,
  facts: Facts,
): readonly { readonly cause: CauseId; readonly why: string }[] {
  // Judged on the failure that the answer is about, which need not be the last one.
  const about = { ...facts, last: pick.finding.explains[0] ?? facts.last };
  const neighbours = CAUSES.filter(
    ({ id, near }) => !named.has(id) && (pick.cause.near.includes(id) || near.includes(pick.cause.id)),
  );
  const direct = (id: CauseId) => (pick.cause.near.includes(id) ? 0 : 1);
  return neighbours
    .toSorted((a, b) => direct(a.id) - direct(b.id))
    .flatMap((cause) => {
      const why = cause.whyNot(about);
      return why ? [{ cause: cause.id, why }] : [];
    })
    .slice(0, 6);
}
