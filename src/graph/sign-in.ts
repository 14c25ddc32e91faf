import type { AppliedPolicy, Read, SignIn, Step } from '../triage/evidence.ts';
import { type Fields, fieldsOf } from './fields.ts';

const NO_STEPS = 'Only Graph’s beta tells the steps of a sign-in, and it could not be read.';
const NO_POLICIES = 'Which policies applied is told only to apps with the Graph permission Policy.Read.All.';

/** A row of the sign-in log; null where it has no id, time, person or result, and so tells nothing. */
export function readSignIn(row: unknown): SignIn | null {
  const fields = fieldsOf(row);
  const [id, at, personId] = [fields.text('id'), fields.time('createdDateTime'), fields.text('userId')];
  const status = fields.object('status');
  const code = status.number('errorCode');
  if (id === null || at === null || personId === null || code === null) return null;
  const location = fields.object('location');
  return {
    id,
    at,
    personId,
    correlationId: fields.text('correlationId'),
    code,
    failureReason: status.text('failureReason'),
    additionalDetails: status.text('additionalDetails'),
    application: { id: fields.text('appId'), name: fields.text('appDisplayName') },
    resource: { id: fields.text('resourceId'), name: fields.text('resourceDisplayName') },
    client: fields.text('clientAppUsed'),
    userAgent: fields.text('userAgent'),
    ip: fields.text('ipAddress'),
    country: location.text('countryOrRegion'),
    city: location.text('city'),
    network: fields.number('autonomousSystemNumber'),
    device: deviceIn(fields.object('deviceDetail')),
    policies: policiesIn(fields),
    conditionalAccess: fields.text('conditionalAccessStatus'),
    ...riskIn(fields),
    steps: stepsIn(fields),
    requirement: fields.text('authenticationRequirement'),
    requirementProviders: (fields.objects('authenticationRequirementPolicies') ?? []).flatMap(
      (policy) => policy.text('requirementProvider') ?? [],
    ),
    crossTenantAccess: fields.text('crossTenantAccessType'),
    homeTenantId: fields.text('homeTenantId'),
    resourceTenantId: fields.text('resourceTenantId'),
    tokenIssuer: fields.text('tokenIssuerType'),
    // Left out by nobody but the oldest rows, from when there were no others.
    interactive: fields.flag('isInteractive') ?? true,
  };
}

function deviceIn(device: Fields): SignIn['device'] {
  return {
    id: device.text('deviceId'),
    name: device.text('displayName'),
    system: device.text('operatingSystem'),
    browser: device.text('browser'),
    compliant: device.flag('isCompliant'),
    managed: device.flag('isManaged'),
    trust: device.text('trustType'),
  };
}

function riskIn(fields: Fields): Pick<SignIn, 'riskLevel' | 'riskState' | 'riskDetail' | 'riskEvents'> {
  const events = fields.texts('riskEventTypes_v2');
  return {
    riskLevel: fields.text('riskLevelDuringSignIn') ?? fields.text('riskLevelAggregated'),
    riskState: fields.text('riskState'),
    riskDetail: fields.text('riskDetail'),
    riskEvents: events.length > 0 ? events : fields.texts('riskEventTypes'),
  };
}

function policiesIn(fields: Fields): Read<readonly AppliedPolicy[]> {
  const policies = fields.objects('appliedConditionalAccessPolicies');
  if (policies === null) return { known: false, reason: NO_POLICIES };
  return {
    known: true,
    value: policies.map((policy) => ({
      id: policy.text('id') ?? '',
      name: policy.text('displayName') ?? '',
      result: policy.text('result') ?? 'unknown',
      grantControls: policy.texts('enforcedGrantControls'),
      sessionControls: policy.texts('enforcedSessionControls'),
    })),
  };
}

function stepsIn(fields: Fields): Read<readonly Step[]> {
  const steps = fields.objects('authenticationDetails');
  if (steps === null) return { known: false, reason: NO_STEPS };
  return {
    known: true,
    value: steps.map((step) => ({
      at: step.time('authenticationStepDateTime'),
      method: step.text('authenticationMethod'),
      detail: step.text('authenticationMethodDetail'),
      succeeded: step.flag('succeeded'),
      result: step.text('authenticationStepResultDetail') ?? '',
      requirement: step.text('authenticationStepRequirement'),
    })),
  };
}
