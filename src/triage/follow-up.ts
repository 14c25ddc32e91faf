import type { MethodKind } from '../people/people.ts';
import { registrationState } from '../people/registration.ts';
import type { Read, RegisteredMethod, SignIn } from './evidence.ts';

/** What is asked only when the first answers make it matter: each costs a request that others need as well. */
export interface FollowUps {
  readonly registration: boolean;
  readonly perUserMfa: boolean;
  readonly silentSignIns: boolean;
}

export interface Findings {
  readonly signIns: Read<readonly SignIn[]>;
  readonly methods: Read<readonly RegisteredMethod[]>;
  readonly roles: Read<readonly string[]>;
  readonly since: Date;
}

/** "You must register" or "register differently". */
const WANTS_REGISTRATION = new Set([50072, 50079, 53010, 53004]);
const NOT_A_METHOD: ReadonlySet<MethodKind> = new Set(['password', 'email', 'temporary-pass']);

export function followUpsFor({ signIns, methods, roles, since }: Findings): FollowUps {
  const rows = signIns.known ? signIns.value.filter((row) => row.at >= since) : [];
  const failed = rows.filter((row) => row.code !== 0);
  const registered = methods.known && registrationState(methods.value) !== 'none';
  const hasSomething = methods.known && methods.value.some((method) => !NOT_A_METHOD.has(method.kind));
  return {
    // Asked to register in spite of a method: only the report says that the policies do not allow it.
    registration:
      !methods.known ||
      !roles.known ||
      ((registered || hasSomething) && failed.some((row) => WANTS_REGISTRATION.has(row.code))),
    // Named by the log itself, or nobody else is seen to have asked for a second step.
    perUserMfa: rows.some((row) => row.requirementProviders.includes('user')) || failed.some(isUnexplained),
    // Nothing failed that the person saw: apps whose sessions ended fail in silence.
    silentSignIns: signIns.known && failed.length === 0,
  };
}

const SECOND_STEP = new Set([50074, 50076, 50079, 50072, 500121]);

function isUnexplained(row: SignIn): boolean {
  if (!SECOND_STEP.has(row.code) || row.requirementProviders.length > 0) return false;
  return row.policies.known && !row.policies.value.some(({ result }) => ENFORCED.has(result));
}

const ENFORCED = new Set(['success', 'failure']);
