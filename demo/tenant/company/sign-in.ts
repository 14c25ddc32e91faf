import type { Entity } from '../entity.ts';
import type { Account } from '../state.ts';
import { TENANT_ID } from './accounts.ts';
import {
  deviceOf,
  type LogDevice,
  type LogPlace,
  locationOf,
  OWN_LAPTOP,
  officePlace,
} from './log-places.ts';
import { type App, additionalDetails, FAILURE_REASONS, OUTLOOK } from './log-words.ts';
import { officeIn } from './places.ts';
import { policyId } from './policies.ts';
import { before, iso, stableId } from './stable.ts';

/** One step of one sign-in, as beta's authenticationDetails tells it. */
export interface Step {
  readonly method: string;
  readonly detail: string | null;
  readonly succeeded: boolean;
  readonly result: string;
  readonly first: boolean;
}

export interface AppliedPolicy {
  readonly name: string;
  readonly result: string;
  readonly controls?: readonly string[];
}

/** A row of the log in the words of whoever tells the story; everything else is as usual. */
export interface SignInDraft {
  /** Milliseconds before now. */
  readonly ago: number;
  /** 0: it worked. */
  readonly code: number;
  readonly steps?: readonly Step[];
  readonly app?: App;
  readonly place?: LogPlace;
  readonly device?: LogDevice;
  readonly client?: string;
  /** Rows of one attempt share it. */
  readonly attempt?: string;
  readonly policies?: readonly AppliedPolicy[];
  /** Who asked for the second step. */
  readonly requiredBy?: string;
  readonly reason?: string;
  readonly risk?: { readonly level: string; readonly state: string; readonly events: readonly string[] };
  readonly silent?: boolean;
  /** Anything of Graph's signIn, over everything else. */
  readonly more?: Entity;
}

/** Asked for by nobody: the password alone. */
const FROM_ONE_FACTOR = 'singleFactorAuthentication';

export function signIn(account: Account, draft: SignInDraft, now: Date): Entity {
  const at = before(now, draft.ago);
  const app = draft.app ?? OUTLOOK;
  const place = draft.place ?? usualPlace(account);
  const device = draft.device ?? OWN_LAPTOP;
  const steps = draft.steps ?? [];
  const asked = steps.some(({ first }) => !first) || draft.requiredBy !== undefined;
  const id = stableId('sign-in', account.id, iso(at), String(draft.code), app.id);
  return {
    id,
    createdDateTime: iso(at),
    correlationId: stableId('attempt', account.id, draft.attempt ?? id),
    originalRequestId: id,
    uniqueTokenIdentifier: Buffer.from(id).toString('base64url').slice(0, 22),
    ...whose(account),
    ...applicationOf(app),
    ...clientOf(draft, device),
    ipAddress: place.ip,
    autonomousSystemNumber: place.network,
    location: locationOf(place),
    deviceDetail: deviceOf(device, stableId('device', account.id)),
    networkLocationDetails: place.trusted
      ? [{ networkType: 'trustedNamedLocation', networkNames: ['Offices'] }]
      : [],
    status: statusOf(draft, steps),
    ...policiesOf(draft),
    ...riskOf(draft),
    authenticationRequirement: asked ? 'multiFactorAuthentication' : FROM_ONE_FACTOR,
    authenticationRequirementPolicies: asked
      ? [{ requirementProvider: draft.requiredBy ?? 'multiConditionalAccess', detail: 'Conditional Access' }]
      : [],
    authenticationDetails: steps.map((step, index) => detailOf(step, new Date(at.getTime() + index * 1000))),
    authenticationMethodsUsed: steps.filter(({ first }) => !first).map(({ method }) => method),
    ...draft.more,
  };
}

const whose = ({ id, user, kind }: Account): Entity => ({
  userId: id,
  // The log writes names in small letters whatever the directory has.
  userPrincipalName: String(user.userPrincipalName).toLowerCase(),
  userDisplayName: user.displayName,
  userType: kind === 'guest' ? 'guest' : 'member',
  signInIdentifier: user.userPrincipalName,
  homeTenantId: TENANT_ID,
  resourceTenantId: TENANT_ID,
  crossTenantAccessType: 'none',
});

const applicationOf = (app: App): Entity => ({
  appId: app.id,
  appDisplayName: app.name,
  resourceDisplayName: app.resource,
  resourceId: stableId('resource', app.resource),
});

const clientOf = (draft: SignInDraft, device: LogDevice): Entity => ({
  clientAppUsed: draft.client ?? 'Browser',
  userAgent: device.userAgent,
  isInteractive: draft.silent !== true,
  signInEventTypes: [draft.silent === true ? 'nonInteractiveUser' : 'interactiveUser'],
  authenticationProtocol: 'oAuth2',
  incomingTokenType: 'none',
  tokenIssuerName: '',
  tokenIssuerType: 'AzureAD',
  isTenantRestricted: false,
  flaggedForReview: false,
});

const statusOf = (draft: SignInDraft, steps: readonly Step[]): Entity => ({
  errorCode: draft.code,
  failureReason: draft.reason ?? FAILURE_REASONS[draft.code] ?? 'Other.',
  additionalDetails: additionalDetails(draft.code, steps.at(-1)?.result ?? null),
});

function policiesOf({ policies = [] }: SignInDraft): Entity {
  const results = policies.map(({ result }) => result);
  const overall = results.includes('failure')
    ? 'failure'
    : results.includes('success')
      ? 'success'
      : 'notApplied';
  return {
    conditionalAccessStatus: overall,
    appliedConditionalAccessPolicies: policies.map(({ name, result, controls = ['Mfa'] }) => ({
      id: policyId(name),
      displayName: name,
      enforcedGrantControls: result === 'notApplied' ? [] : controls,
      enforcedSessionControls: [],
      result,
    })),
  };
}

const riskOf = ({ risk }: SignInDraft): Entity => ({
  riskLevelDuringSignIn: risk?.level ?? 'none',
  riskLevelAggregated: risk?.level ?? 'none',
  riskState: risk?.state ?? 'none',
  riskDetail: 'none',
  riskEventTypes: risk?.events ?? [],
  riskEventTypes_v2: risk?.events ?? [],
});

const detailOf = (step: Step, at: Date): Entity => ({
  authenticationStepDateTime: iso(at),
  authenticationMethod: step.method,
  authenticationMethodDetail: step.detail,
  succeeded: step.succeeded,
  authenticationStepResultDetail: step.result,
  authenticationStepRequirement: step.first ? 'Primary authentication' : 'Multifactor authentication',
});

function usualPlace({ user }: Account): LogPlace {
  return officePlace(officeIn(typeof user.officeLocation === 'string' ? user.officeLocation : 'Hamburg'));
}
