import { isObjectId } from '../environment.ts';
import type { AccessPolicy, Grant, OutsideKinds, Selection } from '../rollout/access-policy.ts';
import type { Graph } from './client.ts';
import { type Fields, fieldsOf } from './fields.ts';
import { readList, TO_THE_END } from './list.ts';
import { WITH_NEW_WORDS } from './sign-ins.ts';
import type { Urgency } from './window.ts';

/** Every policy with all of its conditions: what is not understood of one may be what lets somebody through. */
export function readAccessPolicies(graph: Graph, urgency: Urgency): Promise<readonly AccessPolicy[]> {
  const list = { name: 'policies', params: {}, options: { urgency, headers: WITH_NEW_WORDS } } as const;
  return readList(graph, list, { row: readAccessPolicy, ...TO_THE_END });
}

const STATES: ReadonlyMap<string, AccessPolicy['state']> = new Map([
  ['enabled', 'enabled'],
  ['disabled', 'disabled'],
  ['enabledForReportingButNotEnforced', 'report-only'],
]);

export function readAccessPolicy(row: unknown): AccessPolicy | null {
  const fields = fieldsOf(row);
  const id = fields.text('id');
  if (id === null) return null;
  const conditions = fields.object('conditions');
  return {
    id,
    name: fields.text('displayName') ?? id,
    // A state of tomorrow may act: better named in vain than overlooked.
    state: STATES.get(fields.text('state') ?? '') ?? 'enabled',
    ...peopleIn(conditions.object('users')),
    workloadsOnly: conditions.object('clientApplications').texts('includeServicePrincipals').length > 0,
    ...targetsIn(conditions.object('applications')),
    locations: selectionIn(conditions.object('locations'), 'Locations'),
    platforms: selectionIn(conditions.object('platforms'), 'Platforms'),
    clientTypes: conditions.texts('clientAppTypes'),
    deviceFilter: deviceFilterIn(conditions.object('devices').object('deviceFilter')),
    riskOnly: isRiskOnly(conditions),
    flowsOnly: hasFlows(conditions.object('authenticationFlows')),
    grant: fields.has('grantControls') ? grantIn(fields.object('grantControls')) : null,
  };
}

/** Ids are compared as text, and are not always written alike. */
const plainId = (name: string) => (isObjectId(name) ? name.toLowerCase() : name);

function selectionIn(fields: Fields, what: string): Selection {
  return {
    included: fields.texts(`include${what}`).map(plainId),
    excluded: fields.texts(`exclude${what}`).map(plainId),
  };
}

function peopleIn(users: Fields): Pick<AccessPolicy, 'people' | 'groups' | 'roles' | 'outside'> {
  return {
    people: selectionIn(users, 'Users'),
    groups: selectionIn(users, 'Groups'),
    roles: selectionIn(users, 'Roles'),
    outside: {
      included: outsideIn(users.object('includeGuestsOrExternalUsers')),
      excluded: outsideIn(users.object('excludeGuestsOrExternalUsers')),
    },
  };
}

/** A flags enumeration: one text with commas. */
function outsideIn(outside: Fields): OutsideKinds {
  const kinds = outside.text('guestOrExternalUserTypes');
  if (kinds === null || kinds === 'none') return null;
  return kinds.split(',').map((kind) => kind.trim());
}

type Targets = Pick<
  AccessPolicy,
  'applications' | 'applicationFilter' | 'userActions' | 'authenticationContexts'
>;

function targetsIn(applications: Fields): Targets {
  return {
    applications: selectionIn(applications, 'Applications'),
    applicationFilter: applications.has('applicationFilter'),
    userActions: applications.texts('includeUserActions'),
    authenticationContexts: applications.texts('includeAuthenticationContextClassReferences'),
  };
}

function deviceFilterIn(filter: Fields): AccessPolicy['deviceFilter'] {
  const rule = filter.text('rule');
  if (rule === null) return null;
  return { mode: filter.text('mode') === 'exclude' ? 'exclude' : 'include', rule };
}

function isRiskOnly(conditions: Fields): boolean {
  const levels = [...conditions.texts('signInRiskLevels'), ...conditions.texts('userRiskLevels')];
  return levels.length > 0 || conditions.text('insiderRiskLevels') !== null;
}

function hasFlows(flows: Fields): boolean {
  const methods = flows.text('transferMethods');
  return methods !== null && methods !== 'none';
}

function grantIn(grant: Fields): Grant {
  const strength = grant.object('authenticationStrength');
  const name = strength.text('displayName') ?? strength.text('id');
  return {
    operator: grant.text('operator') === 'AND' ? 'AND' : 'OR',
    controls: grant.texts('builtInControls'),
    // A strength of one's own may be content with a single step, and then says so.
    strength:
      name === null ? null : { name, satisfiesMfa: strength.text('requirementsSatisfied') !== 'none' },
    customFactors: grant.texts('customAuthenticationFactors').length,
    termsOfUse: grant.texts('termsOfUse').length,
  };
}
