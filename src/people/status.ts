import type { Clock } from '../clock.ts';
import { KnownError, NotFound } from '../errors.ts';
import type { Method, Organisation, Person } from './people.ts';
import type { Directory, Registrations } from './ports.ts';
import { type RegistrationState, registrationState } from './registration.ts';

/** How far one person is, read just now. What could not be read is said, never guessed. */
export interface Status {
  readonly person: Person;
  readonly organisation: Organisation | null;
  readonly registration:
    | { readonly known: true; readonly state: RegistrationState; readonly methods: readonly Method[] }
    | { readonly known: false; readonly reason: KnownError };
  readonly asOf: Date;
}

export async function readStatus(
  ports: {
    directory: Pick<Directory, 'findPerson' | 'organisation'>;
    registrations: Pick<Registrations, 'methodsOf'>;
    clock: Clock;
  },
  personId: string,
): Promise<Status> {
  const [person, methods, organisation] = await Promise.all([
    ports.directory.findPerson(personId),
    ports.registrations.methodsOf(personId).catch(onlyKnown),
    ports.directory.organisation().catch(onlyKnown),
  ]);
  if (!person || methods === undefined) {
    throw new NotFound(
      'This account is not in the directory (any more).',
      'If it was created a moment ago, try again in a few minutes.',
    );
  }
  return {
    person,
    organisation: organisation instanceof KnownError ? null : organisation,
    registration:
      methods instanceof KnownError
        ? { known: false, reason: methods }
        : { known: true, state: registrationState(methods), methods },
    asOf: ports.clock.now(),
  };
}

/** What somebody can do something about becomes part of the answer; a bug stays a bug. */
function onlyKnown(error: unknown): KnownError {
  if (error instanceof KnownError) return error;
  throw error;
}
