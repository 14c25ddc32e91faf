import { createLocalTime } from '../people/local-time.ts';
import type { Question } from './evidence.ts';
import { readTimeAtEnd, type TimeWindow } from './question-time.ts';

/** What a question without a time is about. */
const USUAL_WINDOW_MS = 7 * 86_400_000;

export interface AskedAbout {
  /** As it was typed: a name, a user principal name, an object id. Empty: the asker. */
  readonly person: string;
  readonly question: Question;
}

/** "alice since yesterday on Outlook": who, when and where, each as far as it is said. */
export function readQuestion(
  words: string,
  when: { readonly now: Date; readonly timeZone: string },
): AskedAbout {
  const { person, window, application } = splitEnd(words, when);
  const usual = { since: new Date(when.now.getTime() - USUAL_WINDOW_MS), until: when.now };
  return { person, question: { ...(window ?? usual), application } };
}

/** Whether these words say when and where and nothing else. */
export function isOnlyEnd(words: string): boolean {
  return splitEnd(words, { now: new Date(0), timeZone: 'UTC' }).person === '';
}

interface Split {
  readonly person: string;
  readonly window: TimeWindow | null;
  readonly application: string | null;
}

function splitEnd(words: string, when: { readonly now: Date; readonly timeZone: string }): Split {
  const moment = { now: when.now, local: createLocalTime(when.timeZone) };
  let rest = words.trim();
  let window: TimeWindow | null = null;
  let application: string | null = null;
  for (;;) {
    rest = rest.replace(IDLE, '').trim();
    const time: ReturnType<typeof readTimeAtEnd> = window ? null : readTimeAtEnd(rest.toLowerCase(), moment);
    const place: ReturnType<typeof readPlaceAtEnd> = time ? null : readPlaceAtEnd(rest);
    if (time) window = time.window;
    else if (place) application ??= place.application;
    else return { person: rest, window, application };
    rest = rest.slice(0, time?.begins ?? place?.begins).trim();
  }
}

/** Says nothing about when or where. */
const IDLE =
  /(?:[\s,.?!;:]|(?<=^|[\s,])(?:please|again|any ?more|at all|thanks|thank you|still|either|suddenly))+$/i;

/** These are applications however they are written; any other begins with a capital letter. */
const APPLICATIONS =
  'outlook|teams|sharepoint|onedrive|one drive|office|office 365|microsoft 365|m365|exchange|word|excel|powerpoint|onenote|planner|azure|azure portal|entra|intune|vpn|the vpn|citrix|rdp|remote desktop|salesforce|sap|servicenow|workday|jira|confluence|zoom|slack|github|dynamics|power bi|adobe';
const APPLICATION = new RegExp(
  `(?:^|\\s)(?:on|in|into|to|with|using|via|from|for) (?:the )?(?:“|")?((?:[Tt]he )?(?:(?:${bothCases(APPLICATIONS)})|\\p{Lu}[\\p{L}\\p{N}&.+-]*(?: [\\p{Lu}\\p{N}][\\p{L}\\p{N}&.+-]*){0,3}))(?:”|")?(?: (?:app|application|client|web|online|mobile))?$`,
  'u',
);
/** A device or an account is no application: it says only that somebody signs in. */
const OWN_THINGS =
  /(?:^|\s)(?:on|in|into|to|with|using|from) (?:(?:his|her|their|my|the|a|an|our|both) )?(?:new |old |work |own |company |private )*(?:laptop|computer|pc|mac|macbook|notebook|machine|device|phone|iphone|android|mobile|tablet|ipad|account|work account|mail|e-?mail|mailbox|desktop|browser|home|work|the office)s?$/i;

function readPlaceAtEnd(
  words: string,
): { readonly application: string | null; readonly begins: number } | null {
  const thing = OWN_THINGS.exec(words);
  if (thing) return { application: null, begins: thing.index };
  const named = APPLICATION.exec(words);
  return named ? { application: named[1] ?? null, begins: named.index } : null;
}

/** Letters in either case, in a pattern that otherwise minds capitals. */
function bothCases(pattern: string): string {
  return pattern.replace(/[a-z]/g, (letter) => `[${letter}${letter.toUpperCase()}]`);
}
