/** What the app registration of the demo was granted: everything that Muster asks for. */
export const DEFAULT_PERMISSIONS: readonly string[] = [
  'AppCatalog.Read.All',
  'AuditLog.Read.All',
  'GroupMember.Read.All',
  'IdentityRiskEvent.Read.All',
  'IdentityRiskyUser.Read.All',
  'LicenseAssignment.Read.All',
  'Organization.Read.All',
  'Policy.Read.All',
  'Policy.Read.AuthenticationMethod',
  'RoleManagement.Read.Directory',
  'ServiceHealth.Read.All',
  'TeamsAppInstallation.ReadWriteSelfForUser.All',
  'User.Read.All',
  'UserAuthenticationMethod.Read.All',
];
