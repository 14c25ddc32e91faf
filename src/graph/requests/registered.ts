import type { RequestRow } from './row.ts';

/** What people have registered. */
export const REGISTERED = {
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
} as const satisfies Record<string, RequestRow>;
