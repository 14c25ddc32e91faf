import type { Attempt } from './attempts.ts';
import { asksRegistration } from './codes.ts';
import type { SignIn } from './evidence.ts';
import type { Facts } from './facts.ts';

/** Failed attempts that ended in being asked to register. */
export function askedToRegister(facts: Facts): readonly Attempt[] {
  return facts.failures.filter(
    ({ last, denial }) => asksRegistration(last.code) || denial?.kind === 'nothing-registered',
  );
}

/** Whoever did a second step once had something registered then. */
export function provedBefore(facts: Facts): boolean {
  return facts.successes.some(({ provedTwice }) => provedTwice);
}

export type Asker = 'person-setting' | 'security-defaults' | 'policy' | 'unknown';

/** Who asked for the second step, as far as the log says. */
export function whoAsked({ rows }: Attempt): Asker {
  const providers = rows.flatMap(({ requirementProviders }) => requirementProviders);
  if (providers.some((name) => /securityDefaults|baselineProtection/i.test(name))) return 'security-defaults';
  if (rows.some(asksByPolicy)) return 'policy';
  if (providers.some((name) => /^user$/i.test(name))) return 'person-setting';
  return providers.some((name) => /conditionalAccess|authenticationStrengths|risk/i.test(name))
    ? 'policy'
    : 'unknown';
}

function asksByPolicy({ policies }: SignIn): boolean {
  return policies.known && policies.value.some(({ result }) => /^(success|failure)$/i.test(result));
}
