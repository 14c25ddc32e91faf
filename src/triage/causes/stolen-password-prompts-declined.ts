import type { Attempt } from '../attempts.ts';
import { type Cause, clamp } from '../cause.ts';
import { busyElsewhere, deniedAs, type Facts, isFromNps, isStrange, nameOfPerson } from '../facts.ts';
import { attemptRow, attemptRows, present } from '../rows.ts';
import { countryName, listed } from '../words.ts';

/** Nobody who is asked in vain this often within a quarter of an hour is the one who signs in. */
const MANY = 5;
const SOON = 15 * 60_000;
const GUESSES = 4;

export const stolenPasswordPromptsDeclined: Cause = {
  id: 'stolen-password-prompts-declined',
  title: 'Password stolen, user declines unknown prompts',
  surest: 'high',
  near: ['push-withheld-anomalous-sign-in', 'declined-by-mistake', 'mfa-fatigue-succeeded'],
  judge(facts) {
    const declined = deniedAs(facts, 'declined').filter(
      (attempt) => isForeign(facts, attempt) || isUnknownMachine(facts, attempt),
    );
    const others = [...ignoredAbroad(facts), ...guessedCodes(facts)];
    const explains = [...declined, ...others].toSorted((a, b) => b.at.getTime() - a.at.getTime());
    const [newest] = explains;
    if (!newest) return null;
    // Who got in from there was not kept out: that is worse, and another cause.
    const inside = facts.successes.some(
      ({ at, last }) => at > newest.at && last.country === newest.last.country && last.ip === newest.last.ip,
    );
    const meanwhile = explains
      .map((attempt) => busyElsewhere(facts, attempt))
      .find((other) => other !== null);
    const places = [...new Set(explains.flatMap(({ last }) => last.country ?? []))].map(countryName);
    const prompts =
      explains.length === 1 ? 'a prompt from there was' : `${explains.length} prompts from there were`;
    return {
      score: clamp(
        (declined.length > 1 ? 94 : declined.length === 1 ? (meanwhile ? 92 : 80) : 74) - (inside ? 30 : 0),
      ),
      rows: present(...attemptRows(explains), meanwhile && attemptRow(meanwhile)),
      explains,
      summary: `Somebody in ${listed(places) || 'a strange place'} seems to know ${nameOfPerson(facts)}’s password: ${prompts} ${declined.length > 0 ? 'declined' : 'not passed'} after the right password. The second step kept them out.`,
      fixes: ['page-security', 'contain-account'],
      needs: ['steps'],
      escalates: true,
      nextQuestion: 'Ask on the number in HR’s record: did the person start these sign-ins?',
    };
  },
  whyNot(facts) {
    if (facts.failures.length > 0 && !facts.failures.some((attempt) => isForeign(facts, attempt))) {
      return 'All failed attempts came from usual places.';
    }
    return deniedAs(facts, 'declined').length === 0 && facts.last?.stepsKnown
      ? 'No prompt was declined.'
      : null;
  },
};

/** Codes that somebody guesses who has no phone to read them from. */
function guessedCodes(facts: Facts): readonly Attempt[] {
  const guessed = deniedAs(facts, 'wrong-code', 'wrong-app-code', 'too-many-codes').filter(
    (attempt) => isForeign(facts, attempt) && !facts.places.knownDevice(attempt.last),
  );
  return guessed.length >= GUESSES ? guessed : [];
}

/** Attackers rent addresses in every country: a machine nobody knows, on a network never used, is as foreign. */
function isUnknownMachine(facts: Facts, { last }: Attempt): boolean {
  if (facts.places.familiarity(last) !== 'new-network' || facts.places.knownDevice(last)) return false;
  return facts.successes.some((success) => facts.places.knownDevice(success.last));
}

/** Not answered, and certainly not started by the person: at work elsewhere, or asked again and again. */
function ignoredAbroad(facts: Facts): readonly Attempt[] {
  const ignored = deniedAs(facts, 'no-answer', 'not-delivered', 'duplicate').filter((attempt) =>
    isForeign(facts, attempt),
  );
  return ignored.filter(
    (attempt) =>
      !isFromNps(attempt) &&
      !facts.places.knownDevice(attempt.last) &&
      (busyElsewhere(facts, attempt) !== null ||
        ignored.filter(({ at }) => Math.abs(at.getTime() - attempt.at.getTime()) <= SOON).length >= MANY),
  );
}

function isForeign(facts: Facts, attempt: Attempt): boolean {
  return facts.places.familiarity(attempt.last) === 'new-country' || isStrange(facts, attempt);
}
