import type { Clock } from '../clock.ts';
import type { Person } from '../people/people.ts';
import type { Directory } from '../people/ports.ts';
import { type CaseAnswer, type Cases, isFresh, maySendSteps } from './cases.ts';

export interface StepsPorts {
  readonly cases: Pick<Cases, 'find' | 'claimSteps' | 'releaseSteps'>;
  readonly directory: Pick<Directory, 'findPerson'>;
  readonly clock: Clock;
  /** Into the person's own chat, in their language. False: there is no such chat, or it takes nothing. */
  readonly tell: (person: Person, answer: CaseAnswer, at: Date) => Promise<boolean>;
}

export type StepsOutcome =
  | { readonly kind: 'expired' }
  | { readonly kind: 'not-now' }
  | { readonly kind: 'sent' | 'before' | 'no-chat'; readonly person: Person };

/** Sends what was answered, once an hour at most, and nothing where security comes first. */
export async function sendSteps(
  caseId: string,
  askerId: string,
  { cases, directory, clock, tell }: StepsPorts,
): Promise<StepsOutcome> {
  const found = await cases.find(caseId);
  const at = clock.now();
  if (!found?.personId || !found.answer || !isFresh(found, at)) return { kind: 'expired' };
  if (!maySendSteps(found.answer)) return { kind: 'not-now' };
  const person = await directory.findPerson(found.personId);
  if (!person) return { kind: 'expired' };
  if (!(await cases.claimSteps(caseId, { askerId, at }))) return { kind: 'before', person };
  const told = await tell(person, found.answer, at).catch(async (error: unknown) => {
    await cases.releaseSteps(caseId);
    throw error;
  });
  if (told) return { kind: 'sent', person };
  await cases.releaseSteps(caseId);
  return { kind: 'no-chat', person };
}
