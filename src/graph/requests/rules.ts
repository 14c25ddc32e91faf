import type { RequestRow } from './row.ts';

/** What the tenant asks for, whom it takes for risky, and who may do what. */
export const RULES = {
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
} as const satisfies Record<string, RequestRow>;
