import type { Person } from '../people/people.ts';
import type { AccessPolicy, OutsideKinds, Selection } from './access-policy.ts';

/** One account as Conditional Access sees it. Null: could not be read. */
export interface ReachableAccount {
  readonly id: string;
  /** Graph's word for the kind of outsider; null for a member of the tenant. */
  readonly outside: string | null;
  /** Every group that holds it, nested membership included. */
  readonly groupIds: ReadonlySet<string> | null;
  /** Templates of the roles that it holds for the whole tenant: policies know no others. */
  readonly roleIds: ReadonlySet<string> | null;
}

/** `unsure`: what decides it could not be read. */
export type Reach = 'caught' | 'free' | 'unsure';

type Answer = boolean | null;

/** Whether a policy is about this account: included by any road, and by none left out. */
export function reachOf(policy: AccessPolicy, account: ReachableAccount): Reach {
  if (policy.workloadsOnly) return 'free';
  const named = isNamed(policy, account, 'included');
  const leftOut = isNamed(policy, account, 'excluded');
  if (named === false || leftOut === true) return 'free';
  return named === true && leftOut === false ? 'caught' : 'unsure';
}

/** The policies that are about everybody, before anybody is left out. */
export function isForEverybody(policy: AccessPolicy): boolean {
  return !policy.workloadsOnly && policy.people.included.includes('All');
}

/**
 * Whether it could keep somebody out, or ask for something that an emergency account does not have. Terms of use
 * can be accepted by whoever reads them, a policy of sessions alone lets everybody in, and one for no application
 * is a draft.
 */
export function couldStop({ state, workloadsOnly, grant, ...what }: AccessPolicy): boolean {
  if (state === 'disabled' || workloadsOnly || grant === null || isForNothing(what)) return false;
  return grant.controls.length > 0 || grant.strength !== null || grant.customFactors > 0;
}

function isForNothing({
  applications,
  applicationFilter,
  userActions,
  authenticationContexts,
}: Pick<
  AccessPolicy,
  'applications' | 'applicationFilter' | 'userActions' | 'authenticationContexts'
>): boolean {
  // Where nothing is told, it may be about anything.
  const none = applications.included.length > 0 && applications.included.every((one) => one === 'None');
  return none && !applicationFilter && userActions.length + authenticationContexts.length === 0;
}

/** Graph's word for the kind of outsider, as far as the account itself tells. */
export function outsideKindOf({ kind, userPrincipalName }: Person): string | null {
  const invited = /#ext#@/i.test(userPrincipalName);
  if (kind === 'guest') return invited ? 'b2bCollaborationGuest' : 'internalGuest';
  return invited ? 'b2bCollaborationMember' : null;
}

function isNamed(policy: AccessPolicy, account: ReachableAccount, side: keyof Selection): Answer {
  const people = policy.people[side];
  const guests = account.outside === 'internalGuest' || account.outside === 'b2bCollaborationGuest';
  return any([
    people.includes('All'),
    people.includes(account.id),
    guests && people.includes('GuestsOrExternalUsers'),
    holdsKind(policy.outside[side], account.outside),
    overlaps(policy.groups[side], account.groupIds),
    overlaps(policy.roles[side], account.roleIds),
  ]);
}

function holdsKind(kinds: OutsideKinds, kind: string | null): boolean {
  return kinds !== null && kind !== null && kinds.includes(kind);
}

function overlaps(named: readonly string[], held: ReadonlySet<string> | null): Answer {
  if (named.length === 0) return false;
  return held === null ? null : named.some((id) => held.has(id));
}

/** True where one is; false where all are known not to be. */
function any(answers: readonly Answer[]): Answer {
  if (answers.includes(true)) return true;
  return answers.includes(null) ? null : false;
}
