/**
 * Every failure that somebody can do something about has a class here; anything else is a bug.
 * Who sees what is decided in teams/replies.ts (people) and cli/exit.ts (the command line).
 */
export abstract class KnownError extends Error {
  /** Stable, for programs: `not-found`, `ambiguous`, … */
  abstract readonly code: string;
  /** What to do next, in one sentence. */
  readonly hint: string;

  constructor(message: string, hint: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
    this.hint = hint;
  }
}

/** The person asked for something that cannot be done as asked. The message is shown to them as it is. */
export class UserError extends KnownError {
  readonly code: string;

  constructor(code: string, message: string, hint: string, options?: ErrorOptions) {
    super(message, hint, options);
    this.code = code;
  }
}

/** What was asked about does not exist. */
export class NotFound extends KnownError {
  readonly code = 'not-found';
}

/** Several people fit the name that was given. */
export class Ambiguous<Candidate = unknown> extends KnownError {
  readonly code = 'ambiguous';
  readonly candidates: readonly Candidate[];

  constructor(message: string, hint: string, candidates: readonly Candidate[]) {
    super(message, hint);
    this.candidates = candidates;
  }
}

/** The environment holds something that cannot work. One line a problem. */
export class BadConfiguration extends KnownError {
  readonly code = 'bad-configuration';
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(
      problems.join('\n'),
      'Set the variables above in the environment or in a file named .env; .env.sample explains each.',
    );
    this.problems = problems;
  }
}

/** The app registration lacks a Graph permission, or an administrator has not consented to it. */
export class MissingPermission extends KnownError {
  readonly code = 'missing-permission';
  readonly permission: string;

  constructor(permission: string, subject: string, options?: ErrorOptions) {
    super(
      `Reading ${subject} needs the Graph permission ${permission}.`,
      `Grant ${permission} (application) to the app registration and have an administrator consent to it.`,
      options,
    );
    this.permission = permission;
  }
}

/** The tenant has no licence for what was asked. */
export class MissingLicence extends KnownError {
  readonly code = 'missing-licence';
  readonly licence: string;

  constructor(licence: string, subject: string, options?: ErrorOptions) {
    super(
      `Reading ${subject} needs ${licence} in this tenant.`,
      `Assign ${licence}, or go on without this part of the answer.`,
      options,
    );
    this.licence = licence;
  }
}

/** Busy: the same request will succeed later. */
export class TryAgainLater extends KnownError {
  readonly code: string = 'try-again-later';
  readonly seconds: number;

  constructor(seconds: number, what: string, options?: ErrorOptions) {
    super(
      `${what} asks us to wait ${seconds} seconds.`,
      `Try again in ${seconds} seconds; nothing was lost.`,
      options,
    );
    this.seconds = seconds;
  }
}

/** Graph, Teams or the database does not answer, or answers nonsense. */
export class Unavailable extends KnownError {
  readonly code = 'unavailable';
}

/** For what an answer can do without: a failure that somebody can do something about becomes nothing, a bug stays one. */
export function onlyKnown(error: unknown): undefined {
  if (!(error instanceof KnownError)) throw error;
}
