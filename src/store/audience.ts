import type { AudienceQuestion } from '../campaign/audience.ts';
import { EXCLUSIONS, type Exclusion } from '../campaign/campaign.ts';
import { GOALS_MET } from '../campaign/goal.ts';

/** The first parameters of every statement that asks who is a recipient. */
export function questionValues({ goal, rules, always }: AudienceQuestion): readonly unknown[] {
  const met = Object.entries(GOALS_MET).filter(([, goals]) => goals.includes(goal));
  return [
    always.breakGlass,
    always.groupId === null ? [] : [always.groupId],
    rules.excludedGroupIds,
    rules.excludedAddresses,
    rules.guests,
    rules.groupIds,
    rules.departments.map((department) => department.trim().toLowerCase()),
    rules.countries,
    rules.addresses,
    met.map(([state]) => state),
  ];
}

/** So many parameters are taken by the question; a statement's own come after them. */
export const QUESTION_VALUES = 10;

const inGroup = (value: string) =>
  `cardinality(${value}::text[]) > 0 and exists (select 1 from group_members member
     where member.group_id = any(${value}::text[]) and member.person_id = person.person_id)`;
const named = (value: string) =>
  `cardinality(${value}::text[]) > 0 and (person.person_id = any(${value}::text[])
     or lower(person.user_principal_name) = any(${value}::text[]) or lower(person.mail) = any(${value}::text[]))`;

/** Each is true or not, never null. The same conditions as in campaign/audience.ts. */
const CONDITIONS: Readonly<Record<Exclusion, string>> = {
  'break-glass': `coalesce(${named('$1')}, false)`,
  'excluded-group': inGroup('$2'),
  'campaign-group': inGroup('$3'),
  'campaign-list': `coalesce(${named('$4')}, false)`,
  disabled: 'not person.enabled',
  guest: `person.kind = 'guest' and not $5::boolean`,
  'outside-audience': `not (
     (cardinality($6::text[]) = 0 or (${inGroup('$6')}))
     and (cardinality($7::text[]) = 0 or coalesce(lower(btrim(person.department)) = any($7::text[]), false))
     and (cardinality($8::text[]) = 0 or coalesce(person.country = any($8::text[]), false))
     and (cardinality($9::text[]) = 0 or coalesce(${named('$9')}, false)))`,
  'goal-met': `coalesce(person.registration = any($10::text[]), false)`,
};

/** Of a row `person` of the roster: the first reason why it is no recipient, or null. */
export const EXCLUSION = `case ${EXCLUSIONS.map((reason) => `when ${CONDITIONS[reason]} then '${reason}'`).join('\n')} end`;
