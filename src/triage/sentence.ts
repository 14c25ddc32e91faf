import { isOnlyEnd } from './question.ts';

/**
 * "alice can't log in since yesterday", "why did Bob fail MFA at 9:40 on Outlook": a sentence that asks for a
 * diagnosis. Who it is about, and the end of the sentence, which says when and where. Null is the answer to
 * whatever is not surely such a question.
 */
export interface Sentence {
  /** Null: whoever speaks. */
  readonly person: string | null;
  readonly end: string;
}

const CANNOT =
  "(?:can't|cant|cannot|can not|couldn't|could not|is unable to|am unable to|was unable to|is not able to|isn't able to|am not able to|wasn't able to|fails to|failed to|keeps failing to|has trouble|is having trouble|am having trouble|have trouble|has problems|have problems|is struggling to|struggles to|can no longer|still can't|still cannot)";
const SIGN_IN =
  '(?:sign(?:ing)?[ -]?in|log(?:ging)?[ -]?(?:in|on)|login|logon|get(?:ting)? in|authenticat(?:e|ing)|(?:pass|passing|do|doing|complete|completing|use|using|finish|approve|approving) (?:the |their |his |her |my )?(?:mfa|2fa|second step|second factor|authenticator|prompts?|sign-?in|login))';
const SUBJECT =
  '(?:mfa|2fa|sign-?ins?|log-?ins?|second step|second factor|authenticator(?: app)?|prompts?|account|authentication)';
const FAILS =
  "(?:isn't working|is not working|not working|doesn't work|does not work|don't work|do not work|didn't work|did not work|not work|work|working|fails?|failed|failing|is failing|keeps failing|is broken|broken|stopped working|has stopped working|won't work|is blocked|blocked|rejected|is locked|locked)";
const WHAT_FAILS =
  '(?:to sign in|to log in|signing in|logging in|(?:the |their |his |her |my )?(?:mfa|2fa|second step|second factor|sign-?in|login|authentication|prompt))';
const LOCKED =
  '(?:locked out|locked|blocked|kept out|blocked from signing in|blocked from logging in|unable to sign in|unable to log in|not able to sign in|not able to log in|failing to sign in|failing to log in)';
const GETS_NONE =
  "(?:doesn't|does not|don't|do not|didn't|did not|isn't|is not|am not|never) (?:get|gets|getting|receive|receives|receiving|see|sees|seeing)";
const MESSAGE =
  '(?:(?:any|a|the|his|her|their|my|an) )?(?:(?:mfa|authenticator|sign-?in|approval|verification|login) (?:prompts?|codes?|notifications?|messages?|requests?|texts?)|prompts?|codes?)';
const WHO = '(?<who>.{1,80}?)';
const END = '(?<end>(?:[\\s,.?!].*)?)';
const WHY =
  '(?:why|how come|why on earth|any idea why|do you know why|can you tell me why|could you tell me why|tell me why|please check why|check why|find out why)';

/** Each is a whole sentence; nothing is understood because its words occur somewhere. */
const SENTENCES: readonly RegExp[] = [
  `${WHY} (?:can't|cant|cannot|can not|couldn't|could not) ${WHO} ${SIGN_IN}${END}`,
  `${WHY} (?:can|could) ${WHO} (?:not|no longer) ${SIGN_IN}${END}`,
  `${WHY} (?:isn't|is not|wasn't|am i not) ${WHO} able to ${SIGN_IN}${END}`,
  `${WHY} (?:is|was|am|are) ${WHO} (?:not able|unable) to ${SIGN_IN}${END}`,
  `${WHY} ${WHO} ${CANNOT} ${SIGN_IN}${END}`,
  `${WHY} (?:did|does|do|is|was|has|am) ${WHO} (?:fail|failing|failed|keep failing|keeps failing|not pass|not passing) ${WHAT_FAILS}${END}`,
  `${WHY} (?:did|does|do|is|was|has) ${WHO}(?:'s|s'| own)? ${SUBJECT} ${FAILS}${END}`,
  `${WHY} (?:doesn't|does not|didn't|did not|isn't|is not|won't) ${WHO}(?:'s|s') ${SUBJECT} (?:work|working)${END}`,
  `${WHY} (?:is|was|am|are) ${WHO} ${LOCKED}${END}`,
  `${WHO} ${CANNOT} ${SIGN_IN}${END}`,
  `${WHO} (?:fails|failed|is failing|keeps failing|keep failing|am failing|has failed) ${WHAT_FAILS}${END}`,
  `${WHO} (?:is|was|got|has been|is being|am|gets) (?:locked out|blocked from signing in|blocked from logging in)(?: of)?${END}`,
  `${WHO}(?:'s|s') ${SUBJECT} ${FAILS}${END}`,
  `(?<who>my) ${SUBJECT} ${FAILS}${END}`,
  `${WHO} ${GETS_NONE} ${MESSAGE}${END}`,
  `what(?:'s| is) (?:wrong|going on|up) with ${WHO}(?:'s|s') ${SUBJECT}${END}`,
  `what(?:'s| is) (?:wrong|going on|up) with (?<who>my) ${SUBJECT}${END}`,
].map((pattern) => new RegExp(`^${pattern}$`, 'i'));

const GREETING = /^(?:(?:hi|hello|hey|please|good morning|good afternoon|ok|okay|muster)[,!.: ]+)+/i;

export function readSentence(text: string): Sentence | null {
  const plain = text.replaceAll('’', "'").replace(/\s+/g, ' ').trim().replace(GREETING, '');
  for (const pattern of SENTENCES) {
    const { who = '', end = '' } = pattern.exec(plain)?.groups ?? {};
    const person = personIn(who);
    if (person !== undefined && isOnlyEnd(end)) return { person, end: end.trim() };
  }
  return null;
}

/** "why alice", "why alice.weber@contoso.com since Monday": what stands after the word, if it can be a person. */
export function readWhy(text: string): string | null {
  const [, rest] = /^why\s+(.+)$/is.exec(text.trim().replace(/[?!.]+$/, '')) ?? [];
  if (rest === undefined) return null;
  const words = rest.split(/\s+/);
  const [first = '', second = ''] = words;
  if (first.includes('@') || OBJECT_ID.test(first)) return rest;
  if (NAMES_TOO.has(first.toLowerCase())) {
    return isCapital(first) && isCapital(second) && words.length > 1 ? rest : null;
  }
  return NO_NAMES.has(first.toLowerCase()) || !NAME.test(first) ? null : rest;
}

const OBJECT_ID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;
const NAME = /^[\p{L}\p{N}][\p{L}\p{M}\p{N}.'’_@#-]*,?$/u;
const MOST_WORDS = 6;

/** Names as well as words of a sentence: names only where they are written as such. */
const NAMES_TOO = new Set(['will', 'can', 'do', 'so', 'an', 'may']);
const NO_NAMES = new Set(
  `a about all also am and any anybody anyone are aren't as ask at be because been being bother but cannot cant
   can't could couldn't did didn't does doesn't don't else every everybody everyone everything for from had has
   hasn't have haven't he her here him his how i i'm if in is isn't it it's its just me might must mustn't
   nobody none not now of off on one or our ours people she should shouldn't since some somebody someone
   something somehow still that that's the their them then there these they this those though to too us user
   users was wasn't we we're were weren't what what's when where which who whole whose why with without won't
   would wouldn't yes you you're your yours customers customer clients client nothing anything my myself`.split(
    /\s+/,
  ),
);

function isCapital(word: string): boolean {
  return /^\p{Lu}/u.test(word);
}

/** Undefined: these words name nobody. */
function personIn(who: string): string | null | undefined {
  const words = who.replace(/^(?:user|colleague|our colleague|our user) /i, '').trim();
  if (/^(?:i|me|my|i'm)$/i.test(words)) return null;
  const parts = words.split(' ');
  const named = parts.every((part) => NAME.test(part) && !NO_NAMES.has(part.toLowerCase()));
  return named && parts.length <= MOST_WORDS ? words.replace(/,$/, '') : undefined;
}

/** The end of a question about oneself: "why", "why since yesterday?", "I can't log in to Teams". */
export function readOwnQuestion(text: string): string | null {
  const [, end] = /^why\b(.*)$/is.exec(text.trim()) ?? [];
  if (end !== undefined && isOnlyEnd(end)) return end.trim();
  const sentence = readSentence(text);
  return sentence?.person === null ? sentence.end : null;
}

/** Who is meant and the end of the question: "why alice since Monday", "Alice can't sign in since Monday". */
export function readQuestionAboutSomebody(text: string): string | null {
  const named = readWhy(text);
  if (named !== null) return named;
  const sentence = readSentence(text);
  return sentence?.person == null ? null : `${sentence.person} ${sentence.end}`.trim();
}
