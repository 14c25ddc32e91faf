import {
  Ambiguous,
  BadConfiguration,
  KnownError,
  MissingLicence,
  MissingPermission,
  NotFound,
  TryAgainLater,
  Unavailable,
  UserError,
} from '../errors.ts';

/** Ends a command whose output already says what went wrong: only the exit status is left to give. */
export class AlreadyTold extends Error {
  constructor(cause: unknown) {
    super('the output tells what went wrong', { cause });
    this.name = 'AlreadyTold';
  }
}

/** The contract's exit statuses, by kind of failure. First match wins; anything else is a bug. */
const STATUS: readonly (readonly [abstract new (...words: never[]) => Error, number])[] = [
  [NotFound, 4],
  [Ambiguous, 2],
  [BadConfiguration, 2],
  [UserError, 2],
  [MissingPermission, 3],
  [MissingLicence, 3],
  [TryAgainLater, 5],
  [Unavailable, 5],
];
const BUG = 1;

export function exitStatus(error: unknown): number {
  return STATUS.find(([kind]) => error instanceof kind)?.[1] ?? BUG;
}

/** The one JSON document that `--json` prints for an error. */
export function errorDocument(error: unknown): object {
  if (!(error instanceof KnownError)) {
    return { error: { code: 'bug', message: messageOf(error), hint: BUG_HINT } };
  }
  const candidates = error instanceof Ambiguous ? { candidates: error.candidates } : {};
  return { error: { code: error.code, message: error.message, hint: error.hint, ...candidates } };
}

/** The same for a person at a terminal. A bug shows its stack: whoever runs this is its operator. */
export function errorText(error: unknown): string {
  if (!(error instanceof KnownError)) {
    return `${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n\n${BUG_HINT}`;
  }
  return `${error.message}\n\n${error.hint}`;
}

const BUG_HINT = 'This is a bug in Muster. Please report it with the text above.';

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
