import type { IncomingHttpHeaders } from 'node:http';
import type { Answer, Call, Standing, Subject } from './call.ts';
import { GraphError } from './errors.ts';
import type { Version } from './model.ts';
import { findOperation, nameOf } from './operations.ts';
import type { CompanyState } from './state.ts';
import { conditionalAccess } from './subjects/conditional-access.ts';
import { directoryAudits } from './subjects/directory-audits.ts';
import { groups } from './subjects/groups.ts';
import { health } from './subjects/health.ts';
import { membership } from './subjects/membership.ts';
import { methods } from './subjects/methods.ts';
import { organization } from './subjects/organization.ts';
import { policies } from './subjects/policies.ts';
import { registrationReport } from './subjects/registration-report.ts';
import { risk } from './subjects/risk.ts';
import { roles } from './subjects/roles.ts';
import { signIns } from './subjects/sign-ins.ts';
import { appCatalogs } from './subjects/teams-apps.ts';
import { users } from './subjects/users.ts';
import type { Throttle } from './throttle.ts';
import { checkAnswer } from './validator.ts';
import { licenceMissing, permissionMissing, workloadOf } from './workload.ts';

export const SUBJECTS: Subject = {
  ...organization,
  ...users,
  ...methods,
  ...membership,
  ...groups,
  ...registrationReport,
  ...signIns,
  ...directoryAudits,
  ...risk,
  ...conditionalAccess,
  ...policies,
  ...roles,
  ...health,
  ...appCatalogs,
};

/** One request as it came, on its own or inside a batch. */
export interface Incoming {
  readonly method: string;
  readonly version: Version;
  readonly path: string;
  readonly query: ReadonlyMap<string, string>;
  readonly headers: IncomingHttpHeaders;
  readonly body: unknown;
}

export interface Dispatching {
  readonly company: CompanyState;
  readonly standing: Standing;
  readonly throttle: Throttle | undefined;
  readonly validate: boolean;
}

/** From a request to its answer; refusals are thrown as GraphError. */
export function dispatch(incoming: Incoming, using: Dispatching): Answer {
  const { operation, keys } = findOperation(incoming.method, incoming.path, incoming.version);
  const call: Call = { ...incoming, operation, keys, company: using.company, standing: using.standing };
  if (using.throttle !== undefined) charge(call, using.throttle);
  admit(call);
  const handler = SUBJECTS[nameOf(operation)];
  if (handler === undefined) throw new Error(`nothing answers ${nameOf(operation)}`);
  const answer = handler(call);
  const wrong = using.validate ? checkAnswer(call, answer) : [];
  if (wrong.length > 0) {
    throw new GraphError(
      500,
      'InvalidStandInAnswer',
      `${nameOf(operation)} (${incoming.version}) contradicts Microsoft's schema: ${wrong.slice(0, 10).join('; ')}`,
    );
  }
  return answer;
}

function charge(call: Call, throttle: Throttle): void {
  const { throttle: name } = workloadOf(call.path);
  throttle.spend(name, name === 'directory' ? resourceUnits(call) : 1);
  if (/signInActivity/.test(`${call.query.get('$select')}${call.query.get('$filter')}`)) {
    throttle.spend('signInActivity', 1);
  }
}

/** Microsoft's prices of the identity service: by operation, cheaper with $select and small pages. */
function resourceUnits(call: Call): number {
  const base = /transitiveMember/.test(call.operation.path) ? 5 : call.operation.method === 'POST' ? 3 : 2;
  const selected = call.query.has('$select') ? -1 : 0;
  const small = Number(call.query.get('$top') ?? 100) < 20 ? -1 : 0;
  return Math.max(1, base + selected + small + (call.query.has('$expand') ? 1 : 0));
}

function admit(call: Call): void {
  const { name } = workloadOf(call.path);
  const { least, higher } = call.operation;
  const { permissions, licences } = call.standing;
  if (![...least, ...higher].some((permission) => permissions.has(permission))) {
    throw permissionMissing(name, least, permissions);
  }
  const premium = name === 'risk' ? ['P2'] : needsPremium(call) ? ['P1', 'P2'] : [];
  if (premium.length > 0 && !premium.some((licence) => [...licences].some((one) => one === licence))) {
    throw licenceMissing(name);
  }
}

/** The sign-in log and the registration report are for tenants with P1 or P2; the audit log is for everybody. */
const needsPremium = (call: Call) => /^\/(auditlogs\/signins|reports\/)/i.test(call.path);
