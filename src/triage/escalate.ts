import type { CauseId } from './catalogue.ts';

/** What became of telling the security group. */
export type Told = { readonly kind: 'now'; readonly people: number } | { readonly kind: 'before' | 'nobody' };

export interface Alarm {
  readonly caseId: string;
  readonly personId: string;
  readonly cause: CauseId | 'unknown';
}

export interface SecurityGroup {
  /** Those of the security group that have a chat with the bot. */
  reachable(atMost: number): Promise<readonly string[]>;
  /** Tells each of them, unless the same was told within the hour before: then false, and nobody is told. */
  tellOnce(alarm: Alarm, people: readonly string[], at: Date): Promise<boolean>;
}

/** A group of hundreds is a mailing list, not people on duty. */
const TOLD_AT_MOST = 20;

export async function escalate(security: SecurityGroup, alarm: Alarm, now: Date): Promise<Told> {
  const people = await security.reachable(TOLD_AT_MOST);
  if (people.length === 0) return { kind: 'nobody' };
  const told = await security.tellOnce(alarm, people, now);
  return told ? { kind: 'now', people: people.length } : { kind: 'before' };
}
