import type { RequestRow } from './row.ts';

/** What has happened: sign-ins, changes, and Microsoft's own trouble. */
export const LOGS = {
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
  week: {
    method: 'GET',
    version: 'v1.0',
    path: '/auditLogs/signIns',
    budget: 'reports',
    permission: 'AuditLog.Read.All',
    reason:
      'to foresee whom a policy in report-only mode would stop, and to find who came in without a second step',
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
    reason:
      'to foresee whom a policy in report-only mode would stop, and to find who came in without a second step',
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
  serviceIssues: {
    method: 'GET',
    version: 'v1.0',
    path: '/admin/serviceAnnouncement/issues',
    budget: 'health',
    permission: 'ServiceHealth.Read.All',
    reason: "to blame Microsoft's own incident where it is one, before anybody resets anything",
    subject: 'service health',
  },
} as const satisfies Record<string, RequestRow>;
