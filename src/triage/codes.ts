import rows from './data/sign-in-codes.json' with { type: 'json' };

/**
 * How well the meaning of a code is known: in Microsoft's present documents, in an old one or a title alone,
 * told by others, or believed by many and written nowhere. Only the first two are said as a fact.
 */
export const CERTAINTIES = ['documented', 'documented-once', 'reported', 'believed'] as const;
export type Certainty = (typeof CERTAINTIES)[number];

export interface CodeMeaning {
  readonly code: number;
  /** Microsoft's own name, such as UserStrongAuthClientAuthNRequiredInterrupt. */
  readonly name: string | null;
  readonly meaning: string;
  /** What it is about: password, second-step, registration, device, … */
  readonly subject: string;
  /** Written on the way to a success as well: a failure only when nothing follows. */
  readonly interrupt: boolean;
  readonly certainty: Certainty;
}

// JSON has no unions; test/triage/codes.test.ts holds every certainty of the file to the list above.
const MEANINGS: ReadonlyMap<number, CodeMeaning> = new Map(
  (rows as readonly CodeMeaning[]).map((row) => [row.code, row]),
);

export function meaningOf(code: number): CodeMeaning | null {
  return MEANINGS.get(code) ?? null;
}

export function isInterrupt(code: number): boolean {
  return meaningOf(code)?.interrupt === true;
}

/** Pages that everybody sees now and then; no failure even when nothing follows. */
export function isHarmless(code: number): boolean {
  const subject = meaningOf(code)?.subject;
  return subject === 'harmless' || subject === 'account-selection';
}

/** Everything by which Microsoft says: register first. */
export const REGISTER_FIRST: readonly number[] = [50072, 50079, 50203];

/** What Microsoft asks for with it: to register first. */
export function asksRegistration(code: number): boolean {
  return REGISTER_FIRST.includes(code);
}

/** All codes of these subjects. */
export function codesAbout(...subjects: readonly string[]): readonly number[] {
  return [...MEANINGS.values()].filter(({ subject }) => subjects.includes(subject)).map(({ code }) => code);
}

/** The code in a sentence, never surer than its source. */
export function codeInWords(code: number): string {
  const known = meaningOf(code);
  if (!known) return `code ${code}, which has no documented meaning here`;
  const meaning = known.meaning.replace(/\.$/, '');
  switch (known.certainty) {
    case 'documented':
    case 'documented-once':
      return `${meaning} (${code})`;
    case 'reported':
      return `${meaning}, as others report (${code})`;
    case 'believed':
      return `code ${code}, believed to mean: ${meaning}`;
  }
}

/** Pages on the way to a success, and trouble of applications: nothing that a rollout brings about. */
const NOT_OF_A_ROLLOUT = new Set([
  'harmless',
  'account-selection',
  'session',
  'application-setup',
  'consent',
  'device-code',
  'user-not-found',
  'guest',
]);

/** Failures that a rollout of MFA can bring about: what to read of a log that is too large to be read whole. */
export function codesOfRollout(): readonly number[] {
  return [...MEANINGS.values()]
    .filter(({ subject }) => !NOT_OF_A_ROLLOUT.has(subject))
    .map(({ code }) => code);
}
