import { strengths } from '../../../demo/tenant/company/methods-policy.ts';
import { grant, policy } from '../../../demo/tenant/company/policies.ts';
import { before, iso, stableId } from '../../../demo/tenant/company/stable.ts';
import type { Company } from '../../../demo/tenant/company.ts';
import type { Entity } from '../../../demo/tenant/entity.ts';
import type { CasePolicy, CaseTenant } from './format.ts';
import { age } from './words.ts';

/** What a case changes about the tenant itself. */
export function changeTenant(company: Company, told: CaseTenant, now: Date): void {
  if (told.noPolicies === true) company.policies = [];
  company.policies.push(...(told.policies ?? []).map((one) => policyOf(one, now)));
  if (told.securityDefaults === true) {
    company.securityDefaults = { ...company.securityDefaults, isEnabled: true };
  }
  for (const name of told.methodsOff ?? []) switchOff(company, name);
  for (const incident of told.incidents ?? []) addIncident(company, incident, now);
  for (const [service, status] of Object.entries(told.health ?? {})) setHealth(company, service, status);
}

function policyOf(one: CasePolicy, now: Date): Entity {
  const made = policy({
    name: one.name,
    state: one.state ?? 'enabled',
    users: one.users ?? { includeUsers: ['All'] },
    ...(one.applications === undefined ? {} : { applications: one.applications }),
    ...(one.conditions === undefined ? {} : { conditions: one.conditions }),
    ...(one.signInFrequency === undefined
      ? { grant: grantOf(one) }
      : { grant: null, session: SIGN_IN_AGAIN }),
  });
  const changed = one.changed === undefined ? {} : { modifiedDateTime: iso(before(now, age(one.changed))) };
  return { ...made, ...changed };
}

function grantOf({ grant: control, strength }: CasePolicy): Entity {
  if (strength === undefined) return grant(control ?? 'mfa');
  return { ...grant(), authenticationStrength: { ...strengths[2], displayName: strength } };
}

const SIGN_IN_AGAIN: Entity = {
  signInFrequency: {
    isEnabled: true,
    value: 4,
    type: 'hours',
    authenticationType: 'primaryAndSecondaryAuthentication',
    frequencyInterval: 'timeBased',
  },
  disableResilienceDefaults: null,
  applicationEnforcedRestrictions: null,
  cloudAppSecurity: null,
  persistentBrowser: null,
};

function switchOff(company: Company, name: string): void {
  const all = company.methodsPolicy.authenticationMethodConfigurations as readonly Entity[];
  if (!all.some(({ id }) => id === name)) throw new Error(`the tenant has no method '${name}'`);
  company.methodsPolicy = {
    ...company.methodsPolicy,
    authenticationMethodConfigurations: all.map((one) =>
      one.id === name ? { ...one, state: 'disabled' } : one,
    ),
  };
}

function addIncident(
  company: Company,
  incident: NonNullable<CaseTenant['incidents']>[number],
  now: Date,
): void {
  const { service = 'Microsoft Entra', started, ended, title } = incident;
  const at = (ago: string) => before(now, age(ago)).toISOString();
  const status = incident.status ?? (ended === undefined ? 'serviceDegradation' : 'serviceRestored');
  company.healthIssues.push({
    id: `MO${Number.parseInt(stableId('incident', title).slice(0, 5), 16)}`,
    title,
    service,
    feature: incident.feature ?? 'Sign-in',
    featureGroup: 'Authentication',
    classification: incident.classification ?? 'incident',
    origin: 'microsoft',
    status,
    isResolved: ended !== undefined,
    impactDescription: title,
    startDateTime: at(started),
    endDateTime: ended === undefined ? null : at(ended),
    lastModifiedDateTime: at(ended ?? '5m'),
    details: [],
    posts: [],
  });
  if (ended === undefined && incident.classification !== 'advisory') setHealth(company, service, status);
}

function setHealth(company: Company, service: string, status: string): void {
  company.healthOverviews = company.healthOverviews.map((row) =>
    row.service === service ? { ...row, status } : row,
  );
}
