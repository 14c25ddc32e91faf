import type { RegistrationState } from '../people/registration.ts';
import type { AudienceRules, Campaign, Exclusion, Goal } from './campaign.ts';
import { meetsGoal } from './goal.ts';

/** What decides whether somebody of the roster is a recipient. */
export interface AudiencePerson {
  readonly personId: string;
  readonly userPrincipalName: string;
  readonly mail: string | null;
  readonly kind: 'member' | 'guest';
  readonly enabled: boolean;
  readonly department: string | null;
  readonly country: string | null;
  /** Null: the report has not told; then nobody may say that the goal is met. */
  readonly registration: RegistrationState | null;
  /** Those of the groups that the question names. */
  readonly groupIds: ReadonlySet<string>;
}

/** Who is never a recipient, whatever a campaign says. */
export interface AlwaysExcluded {
  /** Object ids and addresses, lower case. */
  readonly breakGlass: readonly string[];
  readonly groupId: string | null;
}

export interface AudienceQuestion {
  readonly goal: Goal;
  readonly rules: AudienceRules;
  readonly always: AlwaysExcluded;
}

export function questionOf(
  { goal, audience }: Pick<Campaign, 'goal' | 'audience'>,
  { always }: { readonly always: AlwaysExcluded },
): AudienceQuestion {
  return { goal, rules: audience, always };
}

/**
 * The first reason why somebody is no recipient; null: they are one. store/audience.ts asks the same of the
 * database, for everybody at once; a test holds the two together.
 */
export function exclusionOf(person: AudiencePerson, question: AudienceQuestion): Exclusion | null {
  for (const [reason, holds] of REASONS) if (holds(person, question)) return reason;
  return null;
}

const REASONS: readonly (readonly [
  Exclusion,
  (person: AudiencePerson, question: AudienceQuestion) => boolean,
])[] = [
  ['break-glass', (person, { always }) => isNamed(person, always.breakGlass)],
  ['excluded-group', ({ groupIds }, { always }) => always.groupId !== null && groupIds.has(always.groupId)],
  ['campaign-group', ({ groupIds }, { rules }) => rules.excludedGroupIds.some((id) => groupIds.has(id))],
  ['campaign-list', (person, { rules }) => isNamed(person, rules.excludedAddresses)],
  ['disabled', ({ enabled }) => !enabled],
  ['guest', ({ kind }, { rules }) => kind === 'guest' && !rules.guests],
  ['outside-audience', (person, { rules }) => !isInside(person, rules)],
  ['goal-met', ({ registration }, { goal }) => registration !== null && meetsGoal(goal, registration)],
];

/** Each list narrows for itself: who is to be told of it must be in all of those that are not empty. */
function isInside(person: AudiencePerson, rules: AudienceRules): boolean {
  const { groupIds, departments, countries, addresses } = rules;
  const has = (list: readonly string[], value: string | null) =>
    list.length === 0 || (value !== null && list.includes(value));
  return (
    (groupIds.length === 0 || groupIds.some((id) => person.groupIds.has(id))) &&
    has(departments.map(comparable), person.department === null ? null : comparable(person.department)) &&
    has(countries, person.country) &&
    (addresses.length === 0 || isNamed(person, addresses))
  );
}

function isNamed(person: AudiencePerson, names: readonly string[]): boolean {
  const { personId, userPrincipalName, mail } = person;
  return [personId, userPrincipalName.toLowerCase(), mail?.toLowerCase()].some(
    (name) => name !== undefined && names.includes(name),
  );
}

function comparable(department: string): string {
  return department.trim().toLowerCase();
}

/** The groups whose members have to be known before anything is said about the audience. */
export function groupsOf({ rules, always }: AudienceQuestion): readonly string[] {
  const named = [...rules.groupIds, ...rules.excludedGroupIds];
  return [...new Set(always.groupId === null ? named : [...named, always.groupId])];
}
