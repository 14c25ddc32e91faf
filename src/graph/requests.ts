import type { BudgetClass } from './budget.ts';

/**
 * Every request that Muster makes of Graph, and there is no other way to make one. README's permission list,
 * `muster doctor` and the errors for a missing permission all come from these rows.
 */
export interface RequestRow {
  readonly method: 'GET' | 'POST';
  readonly version: 'v1.0' | 'beta';
  /** Words in braces are filled with escaped values. */
  readonly path: string;
  readonly budget: BudgetClass;
  /** The least application permission that answers with what we need of it. */
  readonly permission: string;
  /** Completes "Muster needs this permission …". */
  readonly reason: string;
  /** Completes "Reading … needs the Graph permission …". */
  readonly subject: string;
  /** What the tenant must have bought, where it is not in every edition. */
  readonly licence?: string;
  /** A POST that changes nothing may be repeated after a lost answer, as a GET may. */
  readonly readsByPost?: true;
}

export const REQUESTS = {
  organisation: {
    method: 'GET',
    version: 'v1.0',
    path: '/organization',
    budget: 'directory',
    // Narrower ones answer with the name alone.
    permission: 'Organization.Read.All',
    reason:
      "to name your organisation on cards and to take its country for a member's home where nothing else tells it",
    subject: 'the organisation',
  },
  subscribedSkus: {
    method: 'GET',
    version: 'v1.0',
    path: '/subscribedSkus',
    budget: 'directory',
    permission: 'LicenseAssignment.Read.All',
    reason: 'to say which parts of an answer need a licence that the tenant lacks',
    subject: "the tenant's licences",
  },
  person: {
    method: 'GET',
    version: 'v1.0',
    path: '/users/{id}',
    budget: 'directory',
    // User.ReadBasic.All leaves out whether the account is enabled, department, country and language.
    permission: 'User.Read.All',
    reason: 'to greet people by name in their language, and to leave out accounts that are disabled',
    subject: 'accounts',
  },
  searchPeople: {
    method: 'GET',
    version: 'v1.0',
    path: '/users',
    budget: 'directory',
    permission: 'User.Read.All',
    reason: 'to find the person a helpdesk question is about',
    subject: 'accounts',
  },
  everybody: {
    method: 'GET',
    version: 'v1.0',
    path: '/users',
    budget: 'directory',
    permission: 'User.Read.All',
    reason: 'to know for a campaign who is there, in which department, country and language',
    subject: 'accounts',
  },
  standings: {
    method: 'GET',
    version: 'v1.0',
    path: '/users',
    budget: 'directory',
    permission: 'User.Read.All',
    reason: 'to write to nobody whose account has been disabled or deleted meanwhile',
    subject: 'accounts',
  },
  groupsHolding: {
    method: 'POST',
    version: 'v1.0',
    path: '/users/{id}/checkMemberGroups',
    budget: 'directory',
    permission: 'GroupMember.ReadBasic.All',
    reason: 'to decide from your groups who may ask about others and who may run campaigns',
    subject: 'group membership',
    readsByPost: true,
  },
  groupMembers: {
    method: 'GET',
    version: 'v1.0',
    path: '/groups/{id}/transitiveMembers',
    budget: 'directory',
    permission: 'GroupMember.ReadBasic.All',
    reason: 'to tell your security group of what looks like an attack',
    subject: 'group membership',
  },
  peopleInGroup: {
    method: 'GET',
    version: 'v1.0',
    path: '/groups/{id}/transitiveMembers/microsoft.graph.user',
    budget: 'directory',
    permission: 'GroupMember.ReadBasic.All',
    reason: 'to narrow a campaign to groups, and to leave out those that you exclude',
    subject: 'group membership',
  },
  groupHeads: {
    method: 'GET',
    version: 'v1.0',
    path: '/groups/{id}/transitiveMembers',
    budget: 'directory',
    permission: 'GroupMember.ReadBasic.All',
    reason: 'to name and count those whom the policies of your rollout leave out',
    subject: 'group membership',
  },
  methods: {
    method: 'GET',
    version: 'v1.0',
    path: '/users/{id}/authentication/methods',
    // Whether it counts among the reports is disputed; planning for it costs nothing but patience.
    budget: 'reports',
    permission: 'UserAuthenticationMethod.Read.All',
    reason: 'to show people what they have registered, and to know at once when they have',
    subject: 'registered sign-in methods',
  },
  registrationReport: {
    method: 'GET',
    version: 'v1.0',
    path: '/reports/authenticationMethods/userRegistrationDetails',
    budget: 'reports',
    permission: 'AuditLog.Read.All',
    reason: 'to count who has registered what, without asking about everybody one by one',
    subject: 'the registration report',
    licence: 'Microsoft Entra ID P1',
  },
  registrationDetails: {
    method: 'GET',
    version: 'v1.0',
    path: '/reports/authenticationMethods/userRegistrationDetails/{id}',
    budget: 'reports',
    permission: 'AuditLog.Read.All',
    reason: "to see whether the policies allow somebody's methods, where these alone do not tell",
    subject: 'the registration report',
    licence: 'Microsoft Entra ID P1',
  },
  signIns: {
    method: 'GET',
    // The steps of a sign-in, and who asked for them, are in beta alone.
    version: 'beta',
    path: '/auditLogs/signIns',
    budget: 'reports',
    permission: 'AuditLog.Read.All',
    reason: 'to find in the sign-in log why somebody failed, and whether others fail in the same way',
    subject: 'the sign-in log',
    licence: 'Microsoft Entra ID P1',
  },
  plainSignIns: {
    method: 'GET',
    version: 'v1.0',
    path: '/auditLogs/signIns',
    budget: 'reports',
    permission: 'AuditLog.Read.All',
    reason: 'to find in the sign-in log why somebody failed, and whether others fail in the same way',
    subject: 'the sign-in log',
    licence: 'Microsoft Entra ID P1',
  },
  legacySignIns: {
    method: 'GET',
    version: 'v1.0',
    path: '/auditLogs/signIns',
    budget: 'reports',
    permission: 'AuditLog.Read.All',
    reason: 'to find who still signs in by protocols that cannot ask for a second step',
    subject: 'the sign-in log',
    licence: 'Microsoft Entra ID P1',
  },
  silentLegacySignIns: {
    method: 'GET',
    // What programs do by themselves is in beta alone.
    version: 'beta',
    path: '/auditLogs/signIns',
    budget: 'reports',
    permission: 'AuditLog.Read.All',
    reason: 'to find who still signs in by protocols that cannot ask for a second step',
    subject: 'the sign-ins that programs make by themselves',
    licence: 'Microsoft Entra ID P1',
  },
  signInActivity: {
    method: 'GET',
    version: 'v1.0',
    path: '/users/{id}',
    budget: 'activity',
    // Beside User.Read.All, which everything else about an account needs.
    permission: 'AuditLog.Read.All',
    reason: 'to see whether an emergency account was tested, or another is used at all',
    subject: 'the last sign-ins of accounts',
    licence: 'Microsoft Entra ID P1',
  },
  roster: {
    method: 'GET',
    version: 'v1.0',
    path: '/users',
    budget: 'directory',
    permission: 'User.Read.All',
    reason: 'to count in rates only the accounts of people who can sign in',
    subject: 'accounts',
  },
  lastUse: {
    method: 'GET',
    version: 'v1.0',
    path: '/users',
    budget: 'activity',
    // Beside User.Read.All, which everything else about an account needs.
    permission: 'AuditLog.Read.All',
    reason: 'to see whether an emergency account was tested, or another is used at all',
    subject: 'the last sign-ins of accounts',
    licence: 'Microsoft Entra ID P1',
  },
  week: {
    method: 'GET',
    version: 'v1.0',
    path: '/auditLogs/signIns',
    budget: 'reports',
    permission: 'AuditLog.Read.All',
    reason: 'to foresee whom a policy in report-only mode would stop, and to find who came in without a second step',
    subject: 'the sign-in log',
    licence: 'Microsoft Entra ID P1',
  },
  singleFactorWeek: {
    method: 'GET',
    // Whether a second step was asked for is in beta alone.
    version: 'beta',
    path: '/auditLogs/signIns',
    budget: 'reports',
    permission: 'AuditLog.Read.All',
    reason: 'to foresee whom a policy in report-only mode would stop, and to find who came in without a second step',
    subject: 'the sign-in log',
    licence: 'Microsoft Entra ID P1',
  },
  audits: {
    method: 'GET',
    version: 'v1.0',
    path: '/auditLogs/directoryAudits',
    budget: 'reports',
    permission: 'AuditLog.Read.All',
    reason: 'to see who changed what about an account or a policy before the trouble began',
    subject: 'the audit log',
  },
  registrationNews: {
    method: 'GET',
    version: 'v1.0',
    path: '/auditLogs/directoryAudits',
    budget: 'reports',
    permission: 'AuditLog.Read.All',
    reason: 'to stop reminding people minutes after they have registered, hours before the report tells',
    subject: 'the audit log',
  },
  methodsWithUse: {
    method: 'GET',
    // When a method was last used is in beta alone.
    version: 'beta',
    path: '/users/{id}/authentication/methods',
    budget: 'reports',
    permission: 'UserAuthenticationMethod.Read.All',
    reason: 'to see which registered phone is no longer used',
    subject: 'registered sign-in methods',
  },
  perUserMfa: {
    method: 'GET',
    // There is no such thing in v1.0.
    version: 'beta',
    path: '/users/{id}/authentication/requirements',
    budget: 'reports',
    permission: 'Policy.Read.All',
    reason: 'to find the old per-user MFA switched on beside Conditional Access',
    subject: 'per-user MFA',
  },
  policies: {
    method: 'GET',
    version: 'v1.0',
    path: '/identity/conditionalAccess/policies',
    budget: 'protection',
    permission: 'Policy.Read.All',
    reason:
      'to name the Conditional Access policy that stopped somebody, also in the sign-in log, and to find whom policies leave out or would lock out',
    subject: 'Conditional Access policies',
  },
  securityDefaults: {
    method: 'GET',
    version: 'v1.0',
    path: '/policies/identitySecurityDefaultsEnforcementPolicy',
    budget: 'directory',
    permission: 'Policy.Read.All',
    reason: 'to see whether security defaults ask everybody to register, or stand in the way of policies',
    subject: 'security defaults',
  },
  methodRules: {
    method: 'GET',
    version: 'v1.0',
    path: '/policies/authenticationMethodsPolicy',
    budget: 'directory',
    // A narrower one exists, but this one is needed anyway, and one fewer is to be consented to.
    permission: 'Policy.Read.All',
    reason: 'to see which methods the tenant allows, and whether Entra’s own campaign asks for them',
    subject: 'the policy of sign-in methods',
  },
  riskyUser: {
    method: 'GET',
    version: 'v1.0',
    path: '/identityProtection/riskyUsers/{id}',
    budget: 'protection',
    permission: 'IdentityRiskyUser.Read.All',
    reason: 'to warn before anybody helps an attacker: whether Entra takes an account for compromised',
    subject: 'risky users',
    licence: 'Microsoft Entra ID P2',
  },
  riskDetections: {
    method: 'GET',
    version: 'v1.0',
    path: '/identityProtection/riskDetections',
    budget: 'protection',
    permission: 'IdentityRiskEvent.Read.All',
    reason: 'to tell what makes an account risky, such as a prompt that its owner reported',
    subject: 'risk detections',
    licence: 'Microsoft Entra ID P2',
  },
  roleAssignments: {
    method: 'GET',
    version: 'v1.0',
    path: '/roleManagement/directory/roleAssignments',
    budget: 'directory',
    permission: 'RoleManagement.Read.Directory',
    reason:
      'to keep helpdesk hands off administrators, whose methods only a privileged colleague may reset, and to see that emergency accounts hold their role',
    subject: 'role assignments',
  },
  roleDefinitions: {
    method: 'GET',
    version: 'v1.0',
    path: '/roleManagement/directory/roleDefinitions',
    budget: 'directory',
    permission: 'RoleManagement.Read.Directory',
    reason: 'to call those roles by their names',
    subject: 'role assignments',
  },
  memberships: {
    method: 'GET',
    version: 'v1.0',
    path: '/users/{id}/transitiveMemberOf',
    budget: 'directory',
    permission: 'User.Read.All',
    reason: 'to see that somebody is an administrator, where role assignments may not be read',
    subject: 'group membership',
  },
  serviceIssues: {
    method: 'GET',
    version: 'v1.0',
    path: '/admin/serviceAnnouncement/issues',
    budget: 'health',
    permission: 'ServiceHealth.Read.All',
    reason: "to blame Microsoft's own incident where it is one, before anybody resets anything",
    subject: 'service health',
  },
  installApp: {
    method: 'POST',
    version: 'v1.0',
    path: '/users/{id}/teamwork/installedApps',
    budget: 'teamwork',
    permission: 'TeamsAppInstallation.ReadWriteSelfForUser.All',
    reason: 'to bring Muster itself, and no other app, to people who do not have it yet',
    subject: 'installed apps',
  },
} as const satisfies Record<string, RequestRow>;

export type RequestName = keyof typeof REQUESTS;
export type Permission = (typeof REQUESTS)[RequestName]['permission'];

type Placeholders<Path extends string> = Path extends `${string}{${infer Name}}${infer Rest}`
  ? Name | Placeholders<Rest>
  : never;
export type Params<Name extends RequestName> = Readonly<
  Record<Placeholders<(typeof REQUESTS)[Name]['path']>, string>
>;

export function rowOf(name: RequestName): RequestRow {
  return REQUESTS[name];
}

/** An answer that was lost may have been for something that was done. */
export function mayRepeat(row: Pick<RequestRow, 'method' | 'readsByPost'>): boolean {
  return row.method === 'GET' || row.readsByPost === true;
}

export interface PermissionRow {
  readonly permission: Permission;
  readonly reasons: readonly string[];
}

/** One row a permission, with everything that it is for. */
export function permissionTable(): readonly PermissionRow[] {
  const reasons = new Map<Permission, Set<string>>();
  for (const row of Object.values(REQUESTS)) {
    reasons.set(row.permission, (reasons.get(row.permission) ?? new Set()).add(row.reason));
  }
  return [...reasons].map(([permission, why]) => ({ permission, reasons: [...why] }));
}
