import { secondSteps } from '../people/registration.ts';
import type { RegisteredMethod } from './evidence.ts';
import type { Facts } from './facts.ts';

/** Which rules of the authentication methods policy let a method be used: one of them must not be off. */
function rulesFor({ kind, phoneKind }: RegisteredMethod): readonly string[] {
  switch (kind) {
    case 'authenticator':
      return ['microsoftauthenticator'];
    case 'phone':
      return phoneKind === 'office' ? ['voice'] : ['sms', 'voice'];
    case 'passkey':
      return ['fido2'];
    case 'software-code':
      return ['softwareoath'];
    case 'hardware-code':
      return ['hardwareoath'];
    case 'certificate':
      return ['x509certificate'];
    default:
      return [];
  }
}

/** The registered second steps that the policy does not allow; null where either could not be read. */
export function forbiddenMethods({ evidence, methods }: Facts): readonly RegisteredMethod[] | null {
  if (!evidence.methodRules.known || methods === null) return null;
  const off = new Set(evidence.methodRules.value.disabled.map((name) => name.toLowerCase()));
  return seconds(methods).filter((method) => {
    const rules = rulesFor(method);
    return rules.length > 0 && rules.every((rule) => off.has(rule));
  });
}

/** Something is registered, and nothing of it may be used. */
export function nothingAllowed(facts: Facts): boolean {
  const { evidence, methods } = facts;
  const registered = evidence.registration.known ? evidence.registration.value : null;
  if (registered?.registered && !registered.capable) return true;
  const forbidden = forbiddenMethods(facts);
  return forbidden !== null && forbidden.length > 0 && forbidden.length === seconds(methods ?? []).length;
}

function seconds(methods: readonly RegisteredMethod[]): readonly RegisteredMethod[] {
  const ids = new Set(secondSteps(methods).map(({ id }) => id));
  return methods.filter(({ id }) => ids.has(id));
}
