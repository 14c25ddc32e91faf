import { MissingLicence, TryAgainLater } from '../errors.ts';
import type { RegisteredMethod } from '../triage/evidence.ts';
import type { Graph } from './client.ts';
import { type Fields, fieldsOf } from './fields.ts';
import { readMethods } from './methods.ts';
import { isSegment } from './path.ts';
import type { Urgency } from './window.ts';

/**
 * A person's methods with when each was last used. Only beta tells that, and only v1.0 tells why a temporary pass
 * cannot be used: who has a pass is read from both.
 */
export async function readMethodsWithUse(
  graph: Graph,
  urgency: Urgency,
  personId: string,
): Promise<readonly RegisteredMethod[] | undefined> {
  if (!isSegment(personId)) return undefined;
  const fromBeta = await graph
    .ask('methodsWithUse', { id: personId }, { urgency })
    .catch((error: unknown) => {
      if (error instanceof MissingLicence || error instanceof TryAgainLater) throw error;
      // Whatever keeps beta from us, v1.0 answers for itself below.
      return undefined;
    });
  const used = fromBeta === undefined ? undefined : readRegisteredMethods(fromBeta);
  if (used && !used.some((method) => method.kind === 'temporary-pass')) return used;
  const answer = await graph.ask('methods', { id: personId }, { urgency });
  const plain = answer === undefined ? undefined : readRegisteredMethods(answer);
  if (!used || !plain) return used ?? plain;
  const passes = new Map(
    plain.filter((method) => method.kind === 'temporary-pass').map((method) => [method.id, method]),
  );
  return used.map((method) => passes.get(method.id) ?? method);
}

export function readRegisteredMethods(answer: unknown): readonly RegisteredMethod[] {
  const extras = fieldsOf(answer).objects('value') ?? [];
  return readMethods(answer).map((method, index) => ({
    ...method,
    ...extraOf(extras[index] ?? fieldsOf(null), { pass: method.kind === 'temporary-pass' }),
  }));
}

const PHONES: ReadonlyMap<string, RegisteredMethod['phoneKind']> = new Map([
  ['mobile', 'mobile'],
  ['alternateMobile', 'alternate'],
  ['office', 'office'],
]);

function extraOf(
  method: Fields,
  { pass }: { readonly pass: boolean },
): Pick<RegisteredMethod, 'appVersion' | 'storedNumber' | 'phoneKind' | 'unusableBecause'> {
  const reason = method.text('methodUsabilityReason');
  return {
    appVersion: method.text('phoneAppVersion'),
    storedNumber: method.text('phoneNumber'),
    phoneKind: PHONES.get(method.text('phoneType') ?? '') ?? null,
    unusableBecause: pass && method.flag('isUsable') !== true ? reason : null,
  };
}
