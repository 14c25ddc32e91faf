import { GraphError } from './errors.ts';

/** The services behind Graph. Each refuses in its own words, and each has its own limits. */
export interface Workload {
  readonly name: 'directory' | 'logs' | 'methods' | 'policies' | 'risk' | 'health' | 'teams';
  readonly throttle: ThrottleClass;
}

export type ThrottleClass = 'reports' | 'risk' | 'directory' | 'health' | 'teams';

const WORKLOADS: readonly (readonly [RegExp, Workload])[] = [
  [/^\/(auditlogs|reports)\//i, { name: 'logs', throttle: 'reports' }],
  // Disputed whether these count in the reports class: the stricter reading.
  [/^\/users\/[^/]+\/authentication\//i, { name: 'methods', throttle: 'reports' }],
  [/^\/identityprotection\//i, { name: 'risk', throttle: 'risk' }],
  [/^\/identity\/conditionalaccess\//i, { name: 'policies', throttle: 'risk' }],
  [/^\/policies\//i, { name: 'policies', throttle: 'directory' }],
  [/^\/admin\/serviceannouncement\//i, { name: 'health', throttle: 'health' }],
  [/^\/(appcatalogs\/|users\/[^/]+\/teamwork\/)/i, { name: 'teams', throttle: 'teams' }],
];

const DIRECTORY: Workload = { name: 'directory', throttle: 'directory' };

export function workloadOf(path: string): Workload {
  return WORKLOADS.find(([pattern]) => pattern.test(path))?.[1] ?? DIRECTORY;
}

/** 403, in the words of the service that refuses. */
export function permissionMissing(
  workload: Workload['name'],
  wanted: readonly string[],
  granted: Iterable<string>,
): GraphError {
  const list = wanted.map((permission) => `'${permission}'`).join(', ');
  switch (workload) {
    case 'directory':
      return new GraphError(
        403,
        'Authorization_RequestDenied',
        'Insufficient privileges to complete the operation.',
      );
    case 'logs':
      return new GraphError(
        403,
        'Authentication_MSGraphPermissionMissing',
        `The principal does not have required Microsoft Graph permission(s): ${wanted.join(',')} to call this API. For more information about Microsoft Graph permissions, please visit https://learn.microsoft.com/graph/permissions-overview.`,
      );
    case 'methods':
      return new GraphError(403, 'accessDenied', 'Request Authorization failed');
    case 'policies':
      return new GraphError(
        403,
        'AccessDenied',
        'You cannot perform the requested operation, required scopes are missing in the token.',
      );
    case 'risk':
      return new GraphError(
        403,
        'Forbidden',
        'You do not have permission to perform this operation: required scopes are missing in the token.',
      );
    case 'health':
    case 'teams':
      return new GraphError(
        403,
        'Forbidden',
        `Missing role permissions on the request. API requires one of ${list}. Roles on the request '${[...granted].join(', ')}'.`,
      );
  }
}

/** 403 where the tenant has not paid for it. */
export function licenceMissing(workload: Workload['name']): GraphError {
  return workload === 'risk'
    ? new GraphError(403, 'Forbidden', 'Your tenant is not licensed for this feature.')
    : new GraphError(
        403,
        'Authentication_RequestFromNonPremiumTenantOrB2CTenant',
        "Neither tenant is B2C or tenant doesn't have premium license",
      );
}
