import type { MethodRules, Policy } from '../triage/evidence.ts';
import type { Graph } from './client.ts';
import { type Fields, fieldsOf } from './fields.ts';
import { readList, TO_THE_END } from './list.ts';
import { nonsense } from './shape.ts';
import { WITH_NEW_WORDS } from './sign-ins.ts';
import type { Urgency } from './window.ts';

export function readPolicies(graph: Graph, urgency: Urgency): Promise<readonly Policy[]> {
  const list = { name: 'policies', params: {}, options: { urgency, headers: WITH_NEW_WORDS } } as const;
  return readList(graph, list, { row: readPolicy, ...TO_THE_END });
}

const STATES: ReadonlyMap<string, Policy['state']> = new Map([
  ['enabled', 'enabled'],
  ['disabled', 'disabled'],
  ['enabledForReportingButNotEnforced', 'report-only'],
]);

export function readPolicy(row: unknown): Policy | null {
  const fields = fieldsOf(row);
  const [id, state] = [fields.text('id'), STATES.get(fields.text('state') ?? '')];
  if (id === null || state === undefined) return null;
  const conditions = fields.object('conditions');
  return {
    id,
    name: fields.text('displayName') ?? id,
    state,
    changedAt: fields.time('modifiedDateTime') ?? fields.time('createdDateTime'),
    ...grantIn(fields.object('grantControls')),
    ...peopleIn(conditions.object('users')),
    ...targetsIn(conditions.object('applications')),
    locations: conditions.object('locations').texts('includeLocations'),
    excludedLocations: conditions.object('locations').texts('excludeLocations'),
    platforms: conditions.object('platforms').texts('includePlatforms'),
    clientTypes: conditions.texts('clientAppTypes'),
    signInRisk: conditions.texts('signInRiskLevels'),
    userRisk: conditions.texts('userRiskLevels'),
    signInFrequency: fields.object('sessionControls').object('signInFrequency').flag('isEnabled') === true,
  };
}

function grantIn(grant: Fields): Pick<Policy, 'controls' | 'operator' | 'authenticationStrength'> {
  const operator = grant.text('operator');
  const strength = grant.object('authenticationStrength');
  return {
    controls: grant.texts('builtInControls'),
    operator: operator === 'AND' || operator === 'OR' ? operator : null,
    authenticationStrength: strength.text('displayName') ?? strength.text('id'),
  };
}

function peopleIn(
  users: Fields,
): Pick<Policy, 'everybody' | `${'included' | 'excluded'}${'People' | 'Groups' | 'Roles'}`> {
  const included = users.texts('includeUsers');
  return {
    everybody: included.includes('All'),
    includedPeople: included,
    excludedPeople: users.texts('excludeUsers'),
    includedGroups: users.texts('includeGroups'),
    excludedGroups: users.texts('excludeGroups'),
    includedRoles: users.texts('includeRoles'),
    excludedRoles: users.texts('excludeRoles'),
  };
}

function targetsIn(
  applications: Fields,
): Pick<Policy, 'applications' | 'excludedApplications' | 'userActions'> {
  return {
    applications: applications.texts('includeApplications'),
    excludedApplications: applications.texts('excludeApplications'),
    userActions: applications.texts('includeUserActions'),
  };
}

export async function readSecurityDefaults(graph: Graph, urgency: Urgency): Promise<boolean> {
  const enabled = fieldsOf(await graph.ask('securityDefaults', {}, { urgency })).flag('isEnabled');
  if (enabled === null) throw nonsense('security defaults that are neither on nor off');
  return enabled;
}

export async function readMethodRules(graph: Graph, urgency: Urgency): Promise<MethodRules> {
  const policy = fieldsOf(await graph.ask('methodRules', {}, { urgency }));
  const configurations = policy.objects('authenticationMethodConfigurations');
  if (configurations === null) throw nonsense('a policy of methods without its methods');
  const inState = (state: string) =>
    configurations.filter((one) => one.text('state') === state).flatMap((one) => one.text('id') ?? []);
  return {
    enabled: inState('enabled'),
    disabled: inState('disabled'),
    changedAt: policy.time('lastModifiedDateTime'),
  };
}
